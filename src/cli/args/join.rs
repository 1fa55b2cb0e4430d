//! What `startex join` may be told.

use std::path::PathBuf;

/// `startex join`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Join {
    /// The join link, as exercise control gave it: in quotation marks, since a shell takes `#` and `&` for its own
    #[arg(value_name = "LINK")]
    pub(in crate::cli) link: String,
    /// Authorities to believe, in place of the fingerprint in the link (PEM): for networks that look into TLS
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) ca: Option<PathBuf>,
    /// Who you are, for the roster of the exercise, which can be erased; the journal never has it. Where several people
    /// share a seat, each is told by it, and one of them releases what the seat decides
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) name: Option<String>,
}
