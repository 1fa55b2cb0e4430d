//! `notify`: a step of a notification regime, with its claims. Anybody may send a notice; the law says who owes one.

use crate::exercise::draft::Draft;
use crate::exercise::fact::Fact;
use crate::exercise::order::{Claims, Verb};
use crate::exercise::refusal::{Refusal, Rule};
use crate::scenario::mechanism::{ClockStart, MechanismId, RegimeStep};
use crate::scenario::script::{IncidentId, SeatId};
use crate::scenario::words::Tri;

use super::resolve::Resolve;

pub(super) fn decide(cx: &Resolve<'_>, draft: &mut Draft<'_>, verb: &Verb) -> Result<(), Refusal> {
    let Verb::Notify { regime, step, incident, to, claims, .. } = verb else { return Ok(()) };
    let regime = cx.mechanism("regime", regime)?;
    let steps = cx.script.mechanisms[regime].steps();
    let Some(place) = steps.iter().position(|s| s.id == *step) else {
        let known: Vec<&str> = steps.iter().map(|s| s.id.as_str()).collect();
        let message = format!("`{step}` is no step of {}", cx.script.mechanisms[regime].title);
        return Err(Refusal::at(Rule::NoSuchName, "step", message).needing(known.join(", ")));
    };
    let incident = cx.incident("incident", incident)?;
    let to = cx.some_seats("to", to)?;
    let empty = lacks(&steps[place], claims);
    if claims.malicious == Some(Tri::Yes) {
        draft.push(Fact::Suspected(cx.seat, incident));
    }
    draft.push(Fact::Notified { by: cx.seat, incident, regime, step: place as u8, to: to.clone(), empty });
    draft.aware(&to, incident);
    let given = ClockStart::Given(step.clone());
    draft.open_duties(cx.seat, incident, None, &given);
    let received = ClockStart::Received(step.clone());
    for &seat in &to {
        draft.open_duties(seat, incident, Some(cx.seat), &received);
    }
    if !empty {
        tell(cx, draft, Notice { regime, step: place as u8, incident }, &to);
    }
    Ok(())
}

/// A notice without what the step must say is no notice.
fn lacks(step: &RegimeStep, claims: &Claims) -> bool {
    step.must.iter().any(|claim| match claim.as_str() {
        "malicious" => claims.malicious.is_none(),
        "cross_border" => claims.cross_border.is_none(),
        "severity" => claims.severity.is_none(),
        "cause" => claims.cause.is_none(),
        "outlook" => claims.outlook.is_none(),
        _ => false,
    })
}

#[derive(Clone, Copy)]
struct Notice {
    regime: MechanismId,
    step: u8,
    incident: IncidentId,
}

/// Ticks off the duties of the seat, and those of colleagues of the same state who owe the same.
fn tell(cx: &Resolve<'_>, draft: &mut Draft<'_>, notice: Notice, to: &[SeatId]) {
    let Notice { regime, step, incident } = notice;
    let my_state = cx.script.seats[cx.seat].state;
    for (id, duty) in cx.state.duties.iter() {
        let colleague = my_state.is_some()
            && cx.script.seats[duty.seat].state == my_state
            && cx.script.seats[duty.seat].kind != "operator";
        if (duty.regime, duty.step, duty.incident) == (regime, step, incident)
            && (duty.seat == cx.seat || colleague)
        {
            for (&org, told) in &duty.owed {
                if told.is_none() && to.iter().any(|seat| cx.script.seats[*seat].org == org) {
                    draft.push(Fact::DutyTold(id, org));
                }
            }
        }
    }
}
