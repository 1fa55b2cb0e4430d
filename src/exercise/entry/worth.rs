//! How an item is marked, and what it is worth as evidence.

use serde::{Deserialize, Serialize};

use crate::base::Name;
use crate::model::attribution::{Grade, Trace};
use crate::scenario::secrecy::Secrecy;

/// Simulated classification as a seat reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marked {
    /// Level.
    pub level: Secrecy,
    /// All of it in words, as it is shown.
    pub marking: String,
    /// Organisation path of the originator.
    pub originator: String,
    /// Seat ids of those who have the originator's consent by the marking.
    pub releasable: Vec<Name>,
}

/// What an item is worth as evidence of who did it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Graded {
    /// Grade of the Admiralty code.
    pub grade: Grade,
    /// Whom it points to, rightly or not.
    pub points_to: Option<String>,
    /// How far its trail can be followed.
    pub trace: Trace,
}
