//! What defenders do to the world: how long a defence takes, what it stops, what it costs to do it too soon, and what
//! those lack who help others.

use crate::base::{Ppm, Span};
use crate::scenario::mechanism::{Approval, MechanismEffect};
use crate::scenario::script::{DefenceId, Script, SeatId, ServiceId, StageId, StateId};
use crate::scenario::words::{DefenceKind, Vote};

use super::{FOOTHOLD, Load, users};
use crate::exercise::draft::Draft;
use crate::exercise::fact::{CaseId, Fact};
use crate::exercise::state::State;

/// What is restored on purpose comes back so much faster. A convention of ours.
const RESTORED: Ppm = Ppm::ONE;
/// What was restored with the stage still in its base works for so long before it falls again. A convention of ours.
const RELAPSE: Span = Span::hours(1);
/// Experts whom a defence by an authority keeps busy. A convention of ours.
const TEAM: u32 = 2;
/// Experts whom a state sends when it says yes to a request, or offers help by itself. A convention of ours.
const SENT: u32 = 4;
/// Experts whom a member sends to a joint team: a team has 8 to 12 from all its members (EDA 2022).
const SENT_TO_TEAM: u32 = 1;
/// How long they stay. A convention of ours.
const STAY: Span = Span::hours(72);

/// How long the defence takes when the seat orders it now: by the maturity of the state, and for an authority by the
/// people it has left.
pub(in crate::exercise) fn duration(
    script: &Script,
    state: &State,
    defence: DefenceId,
    services: &[ServiceId],
    by: SeatId,
) -> Span {
    let usual = script.defences[defence].takes;
    let place = script.seats[by].state.or_else(|| services.first().map(|s| script.services[*s].state));
    match place.and_then(|place| state.capacity.get(place)) {
        None => usual,
        Some(capacity) if script.seats[by].kind == "operator" => capacity.skilled(usual),
        Some(capacity) => capacity.time(usual, TEAM, state.now),
    }
}

/// A defence is done: whether it stopped anything, and what it did to the evidence.
pub(in crate::exercise) fn defended(draft: &mut Draft<'_>, defence: DefenceId, services: &[ServiceId]) {
    let (script, state) = (draft.script, draft.state);
    let (spec, world) = (&script.defences[defence], &state.world);
    for &service in services {
        let mut carried: Vec<StageId> = Vec::new();
        let worked = match spec.kind {
            DefenceKind::PreserveEvidence => state.services[service].evidence != Some(false),
            // What still sits in the base comes back with it, unless the base is clean of it.
            DefenceKind::Restore => {
                let carried_back = |stage: &&StageId| {
                    !world.is_closed(script, **stage, service)
                        && !world.stops(script, **stage).contains(&defence)
                        && world.is_at(script, **stage, service)
                };
                carried = state.stages.iter().filter(carried_back).copied().collect();
                carried.is_empty()
            }
            // It does what it says, and so tells nobody whether there was something to stop.
            DefenceKind::SwitchOff => true,
            kind => script.stages.ids().any(|stage| {
                let warned = kind == DefenceKind::Block && state.tipped_off.contains(&stage);
                let open = !world.is_closed(script, stage, service);
                world.stops(script, stage).contains(&defence) && open && !warned
            }),
        };
        draft.push(Fact::Defended(defence, service, worked));
        if spec.kind == DefenceKind::SwitchOff {
            draft.push(Fact::SwitchedOff(service, spec.disrupts));
        }
        if spec.kind == DefenceKind::Restore && world.is_off(service) {
            draft.push(Fact::SwitchedOn(service));
        }
        if spec.kind == DefenceKind::Patch && worked {
            draft.patched(service);
        }
        if spec.kind == DefenceKind::PreserveEvidence && worked {
            draft.push(Fact::Evidence(service, true));
        } else if spec.destroys_evidence
            && state.services[service].evidence.is_none()
            && state.services[service].lost > Ppm::ZERO
        {
            draft.push(Fact::Evidence(service, false));
        }
        for stage in carried {
            draft.push(Fact::Reinfected(stage, service));
        }
    }
}

/// Changes the world by a fact of a defence.
pub(super) fn apply(script: &Script, state: &mut State, fact: &Fact) {
    let now = state.now;
    match fact {
        Fact::Defending { defence, services, by, .. } => {
            let spec = &script.defences[*defence];
            let until = now + duration(script, state, *defence, services, *by);
            if let Some(place) = script.seats[*by].state
                && script.seats[*by].kind != "operator"
                && let Some(capacity) = state.capacity.get_mut(place)
            {
                capacity.occupy(TEAM, now, until);
            }
            // What is to be switched off works until it is off.
            if spec.disrupts > Ppm::ZERO && spec.kind != DefenceKind::SwitchOff {
                for &service in services {
                    let load = Load { service, stage: None, lost: spec.disrupts, from: now, until };
                    state.world.loads.push(load);
                }
            }
        }
        Fact::Defended(defence, service, true) => close(script, state, *defence, *service),
        Fact::Replaced(service) => replace(script, state, *service),
        Fact::Reinfected(stage, service) => {
            let held = |load: &&mut Load| load.service == *service && load.stage == Some(*stage);
            state.world.loads.iter_mut().filter(held).for_each(|load| load.from = now + RELAPSE);
            let asleep = state.world.sleeps(*stage, now);
            let class = state.world.infections.get_mut(stage).into_iter().flatten();
            for (_, estate) in users(script, &script.stages[*stage]).zip(class).filter(|(s, _)| s == service)
            {
                estate.restore(FOOTHOLD);
                if asleep {
                    estate.sleep();
                }
            }
        }
        _ => {}
    }
}

/// What the defence stops is out of the service, and cannot get in again.
fn close(script: &Script, state: &mut State, defence: DefenceId, service: ServiceId) {
    if script.defences[defence].kind == DefenceKind::Restore {
        let boost = state.world.boosts.entry(service).or_insert(Ppm::ZERO);
        *boost = RESTORED.max(*boost);
    }
    let stopped: Vec<StageId> =
        script.stages.ids().filter(|s| state.world.stops(script, *s).contains(&defence)).collect();
    for &stage in &stopped {
        throw_out(script, state, stage, service);
    }
    if !stopped.is_empty() {
        state.world.done.insert((defence, service));
    }
}

/// The stage is out of the service; whoever is thrown out sees it.
fn throw_out(script: &Script, state: &mut State, stage: StageId, service: ServiceId) {
    if state.world.is_at(script, stage, service) {
        state.world.courses.entry(stage).or_default().seen = true;
    }
    state.world.loads.retain(|load| load.stage != Some(stage) || load.service != service);
    let class = state.world.infections.get_mut(&stage).into_iter().flatten();
    for (_, estate) in users(script, &script.stages[stage]).zip(class).filter(|(s, _)| *s == service) {
        estate.clean();
    }
}

/// Without the product, what comes through it is out, and cannot get in again.
fn replace(script: &Script, state: &mut State, service: ServiceId) {
    state.world.replaced.insert(service);
    for stage in script.stages.ids() {
        if users(script, &script.stages[stage]).any(|s| s == service) {
            throw_out(script, state, stage, service);
        }
    }
}

/// Help that takes effect takes people from those who give it.
pub(in crate::exercise) fn lend(draft: &mut Draft<'_>, id: CaseId) {
    let (script, state) = (draft.script, draft.state);
    let case = &state.cases[id];
    let mechanism = &script.mechanisms[case.mechanism];
    let helps = mechanism.effects.iter().any(|e| matches!(e, MechanismEffect::Recovery(_)));
    let place = |seat: SeatId| script.seats[seat].state;
    let (Some(own), true) = (place(case.by), helps) else { return };
    let mut yes: Vec<StateId> = case
        .votes
        .iter()
        .filter(|(_, (vote, _))| *vote == Vote::For)
        .filter_map(|(seat, _)| place(*seat))
        .filter(|state| *state != own)
        .collect();
    yes.sort_unstable();
    yes.dedup();
    let until = state.now + STAY;
    // Bodies above the states have people of their own.
    let experts = match &mechanism.approval {
        Approval::Asked { .. } => SENT,
        Approval::Consensus { .. } | Approval::Unanimity { .. } => SENT_TO_TEAM,
        Approval::Alone | Approval::Presidency { .. } => return,
    };
    for other in yes {
        let (from, to) = if case.offer { (own, other) } else { (other, own) };
        draft.push(Fact::Lent { case: id, from, to, experts, until });
    }
}

/// Changes what states can do by a fact.
pub(super) fn apply_capacity(script: &Script, state: &mut State, fact: &Fact) {
    let now = state.now;
    match fact {
        Fact::Lent { from, to, experts, until, .. } => {
            state.capacity[*from].send(*experts, now, *until);
            state.capacity[*to].receive(*experts, now, *until);
        }
        Fact::CapacityBuilt(place, by) => {
            let capacity = &mut state.capacity[*place];
            capacity.maturity = capacity.maturity.raised(*by);
            let skill = capacity.maturity.skill();
            for (stage, class) in &mut state.world.infections {
                for (service, estate) in users(script, &script.stages[*stage]).zip(class) {
                    if script.services[service].state == *place {
                        estate.set_skill(skill);
                    }
                }
            }
        }
        _ => {}
    }
}
