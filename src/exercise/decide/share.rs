//! `share`: intel is passed on. Markings can be broken; that is a fact, not a refusal.

use crate::base::Name;
use crate::exercise::draft::Draft;
use crate::exercise::fact::Fact;
use crate::exercise::handling::{self, seats_of};
use crate::exercise::order::Ref;
use crate::exercise::refusal::{Refusal, Rule};
use crate::scenario::mechanism::MechanismId;
use crate::scenario::script::{IntelId, SeatId};
use crate::scenario::words::Tlp;

use super::resolve::Resolve;

pub(super) fn decide(
    cx: &Resolve<'_>,
    draft: &mut Draft<'_>,
    items: &[Ref],
    to: &[Name],
    tlp: Option<Tlp>,
) -> Result<(), Refusal> {
    if items.is_empty() {
        return Err(Refusal::at(Rule::Incomplete, "items", "No item is chosen"));
    }
    let to = cx.some_seats("to", to)?;
    for item in items {
        let item = cx.intel("items", item)?;
        pass_on(cx, draft, item, &to, tlp);
    }
    Ok(())
}

/// Passes one item on, and finds out which markings that breaks.
pub(super) fn pass_on(
    cx: &Resolve<'_>,
    draft: &mut Draft<'_>,
    item: IntelId,
    to: &[SeatId],
    tlp: Option<Tlp>,
) {
    let held = cx.state.seats[cx.seat].holds[&item];
    let tlp = tlp.unwrap_or(held.tlp);
    // Each recipient learns the item, and mostly of its incident.
    draft.facts.reserve(1 + 2 * to.len());
    draft.push(Fact::Shared { from: cx.seat, item, to: to.to_vec(), tlp });
    for &seat in to {
        if let Some(marking) = handling::broken(cx.script, cx.state, cx.seat, item, seat) {
            draft.push(Fact::Breached { marking, by: cx.seat, item, to: Some(seat) });
            shown_to_originator(cx, draft, item);
        }
        draft.learn(seat, item, Some(cx.seat), tlp);
    }
    // A network is no way round a classification.
    let goes = |seat: &SeatId| {
        cx.script.intel[item].classified.is_none()
            || handling::broken(cx.script, cx.state, cx.seat, item, *seat).is_none()
    };
    for seat in relayed(cx, to, tlp).into_iter().filter(goes) {
        draft.learn(seat, item, Some(cx.seat), tlp);
    }
}

/// Whoever wrote it is shown what got out, whether it had its own copy at hand or not.
fn shown_to_originator(cx: &Resolve<'_>, draft: &mut Draft<'_>, item: IntelId) {
    let spec = &cx.script.intel[item];
    let Some(classified) = &spec.classified else { return };
    for seat in seats_of(cx.script, classified.originator).filter(|seat| *seat != cx.seat) {
        draft.learn(seat, item, None, spec.tlp);
    }
}

/// A network that stands in alert passes on to all its members what one of them gets, where the marking lets it.
fn relayed(cx: &Resolve<'_>, to: &[SeatId], tlp: Tlp) -> Vec<SeatId> {
    if tlp > Tlp::Green {
        return Vec::new();
    }
    let alert = |id: &MechanismId| cx.state.modes.get(id).is_some_and(|mode| *mode > 0);
    let reached = |members: &&Vec<SeatId>| to.iter().any(|seat| members.binary_search(seat).is_ok());
    let relays = cx.script.relays.iter().filter(|(mechanism, _)| alert(mechanism));
    let members = relays.map(|(_, members)| members).filter(reached).flatten();
    members.copied().filter(|seat| *seat != cx.seat).collect()
}
