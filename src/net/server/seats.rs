//! Who sits where: what happens when a seat is taken twice, and how fast a seat may speak.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use tokio::sync::Notify;

use crate::base::limits::{SEAT_BURST, SEAT_RATE};

/// What happens when somebody joins a seat that somebody has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SeatTwice {
    /// Both have it.
    #[default]
    Share,
    /// Who comes later has it; the other is told so.
    TakeOver,
    /// Who comes later is told that it is taken.
    Refuse,
}

/// Frames that a seat may still send now.
#[derive(Clone, Copy, Debug)]
struct Allowance {
    left: f64,
    seen: Instant,
}

/// Desks with their connections.
#[derive(Debug, Default)]
pub(super) struct Seats {
    there: BTreeMap<String, Vec<Arc<Notify>>>,
    allowances: BTreeMap<String, Allowance>,
}

impl Seats {
    /// Somebody joins: what tells them that they lost the seat; none where they may not have it.
    pub(super) fn join(&mut self, desk: &str, twice: SeatTwice) -> Option<Arc<Notify>> {
        let there = self.there.entry(desk.to_owned()).or_default();
        match twice {
            SeatTwice::Refuse if !there.is_empty() => return None,
            SeatTwice::TakeOver => there.drain(..).for_each(|other| other.notify_one()),
            SeatTwice::Share | SeatTwice::Refuse => {}
        }
        let mine = Arc::new(Notify::new());
        there.push(Arc::clone(&mine));
        Some(mine)
    }

    /// Somebody is gone.
    pub(super) fn leave(&mut self, desk: &str, mine: &Arc<Notify>) {
        if let Some(there) = self.there.get_mut(desk) {
            there.retain(|other| !Arc::ptr_eq(other, mine));
        }
    }

    /// Whether the desk may say something now. All its connections together have one allowance.
    pub(super) fn may_speak(&mut self, desk: &str, now: Instant) -> bool {
        let new = Allowance { left: SEAT_BURST, seen: now };
        let allowance = self.allowances.entry(desk.to_owned()).or_insert(new);
        let since = now.saturating_duration_since(allowance.seen).as_secs_f64();
        allowance.left = (allowance.left + since * SEAT_RATE).min(SEAT_BURST);
        allowance.seen = now;
        let may = allowance.left >= 1.0;
        if may {
            allowance.left -= 1.0;
        }
        may
    }

    /// Connected desks.
    pub(super) fn count(&self) -> usize {
        self.there.values().map(Vec::len).sum()
    }
}
