//! The orders that open a run without a facilitator: who plays what, then STARTEX.

use std::collections::BTreeSet;

use crate::exercise::order::{Act, Control, Desk, Order, OrderId, Staffing};
use crate::scenario::script::{Script, SeatId};

use super::mix::Mix;

/// The client key of orders that the program gives itself.
pub const OWN_KEY: u64 = 0;

/// Seats in `people` are played by whoever hands in orders for them; the others by a bot of doctrine `bots`, or as
/// the scenario says where none is given.
pub fn opening(script: &Script, people: &BTreeSet<SeatId>, bots: Option<&str>) -> Vec<Order> {
    let mix = bots.map(Mix::all).unwrap_or_default();
    opening_mixed(script, people, &mix, 0)
}

/// The same with a mixture of doctrines, drawn for this seed.
pub fn opening_mixed(script: &Script, people: &BTreeSet<SeatId>, mix: &Mix, seed: u64) -> Vec<Order> {
    let staff = |seat: SeatId, staffing| Control::Staff { seat: script.seats[seat].id.clone(), staffing };
    let mut acts: Vec<Control> = Vec::new();
    for seat in script.seats.ids() {
        if people.contains(&seat) {
            acts.push(staff(seat, Staffing::Person));
        } else if let Some(doctrine) = mix.of(script, seat, seed) {
            acts.push(staff(seat, Staffing::Bot(doctrine.to_owned())));
        }
    }
    acts.push(Control::Start);
    control(acts)
}

/// Orders of exercise control under the program's own key, counted from 1.
pub(super) fn control(acts: Vec<Control>) -> Vec<Order> {
    acts.into_iter()
        .zip(1..)
        .map(|(control, counter)| Order {
            id: OrderId { key: OWN_KEY, counter },
            from: Desk::Excon,
            act: Act::Control(control),
        })
        .collect()
}
