//! A WebSocket that keeps next to nothing between two messages. What is long leaves in fragments, so that no connection
//! holds a buffer of the size of the longest text that ever went over it.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::SEC_WEBSOCKET_PROTOCOL;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use futures_util::{SinkExt, StreamExt};
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::handshake::server::create_response_with_body;
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Bytes, Error, Message};

use crate::base::limits::WIRE_UP;
use crate::wire::text::SUBPROTOCOL;

/// What a connection reads at once, and keeps: nearly all that a desk says is shorter, and what is longer comes in several
/// reads. The library's own buffer of 128 KiB would be most of what a seat costs.
const READ_BUFFER: usize = 1 << 10;
/// Bytes of a fragment: with its header it fills the buffer that a connection keeps for writing.
const FRAGMENT: usize = (4 << 10) - 16;
/// Bytes for which one [limit](super::Limits::send) of time is given.
const STRETCH: usize = 128 << 10;

/// The server's end of a WebSocket.
pub(super) struct WebSocket(WebSocketStream<TokioIo<Upgraded>>);

/// What came of the other side.
pub(super) enum Came {
    /// A message of text.
    Text(String),
    /// A message that is no text.
    Bytes,
    /// A sign of life.
    Beat,
    /// A message that is too large.
    TooLarge,
    /// Nothing comes any more.
    Over,
}

/// Why a message did not leave.
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
        if let Ok(upgraded) = upgraded.await {
            talk(WebSocket::new(upgraded).await).await;
        }
    });
    response
}

impl WebSocket {
    async fn new(upgraded: Upgraded) -> Self {
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER)
            .write_buffer_size(FRAGMENT)
            // What is a little too large is answered in words.
            .max_message_size(Some(2 * WIRE_UP))
            .max_frame_size(Some(2 * WIRE_UP));
        Self(WebSocketStream::from_raw_socket(TokioIo::new(upgraded), Role::Server, Some(config)).await)
    }

    /// The next thing from the other side.
    pub(super) async fn hear(&mut self) -> Came {
        match self.0.next().await {
            Some(Ok(Message::Text(text))) => Came::Text(text.as_str().to_owned()),
            Some(Ok(Message::Binary(_))) => Came::Bytes,
            Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => Came::Beat,
            Some(Err(Error::Capacity(_))) => Came::TooLarge,
            Some(Ok(Message::Close(_)) | Err(_)) | None => Came::Over,
        }
    }

    /// Sends a text that consists of these parts.
    pub(super) async fn say(&mut self, parts: &[Arc<str>], limit: Duration) -> Result<(), Stuck> {
        let long: usize = parts.iter().map(|part| part.len()).sum();
        let limit = limit.saturating_mul(1 + (long / STRETCH) as u32);
        within(limit, async {
            for message in Self::fragments(parts) {
                self.0.feed(message).await?;
            }
            self.0.flush().await
        })
        .await
    }

    /// Puts a text down that is sent with the next [`Self::flush`], or before where much was put down.
    pub(super) async fn put(&mut self, text: String, limit: Duration) -> Result<(), Stuck> {
        if text.len() > FRAGMENT {
            return self.say(&[text.into()], limit).await;
        }
        within(limit, self.0.feed(Message::text(text))).await
    }

    /// Sends what was put down.
    pub(super) async fn flush(&mut self, limit: Duration) -> Result<(), Stuck> {
        within(limit, self.0.flush()).await
    }

    /// Sends a ping.
    pub(super) async fn ping(&mut self, limit: Duration) -> Result<(), Stuck> {
        within(limit, self.0.send(Message::Ping(Bytes::new()))).await
    }

    /// Says that nothing more comes.
    pub(super) async fn close(&mut self, limit: Duration) {
        // The other side may have gone already.
        let _ = within(limit, self.0.send(Message::Close(None))).await;
    }

    fn fragments(parts: &[Arc<str>]) -> impl Iterator<Item = Message> {
        let pieces = parts.iter().flat_map(|part| part.as_bytes().chunks(FRAGMENT));
        let mut pieces = pieces.enumerate().peekable();
        std::iter::from_fn(move || {
            let (place, piece) = pieces.next()?;
            let kind = OpCode::Data(if place == 0 { Data::Text } else { Data::Continue });
            let last = pieces.peek().is_none();
            Some(Message::Frame(Frame::message(Bytes::copy_from_slice(piece), kind, last)))
        })
    }
}

async fn within(limit: Duration, sending: impl Future<Output = Result<(), Error>>) -> Result<(), Stuck> {
    match timeout(limit, sending).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) => Err(Stuck::Gone),
        Err(_) => Err(Stuck::Slow),
    }
}
