//! The server's certificate: its own, whose fingerprint stands in the join link, or the one that it was given.

use std::sync::Arc;

use rustls::ServerConfig;
use rustls::crypto::ring::{Ticketer, default_provider};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;

use crate::net::trust::fingerprint;

/// Certificate chain and key, in PEM, and the fingerprint where clients are to pin it.
#[derive(Clone, Debug)]
pub struct Identity {
    pub(super) chain: String,
    pub(super) key: String,
    /// SHA-256 of the certificate; none where an authority vouches for it.
    pub pin: Option<[u8; 32]>,
}

impl Identity {
    /// A certificate that an authority vouches for.
    pub fn given(chain: String, key: String) -> Self {
        Self { chain, key, pin: None }
    }

    /// A certificate that nobody vouches for but the join link.
    ///
    /// # Errors
    /// Words where the text is no certificate.
    pub fn pinned((chain, key): (String, String)) -> Result<Self, String> {
        let der = CertificateDer::from_pem_slice(chain.as_bytes())
            .map_err(|why| format!("the certificate: {why:?}"))?;
        let pin = Some(fingerprint(&der));
        Ok(Self { chain, key, pin })
    }
}

/// Makes a certificate for a server that has none: chain and key, in PEM.
///
/// # Errors
/// Words where none can be made.
pub fn make() -> Result<(String, String), String> {
    let names = vec!["startex".to_owned(), "localhost".to_owned()];
    let made = rcgen::generate_simple_self_signed(names)
        .map_err(|why| format!("no certificate can be made: {why}"))?;
    Ok((made.cert.pem(), made.signing_key.serialize_pem()))
}

/// What answers TLS with this certificate.
///
/// # Errors
/// Words where it does not fit its key, or is none.
pub(super) fn acceptor(identity: &Identity) -> Result<TlsAcceptor, String> {
    let unusable = |why: &dyn std::fmt::Display| format!("the certificate cannot be used: {why}");
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(identity.chain.as_bytes()).collect();
    let chain = chain.map_err(|why| unusable(&why))?;
    let key = PrivateKeyDer::from_pem_slice(identity.key.as_bytes()).map_err(|why| unusable(&why))?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|why| format!("TLS cannot be set up: {why}"))?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(|why| unusable(&why))?;
    // The one that the port speaks.
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    // Who comes back brings a ticket, and neither side proves anew who it is; the server keeps nothing for that.
    config.ticketer = Ticketer::new().map_err(|why| format!("TLS cannot be set up: {why}"))?;
    config.send_tls13_tickets = 1;
    Ok(TlsAcceptor::from(Arc::new(config)))
}
