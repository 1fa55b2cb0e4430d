//! The seats' entries, numbered: each seat's own dense numbers, folded from the records.

use std::sync::Arc;

use crate::base::{Id, Ppm, Table};
use crate::scenario::script::{Script, SeatId};
use crate::scenario::words::ServiceStep;

use super::entry::Entry;
use super::fact::{Fact, Record};
use super::project::{self, Before};
use super::roll::Roll;
use super::state::State;

/// Numbers what each seat receives. Feed it every record, right after it was applied.
#[derive(Clone, Debug)]
pub struct Projector {
    roll: Arc<Roll>,
    last: Table<SeatId, u32>,
    /// Number of the last entry of the public picture.
    last_public: u32,
    reached: Vec<Ppm>,
    steps: Vec<ServiceStep>,
    /// The entries of the last record that was [`read`](Self::read): the room is used again.
    room: Vec<(SeatId, Entry)>,
    /// The public picture's of the last record whose [`entries`](Self::entries) were made.
    public: Vec<Entry>,
}

impl Projector {
    /// Before the first record.
    pub fn new(script: &Script) -> Self {
        let normal = ServiceStep::of(Ppm::ZERO);
        Self {
            roll: Arc::new(Roll::new(script)),
            last: script.seats.rows().map(|_| 0).collect(),
            last_public: 0,
            reached: script.contents.rows().map(|_| Ppm::ZERO).collect(),
            steps: script.services.rows().map(|_| normal).collect(),
            room: Vec::new(),
            public: Vec::new(),
        }
    }

    /// The entries of a record, each with the seat that receives it, in order: to keep.
    pub fn entries(&mut self, script: &Script, state: &State, record: &Record) -> Vec<(SeatId, Entry)> {
        // From what is known before the record, as the seats' entries: so it comes first.
        self.publish(script, state, record);
        self.read(script, state, record);
        std::mem::take(&mut self.room)
    }

    fn publish(&mut self, script: &Script, state: &State, record: &Record) {
        let before = Before { roll: &self.roll, steps: &self.steps, reached: &self.reached };
        self.public.clear();
        for news in project::public(script, before, state, record) {
            self.last_public += 1;
            self.public.push(Entry { number: self.last_public, at: record.at, news });
        }
    }

    /// What everybody may know of the record whose [`entries`](Self::entries) were made last: those of the public picture.
    pub fn public(&mut self) -> Vec<Entry> {
        std::mem::take(&mut self.public)
    }

    /// The seats' entries alone, to look at until the next record: runs without people have no public picture.
    pub fn read(&mut self, script: &Script, state: &State, record: &Record) -> &[(SeatId, Entry)] {
        self.room.clear();
        let before = Before { roll: &self.roll, steps: &self.steps, reached: &self.reached };
        project::project(script, before, &mut self.last, state, record, &mut self.room);
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
        &self.room
    }
}
