//! The port: TLS, the gate, and the runtime that everything runs on.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::connect_info::IntoMakeServiceWithConnectInfo;
use axum::routing::get;
use axum_server::Handle;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use rustls::crypto::ring::Ticketer;
use tokio::time::{sleep, timeout};

use super::gate::Gate;
use super::limits::Limits;
use super::round::Postman;
use super::{Identity, Shared, TO_STOP, pages, rest, retention, socket};

/// Bytes of a request's header at most: a link's secret and what browsers and proxies add.
const HEADER: usize = 16 << 10;
/// Requests at once on one connection of HTTP/2.
const STREAMS: u32 = 16;
/// Fields of a header at most.
const FIELDS: usize = 64;
/// Threads of the network, and postmen of the desks.
pub(super) const THREADS: usize = 2;
/// Connections that may wait to be taken: a whole exercise that comes back at once. Of the 128 that a listener has by itself
/// it leaves none, and whoever finds no place there tries again after seconds, or is cut off.
#[cfg(unix)]
const WAITING: i32 = 4_096;
/// Between two looks at whether everybody has gone.
const LOOK: Duration = Duration::from_millis(10);

/// Sets the server up; what comes back runs it until its handle says that it ends.
pub(super) fn run(
    listener: TcpListener,
    shared: Arc<Shared>,
    postmen: Vec<Postman>,
    identity: Option<Identity>,
    handle: Handle<SocketAddr>,
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
    // Somebody else in this process may have chosen the same one before.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let tls = identity
        .map(|of| runtime.block_on(RustlsConfig::from_pem(of.chain.into_bytes(), of.key.into_bytes())))
        .transpose()
        .map_err(|why| format!("the certificate cannot be used: {why}"))?;
    if let Some(tls) = &tls {
        // WebSockets are spoken over the first version of HTTP.
        let mut config = rustls::ServerConfig::clone(&tls.get_inner());
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        // Who comes back brings a ticket, and neither side proves anew who it is; the server keeps nothing for that.
        config.ticketer = Ticketer::new().map_err(|why| format!("TLS cannot be set up: {why}"))?;
        config.send_tls13_tickets = 1;
        tls.reload_from_config(Arc::new(config));
    }
    Ok(move || {
        let gate = shared.gate.clone();
        for postman in postmen {
            runtime.spawn(postman.walk(Arc::clone(&shared)));
        }
        if let Err(why) = runtime.block_on(serve(listener, shared, tls, handle)) {
            eprintln!("startex: the server ended: {why}");
        }
        // The server does not count connections that became WebSockets: the gate does. They have a last word to say.
        let _ = runtime.block_on(async { timeout(TO_STOP, emptied(&gate)).await });
        runtime.shutdown_timeout(TO_STOP);
    })
}

async fn emptied(gate: &Gate) {
    while gate.count().0 > 0 {
        sleep(LOOK).await;
    }
}

async fn serve(
    listener: TcpListener,
    shared: Arc<Shared>,
    tls: Option<RustlsConfig>,
    handle: Handle<SocketAddr>,
) -> io::Result<()> {
    tokio::spawn(retention::watch(Arc::clone(&shared)));
    let (gate, limits, app) = (shared.gate.clone(), shared.limits, app(shared));
    match tls {
        Some(tls) => {
            let secured = RustlsAcceptor::new(tls).handshake_timeout(limits.handshake).acceptor(gate);
            let mut server = axum_server::from_tcp(listener)?.acceptor(secured).handle(handle);
            bound(server.http_builder(), &limits);
            server.serve(app).await
        }
        None => {
            let mut server = axum_server::from_tcp(listener)?.acceptor(gate).handle(handle);
            bound(server.http_builder(), &limits);
            server.serve(app).await
        }
    }
}

/// A header must end, and soon.
fn bound(builder: &mut Builder<TokioExecutor>, limits: &Limits) {
    builder.http2().max_concurrent_streams(STREAMS).max_header_list_size(HEADER as u32);
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header)
        .max_buf_size(HEADER)
        .max_headers(FIELDS);
}

fn app(shared: Arc<Shared>) -> IntoMakeServiceWithConnectInfo<Router, SocketAddr> {
    Router::new()
        .route("/ws", get(socket::upgrade))
        .merge(pages::routes())
        .merge(rest::routes(&shared))
        .with_state(shared)
        .into_make_service_with_connect_info::<SocketAddr>()
}
