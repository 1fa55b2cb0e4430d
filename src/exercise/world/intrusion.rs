//! Intruders who get about by hand: one more service in so long, however many they hold, since it is people who do it.
//! Once they have got into as many as they need for the keys, what they carry spreads by itself.

use crate::base::{Ppm, Span};
use crate::exercise::draft::Draft;
use crate::exercise::fact::{Due, Fact};
use crate::exercise::state::State;
use crate::scenario::script::{Reach, Script, ServiceId, StageId};

use super::{FOOTHOLD, World, effect::course, users};

/// Parts in which the luck of a service is drawn.
const PARTS: u64 = 1 << 32;

/// How many more services they need, and in what time they get into one; none where the stage spreads by itself from the
/// start.
fn by_hand(script: &Script, stage: StageId) -> Option<(u32, Span)> {
    match script.stages[stage].reach {
        // No oftener than the world moves on.
        Reach::Contagion { by_hand, .. } => by_hand.map(|(hops, hop)| (hops, hop.max(script.tick))),
        _ => None,
    }
}

/// The stage has begun.
pub(super) fn begin(draft: &mut Draft<'_>, stage: StageId) {
    if let Some((_, hop)) = by_hand(draft.script, stage) {
        let due = Due::Hop(stage);
        // Where it was stopped and begins again, what they were about to do then is not done beside what they do now.
        if draft.state.agenda.iter().any(|(_, planned)| *planned == due) {
            draft.push(Fact::Cancelled(due.clone()));
        }
        draft.schedule_in(hop, due);
    }
}

/// The intruders try to get into one more service. Which one is luck: each that is open draws, and the lowest draw is it,
/// so that one service more in the scenario changes nobody else's luck.
pub(in crate::exercise) fn hop(draft: &mut Draft<'_>, stage: StageId) {
    let (script, state) = (draft.script, draft.state);
    let (world, spec) = (&state.world, &script.stages[stage]);
    let Some((_, hop)) = by_hand(script, stage) else { return };
    let inside = |(_, estate): &(ServiceId, &crate::model::contagion::Estate)| estate.is_carrier();
    let class = || users(script, spec).zip(world.infections.get(&stage).into_iter().flatten());
    // Thrown out everywhere, or ended: it is over.
    if !state.stages.contains(&stage) || !world.is_by_hand(script, stage) || !class().any(|s| inside(&s)) {
        return;
    }
    let speed = world.speed(stage);
    if speed == Ppm::ZERO || world.sleeps(stage, state.now) {
        draft.schedule_in(hop, Due::Hop(stage));
        return;
    }
    let open = class().filter(|s| !inside(s)).map(|(s, _)| s).filter(|s| world.is_open(script, stage, *s));
    let luck = |service: &ServiceId| {
        let id = &script.services[*service].id;
        (state.dice.below(PARTS, "hop", &format!("{} {id}", spec.id), 0), *service)
    };
    if let Some(next) = open.min_by_key(luck) {
        draft.push(Fact::Crept(stage, next));
    }
    let next = u128::from(hop.0) * 1_000_000 / u128::from(speed.0);
    draft.schedule_in(Span(u64::try_from(next).unwrap_or(u64::MAX)), Due::Hop(stage));
}

/// They are in.
pub(super) fn apply(script: &Script, state: &mut State, stage: StageId, service: ServiceId) {
    course(state, stage).hops += 1;
    state.world.reached.insert((stage, service));
    let class = state.world.infections.get_mut(&stage).into_iter().flatten();
    for (_, estate) in users(script, &script.stages[stage]).zip(class).filter(|(s, _)| *s == service) {
        estate.infect(FOOTHOLD);
    }
}

impl World {
    /// Whether the stage is still carried on by hand.
    pub(super) fn is_by_hand(&self, script: &Script, stage: StageId) -> bool {
        let hops = self.courses.get(&stage).map_or(0, |course| course.hops);
        by_hand(script, stage).is_some_and(|(needed, _)| hops < needed)
    }
}
