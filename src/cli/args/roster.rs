//! What `startex roster` may be told.

use std::path::PathBuf;

/// `startex roster`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Roster {
    /// The journal of the exercise; its server must not run: erase over REST or from control's desk while it does
    #[arg(value_name = "JOURNAL")]
    pub(in crate::cli) journal: PathBuf,
    /// Erase the names in place of printing them: all, or that of one person, as SEAT/NUMBER
    #[arg(long, value_name = "PERSON", num_args = 0..=1)]
    pub(in crate::cli) erase: Option<Option<String>>,
    /// Erase the notes of the audit: who came and went, with wall times and addresses. The journal verifies as before
    #[arg(long)]
    pub(in crate::cli) erase_audit: bool,
}
