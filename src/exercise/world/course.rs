//! What happens in the simulated world: a tick, a stage that begins, an answer of the actor. Finds facts, changes nothing.

use crate::base::{At, Id, Ppm};
use crate::exercise::draft::Draft;
use crate::exercise::fact::{Due, Fact, ServiceChange};
use crate::scenario::condition::Effect;
use crate::scenario::script::StageId;

use super::{intrusion, knowledge, strike, theft};

/// The world moves on by one tick.
pub(in crate::exercise) fn tick(draft: &mut Draft<'_>) {
    let (script, state) = (draft.script, draft.state);
    theft::notice(draft);
    // What was cleaned since the last tick is still to be told.
    let told = || state.services.rows().all(|service| service.infected == Ppm::ZERO);
    if state.world.is_quiet() && (state.world.infections.is_empty() || told()) {
        return;
    }
    let mut world = state.world.clone();
    world.step(script, state.now, script.tick);
    let (shock, infected) = (world.shock(script, state.now), world.infected(script));
    let lost = world.cascade.inoperability();
    let changes = script.services.ids().filter_map(|service| {
        let (i, was) = (service.index(), &state.services[service]);
        let is =
            ServiceChange { service, lost: lost[i], direct: shock[i].min(lost[i]), infected: infected[i] };
        ((was.lost, was.direct, was.infected) != (is.lost, is.direct, is.infected)).then_some(is)
    });
    let changes = changes.collect();
    draft.push(Fact::Ticked(changes));
    knowledge::notice(draft, &world);
}

/// A stage of the campaign begins.
pub(in crate::exercise) fn begin(draft: &mut Draft<'_>, stage: StageId) {
    if draft.state.stages.contains(&stage) {
        return;
    }
    draft.push(Fact::StageBegan(stage));
    strike::begin(draft, stage);
    intrusion::begin(draft, stage);
}

/// What a rule does to the course of the campaign.
pub(in crate::exercise) fn adapt(draft: &mut Draft<'_>, effect: &Effect) {
    match effect {
        Effect::Speed(stage, factor) => speed(draft, *stage, *factor),
        Effect::Quiet(stage, lasts) => draft.push(Fact::Quieted(*stage, draft.state.now + *lasts)),
        Effect::Switch(stage, technique, stopped_by) => draft.push(Fact::Switched {
            stage: *stage,
            technique: technique.clone(),
            stopped_by: stopped_by.clone(),
        }),
        // What was never reached cannot be given away.
        Effect::Leak(stage, service, says) if draft.state.world.has_reached(*stage, *service) => {
            draft.push(Fact::Leaked(*stage, *service));
            draft.push(Fact::News(says.clone()));
            theft::out(draft, *stage, *service);
        }
        Effect::BuildCapacity(state, by) => draft.push(Fact::CapacityBuilt(*state, *by)),
        _ => {}
    }
}

/// A stage that has yet to come comes sooner, or later; one that spreads does so faster.
fn speed(draft: &mut Draft<'_>, stage: StageId, factor: Ppm) {
    draft.push(Fact::Sped(stage, factor));
    let (now, due) = (draft.state.now, Due::Stage(stage));
    let planned = draft.state.agenda.iter().find(|(_, d)| **d == due).map(|(key, _)| key.at());
    if let Some(at) = planned.filter(|at| *at > now && factor > Ppm::ZERO) {
        let left = u128::from(at.since(now).0) * 1_000_000 / u128::from(factor.0);
        draft.push(Fact::Cancelled(due.clone()));
        let left = u64::try_from(left).unwrap_or(u64::MAX);
        draft.schedule(At(now.0.saturating_add(left)), due);
    }
}
