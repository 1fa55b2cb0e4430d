//! What knowledge does in the world: who knows is on guard, and finds what is hidden.

use crate::scenario::script::{DefenceId, IntelId, Script, SeatId, ServiceId, StageId};

use super::{World, theft, users};
use crate::exercise::draft::Draft;
use crate::exercise::fact::Fact;
use crate::exercise::state::State;

/// Whether the item makes one of these defences possible.
fn enables(script: &Script, item: IntelId, stopped_by: &[DefenceId]) -> bool {
    script.intel[item].enables.iter().any(|defence| stopped_by.contains(defence))
}

/// Who holds what enables a defence against a stage is on its guard: awareness slows the spread at its services.
pub(in crate::exercise) fn inform(script: &Script, state: &mut State, seat: SeatId, item: IntelId) {
    if script.intel[item].enables.is_empty() {
        return;
    }
    let guards = guard_of(script, seat);
    let stages: Vec<StageId> = state.world.infections.keys().copied().collect();
    for stage in stages {
        if !enables(script, item, state.world.stops(script, stage)) {
            continue;
        }
        let class = state.world.infections.get_mut(&stage).into_iter().flatten();
        for (service, estate) in users(script, &script.stages[stage]).zip(class) {
            if guards(service) {
                estate.inform();
            }
        }
    }
}

/// The same for those who held it before the stage began.
pub(super) fn inform_all(script: &Script, state: &mut State, stage: StageId) {
    let stopped_by = state.world.stops(script, stage);
    let held: Vec<(SeatId, IntelId)> = state
        .seats
        .iter()
        .flat_map(|(seat, s)| s.holds.keys().map(move |item| (seat, *item)))
        .filter(|(_, item)| enables(script, *item, stopped_by))
        .collect();
    for (seat, item) in held {
        inform(script, state, seat, item);
    }
}

/// The operator keeps guard over its service; where none has a seat, the CSIRT of its state does.
pub(super) fn guarded_by(script: &Script, service: ServiceId, seat: SeatId) -> bool {
    guard_of(script, seat)(service)
}

/// What the seat keeps guard over.
fn guard_of(script: &Script, seat: SeatId) -> impl Fn(ServiceId) -> bool {
    let is_csirt = script.seats[seat].kind == "csirt";
    let at_home = script.seats[seat].state.filter(|_| is_csirt);
    move |service| match script.services[service].operator {
        Some(operator) => operator == seat,
        None => at_home == Some(script.services[service].state),
    }
}

/// Those who look after the service and hold what tells them what to look for.
pub(in crate::exercise) fn noticers(
    script: &Script,
    state: &State,
    stage: StageId,
    service: ServiceId,
) -> Vec<SeatId> {
    let (spec, stopped_by) = (&script.services[service], state.world.stops(script, stage));
    let looks_after = |seat: SeatId| {
        let s = &script.seats[seat];
        spec.operator == Some(seat) || (s.kind == "csirt" && s.state == Some(spec.state))
    };
    let knows = |seat: SeatId| state.seats[seat].holds.keys().any(|i| enables(script, *i, stopped_by));
    script.seats.ids().filter(|seat| looks_after(*seat) && knows(*seat)).collect()
}

/// A hidden stage is found where somebody who looks after the service knows what to look for.
pub(super) fn notice(draft: &mut Draft<'_>, world: &World) {
    let (script, state) = (draft.script, draft.state);
    // What a thief did is found as a theft, with or without the thief.
    let hidden = |stage: StageId| {
        script.stages[stage].hidden && state.stages.contains(&stage) && !theft::steals(script, stage)
    };
    let found: Vec<(StageId, ServiceId)> = world
        .reached
        .iter()
        .copied()
        .filter(|(stage, service)| {
            hidden(*stage)
                && !world.noticed.contains(&(*stage, *service))
                && world.is_at(script, *stage, *service)
                && !noticers(script, state, *stage, *service).is_empty()
        })
        .collect();
    if found.is_empty() {
        return;
    }
    draft.push(Fact::Noticed(found.clone()));
    for (stage, service) in found {
        if let Some(incident) = script.stages[stage].about {
            draft.aware(&noticers(script, state, stage, service), incident);
        }
    }
}
