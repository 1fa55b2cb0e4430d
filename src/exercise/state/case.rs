//! A mechanism in use: who opened it, who decides and who is heard, how it ended, and whether it stands.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::base::At;
use crate::exercise::fact::CaseEnd;
use crate::scenario::mechanism::MechanismId;
use crate::scenario::script::{IncidentId, SeatId};
use crate::scenario::words::Vote;

/// A case.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CaseState {
    /// Mechanism.
    pub mechanism: MechanismId,
    /// Who opened it.
    pub by: SeatId,
    /// For which incident.
    pub incident: Option<IncidentId>,
    /// Mode asked for.
    pub mode: Option<u8>,
    /// Whether help is offered.
    pub offer: bool,
    /// Who may vote.
    pub voters: Vec<SeatId>,
    /// When it was opened.
    pub opened: At,
    /// Until when.
    pub due: At,
    /// Votes, with when.
    pub votes: BTreeMap<SeatId, (Vote, At)>,
    /// How it ended.
    pub end: Option<(CaseEnd, bool, At)>,
    /// When it took effect.
    pub landed: Option<At>,
    /// Whom the chair hears before it decides.
    pub consulted: Vec<SeatId>,
    /// How long the chair waits for them.
    pub heard_by: At,
    /// Who did alone what contradicts it.
    pub contradicted: Vec<SeatId>,
    /// When it stopped standing.
    pub fell: Option<At>,
}

impl CaseState {
    /// Whether it was adopted, and nobody has withdrawn since.
    pub fn stands(&self) -> bool {
        self.fell.is_none() && self.end.is_some_and(|(_, adopted, _)| adopted)
    }

    /// Whether the chair may decide now: those whom it hears have spoken, or had their time.
    pub fn is_heard(&self, now: At) -> bool {
        now >= self.heard_by || self.consulted.iter().all(|seat| self.votes.contains_key(seat))
    }

    /// Everybody who has to do with it: who opened it, who votes, who is heard. Each once.
    pub fn parties(&self) -> Vec<SeatId> {
        let mut parties = self.voters.clone();
        for seat in self.consulted.iter().chain([&self.by]) {
            if !parties.contains(seat) {
                parties.push(*seat);
            }
        }
        parties
    }
}
