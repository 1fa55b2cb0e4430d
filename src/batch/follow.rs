//! All that follows the records of an exercise: what seats received, who plays the empty ones, how it scores.

use crate::exercise::entry::Entry;
use crate::exercise::fact::Record;
use crate::exercise::mirror::Projector;
use crate::exercise::state::State;
use crate::scenario::script::{Script, SeatId};
use crate::score::Scoreboard;

use super::roster::Roster;

/// The folds of a run. Feed them every record, right after it was applied.
#[derive(Clone, Debug)]
pub struct Follow {
    projector: Projector,
    /// The bots.
    pub roster: Roster,
    /// The score so far, without its course: a report folds its own.
    pub board: Scoreboard,
}

impl Follow {
    /// Before the first record of an exercise of this seed.
    pub fn new(script: &Script, seed: u64) -> Self {
        let state = State::new(script, seed);
        Self {
            projector: Projector::new(script),
            roster: Roster::new(script, &state),
            board: Scoreboard::new(script, &state).without_course(),
        }
    }

    /// Takes in a record that was just made; gives what each seat received of it.
    pub fn record(&mut self, script: &Script, state: &State, record: &Record) -> &[(SeatId, Entry)] {
        let entries = self.projector.read(script, state, record);
        self.roster.record(script, state, record, entries);
        self.board.fold(script, state, record);
        entries
    }

    /// Takes in a record that was stored before: what bots ordered in it is not ordered again.
    pub fn replay(&mut self, script: &Script, state: &State, record: &Record) -> &[(SeatId, Entry)] {
        let entries = self.projector.read(script, state, record);
        self.roster.replay(script, state, record, entries);
        self.board.fold(script, state, record);
        entries
    }
}
