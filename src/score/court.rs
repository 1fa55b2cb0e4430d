//! What every measure asks of board and script at one moment.

use crate::base::excerpt::quoted_short;
use crate::base::{At, Ppm, Span};
use crate::scenario::script::{IntelId, Script, SeatId, StateId};

use super::board::{Mark, Scoreboard};
use super::moment::{Moment, ONE, Part, States};

/// How many letters of an item stand in a reason.
const ITEM: usize = 64;

/// Board and script at a moment.
#[derive(Clone, Copy)]
pub(crate) struct Court<'a> {
    /// What happened.
    pub(crate) board: &'a Scoreboard,
    /// What is true.
    pub(crate) script: &'a Script,
    /// The moment, ENDEX at the latest.
    pub(crate) now: At,
    /// Whether reasons are put in words; samples over time do without.
    pub(crate) tells: bool,
}

/// Who acts as one: a state, or a body without a state by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Side {
    /// A state.
    State(StateId),
    /// An organisation without a state.
    Org(crate::scenario::script::OrgId),
}

impl<'a> Court<'a> {
    /// The court that sits at `now`.
    pub(crate) fn new(board: &'a Scoreboard, script: &'a Script, now: At, tells: bool) -> Self {
        Self { board, script, now: board.ended.map_or(now, |end| now.min(end)), tells }
    }

    /// Whether a mark counts now: not void, and not later than now.
    pub(crate) fn counts(&self, mark: Mark) -> bool {
        mark.at <= self.now && self.board.counts(mark)
    }

    /// Time in which the seat could act.
    pub(crate) fn played(&self, seat: SeatId, from: At, to: At) -> Span {
        self.board.windows.played(Some(seat), from, to)
    }

    /// On whose side the seat is.
    pub(crate) fn side(&self, seat: SeatId) -> Side {
        let spec = &self.script.seats[seat];
        spec.state.map_or(Side::Org(spec.org), Side::State)
    }

    /// The states of some seats, each once.
    pub(crate) fn states_of(&self, seats: impl IntoIterator<Item = SeatId>) -> Vec<StateId> {
        let mut states: Vec<StateId> =
            seats.into_iter().filter_map(|seat| self.script.seats[seat].state).collect();
        states.sort_unstable();
        states.dedup();
        states
    }

    /// A moment of one seat, of the usual weight.
    pub(crate) fn moment(&self, mark: Mark, seat: SeatId, got: Ppm, why: impl FnOnce() -> String) -> Moment {
        Moment {
            record: mark.record,
            at: mark.at,
            seat: Some(seat),
            states: States::Few(self.script.seats[seat].state),
            pair: None,
            part: Part::Chance,
            weight: ONE,
            got,
            why: self.why(why),
        }
    }

    /// A reason in words, where anybody reads it.
    pub(crate) fn why(&self, why: impl FnOnce() -> String) -> String {
        if self.tells { why() } else { String::new() }
    }

    /// What an incident is called.
    pub(crate) fn incident(&self, incident: crate::scenario::script::IncidentId) -> &str {
        self.script.incidents[incident].title.get("en")
    }

    /// What a seat is called.
    pub(crate) fn seat(&self, seat: SeatId) -> &str {
        self.script.seats[seat].title.get("en")
    }

    /// What an item says, by its first words.
    pub(crate) fn item(&self, item: IntelId) -> String {
        quoted_short(self.script.intel[item].says.get("en"), ITEM)
    }
}
