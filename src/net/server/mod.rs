//! Seats over the network: one port with a WebSocket for desks, and what a machine that watches over it asks for.
//!
//! **Architecture invariant:** who a connection is follows from its secret alone, never from what it says later. A
//! client that does not read is let go and resumes; it never holds up the exercise.

mod access;
mod seats;
mod socket;
mod tls;

use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use axum::extract::{State, WebSocketUpgrade};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use tokio::sync::watch;

use crate::base::limits::WIRE_UP;
use crate::net::DeskEnd;
use crate::wire::text::{SUBPROTOCOL, agree};

pub use access::{Access, EXCON};
pub use seats::SeatTwice;
pub use tls::{Identity, make};

use seats::Seats;

/// What a connection reads at once. The library's own buffer of 128 KiB would be most of what a seat costs.
const READ_BUFFER: usize = 4 << 10;
/// So long connections have to end when the server stops.
const TO_STOP: Duration = Duration::from_secs(2);

/// The exercise that the server lets desks into.
pub trait Exercise: Send + Sync {
    /// A desk's end of a new link.
    fn connect(&self, desk: crate::exercise::order::Desk) -> DeskEnd;
    /// The desk of a seat; none where there is no such seat.
    fn connect_seat(&self, id: &str) -> Option<DeskEnd>;
}

/// Rings whenever there is something for the desks.
#[derive(Clone, Debug)]
pub struct News(watch::Sender<()>);

impl Default for News {
    fn default() -> Self {
        Self(watch::channel(()).0)
    }
}

impl News {
    /// There is something.
    pub fn ring(&self) {
        self.0.send_replace(());
    }

    fn subscribe(&self) -> watch::Receiver<()> {
        self.0.subscribe()
    }
}

/// What all connections share.
struct Shared {
    host: Arc<dyn Exercise>,
    news: News,
    access: Mutex<Access>,
    seats: Mutex<Seats>,
    twice: SeatTwice,
}

/// What a server is opened with.
pub struct Opening {
    /// The exercise.
    pub host: Arc<dyn Exercise>,
    /// What the exercise rings.
    pub news: News,
    /// Who may be whom.
    pub access: Access,
    /// What happens to a seat that is taken twice.
    pub twice: SeatTwice,
    /// Certificate and key; none for plain text.
    pub identity: Option<Identity>,
}

/// A running server. Dropping it stops it.
pub struct Server {
    address: SocketAddr,
    handle: Handle<SocketAddr>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Serves on a thread of its own.
    ///
    /// # Errors
    /// Words where the port cannot be had or the certificate does not fit its key.
    pub fn start(listener: TcpListener, opening: Opening) -> Result<Self, String> {
        let address = listener.local_addr().map_err(|why| format!("the port cannot be had: {why}"))?;
        listener.set_nonblocking(true).map_err(|why| format!("the port cannot be had: {why}"))?;
        let Opening { host, news, access, twice, identity } = opening;
        let shared =
            Arc::new(Shared { host, news, access: Mutex::new(access), seats: Mutex::default(), twice });
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("network")
            .enable_all()
            .build()
            .map_err(|why| format!("the server cannot have threads of its own: {why}"))?;
        // Somebody else in this process may have chosen the same one before.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let tls = identity
            .map(|of| runtime.block_on(RustlsConfig::from_pem(of.chain.into_bytes(), of.key.into_bytes())))
            .transpose()
            .map_err(|why| format!("the certificate cannot be used: {why}"))?;
        let handle = Handle::new();
        let (stop, app) = (handle.clone(), app(shared).into_make_service());
        let run = move || {
            let served = runtime.block_on(async move {
                match tls {
                    Some(tls) => axum_server::from_tcp_rustls(listener, tls)?.handle(stop).serve(app).await,
                    None => axum_server::from_tcp(listener)?.handle(stop).serve(app).await,
                }
            });
            if let Err(why) = served {
                eprintln!("startex: the server ended: {why}");
            }
            runtime.shutdown_timeout(TO_STOP);
        };
        let thread = std::thread::Builder::new().name("server".to_owned()).spawn(run);
        let thread = thread.map_err(|why| format!("the server cannot have a thread of its own: {why}"))?;
        Ok(Self { address, handle, thread: Some(thread) })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.handle.graceful_shutdown(Some(TO_STOP));
        if let Some(thread) = self.thread.take() {
            // It has said what there was to say.
            let _ = thread.join();
        }
    }
}

fn app(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/ws", get(upgrade))
        .route("/health", get(async || "ok"))
        .route("/status", get(status))
        .route("/join", get(async || "This is an exercise. Open the link with: startex join LINK"))
        .with_state(shared)
}

async fn upgrade(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    socket: WebSocketUpgrade,
) -> Response {
    let offered =
        headers.get("sec-websocket-protocol").and_then(|value| value.to_str().ok()).unwrap_or_default();
    if let Err(denied) = agree(offered) {
        return (StatusCode::BAD_REQUEST, denied.message).into_response();
    }
    socket
        .protocols([SUBPROTOCOL])
        .read_buffer_size(READ_BUFFER)
        .max_message_size(WIRE_UP)
        .max_frame_size(WIRE_UP)
        .on_upgrade(move |socket| socket::serve(socket, shared))
}

async fn status(State(shared): State<Arc<Shared>>) -> Json<serde_json::Value> {
    let desks = shared.seats.lock().unwrap_or_else(PoisonError::into_inner).count();
    Json(serde_json::json!({ "desks": desks }))
}
