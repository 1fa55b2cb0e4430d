//! The server's certificate: its own, whose fingerprint stands in the join link, or the one that it was given.

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
        use rustls::pki_types::CertificateDer;
        use rustls::pki_types::pem::PemObject;
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
