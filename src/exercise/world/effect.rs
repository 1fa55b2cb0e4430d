//! What facts do to the simulated world.

use crate::base::Ppm;
use crate::exercise::fact::Fact;
use crate::exercise::state::State;
use crate::model::contagion::Estate;
use crate::scenario::script::{
    DefenceId, IncidentId, IntelId, Reach, Script, SeatId, ServiceId, StageId, StageSpec,
};
use crate::scenario::words::DefenceKind;

use super::{FOOTHOLD, Load, RESTORED, World, users};

/// Changes the world by a fact.
pub(in crate::exercise) fn apply(script: &Script, state: &mut State, fact: &Fact) {
    let now = state.now;
    match fact {
        Fact::StageBegan(stage) => {
            state.stages.insert(*stage);
            infect(script, &mut state.world, *stage);
            inform_all(script, state, *stage);
        }
        Fact::StageEnded(stage) => {
            state.stages.remove(stage);
            state.world.loads.retain(|load| load.stage != Some(*stage));
            state.world.infections.remove(stage);
        }
        Fact::Hit(stage, service, lost, lasts) => {
            let load = Load { service: *service, stage: Some(*stage), lost: *lost, until: now + *lasts };
            if !state.world.protected.contains(&(*stage, *service)) {
                state.world.loads.push(load);
            }
        }
        Fact::Shocked(service, lost, lasts) => {
            // A loss of none frees the service.
            if *lost == Ppm::ZERO {
                state.world.loads.retain(|load| load.service != *service);
            } else {
                state.world.loads.push(Load {
                    service: *service,
                    stage: None,
                    lost: *lost,
                    until: now + *lasts,
                });
            }
        }
        Fact::TippedOff(stage) => {
            state.tipped_off.insert(*stage);
        }
        Fact::Defending { defence, services, .. } => {
            let spec = &script.defences[*defence];
            if spec.disrupts > Ppm::ZERO {
                for &service in services {
                    let until = now + spec.takes;
                    state.world.loads.push(Load { service, stage: None, lost: spec.disrupts, until });
                }
            }
        }
        Fact::Defended(defence, service, true) => protect(script, &mut state.world, *defence, *service),
        Fact::Evidence(service, kept) => state.services[*service].evidence = Some(*kept),
        Fact::Ticked(changes) => {
            state.world.step(script, now, script.tick);
            for change in changes {
                let service = &mut state.services[change.service];
                (service.lost, service.direct, service.infected) =
                    (change.lost, change.direct, change.infected);
            }
        }
        _ => {}
    }
}

fn infect(script: &Script, world: &mut World, stage: StageId) {
    let spec = &script.stages[stage];
    if !matches!(spec.reach, Reach::Contagion { .. }) {
        return;
    }
    let mut class: Vec<Estate> = Vec::new();
    for service in users(script, spec) {
        let mut estate = Estate::default();
        if world.protected.contains(&(stage, service)) {
            estate.clean();
        } else if spec.seeds.contains(&service) {
            estate.infect(FOOTHOLD);
        }
        class.push(estate);
    }
    world.infections.insert(stage, class);
}

fn protect(script: &Script, world: &mut World, defence: DefenceId, service: ServiceId) {
    if script.defences[defence].kind == DefenceKind::Restore {
        world.boosts.insert(service, RESTORED);
        return;
    }
    for (stage, spec) in script.stages.iter().filter(|(_, s)| s.stopped_by.contains(&defence)) {
        world.protected.insert((stage, service));
        world.loads.retain(|load| load.stage != Some(stage) || load.service != service);
        if let Some(class) = world.infections.get_mut(&stage) {
            for (_, estate) in users(script, spec).zip(class).filter(|(s, _)| *s == service) {
                estate.clean();
            }
        }
    }
}

/// Who holds what enables a defence against a stage is on its guard: awareness slows the spread at its services.
pub(in crate::exercise) fn inform(script: &Script, state: &mut State, seat: SeatId, item: IntelId) {
    let guards = |spec: &StageSpec| script.intel[item].enables.iter().any(|d| spec.stopped_by.contains(d));
    for (stage, class) in &mut state.world.infections {
        let spec = &script.stages[*stage];
        if !guards(spec) {
            continue;
        }
        for (service, estate) in users(script, spec).zip(class) {
            if guarded_by(script, service, seat) {
                estate.inform();
            }
        }
    }
}

/// The same for those who held it before the stage began.
fn inform_all(script: &Script, state: &mut State, stage: StageId) {
    let spec = &script.stages[stage];
    let held: Vec<(SeatId, IntelId)> = state
        .seats
        .iter()
        .flat_map(|(seat, s)| s.holds.keys().map(move |item| (seat, *item)))
        .filter(|(_, item)| script.intel[*item].enables.iter().any(|d| spec.stopped_by.contains(d)))
        .collect();
    for (seat, item) in held {
        inform(script, state, seat, item);
    }
}

/// The operator keeps guard over its service; where none has a seat, the CSIRT of its state does.
fn guarded_by(script: &Script, service: ServiceId, seat: SeatId) -> bool {
    let (spec, seat_spec) = (&script.services[service], &script.seats[seat]);
    match spec.operator {
        Some(operator) => operator == seat,
        None => seat_spec.kind == "csirt" && seat_spec.state == Some(spec.state),
    }
}

/// Help arrived: the services of the incident in the helped state recover faster.
pub(in crate::exercise) fn boost(
    script: &Script,
    state: &mut State,
    helped: SeatId,
    incident: Option<IncidentId>,
    faster: Ppm,
) {
    let place = script.seats[helped].state;
    for service in incident.iter().flat_map(|i| &script.incidents[*i].services) {
        if Some(script.services[*service].state) == place {
            let boost = state.world.boosts.entry(*service).or_insert(Ppm::ZERO);
            *boost = Ppm(boost.0.saturating_add(faster.0));
        }
    }
}
