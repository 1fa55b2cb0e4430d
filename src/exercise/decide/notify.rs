//! `notify`: a step of a notification regime, with its claims. Anybody may send a notice; the law says who owes one.

use crate::exercise::deed::Deed;
use crate::exercise::draft::Draft;
use crate::exercise::fact::{Fact, Rebuff};
use crate::exercise::order::Verb;
use crate::exercise::refusal::{Refusal, Rule};
use crate::exercise::state::ActState;
use crate::scenario::mechanism::{ClockStart, MechanismId, RegimeStep};
use crate::scenario::script::{IncidentId, SeatId};
use crate::scenario::words::Tri;

use super::mechanism::answer_later;
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
    let mut to = cx.some_seats("to", to)?;
    if !is_heard(cx, &steps[place], incident) {
        return answer_later(cx, draft, regime, Rebuff::NotHeard);
    }
    reach_platform(cx, draft, (regime, &steps[place]), incident, &mut to);
    let empty = claims.lacks(&steps[place].must);
    if claims.malicious == Some(Tri::Yes) {
        draft.push(Fact::Suspected(cx.seat, incident));
    }
    draft.push(Fact::Notified { by: cx.seat, incident, regime, step: place as u8, to: to.clone(), empty });
    draft.aware(&to, incident);
    // A notice that says nothing, or that is not the sender's to give, starts no clock of what comes after it.
    if !empty && steps[place].by.contains(&cx.script.seats[cx.seat].kind) {
        let given = ClockStart::Given(step.clone());
        draft.open_duties(cx.seat, (incident, Some(regime)), None, &given);
        let received = ClockStart::Received(step.clone());
        for &seat in &to {
            draft.open_duties(seat, (incident, Some(regime)), Some(cx.seat), &received);
        }
    }
    if !empty {
        tell(cx, draft, Notice { regime, step: place as u8, incident }, &to);
    }
    Ok(())
}

/// What is sent to one of those who share a reporting platform reaches all of them.
fn reach_platform(
    cx: &Resolve<'_>,
    draft: &Draft<'_>,
    (regime, step): (MechanismId, &RegimeStep),
    incident: IncidentId,
    to: &mut Vec<SeatId>,
) {
    let org = |seat: SeatId| cx.script.seats[seat].org;
    let owed = draft.owed(cx.seat, incident, (regime, step), None);
    if step.one_platform && to.iter().any(|seat| owed.contains(&org(*seat))) {
        let rest = cx.script.seats.ids().filter(|seat| *seat != cx.seat && owed.contains(&org(*seat)));
        let rest: Vec<SeatId> = rest.filter(|seat| !to.contains(seat)).collect();
        to.extend(rest);
    }
}

/// Whether the own side has written before to those whom the step wants heard, where any of them has a seat.
fn is_heard(cx: &Resolve<'_>, step: &RegimeStep, incident: IncidentId) -> bool {
    let (script, mine) = (cx.script, cx.script.seats[cx.seat].state);
    let at = script.incidents[incident].services.iter().map(|service| &script.services[*service]);
    let of_kind = |seat: &SeatId| script.seats[*seat].kind == step.after_hearing;
    let heard: Vec<SeatId> =
        at.filter(|s| Some(s.state) == mine).filter_map(|s| s.operator).filter(of_kind).collect();
    let ours = |seat: SeatId| seat == cx.seat || (mine.is_some() && script.seats[seat].state == mine);
    let since = cx.state.seats[cx.seat].aware.get(&incident).copied();
    let wrote = |act: &ActState| match &act.deed {
        Deed::Ask(to) | Deed::Message(to) | Deed::Sitrep(_, to) => to.iter().any(|seat| heard.contains(seat)),
        _ => false,
    };
    heard.is_empty()
        || cx.state.acts.iter().any(|act| ours(act.by) && since.is_some_and(|at| act.at >= at) && wrote(act))
}

#[derive(Clone, Copy)]
struct Notice {
    regime: MechanismId,
    step: u8,
    incident: IncidentId,
}

/// Ticks off the duties of the seat, and those of colleagues of the same state who owe the same: others' words are no
/// notice of theirs.
fn tell(cx: &Resolve<'_>, draft: &mut Draft<'_>, notice: Notice, to: &[SeatId]) {
    let Notice { regime, step, incident } = notice;
    let (my_state, my_kind) = (cx.script.seats[cx.seat].state, &cx.script.seats[cx.seat].kind);
    let owes = cx.script.mechanisms[regime].steps()[usize::from(step)].by.contains(my_kind);
    for (id, duty) in cx.state.duties.iter() {
        let colleague = my_state.is_some()
            && owes
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
