//! Other programs that carry a message to many, where this machine has them: mosquitto and nats-server. They tell all the
//! same and keep nothing back from anybody.

use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::sync::Notify;

use super::bare::connect;
use super::program::cpu;

/// What the message is about.
const TOPIC: &str = "inject";

/// A program that carries messages.
#[derive(Clone, Copy)]
pub(crate) enum Other {
    Mosquitto,
    Nats,
}

impl Other {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Mosquitto => "mosquitto",
            Self::Nats => "nats-server",
        }
    }

    /// The program with so many who hear of the messages; none where the machine has none such.
    pub(crate) async fn begin(self, count: usize, bytes: usize) -> Option<Carrier> {
        let port = std::net::TcpListener::bind("127.0.0.1:0").ok()?.local_addr().ok()?.port();
        let program = self.start(port)?;
        // Until it listens.
        tokio::time::sleep(Duration::from_secs(1)).await;
        let (have, changed) = (Arc::new(AtomicUsize::new(0)), Arc::new(Notify::new()));
        for stream in connect(port, count).await {
            let line = self.subscribe(stream).await;
            let (have, changed) = (Arc::clone(&have), Arc::clone(&changed));
            tokio::spawn(self.read(line, bytes, move || {
                if (have.fetch_add(1, Ordering::AcqRel) + 1).is_multiple_of(count) {
                    changed.notify_one();
                }
            }));
        }
        let mut sender = connect(port, 1).await.pop()?;
        self.greet(&mut sender).await;
        Some(Carrier { program, sender, message: self.message(bytes), changed })
    }

    fn start(self, port: u16) -> Option<Started> {
        let mut command = Command::new(self.name());
        command.args(["-p", &port.to_string()]);
        if matches!(self, Self::Nats) {
            command.args(["-a", "127.0.0.1"]);
        }
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok().map(Started)
    }

    /// The first words of a connection.
    async fn greet(self, stream: &mut TcpStream) {
        let hello: &[u8] = match self {
            // An empty name, a clean session, no keep-alive.
            Self::Mosquitto => b"\x10\x0c\x00\x04MQTT\x04\x02\x00\x00\x00\x00",
            Self::Nats => b"CONNECT {\"verbose\":false,\"pedantic\":false}\r\n",
        };
        stream.write_all(hello).await.expect("a connection");
        if matches!(self, Self::Mosquitto) {
            stream.read_exact(&mut [0; 4]).await.expect("a welcome");
        }
    }

    async fn subscribe(self, mut stream: TcpStream) -> BufReader<TcpStream> {
        self.greet(&mut stream).await;
        let asks = match self {
            Self::Mosquitto => [&b"\x82\x0b\x00\x01\x00\x06"[..], TOPIC.as_bytes(), b"\x00"].concat(),
            Self::Nats => format!("SUB {TOPIC} 1\r\nPING\r\n").into_bytes(),
        };
        stream.write_all(&asks).await.expect("a connection");
        let mut line = BufReader::with_capacity(4_096, stream);
        match self {
            Self::Mosquitto => {
                line.read_exact(&mut [0; 5]).await.expect("an answer");
            }
            Self::Nats => {
                let mut said = String::new();
                while !said.ends_with("PONG\r\n") {
                    assert!(line.read_line(&mut said).await.expect("an answer") > 0, "{said}");
                }
            }
        }
        line
    }

    async fn read(self, mut line: BufReader<TcpStream>, bytes: usize, got: impl Fn()) {
        let (mut message, mut said) = (vec![0; self.message(bytes).len()], String::new());
        loop {
            if matches!(self, Self::Nats) {
                said.clear();
                if line.read_line(&mut said).await.is_err() || said.is_empty() {
                    return;
                }
                if said.starts_with("PING") {
                    line.write_all(b"PONG\r\n").await.expect("a connection");
                    continue;
                }
                message.resize(bytes + 2, 0);
            }
            if line.read_exact(&mut message).await.is_err() {
                return;
            }
            got();
        }
    }

    /// A message as it is sent.
    fn message(self, bytes: usize) -> Vec<u8> {
        let text = vec![b'x'; bytes];
        match self {
            Self::Mosquitto => {
                let long = bytes + 2 + TOPIC.len();
                let long = [0x30, (long % 128) as u8 | 0x80, (long / 128) as u8, 0, TOPIC.len() as u8];
                [&long[..], TOPIC.as_bytes(), &text].concat()
            }
            Self::Nats => [format!("PUB {TOPIC} {bytes}\r\n").as_bytes(), &text, b"\r\n"].concat(),
        }
    }
}

/// A program that carries messages, with those who hear of them.
pub(crate) struct Carrier {
    program: Started,
    sender: TcpStream,
    message: Vec<u8>,
    changed: Arc<Notify>,
}

impl Carrier {
    /// How long a message takes to the last of them.
    pub(crate) async fn send(&mut self) -> Duration {
        let sent = Instant::now();
        self.sender.write_all(&self.message).await.expect("a message");
        self.changed.notified().await;
        sent.elapsed()
    }

    pub(crate) fn cpu(&self) -> Duration {
        cpu(self.program.0.id())
    }
}

/// A program that ends with the measurement.
struct Started(Child);

impl Drop for Started {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
