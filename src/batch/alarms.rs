//! When each bot wants to act next. Asked between any two moments of a run, and set by everything that a bot hears.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::base::{At, Table};
use crate::scenario::script::SeatId;

/// An alarm a seat: never where no bot sits.
#[derive(Clone, Debug, Default)]
pub(super) struct Alarms {
    of: Table<SeatId, At>,
    /// All that were ever set, the first on top: those that were set anew since count no more.
    queue: BinaryHeap<Reverse<(At, SeatId)>>,
}

impl Alarms {
    /// None is set, for so many seats.
    pub(super) fn new(seats: usize) -> Self {
        Self { of: std::iter::repeat_n(At::NEVER, seats).collect(), queue: BinaryHeap::new() }
    }

    /// Sets the alarm of a seat; none takes it away.
    pub(super) fn set(&mut self, seat: SeatId, at: Option<At>) {
        let at = at.unwrap_or(At::NEVER);
        if self.of[seat] == at {
            return;
        }
        self.of[seat] = at;
        if at < At::NEVER {
            self.queue.push(Reverse((at, seat)));
        }
        self.settle();
    }

    /// Takes what counts no more off the top.
    fn settle(&mut self) {
        while let Some(Reverse((at, seat))) = self.queue.peek()
            && self.of[*seat] != *at
        {
            self.queue.pop();
        }
    }

    /// The first of them.
    pub(super) fn first(&self) -> Option<At> {
        self.queue.peek().map(|Reverse((at, _))| *at)
    }

    /// The seats whose alarm rings at `now` or rang before, in their order. They are silent until they are set anew.
    pub(super) fn ring(&mut self, now: At) -> Vec<SeatId> {
        let mut seats = Vec::new();
        while let Some(Reverse((at, seat))) = self.queue.peek().copied().filter(|Reverse((at, _))| *at <= now)
        {
            self.queue.pop();
            // The same may have been set twice, with another in between.
            if self.of[seat] == at {
                self.of[seat] = At::NEVER;
                seats.push(seat);
            }
        }
        self.settle();
        seats.sort_unstable();
        seats
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alarms_ring_once_in_the_order_of_seats_and_what_was_set_anew_does_not_count() {
        let mut alarms = Alarms::new(3);
        let [a, b, c] = [SeatId(0), SeatId(1), SeatId(2)];
        for (seat, at) in [(c, 5), (a, 9), (b, 5), (b, 20), (b, 5), (c, 30), (a, 4)] {
            alarms.set(seat, Some(At(at)));
        }
        assert_eq!(alarms.first(), Some(At(4)));
        assert_eq!(alarms.ring(At(5)), [a, b]);
        assert_eq!((alarms.first(), alarms.ring(At(29))), (Some(At(30)), vec![]));
        alarms.set(c, None);
        assert_eq!((alarms.first(), alarms.ring(At(90))), (None, vec![]));
    }
}
