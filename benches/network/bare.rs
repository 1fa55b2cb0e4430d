//! The least that a fan-out can be: the same bytes to every connection by a broadcast channel of tokio.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, broadcast};

use startex::net::load::Waits;

use super::program::cpu;

/// What makes this program the bare server, and the one that commits.
const WORD: &str = "bare-server";
const COMMITS: &str = "bare-commits";

/// Which bare server this program is to be, if any.
pub(crate) fn asked_for() -> Option<fn()> {
    std::env::args().find_map(|arg| match arg.as_str() {
        WORD => Some(serve as fn()),
        COMMITS => Some(super::disk::serve as fn()),
        _ => None,
    })
}

/// Sends `size` bytes to every connection for every line of its input.
fn serve() {
    let size: usize = std::env::args().next_back().and_then(|n| n.parse().ok()).expect("a size");
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        println!("{}", listener.local_addr().expect("a port").port());
        let (send, _) = broadcast::channel::<Arc<[u8]>>(16);
        let tell = send.clone();
        std::thread::spawn(move || {
            for _ in std::io::stdin().lock().lines().map_while(Result::ok) {
                let _ = tell.send(vec![b'x'; size].into());
            }
            std::process::exit(0);
        });
        loop {
            let Ok((mut stream, _)) = listener.accept().await else { continue };
            let mut hear = send.subscribe();
            tokio::spawn(async move {
                while let Ok(bytes) = hear.recv().await {
                    if stream.write_all(&bytes).await.is_err() {
                        return;
                    }
                }
            });
        }
    });
}

/// The bare server, in a process of its own.
pub(crate) struct Bare {
    child: Child,
    port: u16,
    size: usize,
}

/// Its clients.
pub(crate) struct Clients {
    have: Arc<AtomicUsize>,
    changed: Arc<Notify>,
    count: usize,
}

impl Bare {
    pub(crate) fn start(size: usize) -> Self {
        Self::of(WORD, size)
    }

    fn of(word: &str, size: usize) -> Self {
        let program = std::env::current_exe().expect("this program");
        let mut child = Command::new(program)
            .args([word, &size.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the bare server");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("its port");
        Self { child, port: line.trim().parse().expect("its port"), size }
    }

    pub(crate) async fn join(&self, count: usize) -> Clients {
        let clients = Clients { have: Arc::default(), changed: Arc::default(), count };
        for _ in 0..count {
            let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await.expect("a connection");
            let (have, changed) = (Arc::clone(&clients.have), Arc::clone(&clients.changed));
            let mut bytes = vec![0; self.size];
            tokio::spawn(async move {
                while stream.read_exact(&mut bytes).await.is_ok() {
                    if (have.fetch_add(1, Ordering::AcqRel) + 1).is_multiple_of(count) {
                        changed.notify_one();
                    }
                }
            });
        }
        // The last ones are still being accepted.
        tokio::time::sleep(Duration::from_millis(300)).await;
        clients
    }

    pub(crate) fn send(&mut self) -> Instant {
        let sent = Instant::now();
        self.child.stdin.as_mut().expect("its input").write_all(b"\n").expect("its input");
        sent
    }

    pub(crate) fn cpu(&self) -> Duration {
        cpu(self.child.id())
    }
}

impl Clients {
    /// When the last of them had the next message.
    pub(crate) async fn all_have_next(&self) -> Instant {
        self.changed.notified().await;
        assert!(self.have.load(Ordering::Acquire).is_multiple_of(self.count));
        Instant::now()
    }
}

/// What one in a hundred of so many connections waits longer than, that send 200 bytes together and have a byte back once
/// theirs are committed by the bare server.
pub(crate) async fn commit_p99(count: usize, rounds: usize) -> Duration {
    let bare = Bare::of(COMMITS, 200);
    let mut lines = Vec::new();
    for _ in 0..count {
        let stream = TcpStream::connect(("127.0.0.1", bare.port)).await.expect("a connection");
        stream.set_nodelay(true).expect("a connection");
        lines.push(stream);
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    let mut found = Vec::new();
    for _ in 0..rounds {
        let began = Instant::now();
        let sent: Vec<_> = lines
            .into_iter()
            .map(|mut stream| {
                tokio::spawn(async move {
                    stream.write_all(&[7; 200]).await.expect("a line");
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

impl Drop for Bare {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
