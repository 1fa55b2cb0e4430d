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
    /// Who comes later waits until exercise control decides
    Ask,
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
    #[arg(long, value_name = "NAME", conflicts_with = "behind_proxy")]
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
    #[arg(long)]
    pub(in crate::cli) tls: bool,
    /// No TLS here: a proxy before the server does it. URL is where people find the proxy, such as
    /// `https://exercise.example`; the addresses of clients are taken from its X-Forwarded-For
    #[arg(long, value_name = "URL", conflicts_with_all = ["cert", "tls"])]
    pub(in crate::cli) behind_proxy: Option<String>,
    /// Write the new links into this file too, as a page to be printed and cut, with codes for cameras
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) print: Option<PathBuf>,
    /// A secret for a program that watches over the server: it opens /metrics and the status, and nothing else
    #[arg(long)]
    pub(in crate::cli) monitor: bool,
    /// Links for so many evaluators; control appoints them (“Evaluator 1”, …) for some states or for all
    #[arg(long, value_name = "NUMBER", default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=99))]
    pub(in crate::cli) evaluators: u16,
    /// Links for so many controllers, who play the injects and the White Cell beside exercise control
    #[arg(long, value_name = "NUMBER", default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=99))]
    pub(in crate::cli) controllers: u16,
    /// A link for observers, who read what the scenario grants
    #[arg(long)]
    pub(in crate::cli) observers: bool,
    /// A link for the screen of the room, which shows what everybody may know
    #[arg(long)]
    pub(in crate::cli) room: bool,
    /// A link for a national moderator of each state
    #[arg(long)]
    pub(in crate::cli) moderators: bool,
    /// Days for which the roster keeps the names of people, from the day on which the exercise was first served
    #[arg(long, value_name = "DAYS", default_value_t = 90, value_parser = clap::value_parser!(u32).range(1..=3_650))]
    pub(in crate::cli) retain: u32,
    /// Minutes that it serves on after the sign-off, while desks are there
    #[arg(long, value_name = "MINUTES", default_value_t = 15)]
    pub(in crate::cli) linger: u64,
    /// Connections at once
    #[arg(long, value_name = "NUMBER", default_value_t = 12_000, value_parser = clap::value_parser!(u32).range(8..1_000_000))]
    pub(in crate::cli) connections: u32,
    /// A new link for this seat, for excon, controller-1, evaluator-2, observer, room, moderator-LV or for the monitor; the old one is worth nothing from then on
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
