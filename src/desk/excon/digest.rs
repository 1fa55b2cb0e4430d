//! What the desk works out of the records, once for each new record.

use std::collections::BTreeMap;

use super::{ExconInput, msel};
use crate::base::{At, Id, Span};
use crate::desk::plain;
use crate::desk::widgets::status::Status;
use crate::exercise::fact::Cause;
use crate::exercise::order::{Act, Control, Staffing};
use crate::scenario::script::{InjectId, InjectKind, SeatId};

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

/// What follows from the records.
#[derive(Clone, Debug, Default)]
pub struct Digest {
    records: usize,
    injects: usize,
    /// The MSEL, by time.
    pub msel: Vec<MselLine>,
    /// Places of decisions among the records.
    pub decisions: Vec<usize>,
    /// Places of observations among the records.
    pub observations: Vec<usize>,
    /// Places in the White Cell queue that wait for an answer.
    pub white_cell: Vec<usize>,
    /// When each seat acted last.
    pub last_act: BTreeMap<SeatId, At>,
    /// Expected actions and duties of each seat that lapsed with nothing done.
    pub overdue: BTreeMap<SeatId, u32>,
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
        for (place, record) in input.records.iter().enumerate().skip(self.records) {
            if let Some(seat) = plain::actor(input.script, record) {
                self.last_act.insert(seat, record.at);
            }
            if plain::is_decision(record) {
                self.decisions.push(place);
            } else if let Cause::Order(order) = &record.cause
                && matches!(order.act, Act::Control(Control::Observe { .. }))
            {
                self.observations.push(place);
            }
        }
        self.records = count;
        self.injects = input.state.injects.len();
        self.msel = msel::lines(input.script, input.state);
        let cell = input.state.white_cell.iter().enumerate();
        self.white_cell = cell.filter(|(_, item)| !item.settled).map(|(place, _)| place).collect();
        self.late(input);
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
        debug_assert!(id.index() < self.injects.max(1));
        self.msel.iter().find(|line| line.id == id)
    }
}
