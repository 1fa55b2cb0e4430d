//! The say of the state where a provider is established, in an order from another state: who has it, until when, and what
//! its word does. Some orders wait for it; in an emergency none does.

use crate::base::{At, Ppm, Span};
use crate::exercise::draft::Draft;
use crate::exercise::fact::{CaseEnd, CaseId, Due, Fact};
use crate::exercise::power;
use crate::exercise::state::State;
use crate::scenario::mechanism::{MechanismId, MechanismKind};
use crate::scenario::script::{OrgId, Script, SeatId};
use crate::scenario::words::Vote;

use super::provider::is_established_with;
use super::resolve::Resolve;

/// Who may overturn the order: those of the provider's own state who could have given it, where it comes from another.
pub(super) fn seats(cx: &Resolve<'_>, mechanism: MechanismId, provider: OrgId) -> Vec<SeatId> {
    let (script, spec) = (cx.script, &cx.script.mechanisms[mechanism]);
    if spec.scrutiny() == Span::ZERO || is_established_with(script, provider, cx.seat) {
        return Vec::new();
    }
    let may = |seat: &SeatId| {
        spec.who.contains(&script.seats[*seat].kind)
            && is_established_with(script, provider, *seat)
            && power::is_member(script, *seat, &spec.members)
    };
    script.seats.ids().filter(may).collect()
}

/// Until when the provider holds the data back, from an order that was adopted: to the end of the scrutiny, whether anybody
/// plays the authority there or not, or until one there has no objection. None where it need not wait.
pub(super) fn held_until(script: &Script, state: &State, id: CaseId) -> Option<At> {
    // A case that is adopted in the record that opens it is for nobody outside.
    let directed = state.directed.get(&id)?;
    let case = &state.cases[id];
    let spec = &script.mechanisms[case.mechanism];
    let confirmed = case.consulted.iter().any(|seat| matches!(case.votes.get(seat), Some((Vote::For, _))));
    let home = script.names.states.get(&script.orgs[directed.provider].established)?;
    let takes_part = spec.members.is_empty() || script.states[*home].memberships.contains(&spec.members);
    let abroad = script.seats[case.by].state != Some(*home);
    let waits = spec.waits_for_scrutiny() && !directed.emergency && abroad && takes_part && !confirmed;
    waits.then(|| case.opened + spec.scrutiny())
}

/// Whether the seat, of the provider's state of establishment, may still overturn the order.
pub(super) fn is_open_to(script: &Script, state: &State, id: CaseId, seat: SeatId) -> bool {
    let case = &state.cases[id];
    let spec = &script.mechanisms[case.mechanism];
    let open = case.end.is_none() || case.stands();
    let emergency = state.directed.get(&id).is_some_and(|directed| directed.emergency);
    // What was handed over in its own time stays handed over.
    let done = matches!(spec.kind, MechanismKind::Demand { .. }) && case.landed.is_some() && !emergency;
    spec.scrutiny() > Span::ZERO
        && case.consulted.contains(&seat)
        && state.now <= case.heard_by
        && open
        && !done
}

/// One there has no objection: what was adopted and waits is handed over now.
pub(super) fn confirm(draft: &mut Draft<'_>, id: CaseId) {
    let case = &draft.state.cases[id];
    if case.stands() && case.landed.is_none() && held_until(draft.script, draft.state, id).is_some() {
        draft.push(Fact::Cancelled(Due::Land(id)));
        draft.schedule_in(draft.script.mechanisms[case.mechanism].lead, Due::Land(id));
    }
}

/// An order is overturned: the provider is not bound by it any more, and what it took away stands there again.
pub(super) fn overturn(draft: &mut Draft<'_>, id: CaseId) {
    let case = &draft.state.cases[id];
    if case.end.is_none() {
        draft.push(Fact::CaseClosed(id, CaseEnd::Objected, false));
        return;
    }
    draft.push(Fact::CaseFell(id));
    let content = draft.state.directed.get(&id).and_then(|directed| directed.content);
    if let (Some(content), Some(_)) = (content, case.landed) {
        draft.push(Fact::Withdrawn(content, Ppm::ONE));
    }
}
