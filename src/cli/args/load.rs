//! What `startex load` may be told.

use std::path::PathBuf;

/// `startex load`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Load {
    /// Join links, or files with a line `SEAT LINK` each, as `startex serve` prints them. With control's link (`excon`)
    /// injects go to all seats, too
    #[arg(required = true, value_name = "LINK|FILE")]
    pub(in crate::cli) links: Vec<String>,
    /// Desks, spread over the seats; one a seat where it is not given
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(in crate::cli) desks: Option<u32>,
    /// Decisions a second, of all desks together
    #[arg(long, value_name = "NUMBER", default_value_t = 10, value_parser = clap::value_parser!(u32).range(0..=20_000))]
    pub(in crate::cli) rate: u32,
    /// Injects to all seats a minute; they need control's link
    #[arg(long, value_name = "NUMBER", default_value_t = 60, value_parser = clap::value_parser!(u32).range(0..=600))]
    pub(in crate::cli) injects: u32,
    /// Characters of an inject
    #[arg(long, value_name = "NUMBER", default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(0..=16_000))]
    pub(in crate::cli) size: u32,
    /// How long, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=3_600))]
    pub(in crate::cli) seconds: u32,
    /// Let the exercise begin first; it needs control's link
    #[arg(long)]
    pub(in crate::cli) start: bool,
    /// Load a server on another machine: only one that is yours to load
    #[arg(long)]
    pub(in crate::cli) beyond_loopback: bool,
    /// Authorities in PEM that vouch for the server in place of the fingerprint in the link
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) ca: Option<PathBuf>,
    /// Print the figures as JSON
    #[arg(long)]
    pub(in crate::cli) json: bool,
}
