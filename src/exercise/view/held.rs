//! What a seat holds, who may have it, and which markings were broken.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::{At, Name, Text};
use crate::exercise::entry::{Graded, Marked};
use crate::exercise::fact::Marking;
use crate::scenario::words::{Pap, Tlp};

/// An item that the seat holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IntelView {
    /// What it says.
    pub says: Text,
    /// Marking.
    pub tlp: Tlp,
    /// What may be done with it.
    pub pap: Pap,
    /// From which seat.
    pub from: Option<Name>,
    /// The seat's organisation is its source.
    pub own: bool,
    /// Since when.
    pub since: At,
    /// The incident it belongs to: its handle's number.
    pub about: Option<u32>,
    /// Defences that it makes possible.
    pub enables: Arc<[Name]>,
    /// What it is worth as evidence of who did it.
    pub evidence: Option<Arc<Graded>>,
    /// Simulated classification.
    pub classified: Option<Arc<Marked>>,
    /// The classified item whose tear-line this is: its handle's number, where the seat holds that.
    pub tear_line_of: Option<u32>,
    /// Seat ids that the originator has agreed to since.
    pub released: BTreeSet<Name>,
}

impl IntelView {
    /// Whether the source has agreed that the seat gets it: by the marking, or since.
    pub fn has_consent(&self, seat: &str) -> bool {
        let by_marking = |m: &Arc<Marked>| m.releasable.iter().any(|id| id.as_str() == seat);
        self.released.contains(seat) || self.classified.as_ref().is_some_and(by_marking)
    }
}

/// A broken marking of an own item, or of one that the seat passed on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreachView {
    /// When this was heard.
    pub at: At,
    /// The item: its handle's number.
    pub item: u32,
    /// Seat id of who broke it.
    pub by: Name,
    /// Which marking.
    pub marking: Marking,
    /// Seat id of who got the item.
    pub to: Option<Name>,
}

/// What a case asks of an originator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseView {
    /// The item: its handle's number.
    pub item: u32,
    /// Seat ids to whom it should go; nobody for a tear-line.
    pub to: Vec<Name>,
    /// A tear-line is asked for.
    pub tear_line: bool,
}
