//! `share`: intel is passed on. Markings can be broken; that is a fact, not a refusal.

use crate::exercise::draft::Draft;
use crate::exercise::fact::{Fact, Marking};
use crate::exercise::markings;
use crate::exercise::order::Ref;
use crate::exercise::refusal::{Refusal, Rule};
use crate::scenario::script::{IntelId, SeatId};
use crate::scenario::words::Tlp;

use super::resolve::Resolve;

pub(super) fn decide(
    cx: &Resolve<'_>,
    draft: &mut Draft<'_>,
    items: &[Ref],
    to: &[String],
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
    draft.push(Fact::Shared { from: cx.seat, item, to: to.to_vec(), tlp });
    for &seat in to {
        if !markings::may_pass(cx.script, cx.state, cx.seat, item, seat) {
            draft.push(Fact::Breached { marking: Marking::Tlp, by: cx.seat, item, to: Some(seat) });
        }
        draft.learn(seat, item, Some(cx.seat), tlp);
    }
}
