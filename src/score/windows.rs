//! Time in which nobody could act: skips, and NO PLAY for all or for one seat. It leaves every denominator.

use serde::{Deserialize, Serialize};

use crate::base::{At, Span};
use crate::scenario::script::SeatId;

/// Why nobody could act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Why {
    /// Control went to a later moment.
    Skip,
    /// A real matter stopped everything.
    NoPlay,
    /// A seat was released for a real matter.
    Released(SeatId),
}

/// A window; one that is open has no end yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Window {
    why: Why,
    from: At,
    to: Option<At>,
}

/// All windows of an exercise, in the order in which they began.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Windows {
    list: Vec<Window>,
}

impl Windows {
    /// A window begins, unless one of its kind is open.
    pub(crate) fn begin(&mut self, why: Why, from: At) {
        if !self.list.iter().any(|w| w.why == why && w.to.is_none()) {
            self.list.push(Window { why, from, to: None });
        }
    }

    /// The open window of that kind ends.
    pub(crate) fn end(&mut self, why: Why, to: At) {
        if let Some(open) = self.list.iter_mut().find(|w| w.why == why && w.to.is_none()) {
            open.to = Some(to);
        }
    }

    /// Time between two moments in which the seat (anybody, where none is named) could act.
    pub(crate) fn played(&self, seat: Option<SeatId>, from: At, to: At) -> Span {
        let mut out: Vec<(u64, u64)> = self
            .list
            .iter()
            .filter(|w| !matches!(w.why, Why::Released(who) if Some(who) != seat))
            .map(|w| (w.from.0.max(from.0), w.to.map_or(to.0, |end| end.0.min(to.0))))
            .filter(|(begin, end)| begin < end)
            .collect();
        out.sort_unstable();
        let mut away = 0;
        let mut reached = from.0;
        for (begin, end) in out {
            away += end.saturating_sub(begin.max(reached));
            reached = reached.max(end);
        }
        Span(to.since(from).0 - away)
    }

    /// When the skip that this moment fell into began.
    pub(crate) fn skipped(&self, at: At) -> Option<At> {
        let inside = |w: &&Window| w.why == Why::Skip && w.from < at && w.to.is_none_or(|end| at <= end);
        self.list.iter().find(inside).map(|w| w.from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_that_overlap_leave_the_denominator_once() {
        let mut windows = Windows::default();
        windows.begin(Why::Skip, At(10));
        windows.begin(Why::NoPlay, At(15));
        windows.end(Why::Skip, At(20));
        windows.end(Why::NoPlay, At(30));
        assert_eq!(windows.played(None, At(0), At(40)), Span(20));
        assert_eq!(windows.played(None, At(12), At(18)), Span::ZERO);
        assert_eq!(windows.skipped(At(20)), Some(At(10)));
        assert_eq!(windows.skipped(At(21)), None);
    }

    #[test]
    fn a_seat_that_is_released_loses_its_own_time_only() {
        let mut windows = Windows::default();
        windows.begin(Why::Released(SeatId(1)), At(10));
        assert_eq!(windows.played(Some(SeatId(1)), At(0), At(40)), Span(10));
        assert_eq!(windows.played(Some(SeatId(2)), At(0), At(40)), Span(40));
        assert_eq!(windows.played(None, At(0), At(40)), Span(40));
    }
}
