//! What happened, in the order in which it happened, and how far of it is stored: only that much is ever shown.

use std::sync::Arc;

use crate::base::Table;
use crate::base::limits::WIRE_DOWN;
use crate::exercise::entry::{Entry, News};
use crate::exercise::fact::{Fact, Record};
use crate::exercise::mirror::Projector;
use crate::exercise::order::Staffing;
use crate::exercise::state::State;
use crate::scenario::script::{Script, SeatId};

use super::bench::Bench;
use super::reach::Reach;

/// An entry with the record that it came of.
struct Line {
    record: u64,
    entry: Entry,
}

/// Records and every seat's entries.
pub(super) struct Ledger {
    records: Vec<Arc<Record>>,
    lines: Table<SeatId, Vec<Line>>,
    /// What everybody may know.
    public: Vec<Line>,
    projector: Projector,
    stored: u64,
    in_flight: Option<u64>,
    /// Seats that got other players since somebody asked.
    staffed: Vec<(SeatId, Staffing)>,
}

impl Ledger {
    pub(super) fn new(script: &Script) -> Self {
        Self {
            records: Vec::new(),
            lines: script.seats.rows().map(|_| Vec::new()).collect(),
            public: Vec::new(),
            projector: Projector::new(script),
            stored: 0,
            in_flight: None,
            staffed: Vec::new(),
        }
    }

    /// Takes a record in, right after it was applied.
    pub(super) fn take(
        &mut self,
        script: &Script,
        state: &State,
        record: Arc<Record>,
        bench: &mut Bench,
        reach: &mut Reach,
    ) {
        for (seat, entry) in self.projector.entries(script, state, &record) {
            bench.hear(seat, &entry);
            reach.reached(seat);
            self.lines[seat].push(Line { record: record.number, entry });
        }
        let public = self.projector.public().into_iter();
        self.public.extend(public.map(|entry| Line { record: record.number, entry }));
        for fact in &record.facts {
            if let Fact::Staffed(seat, staffing) = fact {
                self.staffed.push((*seat, staffing.clone()));
            }
        }
        self.records.push(record);
    }

    pub(super) fn staffed(&mut self) -> Vec<(SeatId, Staffing)> {
        std::mem::take(&mut self.staffed)
    }

    /// Number of the last record.
    pub(super) fn last(&self) -> u64 {
        self.records.len() as u64
    }

    /// Number of the last record that is stored.
    pub(super) fn stored(&self) -> u64 {
        self.stored
    }

    /// The records that are to be stored: the same ones until they are.
    pub(super) fn batch(&mut self) -> Option<&[Arc<Record>]> {
        let upto = *self.in_flight.get_or_insert(self.records.len() as u64);
        if upto == self.stored {
            self.in_flight = None;
            return None;
        }
        self.records.get(self.stored as usize..upto as usize)
    }

    /// The batch is stored.
    pub(super) fn batch_is_stored(&mut self) {
        self.stored = self.in_flight.take().unwrap_or(self.stored);
    }

    /// Everything was read from a journal.
    pub(super) fn all_is_stored(&mut self) {
        self.stored = self.last();
    }

    /// A record by its number.
    pub(super) fn record(&self, number: u64) -> Option<&Record> {
        self.records.get(usize::try_from(number).ok()?.checked_sub(1)?).map(Arc::as_ref)
    }

    /// Stored records after the `from`-th, at most `room`.
    pub(super) fn records_after(&self, from: u64, room: usize) -> Vec<Arc<Record>> {
        let stored = &self.records[..self.stored as usize];
        stored.iter().skip(from as usize).take(room).cloned().collect()
    }

    /// Stored entries of a seat after the `from`-th, at most `room`.
    pub(super) fn entries_after(&self, seat: SeatId, from: u64, room: usize) -> Vec<Entry> {
        self.lines_after(Some(seat), from, room).iter().map(|line| line.entry.clone()).collect()
    }

    /// Stored entries of a seat's picture, or of the public one, after the `from`-th, at most `room`, each with the number
    /// of the record that it came of.
    pub(super) fn picture_after(
        &self,
        picture: Option<SeatId>,
        from: u64,
        room: usize,
    ) -> (Vec<Entry>, Vec<u64>) {
        let lines = self.lines_after(picture, from, room).iter();
        lines.map(|line| (line.entry.clone(), line.record)).unzip()
    }

    fn lines_after(&self, picture: Option<SeatId>, from: u64, room: usize) -> &[Line] {
        let lines = picture.map_or(&self.public, |seat| &self.lines[seat]);
        let lines = lines.get(from as usize..).unwrap_or_default();
        let lines = &lines[..lines.len().min(room)];
        let mut bytes = 0;
        let fits = |line: &&Line| {
            let first = bytes == 0;
            bytes += weight(&line.entry);
            line.record <= self.stored && (first || bytes <= WIRE_DOWN)
        };
        &lines[..lines.iter().take_while(fits).count()]
    }

    /// Every entry of a seat, stored or not.
    pub(super) fn entries(&self, seat: SeatId) -> impl ExactSizeIterator<Item = &Entry> {
        self.lines[seat].iter().map(|line| &line.entry)
    }
}

/// Bytes of an entry as text, as far as somebody may have made it long.
fn weight(entry: &Entry) -> usize {
    const USUAL: usize = 256;
    const NAME: usize = 16;
    match &entry.news {
        News::Post(post) => {
            let words: usize = post.text.lines().map(|(_, text)| text.len()).sum();
            USUAL + words + post.to.len() * NAME
        }
        _ => USUAL,
    }
}
