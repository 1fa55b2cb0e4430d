//! The port: TLS, the gate, HTTP in its first version and no other, and the runtime that everything runs on.
//!
//! WebSockets are spoken over the first version alone. The second one would let a connection have many requests at once and
//! leave each of them in mid-air, which is a door that nobody here needs.

use std::io::{self, Write as _};
use std::net::TcpListener;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::routing::get;
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;
use tower_service::Service as _;

use super::gate::{Gate, Visitor};
use super::limits::Limits;
use super::round::Postman;
use super::{Identity, Shared, TO_STOP, pages, rest, retention, socket, tls};

/// Bytes of a request's header at most: a link's secret and what browsers and proxies add.
const HEADER: usize = 16 << 10;
/// Fields of a header at most.
const FIELDS: usize = 64;
/// Threads of the network, and postmen of the desks. More than a small machine has processors: the system spreads threads,
/// not work, and two of them it leaves on one processor for as long as somebody else is busy on the other.
pub(super) const THREADS: usize = 4;
/// Connections that may wait to be taken: a whole exercise that comes back at once. Of the 128 that a listener has by itself
/// it leaves none, and whoever finds no place there tries again after seconds, or is cut off.
#[cfg(unix)]
const WAITING: i32 = 4_096;
/// Between two looks at whether everybody has gone.
const LOOK: Duration = Duration::from_millis(10);
/// Before the next connection is taken where the machine has no room for this one.
const NO_ROOM: Duration = Duration::from_millis(50);

/// Sets the server up; what comes back runs it until it is stopped.
pub(super) fn run(
    listener: TcpListener,
    shared: Arc<Shared>,
    postmen: Vec<Postman>,
    identity: Option<Identity>,
) -> Result<impl FnOnce() + Send + 'static, String> {
    #[cfg(unix)]
    // Where the system allows fewer, it takes as many as it allows.
    rustix::net::listen(&listener, WAITING).map_err(|why| format!("the port cannot be had: {why}"))?;
    listener.set_nonblocking(true).map_err(|why| format!("the port cannot be had: {why}"))?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(THREADS)
        .thread_name("network")
        .enable_all()
        .build()
        .map_err(|why| format!("the server cannot have threads of its own: {why}"))?;
    let tls = identity.map(|identity| tls::acceptor(&identity)).transpose()?;
    Ok(move || {
        let gate = shared.gate.clone();
        for postman in postmen {
            runtime.spawn(postman.walk(Arc::clone(&shared)));
        }
        if let Err(why) = runtime.block_on(serve(listener, shared, tls)) {
            // The machine's own log; where it is closed, nobody minds.
            let _ = writeln!(io::stderr(), "startex: the server ended: {why}");
        }
        // Whoever is still there has a last word to say, or to hear.
        let _ = runtime.block_on(async { timeout(TO_STOP, emptied(&gate)).await });
        runtime.shutdown_timeout(TO_STOP);
    })
}

async fn emptied(gate: &Gate) {
    while gate.count().0 > 0 {
        sleep(LOOK).await;
    }
}

/// Takes connections until the server is stopped.
async fn serve(listener: TcpListener, shared: Arc<Shared>, tls: Option<TlsAcceptor>) -> io::Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    tokio::spawn(retention::watch(Arc::clone(&shared)));
    let mut stops = shared.stops.subscribe();
    let stopped = stops.wait_for(|stops| *stops);
    let mut stopped = pin!(stopped);
    let http = http(&shared.limits);
    let port = Arc::new(Port { app: app(&shared), http, tls, shared: Arc::clone(&shared) });
    loop {
        tokio::select! {
            // It is stopped, or there is nobody any more who could stop it.
            _ = &mut stopped => return Ok(()),
            came = listener.accept() => match came {
                Ok((stream, _)) => drop(tokio::spawn(Arc::clone(&port).visit(stream))),
                Err(_) => sleep(NO_ROOM).await,
            },
        }
    }
}

/// What each connection is served with.
struct Port {
    shared: Arc<Shared>,
    app: Router,
    http: Builder,
    tls: Option<TlsAcceptor>,
}

impl Port {
    /// Serves a connection, until it ends or becomes a WebSocket.
    async fn visit(self: Arc<Self>, stream: TcpStream) {
        let Ok((guarded, visitor)) = self.shared.gate.guard(stream) else { return };
        let Some(tls) = &self.tls else { return self.speak(guarded, visitor).await };
        if let Ok(Ok(secured)) = timeout(self.shared.limits.handshake, tls.accept(guarded)).await {
            self.speak(secured, visitor).await;
        }
    }

    async fn speak<L: AsyncRead + AsyncWrite + Unpin + Send + 'static>(&self, line: L, visitor: Visitor) {
        let app = self.app.clone();
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(visitor);
            app.clone().call(request)
        });
        let mut speaks = pin!(self.http.serve_connection(TokioIo::new(line), service).with_upgrades());
        let mut stops = self.shared.stops.subscribe();
        tokio::select! {
            // Why it ended is the other side's business.
            _ = speaks.as_mut() => return,
            _ = stops.wait_for(|stops| *stops) => {}
        }
        speaks.as_mut().graceful_shutdown();
        let _ = speaks.await;
    }
}

/// A header must end, and soon.
fn http(limits: &Limits) -> Builder {
    let mut http = Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.header).max_buf_size(HEADER).max_headers(FIELDS);
    http
}

fn app(shared: &Arc<Shared>) -> Router {
    Router::new()
        .route("/ws", get(socket::upgrade))
        .merge(pages::routes())
        .merge(rest::routes(shared))
        .with_state(Arc::clone(shared))
}
