//! Bare servers: what is measured against, each in a process of its own and on a runtime like the server's.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};

use super::program::cpu;
use super::{broadcast, disk};

/// What the bare servers are called among the arguments of this program.
const ALL: [(&str, fn()); 2] = [(broadcast::WORD, broadcast::serve), (disk::WORD, disk::serve)];

/// Which bare server this program is to be, if any.
pub(crate) fn asked_for() -> Option<fn()> {
    std::env::args().find_map(|arg| ALL.iter().find(|(word, _)| *word == arg).map(|(_, serve)| *serve))
}

/// Serves every connection on a port that it prints.
pub(crate) fn serve_each<F: Future<Output = ()> + Send + 'static>(each: impl Fn(TcpStream) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        println!("{}", listener.local_addr().expect("a port").port());
        loop {
            let Ok((stream, _)) = listener.accept().await else { continue };
            stream.set_nodelay(true).expect("a connection");
            tokio::spawn(each(stream));
        }
    });
}

/// A bare server, in a process of its own.
pub(crate) struct Bare {
    child: Child,
    hears: ChildStdin,
    port: u16,
}

impl Bare {
    pub(crate) fn start(word: &str) -> Self {
        let program = std::env::current_exe().expect("this program");
        let mut child = Command::new(program)
            .arg(word)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the bare server");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("its port");
        let hears = child.stdin.take().expect("its input");
        Self { child, hears, port: line.trim().parse().expect("its port") }
    }

    /// So many connections.
    pub(crate) async fn lines(&self, count: usize) -> Vec<TcpStream> {
        let lines = connect(self.port, count).await;
        // The last ones are still being accepted.
        tokio::time::sleep(Duration::from_millis(300)).await;
        lines
    }

    pub(crate) fn tell(&mut self, line: &str) {
        writeln!(self.hears, "{line}").expect("its input");
    }

    pub(crate) fn cpu(&self) -> Duration {
        cpu(self.child.id())
    }
}

impl Drop for Bare {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// So many connections to a port of this machine.
pub(crate) async fn connect(port: u16, count: usize) -> Vec<TcpStream> {
    let mut lines = Vec::new();
    for _ in 0..count {
        let stream = TcpStream::connect(("127.0.0.1", port)).await.expect("a connection");
        stream.set_nodelay(true).expect("a connection");
        lines.push(stream);
    }
    lines
}
