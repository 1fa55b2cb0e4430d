//! Desks as a load: they join, read, decide and come back, and keep no picture of what they read.

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::{SinkExt, StreamExt};
use startex::exercise::order::{Act, OrderId, Verb};
use startex::net::{JoinLink, trust};
use startex::wire::text::SUBPROTOCOL;
use startex::wire::{FromDesk, Line as Course};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::{HeaderValue, header};
use tokio_tungstenite::{WebSocketStream, client_async};

use super::program::Program;

/// Desks that join at once.
const AT_ONCE: usize = 200;
/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(120);

trait Bytes: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Bytes for T {}

/// A connection on which the exercise has said hello, and everything is asked for.
pub(crate) struct Line {
    socket: WebSocketStream<Box<dyn Bytes>>,
    course: Course,
}

impl Line {
    pub(crate) async fn dial(link: &JoinLink, client: u64) -> Self {
        let tcp = TcpStream::connect((link.host.as_str(), link.port)).await.expect("a connection");
        tcp.set_nodelay(true).expect("a connection");
        let stream: Box<dyn Bytes> = match link.pin {
            None => Box::new(tcp),
            Some(pin) => {
                let connector = tokio_rustls::TlsConnector::from(Arc::new(trust::pinned(pin).expect("TLS")));
                let name = trust::server_name(&link.host).expect("a name");
                Box::new(connector.connect(name, tcp).await.expect("TLS"))
            }
        };
        let mut request = link.socket().into_client_request().expect("a request");
        request.headers_mut().insert(header::SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static(SUBPROTOCOL));
        let (socket, _) = client_async(request, stream).await.expect("a WebSocket");
        let mut line = Self { socket, course: Course::new(link.secret.clone(), client) };
        let first = line.course.first();
        line.send(first).await;
        while line.course.greeted().is_none() {
            let text = line.next().await.expect("hello");
            line.course.hear(&text).expect("hello");
        }
        line
    }

    pub(crate) async fn say(&mut self, frame: FromDesk) {
        let text = self.course.greeted().expect("it was greeted").say(frame);
        self.send(text).await;
    }

    async fn send(&mut self, text: String) {
        self.socket.send(Message::text(text)).await.expect("the line stands");
    }

    async fn next(&mut self) -> Option<String> {
        loop {
            match self.socket.next().await? {
                Ok(Message::Text(text)) => return Some(text.as_str().to_owned()),
                Ok(_) => {}
                Err(_) => return None,
            }
        }
    }
}

/// What is known of a desk from beside it.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    /// Frames with entries.
    pub(crate) entries: usize,
    /// The last text, cut short, and when it came.
    last: (String, Instant),
    /// The last answer.
    answered: Option<Instant>,
}

/// What a desk is told to do.
enum Do {
    Say(FromDesk),
}

struct Desk {
    seen: watch::Receiver<Seen>,
    hand: tokio::sync::mpsc::UnboundedSender<Do>,
    task: tokio::task::JoinHandle<()>,
}

/// All desks.
pub(crate) struct Desks(Vec<Desk>);

impl Desks {
    pub(crate) async fn join(program: &Program, count: usize) -> Self {
        let links: Vec<&JoinLink> =
            program.links.iter().filter(|(desk, _)| desk.as_str() != "excon").map(|(_, link)| link).collect();
        let joined = futures_util::stream::iter(0..count)
            .map(|n| desk(links[n % links.len()].clone(), n as u64 + (1 << 20)))
            .buffer_unordered(AT_ONCE);
        Self(joined.collect().await)
    }

    /// Until it holds for all.
    pub(crate) async fn until(&mut self, what: &str, holds: impl Fn(&Seen) -> bool) {
        for desk in &mut self.0 {
            let waited = tokio::time::timeout(PATIENCE, desk.seen.wait_for(|seen| holds(seen))).await;
            assert!(matches!(waited, Ok(Ok(_))), "a desk did not see {what}");
        }
    }

    /// When the last of them read words that begin so.
    pub(crate) async fn last_to_read(&mut self, words: &str) -> Instant {
        self.until(words, |seen| seen.last.0.contains(words)).await;
        self.0.iter().map(|desk| desk.seen.borrow().last.1).max().expect("desks")
    }

    /// All send a message at once; how long each waited for its answer.
    pub(crate) async fn decide(&mut self, round: usize) -> Vec<Duration> {
        let sent = Instant::now();
        for (n, desk) in self.0.iter().enumerate() {
            let id = OrderId { key: n as u64 + (1 << 20), counter: round as u32 + 1 };
            let text = format!("decision {round} of desk {n}");
            let act = Act::Verb(Verb::Decide { about: None, text }.into());
            let _ = desk.hand.send(Do::Say(FromDesk::Order { id, act }));
        }
        self.until("an answer", |seen| seen.answered.is_some_and(|at| at > sent)).await;
        self.0.iter().filter_map(|desk| desk.seen.borrow().answered).map(|at| at - sent).collect()
    }

    /// All lines break at once, and all come back; how long that took.
    pub(crate) async fn come_back(&mut self, program: &Program) -> Duration {
        let count = self.0.len();
        for desk in &self.0 {
            desk.task.abort();
        }
        let began = Instant::now();
        *self = Self::join(program, count).await;
        self.until("what was there", |seen| seen.entries >= 1).await;
        began.elapsed()
    }
}

/// Joins, and reads from then on.
async fn desk(link: JoinLink, client: u64) -> Desk {
    let mut line = Line::dial(&link, client).await;
    line.say(FromDesk::Resume { from: 0 }).await;
    let (tell, seen) =
        watch::channel(Seen { entries: 0, last: (String::new(), Instant::now()), answered: None });
    let (hand, mut told) = tokio::sync::mpsc::unbounded_channel();
    let task = tokio::spawn(async move {
        loop {
            tokio::select! {
                text = line.next() => {
                    let Some(text) = text else { return };
                    let at = Instant::now();
                    if text.starts_with("{\"entries\"") {
                        tell.send_modify(|seen| {
                            seen.entries += 1;
                            seen.last = (text, at);
                        });
                    } else if text.starts_with("{\"answer\"") {
                        tell.send_modify(|seen| seen.answered = Some(at));
                    }
                }
                order = told.recv() => match order {
                    Some(Do::Say(frame)) => line.say(frame).await,
                    None => return,
                },
            }
        }
    });
    Desk { seen, hand, task }
}

/// The wait that one in a hundred exceeds.
pub(crate) fn p99(waits: &mut [Duration]) -> Duration {
    waits.sort();
    waits[(waits.len() * 99 / 100).min(waits.len() - 1)]
}
