//! What one member does alone while the others decide on a measure, or stand by it: a fact with consequences.
//!
//! While the measure is on the table, the endorsements so far fall away: those who gave them say again whether they still
//! carry it, and silence is consent no more. Once it was adopted, those who carry it may withdraw, and then it falls. In
//! both cases those who carried it trust the one who acted alone less. Which acts contradict which measure, and for how
//! long, is in the doctrine packs.

use crate::scenario::mechanism::{MechanismEffect, SoleAct};
use crate::scenario::script::{IncidentId, Script, SeatId};

use super::draft::Draft;
use super::fact::{CaseId, Fact};
use super::power;
use super::state::{CaseState, State};

/// The seat did this alone about the incident: every measure that it contradicts.
pub(super) fn act_alone(draft: &mut Draft<'_>, by: SeatId, incident: IncidentId, act: &SoleAct) {
    let (script, state) = (draft.script, draft.state);
    if !speaks_for_a_state(script, by) {
        return;
    }
    let hurt: Vec<CaseId> = state
        .cases
        .iter()
        .filter(|(_, case)| case.incident == Some(incident) && contradicts(script, state, by, act, case))
        .map(|(id, _)| id)
        .collect();
    for case in hurt {
        draft.push(Fact::Contradicted { case, by });
    }
}

/// A seat that names a culprit in these claims names one in public.
pub(super) fn names_culprit(attribution: Option<&str>) -> bool {
    attribution.is_some_and(|who| !who.trim().is_empty() && !who.eq_ignore_ascii_case("unknown"))
}

/// What the press and operators say binds no state.
fn speaks_for_a_state(script: &Script, seat: SeatId) -> bool {
    let spec = &script.seats[seat];
    spec.state.is_some() && !matches!(spec.kind.as_str(), "media" | "operator")
}

fn contradicts(script: &Script, state: &State, by: SeatId, act: &SoleAct, case: &CaseState) -> bool {
    let spec = &script.mechanisms[case.mechanism];
    let counts = |stands| match case.end {
        None => true,
        Some((_, _, at)) => case.stands() && state.now <= at + stands,
    };
    power::is_member(script, by, spec.parties())
        && spec.contradicted_by.iter().any(|rule| rule.act == *act && counts(rule.stands))
}

/// An adopted measure stands no more, and neither do the flags that it set.
pub(super) fn fall(draft: &mut Draft<'_>, id: CaseId) {
    let (script, state) = (draft.script, draft.state);
    draft.push(Fact::CaseFell(id));
    for effect in &script.mechanisms[state.cases[id].mechanism].effects {
        if let MechanismEffect::Flag(name) = effect
            && let Some(flag) = script.names.flags.get(name)
        {
            draft.push(Fact::Flag(*flag, false));
        }
    }
}
