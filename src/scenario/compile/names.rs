//! Looking up names that checks have seen resolve.

use crate::scenario::schema::Name;
use crate::scenario::script::{Script, SeatId, StateId};

/// The state, or none, that an organisation path stands under.
pub fn place_of(path: &str) -> &str {
    path.split('/').next().unwrap_or(path)
}

/// Seats that a list of addresses means, each once, in the order of the addresses. A state's code alone means all
/// its seats.
pub(super) fn seats(script: &Script, addresses: &[Name]) -> Vec<SeatId> {
    let mut seats = Vec::new();
    for address in addresses {
        for seat in side(script, address) {
            if !seats.contains(&seat) {
                seats.push(seat);
            }
        }
    }
    seats
}

/// The seats of a state's code, or of an address.
pub(super) fn side(script: &Script, address: &str) -> Vec<SeatId> {
    match script.names.states.get(address) {
        Some(state) => of_state(script, *state),
        None => script.address(address),
    }
}

fn of_state(script: &Script, state: StateId) -> Vec<SeatId> {
    script.seats.iter().filter(|(_, s)| s.state == Some(state)).map(|(id, _)| id).collect()
}
