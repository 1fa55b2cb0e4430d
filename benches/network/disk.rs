//! Bare group commits of SQLite: what waits is written together and flushed, and nobody has an answer before.

use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::desks::p99 as of;

/// What one in a hundred of so many who wait together waits longer than, over so many rounds.
pub(crate) fn p99(together: usize, rounds: usize) -> Duration {
    let folder = tempfile::tempdir().expect("a folder");
    let mut db = Connection::open(folder.path().join("raw.db")).expect("a database");
    db.execute_batch(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE log(n INTEGER PRIMARY KEY, b BLOB)",
    )
    .expect("a table");
    let mut waits = Vec::new();
    for _ in 0..rounds {
        let began = Instant::now();
        let commit = db.transaction().expect("a transaction");
        for _ in 0..together {
            commit.execute("INSERT INTO log(b) VALUES (?1)", [vec![7u8; 200]]).expect("a row");
        }
        commit.commit().expect("a commit");
        waits.extend(std::iter::repeat_n(began.elapsed(), together));
    }
    of(&mut waits)
}
