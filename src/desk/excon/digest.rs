//! What the desk works out of the records, once for each new record.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::decided::decided;
use super::{ExconInput, msel};
use crate::base::{At, Id, Span};
use crate::desk::plain;
use crate::desk::widgets::status::Status;
use crate::exercise::beyond::Beyond;
use crate::exercise::fact::{Cause, Fact, Record};
use crate::exercise::msel::moves;
use crate::exercise::order::{Act, Control, Staffing};
use crate::scenario::script::{InjectId, InjectKind, Script, SeatId};

/// A seat with a person that has done nothing for so long is idle.
pub(super) const IDLE: Span = Span::mins(60);

/// A line of the MSEL as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MselLine {
    /// The inject.
    pub id: InjectId,
    /// When it came, or is due; none where a condition or a hand brings it.
    pub at: Option<At>,
    /// Where it stands.
    pub status: Status,
    /// What kind of line it is.
    pub kind: InjectKind,
}

impl MselLine {
    /// Whether it is still to come.
    pub(super) fn is_ahead(&self) -> bool {
        matches!(self.status, Status::Due | Status::Held)
    }
}

/// What follows from the records.
#[derive(Clone, Debug, Default)]
pub struct Digest {
    records: usize,
    injects: usize,
    /// The MSEL, by time.
    pub msel: Vec<MselLine>,
    /// Places in the MSEL of what is still to come.
    ahead: Vec<usize>,
    /// Places in the MSEL of what came or was taken out, the latest first.
    come: Vec<usize>,
    /// Place in the MSEL of each inject.
    places: Vec<usize>,
    /// Places of decisions among the records.
    pub decisions: Vec<usize>,
    /// Places of observations and ratings among the records.
    pub observations: Vec<usize>,
    /// Places in the White Cell queue that wait for an answer.
    pub white_cell: Vec<usize>,
    /// Records that count no more, by number.
    pub voided: BTreeSet<u64>,
    /// What declared what void, in order.
    voids: Vec<(u64, u64)>,
    /// When each seat acted last.
    pub last_act: BTreeMap<SeatId, At>,
    /// Expected actions and duties of each seat that lapsed with nothing done.
    pub overdue: BTreeMap<SeatId, u32>,
    /// What follows from what in the scenario, once somebody asked.
    beyond: OnceLock<Beyond>,
}

impl Digest {
    /// Looks at the records that are new. Fewer records than before are another exercise, or an earlier moment.
    pub fn take_in(&mut self, input: &ExconInput<'_>) {
        let count = input.records.len();
        if count < self.records {
            *self = Self::default();
        }
        if count == self.records && self.injects == input.state.injects.len() && !self.msel.is_empty() {
            return;
        }
        let mut moved = self.msel.len() != input.state.injects.len();
        for (place, record) in input.records.iter().enumerate().skip(self.records) {
            moved |= moves(record);
            if let Some(seat) = plain::actor(input.script, record) {
                self.last_act.insert(seat, record.at);
            }
            self.sort(place, record, input);
        }
        self.records = count;
        self.injects = input.state.injects.len();
        if moved {
            self.msel = msel::lines(input.script, input.state);
            self.index();
        }
        let cell = input.state.white_cell.iter().enumerate();
        self.white_cell = cell.filter(|(_, item)| !item.settled).map(|(place, _)| place).collect();
        self.late(input);
    }

    /// What follows from what in the scenario.
    pub(super) fn beyond(&self, script: &Script) -> &Beyond {
        self.beyond.get_or_init(|| Beyond::new(script))
    }

    /// So that no list looks at the whole MSEL in every pass.
    fn index(&mut self) {
        self.places = vec![0; self.msel.len()];
        for (place, line) in self.msel.iter().enumerate() {
            if let Some(slot) = self.places.get_mut(line.id.index()) {
                *slot = place;
            }
        }
        let ahead = |place: &usize| self.msel[*place].is_ahead();
        self.ahead = (0..self.msel.len()).filter(ahead).collect();
        self.come = (0..self.msel.len()).rev().filter(|place| !ahead(place)).collect();
    }

    /// The lines that pass the filter, in its order.
    pub(super) fn lines(&self, filter: Filter) -> Lines<'_> {
        let places = match filter {
            Filter::All => None,
            Filter::Ahead => Some((self.ahead.as_slice(), false)),
            Filter::Come => Some((self.come.as_slice(), true)),
        };
        Lines { digest: self, places }
    }

    /// Puts a record where the tabs look for it.
    fn sort(&mut self, place: usize, record: &Record, input: &ExconInput<'_>) {
        if decided(input.script, record).is_some() {
            self.decisions.push(place);
        } else if let Cause::Order(order) = &record.cause
            && matches!(
                order.act,
                Act::Control(
                    Control::Observe { .. }
                        | Control::Rate { .. }
                        | Control::RateTask { .. }
                        | Control::RateWords { .. }
                )
            )
        {
            self.observations.push(place);
        }
        for fact in &record.facts {
            if let Fact::Voided(number) = fact {
                self.void(record.number, *number);
            }
        }
    }

    /// A record is void unless the record that says so is void itself: as the score reads it.
    fn void(&mut self, by: u64, number: u64) {
        self.voids.push((by, number));
        self.voided.clear();
        for (by, number) in self.voids.iter().rev() {
            if !self.voided.contains(by) {
                self.voided.insert(*number);
            }
        }
    }

    fn late(&mut self, input: &ExconInput<'_>) {
        self.overdue.clear();
        for expect in input.state.expects.rows().filter(|e| e.lapsed && e.met.is_none()) {
            let spec = input.script.injects.get(expect.inject);
            let who = spec.and_then(|s| s.expects.get(usize::from(expect.place))).map(|e| e.who.as_slice());
            if let Some(seat) = who.and_then(<[SeatId]>::first) {
                *self.overdue.entry(*seat).or_default() += 1;
            }
        }
        let duties = input.state.duties.rows();
        for duty in duties.filter(|d| d.lapsed && d.owed.values().any(Option::is_none)) {
            *self.overdue.entry(duty.seat).or_default() += 1;
        }
    }

    /// How much is overdue.
    pub fn overdue_count(&self) -> u32 {
        self.overdue.values().sum()
    }

    /// Whether a person's seat has done nothing for long.
    pub fn is_idle(&self, input: &ExconInput<'_>, seat: SeatId) -> bool {
        let person =
            input.state.seats.get(seat).is_some_and(|s| s.staffing == Staffing::Person && !s.no_play);
        person && input.clock.now.since(self.last_act.get(&seat).copied().unwrap_or_default()) > IDLE
    }

    /// Seats that are idle.
    pub fn idle_count(&self, input: &ExconInput<'_>) -> usize {
        input.script.seats.ids().filter(|seat| self.is_idle(input, *seat)).count()
    }

    /// The next inject that has a time and has not come.
    pub fn next(&self, now: At) -> Option<MselLine> {
        let from = self.msel.partition_point(|line| line.at.is_some_and(|at| at < now));
        self.msel[from..].iter().copied().find(|line| line.status == Status::Due && line.at.is_some())
    }

    /// The line of an inject.
    pub fn line(&self, id: InjectId) -> Option<&MselLine> {
        self.places.get(id.index()).and_then(|place| self.msel.get(*place))
    }
}

/// Which lines are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Filter {
    /// What is still to come.
    #[default]
    Ahead,
    /// What came or was taken out: one looks for what has just come.
    Come,
    /// Everything.
    All,
}

/// Lines of the MSEL, by their place in a list.
#[derive(Clone, Copy)]
pub(super) struct Lines<'d> {
    digest: &'d Digest,
    /// Places in the MSEL, and whether they fall; none is all of it.
    places: Option<(&'d [usize], bool)>,
}

impl<'d> Lines<'d> {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.places.map_or(self.digest.msel.len(), |(places, _)| places.len())
    }

    /// The line at this row.
    pub(super) fn get(&self, row: usize) -> Option<&'d MselLine> {
        let place = match self.places {
            Some((places, _)) => *places.get(row)?,
            None => row,
        };
        self.digest.msel.get(place)
    }

    /// The row of an inject, if it is listed.
    pub(super) fn row(&self, id: InjectId) -> Option<usize> {
        let place = *self.digest.places.get(id.index())?;
        match self.places {
            None => Some(place),
            Some((places, false)) => places.binary_search(&place).ok(),
            Some((places, true)) => places.binary_search_by(|p| place.cmp(p)).ok(),
        }
    }
}
