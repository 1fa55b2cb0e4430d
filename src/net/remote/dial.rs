//! The way to the server: straight or through a proxy, TLS where the link says so, then a WebSocket.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::proxy::matcher::Matcher;
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use rustls::client::Resumption;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::{HeaderValue, Uri, header};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{WebSocketStream, client_async_with_config};
use tower_service::Service;

use crate::net::{JoinLink, trust};
use crate::wire::text::SUBPROTOCOL;

/// The whole way may take so long.
const PATIENCE: Duration = Duration::from_secs(15);
/// What a server may send at once: control's first frame holds every text of the scenario.
const DOWN: usize = 64 << 20;
/// What a desk reads at once.
const READ_BUFFER: usize = 16 << 10;

/// Anything that bytes go over.
pub(in crate::net) trait Bytes: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Bytes for T {}

pub(in crate::net) type Socket = WebSocketStream<Box<dyn Bytes>>;

/// How a server is reached and known.
#[derive(Debug)]
pub struct Way {
    proxy: Arc<Matcher>,
    trust: Option<Arc<ClientConfig>>,
}

impl Way {
    /// As this machine has it: proxies from the environment (`HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`; not for a server on
    /// this machine), trust by the fingerprint in the link. Authorities are believed instead where a file names some
    /// (for networks that look into TLS), or where the link has no fingerprint: then those of the system.
    ///
    /// # Errors
    /// Words where the file or the system's authorities cannot be read.
    pub fn to(link: &JoinLink, authorities: Option<&Path>) -> Result<Self, String> {
        let proxy = if link.is_loopback() { Matcher::builder().build() } else { Matcher::from_env() };
        Self::through(proxy, link, authorities)
    }

    /// The same by this proxy (`http://user:password@host:port`), whatever the environment says.
    ///
    /// # Errors
    /// As for [`Way::to`].
    pub fn by_proxy(link: &JoinLink, authorities: Option<&Path>, proxy: &str) -> Result<Self, String> {
        Self::through(Matcher::builder().all(proxy).build(), link, authorities)
    }

    fn through(proxy: Matcher, link: &JoinLink, authorities: Option<&Path>) -> Result<Self, String> {
        if !link.tls {
            return Ok(Self { proxy: Arc::new(proxy), trust: None });
        }
        let config = match (authorities, link.pin) {
            (Some(file), _) => {
                let pem = std::fs::read_to_string(file)
                    .map_err(|why| format!("{} cannot be read: {why}", file.display()))?;
                trust::by_authorities(&pem)
            }
            (None, Some(pin)) => trust::pinned(pin),
            (None, None) => trust::by_system(),
        };
        Ok(Self { proxy: Arc::new(proxy), trust: Some(Arc::new(config?)) })
    }

    /// The same way as another machine goes it: what TLS remembers of one connection for the next, to come back faster, it
    /// remembers by itself.
    #[must_use]
    pub fn of_another(&self) -> Self {
        let own = |config: &Arc<ClientConfig>| {
            let mut config = ClientConfig::clone(config);
            config.resumption = Resumption::in_memory_sessions(1);
            Arc::new(config)
        };
        Self { proxy: Arc::clone(&self.proxy), trust: self.trust.as_ref().map(own) }
    }

    /// Opens the WebSocket.
    pub(in crate::net) async fn dial(&self, link: &JoinLink) -> Result<Socket, String> {
        let dialled = tokio::time::timeout(PATIENCE, self.open(link)).await;
        dialled.map_err(|_| format!("{} does not answer", link.server()))?
    }

    async fn open(&self, link: &JoinLink) -> Result<Socket, String> {
        let stream = self.stream(link).await?;
        let stream: Box<dyn Bytes> = match &self.trust {
            None => stream,
            Some(config) => {
                let name = trust::server_name(&link.host)?;
                let tls = tokio_rustls::TlsConnector::from(Arc::clone(config)).connect(name, stream).await;
                Box::new(tls.map_err(|why| not_trusted(link, &why))?)
            }
        };
        let mut request =
            link.socket().into_client_request().map_err(|why| format!("the link leads nowhere: {why}"))?;
        request.headers_mut().insert(header::SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static(SUBPROTOCOL));
        let config = WebSocketConfig::default().read_buffer_size(READ_BUFFER);
        let config = config.max_message_size(Some(DOWN)).max_frame_size(Some(DOWN));
        let opened = client_async_with_config(request, stream, Some(config)).await;
        let (socket, _) = opened.map_err(|why| format!("{} lets no desk in: {why}", link.server()))?;
        Ok(socket)
    }

    async fn stream(&self, link: &JoinLink) -> Result<Box<dyn Bytes>, String> {
        let to: Uri =
            format!("{}/", link.server()).parse().map_err(|_| "the link leads nowhere".to_owned())?;
        let Some(proxy) = self.proxy.intercept(&to) else {
            let stream = TcpStream::connect((link.host.as_str(), link.port)).await;
            return Ok(Box::new(
                stream.map_err(|why| format!("{} cannot be reached: {why}", link.server()))?,
            ));
        };
        let mut connector = HttpConnector::new();
        connector.enforce_http(false);
        let mut tunnel = Tunnel::new(proxy.uri().clone(), connector);
        if let Some(auth) = proxy.basic_auth() {
            tunnel = tunnel.with_auth(auth.clone());
        }
        // CONNECT names the port, also the usual one.
        let to: Uri =
            format!("{}://{}:{}/", if link.tls { "https" } else { "http" }, bracketed(&link.host), link.port)
                .parse()
                .map_err(|_| "the link leads nowhere".to_owned())?;
        let stream = tunnel.call(to).await.map_err(|why| refused(proxy.uri(), &why))?;
        Ok(Box::new(TokioIo::new(stream)))
    }
}

fn bracketed(host: &str) -> String {
    if host.contains(':') { format!("[{host}]") } else { host.to_owned() }
}

fn not_trusted(link: &JoinLink, why: &std::io::Error) -> String {
    let hint = if link.pin.is_some() {
        "it is not the server of the link, or the network looks into TLS: then give its authority with --ca"
    } else {
        "no authority of this machine vouches for it: give yours with --ca"
    };
    format!("{} is not trusted: {hint} ({why})", link.server())
}

/// The library tells its reasons in words alone.
fn refused(proxy: &Uri, why: &dyn std::error::Error) -> String {
    let (host, said) = (proxy.host().unwrap_or_default(), why.to_string());
    if said.contains("authorization required") {
        return format!(
            "the proxy {host} wants a name and a password: set HTTPS_PROXY=http://name:password@{host}:port"
        );
    }
    let cause = why.source().map_or(String::new(), |cause| format!(" ({cause})"));
    format!("the proxy {host} does not let this connection through: {said}{cause}")
}
