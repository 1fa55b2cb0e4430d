//! What happens in the simulated world: a tick, a stage that begins, a defence that is done. Finds facts, changes nothing.

use crate::base::{Id, Ppm};
use crate::exercise::draft::Draft;
use crate::exercise::fact::{Fact, ServiceChange};
use crate::model::common_cause;
use crate::scenario::script::{DefenceId, Reach, ServiceId, StageId};
use crate::scenario::words::DefenceKind;

use super::users;

/// The world moves on by one tick.
pub(in crate::exercise) fn tick(draft: &mut Draft<'_>) {
    let (script, state) = (draft.script, draft.state);
    if state.world.is_quiet() {
        return;
    }
    let mut world = state.world.clone();
    world.step(script, state.now, script.tick);
    let (shock, infected) = (world.shock(script), world.infected(script));
    let lost = world.cascade.inoperability();
    let changes = script.services.ids().filter_map(|service| {
        let (i, was) = (service.index(), &state.services[service]);
        let is =
            ServiceChange { service, lost: lost[i], direct: shock[i].min(lost[i]), infected: infected[i] };
        ((was.lost, was.direct, was.infected) != (is.lost, is.direct, is.infected)).then_some(is)
    });
    let changes = changes.collect();
    draft.push(Fact::Ticked(changes));
}

/// A stage of the campaign begins.
pub(in crate::exercise) fn begin(draft: &mut Draft<'_>, stage: StageId) {
    let (script, state) = (draft.script, draft.state);
    if state.stages.contains(&stage) {
        return;
    }
    let spec = &script.stages[stage];
    draft.push(Fact::StageBegan(stage));
    match &spec.reach {
        Reach::Direct(services) => {
            for &service in services {
                draft.push(Fact::Hit(stage, service, spec.impact, spec.lasts));
            }
        }
        Reach::CommonCause { exposure, .. } => {
            for service in users(script, spec) {
                let user = &script.services[service];
                let chance = common_cause::chance(*exposure, user.fallback);
                if common_cause::is_hit(state.dice, &spec.id, &user.id, 0, chance) {
                    draft.push(Fact::Hit(stage, service, spec.impact, spec.lasts));
                }
            }
        }
        // Where it starts is the script's; how it goes on is the tick's.
        Reach::Contagion { .. } => {}
    }
}

/// A defence is done: whether it stopped anything, and what it did to the evidence.
pub(in crate::exercise) fn defended(draft: &mut Draft<'_>, defence: DefenceId, services: &[ServiceId]) {
    let (script, state) = (draft.script, draft.state);
    let spec = &script.defences[defence];
    for &service in services {
        let open = |stage: &StageId| !state.world.protected.contains(&(*stage, service));
        let worked = match spec.kind {
            DefenceKind::PreserveEvidence => state.services[service].evidence != Some(false),
            // What still sits in the base comes back with it.
            DefenceKind::Restore => {
                !state.stages.iter().any(|stage| open(stage) && state.world.is_at(script, *stage, service))
            }
            kind => script.stages.iter().any(|(stage, s)| {
                let warned = kind == DefenceKind::Block && state.tipped_off.contains(&stage);
                s.stopped_by.contains(&defence) && open(&stage) && !warned
            }),
        };
        draft.push(Fact::Defended(defence, service, worked));
        if spec.kind == DefenceKind::PreserveEvidence && worked {
            draft.push(Fact::Evidence(service, true));
        } else if spec.destroys_evidence
            && state.services[service].evidence.is_none()
            && state.services[service].lost > Ppm::ZERO
        {
            draft.push(Fact::Evidence(service, false));
        }
    }
}
