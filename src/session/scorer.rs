//! The score for those who are not control, made only where somebody may see some of it: folded from what is stored, a
//! record once.

use crate::base::At;
use crate::exercise::apply;
use crate::exercise::state::State;
use crate::scenario::script::Script;
use crate::score::{Score, Scoreboard, score};

use super::ledger::Ledger;

/// Real milliseconds between two scores at least while the clock runs.
const EVERY_MS: u64 = 1_000;

/// What was folded so far, and the last score.
#[derive(Default)]
pub(super) struct Scorer {
    folded: Option<(State, Scoreboard)>,
    last: Option<Scored>,
}

/// A score, and what it stands on.
pub(super) struct Scored {
    /// Records behind it.
    pub(super) records: u64,
    made_ms: u64,
    pub(super) score: Score,
}

impl Scorer {
    /// The score, where it is `wanted`; else none. While something is not stored yet it is the last one: nothing is shown
    /// of what may be lost.
    pub(super) fn look(
        &mut self,
        script: &Script,
        (state, ledger): (&State, &Ledger),
        (seed, runs, wall_ms): (u64, bool, u64),
        wanted: bool,
    ) -> Option<&Scored> {
        if !wanted {
            return None;
        }
        let records = ledger.stored();
        let due = self.last.as_ref().is_none_or(|last| {
            last.records != records && (!runs || wall_ms.saturating_sub(last.made_ms) >= EVERY_MS)
        });
        if due && ledger.last() == records {
            let score = self.fold(script, ledger, seed, state.now);
            self.last = Some(Scored { records, made_ms: wall_ms, score });
        }
        self.last.as_ref()
    }

    fn fold(&mut self, script: &Script, ledger: &Ledger, seed: u64, now: At) -> Score {
        let (state, board) = self.folded.get_or_insert_with(|| {
            let state = State::new(script, seed);
            let board = Scoreboard::new(script, &state);
            (state, board)
        });
        for record in ledger.records_after(state.records, usize::MAX) {
            // The session applied these very records: they follow from one another.
            if apply::replay(script, state, &record).is_err() {
                break;
            }
            board.fold(script, state, &record);
        }
        score(board, script, state, now)
    }
}
