//! Bare group commits of SQLite: what waits is written together and flushed, and nobody has an answer before.

use std::path::Path;
use std::sync::mpsc::sync_channel;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use startex::net::load::Waits;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

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
        commit.execute("INSERT INTO log(b) VALUES (?1)", [vec![7u8; 200]]).expect("a row");
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

/// A server that commits what its connections send, all that waits together, and answers each with a byte.
pub(crate) fn serve() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut db = open(folder.path());
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
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        println!("{}", listener.local_addr().expect("a port").port());
        loop {
            let Ok((mut stream, _)) = listener.accept().await else { continue };
            stream.set_nodelay(true).expect("a connection");
            let hand = hand.clone();
            tokio::spawn(async move {
                let mut bytes = [0; 200];
                while stream.read_exact(&mut bytes).await.is_ok() {
                    let (done, is_done) = oneshot::channel();
                    if hand.send(done).is_err() || is_done.await.is_err() || stream.write_u8(1).await.is_err()
                    {
                        return;
                    }
                }
            });
        }
    });
}
