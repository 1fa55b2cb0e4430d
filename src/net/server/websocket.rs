//! A WebSocket that keeps next to nothing between two messages. One task listens; whoever has something for the other side
//! puts it out at once, and nobody waits but for a side that does not read.

use std::io::ErrorKind;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::SEC_WEBSOCKET_PROTOCOL;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::task::coop::consume_budget;
use tokio::time::timeout;
use tokio_rustls::server::TlsStream;
use tokio_tungstenite::tungstenite::handshake::server::create_response_with_body;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error, Message, WebSocket as Spoken};

use crate::base::limits::{WIRE_FIRST, WIRE_UP};
use crate::wire::text::SUBPROTOCOL;

use super::frames::Frames;
use super::guard::{Guard, Guarded};
use super::pipe::Pipe;

/// What a connection reads at once, and keeps: nearly all that a desk says is shorter, and what is longer comes in several
/// reads. The library's own buffer of 128 KiB would be most of what a seat costs.
const READ_BUFFER: usize = 1 << 10;
/// Bytes for which one [limit](super::Limits::send) of time is given.
const STRETCH: usize = 128 << 10;

/// The server's end of a WebSocket, as whoever listens has it.
pub(super) struct WebSocket {
    pub(super) out: Arc<Outlet>,
    guard: Guard,
    /// What came was too large to be read: what comes behind it has no meaning.
    torn: bool,
}

/// The way out to the other side. Several may have it, and each puts out whole frames.
pub(super) struct Outlet {
    spoken: Mutex<Spoken<Pipe>>,
    tcp: Arc<TcpStream>,
}

/// What came of the other side.
pub(super) enum Came {
    /// A message of text.
    Text(String),
    /// A message that is no text.
    Bytes,
    /// A sign of life, or a piece of a message.
    Beat,
    /// A message that is too large.
    TooLarge,
    /// Nothing comes any more.
    Over,
}

/// Why a message did not leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stuck {
    /// The other side has gone.
    Gone,
    /// It does not read.
    Slow,
}

/// Answers a request that asks for a WebSocket; `talk` has it once the answer is out.
pub(super) fn upgrade<F: Future<Output = ()> + Send + 'static>(
    mut request: Request,
    talk: impl FnOnce(WebSocket) -> F + Send + 'static,
) -> Response {
    let upgraded = hyper::upgrade::on(&mut request);
    let mut response = match create_response_with_body(&request, Body::empty) {
        Ok(response) => response,
        Err(why) => return (StatusCode::BAD_REQUEST, format!("this is no WebSocket: {why}")).into_response(),
    };
    response.headers_mut().insert(SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static(SUBPROTOCOL));
    tokio::spawn(async move {
        // Whoever goes before the answer is out has nothing to say.
        if let Some(socket) = upgraded.await.ok().and_then(WebSocket::of) {
            talk(socket).await;
        }
    });
    response
}

impl WebSocket {
    /// Takes the connection back from the HTTP server, which keeps nothing of it. None where it is not one of ours.
    fn of(upgraded: Upgraded) -> Option<Self> {
        let (guarded, tls, read) = match upgraded.downcast::<TokioIo<Guarded>>() {
            Ok(plain) => (plain.io.into_inner(), None, plain.read_buf),
            Err(upgraded) => {
                let parts = upgraded.downcast::<TokioIo<TlsStream<Guarded>>>().ok()?;
                let (guarded, tls) = parts.io.into_inner().into_inner();
                (guarded, Some(tls), parts.read_buf)
            }
        };
        let (tcp, guard) = guarded.into_parts();
        let tcp = Arc::new(tcp);
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER)
            .write_buffer_size(0)
            .max_write_buffer_size(READ_BUFFER)
            .max_message_size(Some(2 * WIRE_FIRST))
            .max_frame_size(Some(2 * WIRE_FIRST));
        let pipe = Pipe::new(Arc::clone(&tcp), tls, &read);
        let spoken = Spoken::from_partially_read(pipe, read.to_vec(), Role::Server, Some(config));
        Some(Self { out: Arc::new(Outlet { spoken: Mutex::new(spoken), tcp }), guard, torn: false })
    }

    /// Messages may be as long as those of a desk from now on; before that, as a first one.
    pub(super) fn allow_long(&self) {
        // What is a little too large is answered in words.
        self.out.spoken().set_config(|config| {
            config.max_message_size = Some(2 * WIRE_UP);
            config.max_frame_size = Some(2 * WIRE_UP);
        });
    }

    /// The next thing from the other side, and how many frames came with it or behind it that nobody has counted yet.
    pub(super) async fn hear(&mut self) -> (Came, u32) {
        loop {
            // A side that always has something to say keeps nobody else from this thread.
            consume_budget().await;
            if self.torn {
                match self.out.spoken().get_mut().pass_over() {
                    Ok(true) => continue,
                    Err(why) if why.kind() == ErrorKind::WouldBlock => {}
                    Ok(false) | Err(_) => return (Came::Over, 0),
                }
            } else {
                let (heard, frames) = self.out.heard();
                let came = match heard {
                    Ok(Message::Text(text)) => Some(Came::Text(text.as_str().to_owned())),
                    Ok(Message::Binary(_)) => Some(Came::Bytes),
                    Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_)) => Some(Came::Beat),
                    Err(Error::Capacity(_)) => {
                        self.torn = true;
                        Some(Came::TooLarge)
                    }
                    Err(Error::Io(why)) if why.kind() == ErrorKind::WouldBlock => {
                        (frames > 0).then_some(Came::Beat)
                    }
                    Ok(Message::Close(_)) | Err(_) => Some(Came::Over),
                };
                if let Some(came) = came {
                    return (came, frames);
                }
            }
            if self.readable().await.is_err() {
                return (Came::Over, 0);
            }
        }
    }

    /// Until something came, or the gate lets the connection go.
    async fn readable(&mut self) -> std::io::Result<()> {
        let Self { out, guard, .. } = self;
        std::future::poll_fn(|cx| {
            guard.stands(cx)?;
            out.tcp.poll_read_ready(cx)
        })
        .await
    }

    /// Says that nothing more comes.
    pub(super) async fn close(&mut self, limit: Duration) {
        // The other side may have gone already.
        let _ = self.out.spoken().close(None);
        let _ = self.out.drained(limit).await;
    }
}

impl Outlet {
    fn spoken(&self) -> MutexGuard<'_, Spoken<Pipe>> {
        self.spoken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the other side says next, as far as it has come, and the frames of it that nobody has counted yet.
    fn heard(&self) -> (Result<Message, Error>, u32) {
        let mut spoken = self.spoken();
        (spoken.read(), spoken.get_mut().toll.take())
    }

    /// Puts frames out. What the other side does not take at once waits; false where something does.
    ///
    /// # Errors
    /// [`Stuck::Gone`] where nobody is there any more.
    pub(super) fn put(&self, frames: &Frames) -> Result<bool, Stuck> {
        let mut spoken = self.spoken();
        let pipe = spoken.get_mut();
        pipe.send(frames.bytes()).map_err(|_| Stuck::Gone)?;
        Ok(pipe.waiting() == 0)
    }

    /// Puts out what `next` gives, again and again until it gives nothing or something waits; false where something does.
    /// Nobody else puts anything out meanwhile, so that frames leave in the order in which `next` took them.
    ///
    /// # Errors
    /// [`Stuck::Gone`] where nobody is there any more.
    pub(super) fn pour(&self, frames: &mut Frames, mut next: impl FnMut(&mut Frames)) -> Result<bool, Stuck> {
        let mut spoken = self.spoken();
        let pipe = spoken.get_mut();
        while pipe.waiting() == 0 {
            frames.clear();
            next(frames);
            if frames.bytes().is_empty() {
                return Ok(true);
            }
            pipe.send(frames.bytes()).map_err(|_| Stuck::Gone)?;
        }
        Ok(false)
    }

    /// Until nothing waits any more.
    ///
    /// # Errors
    /// [`Stuck::Slow`] where the other side does not read: `limit` is for a message, and more for a long one.
    pub(super) async fn drained(&self, limit: Duration) -> Result<(), Stuck> {
        let long = self.spoken().get_ref().waiting();
        if long == 0 {
            return Ok(());
        }
        let limit = limit.saturating_mul(1 + (long / STRETCH) as u32);
        let drain = async {
            loop {
                self.tcp.writable().await?;
                let mut spoken = self.spoken();
                spoken.get_mut().push()?;
                if spoken.get_ref().waiting() == 0 {
                    return Ok::<_, std::io::Error>(());
                }
            }
        };
        match timeout(limit, drain).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(Stuck::Gone),
            Err(_) => Err(Stuck::Slow),
        }
    }
}
