//! The seats' entries, numbered: each seat's own dense numbers, folded from the records.

use crate::base::{Id, Ppm, Table};
use crate::scenario::script::{Script, SeatId};
use crate::scenario::words::ServiceStep;

use super::entry::Entry;
use super::fact::{Fact, Record};
use super::project;
use super::state::State;

/// Numbers what each seat receives. Feed it every record, right after it was applied.
#[derive(Clone, Debug)]
pub struct Projector {
    last: Table<SeatId, u32>,
    reached: Vec<Ppm>,
    steps: Vec<ServiceStep>,
}

impl Projector {
    /// Before the first record.
    pub fn new(script: &Script) -> Self {
        let normal = ServiceStep::of(Ppm::ZERO);
        Self {
            last: script.seats.rows().map(|_| 0).collect(),
            reached: script.contents.rows().map(|_| Ppm::ZERO).collect(),
            steps: script.services.rows().map(|_| normal).collect(),
        }
    }

    /// The entries of a record, each with the seat that receives it, in order.
    pub fn entries(&mut self, script: &Script, state: &State, record: &Record) -> Vec<(SeatId, Entry)> {
        let news = project::project(script, &self.steps, &self.reached, state, record);
        for fact in &record.facts {
            if let Fact::Spread(spread) = fact {
                for (content, share) in spread {
                    self.reached[content.index()] = *share;
                }
            }
            if let Fact::Ticked(changes) = fact {
                for change in changes {
                    self.steps[change.service.index()] = ServiceStep::of(change.lost);
                }
            }
        }
        news.into_iter()
            .map(|(seat, news)| {
                self.last[seat] += 1;
                (seat, Entry { number: self.last[seat], at: record.at, news })
            })
            .collect()
    }
}
