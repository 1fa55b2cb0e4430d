//! How states deal with one another in a run: as they decide, or as one of the two bounds that the outcome is measured
//! against. The rules know nothing of it: a bound drops or adds orders, no more.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::Name;
use crate::exercise::fact::{Fact, Record};
use crate::exercise::order::{Act, Control, Desk, Order, OrderId, Verb};
use crate::scenario::script::{IntelId, Script, SeatId};

/// The client key of what full cooperation reveals.
const REVEAL_KEY: u64 = 0xf011;

/// How states deal with one another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Conduct {
    /// As their players decide.
    #[default]
    AsDecided,
    /// Nothing crosses a border: recipients abroad are struck out of whatever is sent, and mechanisms that need others
    /// are not used. What is said in public stays public.
    Isolated,
    /// Every seat holds what any seat holds, as soon as the scenario gives it to one.
    Full,
}

impl Conduct {
    /// What becomes of an order: itself, less of it, or nothing.
    pub(super) fn pass(self, script: &Script, order: Arc<Order>) -> Option<Arc<Order>> {
        let (Self::Isolated, Desk::Seat(seat), Some(_)) = (self, order.from, order.act.verb()) else {
            return Some(order);
        };
        let mut order = Arc::unwrap_or_clone(order);
        let verb = order.act.verb_mut()?;
        if matches!(
            verb,
            Verb::Mode { .. }
                | Verb::Request { .. }
                | Verb::Offer { .. }
                | Verb::Propose { .. }
                | Verb::Vote { .. }
        ) {
            return None;
        }
        match verb {
            Verb::Notify { to, .. }
            | Verb::Share { to, .. }
            | Verb::Ask { to, .. }
            | Verb::Sitrep { to, .. }
            | Verb::Message { to, .. } => {
                *to = at_home(script, seat, to);
                if to.is_empty() {
                    return None;
                }
            }
            Verb::Attribute { to, .. } => *to = at_home(script, seat, to),
            _ => {}
        }
        Some(Arc::new(order))
    }
}

/// The seats of the sender's own state, or of its own organisation where it has none.
fn at_home(script: &Script, sender: SeatId, to: &[Name]) -> Vec<Name> {
    let me = &script.seats[sender];
    let own = |seat: SeatId| {
        let other = &script.seats[seat];
        if me.state.is_some() { other.state == me.state } else { other.org == me.org }
    };
    let meant: BTreeSet<SeatId> = to.iter().flat_map(|address| script.address(address)).collect();
    let kept = meant.into_iter().filter(|seat| *seat != sender && own(*seat));
    kept.map(|seat| Name::from(&script.seats[seat].id)).collect()
}

/// What was found and is not known to all yet.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    known: BTreeSet<IntelId>,
    new: Vec<IntelId>,
    told: u32,
}

impl Found {
    /// Takes in what the scenario gave to anybody.
    pub(super) fn record(&mut self, record: &Record) {
        for fact in &record.facts {
            if let Fact::Learned { item, from: None, .. } = fact
                && self.known.insert(*item)
            {
                self.new.push(*item);
            }
        }
    }

    /// Orders that tell all seats.
    pub(super) fn reveal(&mut self, script: &Script) -> Vec<Order> {
        let mut orders = Vec::new();
        for item in std::mem::take(&mut self.new) {
            self.told += 1;
            let reveal = Control::Reveal { item: script.intel[item].id.clone(), to: vec!["all".to_owned()] };
            let id = OrderId { key: REVEAL_KEY, counter: self.told };
            orders.push(Order { id, from: Desk::Excon, act: Act::Control(reveal) });
        }
        orders
    }
}
