//! Looking up names that checks have seen resolve.

use crate::scenario::schema::Name;
use crate::scenario::script::{Script, SeatId};

/// The state, or none, that an organisation path stands under.
pub fn place_of(path: &str) -> &str {
    path.split('/').next().unwrap_or(path)
}

/// Seats that a list of addresses means, each once, in the order of the addresses.
pub(super) fn seats(script: &Script, addresses: &[Name]) -> Vec<SeatId> {
    let mut seats = Vec::new();
    for address in addresses {
        for seat in script.address(address) {
            if !seats.contains(&seat) {
                seats.push(seat);
            }
        }
    }
    seats
}
