//! TLP 2.0 as a rule: who may be given an item that is held under a marking (FIRST, August 2022).
//!
//! What an organisation's clients and the community are in an exercise is a convention of ours: the clients of a
//! national CSIRT are the operators and authorities of its state, the community is every seat but media and public.

use crate::exercise::state::State;
use crate::scenario::script::{IntelId, Script, SeatId};
use crate::scenario::words::Tlp;

/// Whether `from` may pass the item on to `to`, by the source's marking and by how `from` holds it.
pub(super) fn may_pass(script: &Script, state: &State, from: SeatId, item: IntelId, to: SeatId) -> bool {
    let spec = &script.intel[item];
    let Some(held) = state.seats[from].holds.get(&item) else { return false };
    let tlp = spec.tlp.max(held.tlp);
    let (sender, receiver) = (&script.seats[from], &script.seats[to]);
    // Giving it back to whom one has it from, or to its source, tells nobody anything new; and wherever the source has
    // given its permission, the item may go.
    let back = held.from == Some(to) || spec.source == Some(receiver.org);
    if back || super::has_consent(script, state, item, to) {
        return true;
    }
    let is_source = super::is_source(script, item, from, held.from);
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
