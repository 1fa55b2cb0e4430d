//! Expected actions on the board: the rows, and the deeds that do them, early, in time or after.

use crate::exercise::deed::Deed;
use crate::exercise::early;
use crate::exercise::fact::{Cause, Fact, Rebuff, Record};
use crate::exercise::state::State;
use crate::scenario::script::{Script, SeatId};
use crate::scenario::words::Measure;

use super::super::expected::spec_of;
use super::{Expected, Mark, Scoreboard};

/// Deeds kept of one seat for one expected action: a few, in case the first ones are declared void.
const TRIES: usize = 8;

impl Scoreboard {
    /// A row for an expected action that a measure counts or that shows how a task was done, with what was done for it
    /// already.
    pub(super) fn watch(&mut self, script: &Script, state: &State, record: &Record, fact: &Fact) {
        let Fact::ExpectOpened { inject, place, due, .. } = fact else { return };
        let Some(spec) = spec_of(script, *inject, *place).filter(|spec| spec.counts.is_some() || spec.shows)
        else {
            return;
        };
        let acts = early::acts(script, state, &script.injects[*inject], spec, record.at);
        let mut done = Vec::new();
        for act in acts.filter(|act| act.record < record.number) {
            keep(&mut done, act.by, Mark { record: act.record, at: act.at });
        }
        let mark = Mark { record: record.number, at: record.at };
        let (inject, place, due) = (*inject, *place, *due);
        let row = self.expected.len() as u32;
        for &seat in &spec.who {
            let awaited = self.awaited.reach(seat);
            if awaited.last() != Some(&row) {
                awaited.push(row);
            }
        }
        self.expected.push(Expected { mark, inject, place, due, done, astray: Vec::new() });
    }

    /// What a record did for expected actions, in time or after: the engine watches until the deadline only.
    pub(super) fn note_deeds(&mut self, script: &Script, record: &Record, mark: Mark) {
        if !matches!(record.cause, Cause::Order(_)) {
            return;
        }
        let deeds: Vec<(SeatId, Deed)> = Deed::all(&record.facts, script).collect();
        let turned_away = record.facts.iter().any(|f| matches!(f, Fact::Attempted(..)));
        if deeds.is_empty() && !turned_away {
            return;
        }
        for (by, deed) in &deeds {
            for place in self.awaited.get(*by).into_iter().flatten() {
                let row = &mut self.expected[*place as usize];
                let Some(spec) = spec_of(script, row.inject, row.place) else { continue };
                if row.mark.record >= mark.record {
                    continue;
                }
                let wanted = || std::iter::once(&spec.what).chain(&spec.accept);
                if wanted().any(|what| deed.is(what, script)) {
                    keep(&mut row.done, *by, mark);
                } else if spec.counts == Some(Measure::RightContact) {
                    let about = script.injects[row.inject].about;
                    if wanted().any(|what| deed.is_like(what, about)) {
                        keep(&mut row.astray, *by, mark);
                    }
                }
            }
        }
        if !turned_away {
            return;
        }
        let turned_away = record.facts.iter().filter_map(|fact| match fact {
            Fact::Attempted(by, _, why) if misses_the_body(*why) => Some(*by),
            _ => None,
        });
        for by in turned_away {
            for place in self.awaited.get(by).into_iter().flatten() {
                let row = &mut self.expected[*place as usize];
                let spec = spec_of(script, row.inject, row.place);
                let care = spec.is_some_and(|spec| spec.counts == Some(Measure::RightContact));
                if care && row.mark.record < mark.record {
                    keep(&mut row.astray, by, mark);
                }
            }
        }
    }
}

/// Whether an attempt was turned away because another contact or another instrument was needed.
pub(crate) const fn misses_the_body(why: Rebuff) -> bool {
    matches!(why, Rebuff::NotYourPower | Rebuff::NoMember | Rebuff::WrongInstrument | Rebuff::WrongPlace)
}

/// Keeps a deed, of each seat a few.
fn keep(deeds: &mut Vec<(SeatId, Mark)>, by: SeatId, mark: Mark) {
    if deeds.iter().filter(|(who, _)| *who == by).count() < TRIES {
        deeds.push((by, mark));
    }
}
