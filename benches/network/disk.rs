//! Bare group commits of SQLite: what waits is written together and flushed, and nobody has an answer before.

use std::path::Path;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use startex::net::load::Waits;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::oneshot;

use super::bare::{Bare, serve_each};

/// What makes this program the server that commits.
pub(crate) const WORD: &str = "bare-commits";
/// Bytes of a row.
const ROW: usize = 200;

fn open(folder: &Path) -> Connection {
    let db = Connection::open(folder.join("raw.db")).expect("a database");
    db.execute_batch(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE log(n INTEGER PRIMARY KEY, b BLOB)",
    )
    .expect("a table");
    db
}

fn commit(db: &mut Connection, rows: usize) {
    let commit = db.transaction().expect("a transaction");
    for _ in 0..rows {
        commit.execute("INSERT INTO log(b) VALUES (?1)", [vec![7u8; ROW]]).expect("a row");
    }
    commit.commit().expect("a commit");
}

/// How long all of so many who wait together wait, the median of so many rounds; nobody is asked and nobody is told.
pub(crate) fn together(together: usize, rounds: usize) -> Duration {
    let folder = tempfile::tempdir().expect("a folder");
    let mut db = open(folder.path());
    let mut waits = Vec::new();
    for _ in 0..rounds {
        let began = Instant::now();
        commit(&mut db, together);
        waits.push(began.elapsed());
    }
    Waits::new(waits).percentile(50).expect("rounds")
}

/// Rows that wait to be committed, each with whoever waits for it; the thread that commits all that waits together ends
/// with the last who hands in.
fn committer(folder: &Path) -> SyncSender<oneshot::Sender<()>> {
    let mut db = open(folder);
    let (hand, waits) = sync_channel::<oneshot::Sender<()>>(16_384);
    std::thread::spawn(move || {
        while let Ok(first) = waits.recv() {
            let all: Vec<_> = std::iter::once(first).chain(waits.try_iter()).collect();
            commit(&mut db, all.len());
            for one in all {
                // Whoever waited may have gone.
                let _ = one.send(());
            }
        }
    });
    hand
}

/// What one in a hundred of so many who decide together in this process waits longer than, until a group commit has its
/// row: the median of so many rounds. No line and no order lies between.
pub(crate) async fn group_p99(count: usize, rounds: usize) -> Duration {
    let folder = tempfile::tempdir().expect("a folder");
    let hand = committer(folder.path());
    let mut found = Vec::new();
    for _ in 0..rounds {
        let began = Instant::now();
        let deciders: Vec<_> = (0..count)
            .map(|_| {
                let hand = hand.clone();
                tokio::spawn(async move {
                    let (done, is_done) = oneshot::channel();
                    hand.send(done).expect("a committer");
                    is_done.await.expect("a commit");
                    began.elapsed()
                })
            })
            .collect();
        let mut waits = Vec::new();
        for decider in deciders {
            waits.push(decider.await.expect("an answer"));
        }
        found.push(Waits::new(waits).percentile(99).expect("answers"));
    }
    super::median(found)
}

/// A server that commits what its connections send, all that waits together, and answers each with a byte.
pub(crate) fn serve() {
    let folder = tempfile::tempdir().expect("a folder");
    let hand = committer(folder.path());
    serve_each(move |mut stream| {
        let hand = hand.clone();
        async move {
            let mut bytes = [0; ROW];
            while stream.read_exact(&mut bytes).await.is_ok() {
                let (done, is_done) = oneshot::channel();
                if hand.send(done).is_err() || is_done.await.is_err() || stream.write_u8(1).await.is_err() {
                    return;
                }
            }
        }
    });
}

/// What one in a hundred of so many connections waits longer than, that send a row together and have a byte back once
/// theirs are committed by that server: the median of so many rounds.
pub(crate) async fn answered_p99(count: usize, rounds: usize) -> Duration {
    let bare = Bare::start(WORD);
    let mut lines = bare.lines(count).await;
    let mut found = Vec::new();
    for _ in 0..rounds {
        let began = Instant::now();
        let sent: Vec<_> = lines
            .into_iter()
            .map(|mut stream| {
                tokio::spawn(async move {
                    stream.write_all(&[7; ROW]).await.expect("a line");
                    stream.read_u8().await.expect("an answer");
                    (stream, began.elapsed())
                })
            })
            .collect();
        let mut waits = Vec::new();
        lines = Vec::new();
        for one in sent {
            let (stream, waited) = one.await.expect("an answer");
            lines.push(stream);
            waits.push(waited);
        }
        found.push(Waits::new(waits).percentile(99).expect("answers"));
    }
    super::median(found)
}
