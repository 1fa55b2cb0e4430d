//! A stage strikes: services that are named, users of a product, or wherever another stage sits. A strike is an outage, a
//! theft, or both. How a contagion gets about is no strike: that is the tick's.

use crate::base::{Ppm, Span};
use crate::exercise::draft::Draft;
use crate::exercise::fact::{Due, Fact};
use crate::model::common_cause;
use crate::model::theft::struck_after;
use crate::scenario::script::{ProductId, Reach, Script, ServiceId, StageId};
use crate::scenario::words::Strikes;

use super::{World, theft, users};

/// The stage has begun: what it strikes at once, and what is on its list.
pub(super) fn begin(draft: &mut Draft<'_>, stage: StageId) {
    let script = draft.script;
    match &script.stages[stage].reach {
        Reach::Direct(services) => {
            services.iter().for_each(|service| strike(draft, stage, *service, Ppm::ONE));
        }
        Reach::CommonCause { through, exposure, over } => common(draft, stage, (*through, *exposure, *over)),
        Reach::Wherever { stage: first, strikes } => {
            for service in script.services.ids() {
                let held = draft.state.world.held(script, *first, service);
                let share = if *strikes == Strikes::Infected { held } else { Ppm::ONE };
                if held > Ppm::ZERO {
                    strike(draft, stage, service, share);
                }
            }
        }
        // Where it starts is the script's; how it goes on is the tick's.
        Reach::Contagion { .. } => {}
    }
}

/// Each user of the product by its own luck, at once or one after the other.
fn common(draft: &mut Draft<'_>, stage: StageId, (through, exposure, over): (ProductId, Ppm, Span)) {
    let (script, dice) = (draft.script, draft.state.dice);
    let spec = &script.stages[stage];
    for (service, user) in script.services.iter().filter(|(_, user)| user.uses.contains(&through)) {
        let chance = common_cause::chance(exposure, user.fallback);
        if !common_cause::is_hit(dice, &spec.id, &user.id, 0, chance) {
            continue;
        }
        if over == Span::ZERO {
            strike(draft, stage, service, Ppm::ONE);
        } else {
            let at = struck_after(dice, over, &spec.id, &user.id);
            draft.schedule_in(at, Due::Strike(stage, service));
        }
    }
}

/// A stage that goes from one to the next has come to this service; unless it was stopped everywhere, or stands still.
pub(in crate::exercise) fn come(draft: &mut Draft<'_>, stage: StageId, service: ServiceId) {
    if draft.state.stages.contains(&stage) && draft.state.world.speed(stage) > Ppm::ZERO {
        strike(draft, stage, service, Ppm::ONE);
    }
}

/// Strikes a share of one service.
fn strike(draft: &mut Draft<'_>, stage: StageId, service: ServiceId, share: Ppm) {
    let spec = &draft.script.stages[stage];
    let lost = Ppm(share.of(u64::from(spec.impact.0)) as u32);
    draft.push(Fact::Hit(stage, service, lost, spec.lasts));
    if draft.state.world.is_open(draft.script, stage, service) {
        theft::steal(draft, stage, service, Ppm(share.of(u64::from(spec.steals.0)) as u32));
    }
}

impl World {
    /// Whether the stage can get at the service: it is on, and nothing that is done there keeps the stage out.
    pub(super) fn is_open(&self, script: &Script, stage: StageId, service: ServiceId) -> bool {
        !self.off.contains_key(&service) && !self.is_closed(script, stage, service)
    }

    /// The share of the service that the stage sits in, awake or asleep; all of it where it does not spread.
    fn held(&self, script: &Script, stage: StageId, service: ServiceId) -> Ppm {
        let class = self.infections.get(&stage).into_iter().flatten();
        let infected = users(script, &script.stages[stage]).zip(class).find(|(s, _)| *s == service);
        let held = self.loads.iter().any(|load| load.service == service && load.stage == Some(stage));
        if held { Ppm::ONE } else { infected.map_or(Ppm::ZERO, |(_, estate)| estate.held()) }
    }
}
