//! What `startex serve` may be told.

use std::path::PathBuf;

use clap::ValueEnum;

/// What happens when somebody joins a seat that somebody has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Twice {
    /// Both have it
    Share,
    /// Who comes later has it
    TakeOver,
    /// Who comes later is told that it is taken
    Refuse,
}

/// `startex serve`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Serve {
    /// Scenario
    #[arg(value_name = "FILE")]
    pub(in crate::cli) file: String,
    /// Address and port; port 0 is any that is free. On an address that is not loopback all goes through TLS
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7373")]
    pub(in crate::cli) listen: std::net::SocketAddr,
    /// Name or address that the links tell, where it is not the one that is listened on
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) name: Option<String>,
    /// The journal; one that is there is gone on with
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) journal: PathBuf,
    /// Hashes of the secrets, and the server's own certificate; beside the journal where it is not given
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) seats: Option<PathBuf>,
    /// Certificate chain in PEM; without it the server makes one, and the links carry its fingerprint
    #[arg(long, value_name = "FILE", requires = "key")]
    pub(in crate::cli) cert: Option<PathBuf>,
    /// Key of the certificate, in PEM
    #[arg(long, value_name = "FILE", requires = "cert")]
    pub(in crate::cli) key: Option<PathBuf>,
    /// TLS on loopback too
    #[arg(long, conflicts_with = "plain")]
    pub(in crate::cli) tls: bool,
    /// No TLS: for a server behind a proxy that does it
    #[arg(long, conflicts_with = "cert")]
    pub(in crate::cli) plain: bool,
    /// A new link for this seat, or for excon; the old one is worth nothing from then on
    #[arg(long, value_name = "SEAT")]
    pub(in crate::cli) reissue: Vec<String>,
    /// A seat that is taken twice
    #[arg(long, value_enum, default_value = "share")]
    pub(in crate::cli) seat_twice: Twice,
    /// Seed of all chance
    #[arg(long, default_value_t = 1)]
    pub(in crate::cli) seed: u64,
    /// Folder whose doctrine/, world/ and bots/ come before those in the program
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) assets: Option<PathBuf>,
}
