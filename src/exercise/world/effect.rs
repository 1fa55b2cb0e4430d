//! What facts do to the simulated world.

use crate::base::Ppm;
use crate::exercise::fact::Fact;
use crate::exercise::state::State;
use crate::model::contagion::Estate;
use crate::scenario::script::{Reach, Script, ServiceId, StageId};

use super::{Course, FOOTHOLD, Load, defence, intrusion, knowledge, power, theft, users};

/// Changes the world by a fact.
pub(in crate::exercise) fn apply(script: &Script, state: &mut State, fact: &Fact) {
    let now = state.now;
    match fact {
        Fact::Shocked(service, lost, lasts) => {
            // A loss of none frees the service.
            if *lost == Ppm::ZERO {
                state.world.loads.retain(|load| load.service != *service);
                power::on(script, state, *service);
            } else {
                let until = now + *lasts;
                let load = Load { service: *service, stage: None, lost: *lost, from: now, until };
                state.world.loads.push(load);
            }
        }
        Fact::Evidence(service, kept) => state.services[*service].evidence = Some(*kept),
        Fact::Ticked(changes) => {
            state.world.step(script, now, script.tick);
            for change in changes {
                let service = &mut state.services[change.service];
                (service.lost, service.direct, service.infected) =
                    (change.lost, change.direct, change.infected);
            }
        }
        Fact::SwitchedOff(service, lost) => power::off(script, state, *service, *lost),
        Fact::SwitchedOn(service) => power::on(script, state, *service),
        Fact::Stolen { .. } | Fact::TheftSeen { .. } => theft::apply(state, fact),
        Fact::Noticed(found) => state.world.noticed.extend(found.iter().copied()),
        Fact::Defending { .. } | Fact::Defended(..) | Fact::Reinfected(..) | Fact::Replaced(_) => {
            defence::apply(script, state, fact);
        }
        Fact::Lent { .. } | Fact::CapacityBuilt(..) => defence::apply_capacity(script, state, fact),
        _ => campaign(script, state, fact),
    }
}

/// Changes the world by a fact of the campaign.
fn campaign(script: &Script, state: &mut State, fact: &Fact) {
    let now = state.now;
    match fact {
        Fact::StageBegan(stage) => {
            state.stages.insert(*stage);
            course(state, *stage).began = true;
            infect(script, state, *stage);
            knowledge::inform_all(script, state, *stage);
        }
        Fact::StageEnded(stage) => {
            state.stages.remove(stage);
            state.world.loads.retain(|load| load.stage != Some(*stage));
            state.world.infections.remove(stage);
        }
        Fact::Hit(stage, service, lost, lasts) if state.world.is_open(script, *stage, *service) => {
            state.world.reached.insert((*stage, *service));
            let until = now + *lasts;
            let load = Load { service: *service, stage: Some(*stage), lost: *lost, from: now, until };
            state.world.loads.push(load);
        }
        Fact::Crept(stage, service) => intrusion::apply(script, state, *stage, *service),
        Fact::TippedOff(stage) => {
            state.tipped_off.insert(*stage);
            course(state, *stage).seen = true;
        }
        Fact::Sped(stage, factor) => course(state, *stage).speed = *factor,
        Fact::Quieted(stage, until) => {
            course(state, *stage).quiet_until = Some(*until);
            state.world.infections.get_mut(stage).into_iter().flatten().for_each(Estate::sleep);
        }
        Fact::Switched { stage, technique, stopped_by } => {
            let course = course(state, *stage);
            course.technique = Some(technique.clone());
            course.stopped_by = Some(stopped_by.clone());
            state.tipped_off.remove(stage);
            reopen(script, state, *stage);
            knowledge::inform_all(script, state, *stage);
        }
        _ => {}
    }
}

pub(super) fn course(state: &mut State, stage: StageId) -> &mut Course {
    state.world.courses.entry(stage).or_default()
}

fn infect(script: &Script, state: &mut State, stage: StageId) {
    let spec = &script.stages[stage];
    if !matches!(spec.reach, Reach::Contagion { .. }) {
        return;
    }
    let mut class: Vec<Estate> = Vec::new();
    for service in users(script, spec) {
        let mut estate = Estate::default();
        estate.set_skill(state.capacity[script.services[service].state].maturity.skill());
        if state.world.is_closed(script, stage, service) {
            estate.clean();
        } else if spec.seeds.contains(&service) {
            estate.infect(FOOTHOLD);
            state.world.reached.insert((stage, service));
        }
        class.push(estate);
    }
    state.world.infections.insert(stage, class);
    state.world.power_of(script, stage);
}

/// By the new technique the stage gets in where only the old one was closed out.
fn reopen(script: &Script, state: &mut State, stage: StageId) {
    let spec = &script.stages[stage];
    let closed: Vec<bool> = users(script, spec).map(|s| state.world.is_closed(script, stage, s)).collect();
    if let Some(class) = state.world.infections.get_mut(&stage) {
        for (estate, closed) in class.iter_mut().zip(closed) {
            if closed {
                estate.clean();
            } else {
                estate.reopen();
                estate.forget();
            }
        }
    }
}

/// Help arrived: the service recovers faster.
pub(in crate::exercise) fn boost(state: &mut State, service: ServiceId, faster: Ppm) {
    let boost = state.world.boosts.entry(service).or_insert(Ppm::ZERO);
    *boost = Ppm(boost.0.saturating_add(faster.0));
}
