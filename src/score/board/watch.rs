//! Expected actions on the board: the rows, and the deeds that do them, early, in time or after.

use crate::exercise::deed::Deed;
use crate::exercise::early;
use crate::exercise::fact::{Cause, Fact, Record};
use crate::exercise::state::State;
use crate::scenario::script::{Script, SeatId};

use super::super::expected::spec_of;
use super::{Expected, Mark, Scoreboard};

/// Deeds kept for one expected action: a few, in case the first ones are declared void.
const TRIES: usize = 16;

impl Scoreboard {
    /// A row for an expected action that a measure counts, with what was done for it already.
    pub(super) fn watch(&mut self, script: &Script, state: &State, record: &Record, fact: &Fact) {
        let Fact::ExpectOpened { inject, place, due, .. } = fact else { return };
        let Some(spec) = spec_of(script, *inject, *place).filter(|spec| spec.counts.is_some()) else {
            return;
        };
        let acts = early::acts(script, state, &script.injects[*inject], spec, record.at);
        let acts = acts.filter(|act| act.record < record.number).take(TRIES);
        let done = acts.map(|act| (act.by, Mark { record: act.record, at: act.at })).collect();
        let mark = Mark { record: record.number, at: record.at };
        self.expected.push(Expected { mark, inject: *inject, place: *place, due: *due, done });
    }

    /// What a record did for expected actions, in time or after: the engine watches until the deadline only.
    pub(super) fn note_deeds(&mut self, script: &Script, record: &Record, mark: Mark) {
        if !matches!(record.cause, Cause::Order(_)) {
            return;
        }
        let deeds: Vec<(SeatId, Deed)> = record.facts.iter().filter_map(|f| Deed::of(f, script)).collect();
        if deeds.is_empty() {
            return;
        }
        for row in &mut self.expected {
            let Some(spec) = spec_of(script, row.inject, row.place) else { continue };
            if row.done.len() >= TRIES {
                continue;
            }
            for (by, deed) in &deeds {
                let fits = deed.is(&spec.what, script) || spec.accept.iter().any(|w| deed.is(w, script));
                if fits && spec.who.contains(by) && row.mark.record < mark.record {
                    row.done.push((*by, mark));
                    break;
                }
            }
        }
    }
}
