//! Which orders were dealt with, by their ids: so that one that was lost on its way and arrives behind a later one is
//! told from one that comes again.

use std::collections::BTreeMap;

use crate::exercise::order::{Desk, OrderId};

/// The counters of every client, as runs without gaps. A client that sends in order costs one run.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen(BTreeMap<(Desk, u64), Vec<(u32, u32)>>);

impl Seen {
    /// An order was dealt with. Counters of a client only ever go up.
    pub(super) fn put(&mut self, desk: Desk, id: OrderId) {
        let runs = self.0.entry((desk, id.key)).or_default();
        match runs.last_mut() {
            Some((_, last)) if *last >= id.counter => {}
            Some((_, last)) if last.checked_add(1) == Some(id.counter) => *last = id.counter,
            _ => runs.push((id.counter, id.counter)),
        }
    }

    /// Whether it was dealt with.
    pub(super) fn has(&self, desk: Desk, id: OrderId) -> bool {
        let Some(runs) = self.0.get(&(desk, id.key)) else { return false };
        let upto = runs.partition_point(|(first, _)| *first <= id.counter);
        upto.checked_sub(1).and_then(|run| runs.get(run)).is_some_and(|(_, last)| id.counter <= *last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_never_seen_is_not_among_what_was_dealt_with() {
        let (mut seen, desk) = (Seen::default(), Desk::Excon);
        let id = |counter| OrderId { key: 70_000, counter };
        for counter in [1, 2, 3, 5, 9, 10] {
            seen.put(desk, id(counter));
            seen.put(desk, id(counter));
        }
        let has: Vec<u32> = (0..12).filter(|counter| seen.has(desk, id(*counter))).collect();
        assert_eq!(has, [1, 2, 3, 5, 9, 10]);
        assert!(!seen.has(desk, OrderId { key: 1, counter: 1 }));
    }
}
