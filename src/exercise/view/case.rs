//! What a seat sees of a case.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::{At, Name};
use crate::exercise::fact::CaseEnd;
use crate::scenario::words::Vote;

use super::ReleaseView;

/// A request, offer or proposal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseView {
    /// Mechanism.
    pub mechanism: Name,
    /// Who opened it.
    pub by: Name,
    /// Incident: its handle's number.
    pub incident: Option<u32>,
    /// Whether it is an offer.
    pub offer: bool,
    /// Whether this seat may vote.
    pub may_vote: bool,
    /// When it was opened.
    pub opened: At,
    /// Until when.
    pub due: At,
    /// Votes with their reasons, by seat id.
    pub votes: BTreeMap<Name, (Vote, Arc<str>)>,
    /// How it ended, and whether it was adopted.
    pub end: Option<(CaseEnd, bool)>,
    /// It took effect.
    pub landed: bool,
    /// Until when this seat, as chair, hears others before it decides, or may overturn an order to a provider of its state.
    pub heard_by: Option<At>,
    /// Seat ids of those who acted alone against it.
    pub contradicted: Vec<Name>,
    /// It was adopted, and stands no more.
    pub fell: bool,
    /// What it asks of an originator.
    pub release: Option<ReleaseView>,
}
