//! TLP 2.0 as a rule: who may be given an item that is held under a marking (FIRST, August 2022).
//!
//! What an organisation's clients and the community are in an exercise is a convention of ours: the clients of a
//! national CSIRT are the operators and authorities of its state, the community is every seat but media and public.

use crate::scenario::script::{IntelId, Script, SeatId};
use crate::scenario::words::Tlp;

use super::state::State;

/// Whether the seat may choose who gets an item that it has `from` somebody: the one who found it is its source, unless the
/// scenario names another.
pub fn is_source(script: &Script, item: IntelId, seat: SeatId, from: Option<SeatId>) -> bool {
    script.intel[item].source.map_or(from.is_none(), |org| org == script.seats[seat].org)
}

/// Whether `from` may pass the item on to `to`, by the source's marking and by how `from` holds it.
pub fn may_pass(script: &Script, state: &State, from: SeatId, item: IntelId, to: SeatId) -> bool {
    let spec = &script.intel[item];
    let Some(held) = state.seats[from].holds.get(&item) else { return false };
    let tlp = spec.tlp.max(held.tlp);
    let (sender, receiver) = (&script.seats[from], &script.seats[to]);
    // Giving it back to whom one has it from, or to its source, tells nobody anything new.
    if held.from == Some(to) || spec.source == Some(receiver.org) {
        return true;
    }
    let is_source = is_source(script, item, from, held.from);
    let public = matches!(receiver.kind.as_str(), "media" | "public");
    match tlp {
        Tlp::Clear => true,
        Tlp::Green => !public,
        _ if public => false,
        _ if is_source => true,
        Tlp::Amber => {
            receiver.org == sender.org || (receiver.state.is_some() && receiver.state == sender.state)
        }
        Tlp::AmberStrict => receiver.org == sender.org,
        Tlp::Red => false,
    }
}
