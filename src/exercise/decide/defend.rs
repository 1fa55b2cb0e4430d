//! `defend`: services are defended. It needs the knowledge that makes it possible; done too openly, it tips off the actor.

use crate::base::Name;
use crate::exercise::draft::Draft;
use crate::exercise::fact::{Due, Fact, Marking};
use crate::exercise::handling;
use crate::exercise::refusal::{Refusal, Rule};
use crate::exercise::world::defence;
use crate::scenario::script::{DefenceId, IntelId, ServiceId, StageId};

use super::resolve::Resolve;

pub(super) fn decide(
    cx: &Resolve<'_>,
    draft: &mut Draft<'_>,
    defence: &str,
    services: &[String],
    announced_to: &[Name],
) -> Result<(), Refusal> {
    let Some(&id) = cx.script.names.defences.get(defence) else {
        return Err(Refusal::at(Rule::NoSuchName, "defence", format!("There is no defence `{defence}`")));
    };
    let services = cx.services("services", services)?;
    for &service in &services {
        within_power(cx, service)?;
    }
    let enabling = enabling_item(cx, id)?;
    let announced_to = cx.seats("announced_to", announced_to)?;
    let takes = defence::duration(cx.script, cx.state, id, &services, cx.seat);
    draft.push(Fact::Defending { defence: id, services: services.clone(), by: cx.seat, announced_to });
    draft.schedule_in(takes, Due::Defence(id, services, cx.seat));
    if let Some(item) = enabling {
        tip_off(cx, draft, id, item);
    }
    Ok(())
}

/// An operator acts on its own services, an authority on those of its state: nobody commands abroad.
fn within_power(cx: &Resolve<'_>, service: ServiceId) -> Result<(), Refusal> {
    let (spec, seat) = (&cx.script.services[service], &cx.script.seats[cx.seat]);
    let mine = spec.operator == Some(cx.seat);
    let my_state = seat.kind != "operator" && seat.state == Some(spec.state);
    if mine || my_state {
        return Ok(());
    }
    let place = &cx.script.states[spec.state].name;
    Err(Refusal::at(Rule::NotYourPower, "services", format!("{} is not yours to defend", spec.name)).needing(
        format!("Its operator, or an authority of {place}, must do it: ask them, or share what they need"),
    ))
}

/// The item that makes the defence possible, where it needs one.
fn enabling_item(cx: &Resolve<'_>, defence: DefenceId) -> Result<Option<IntelId>, Refusal> {
    let spec = &cx.script.defences[defence];
    let held =
        cx.state.seats[cx.seat].holds.keys().filter(|i| cx.script.intel[**i].enables.contains(&defence));
    // Of several, the seat acts on the one that may be used most freely.
    match held.min_by_key(|i| cx.script.intel[**i].pap) {
        Some(item) => Ok(Some(*item)),
        None if spec.needs_knowledge => Err(Refusal::at(
            Rule::LacksKnowledge,
            "defence",
            format!("You do not know enough to {}", spec.name),
        )
        .needing("Intelligence that makes it possible: ask those who may have it")),
        None => Ok(None),
    }
}

/// Acting in the open on what may only be used passively: the actor notices.
fn tip_off(cx: &Resolve<'_>, draft: &mut Draft<'_>, defence: DefenceId, item: IntelId) {
    if !handling::is_noticed(cx.script.intel[item].pap, cx.script.defences[defence].kind) {
        return;
    }
    draft.push(Fact::Breached { marking: Marking::Pap, by: cx.seat, item, to: None });
    let stages: Vec<StageId> = cx
        .script
        .stages
        .iter()
        .filter(|(id, s)| {
            let stops = cx.state.world.stops(cx.script, *id).contains(&defence);
            s.malicious && stops && !cx.state.tipped_off.contains(id)
        })
        .map(|(id, _)| id)
        .collect();
    for stage in stages {
        draft.push(Fact::TippedOff(stage));
    }
}
