//! The simulated world inside an exercise: hits, infections, defences, and the cascade that they set off.
//!
//! A tick is one step of the models. It is a pure function of this integer state, with pinned arithmetic, so `apply`
//! takes the same step as the tick did when it reported what changed.

pub(super) mod course;
pub(super) mod effect;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::base::{At, Id, Ppm, Span};
use crate::model::cascade::{self, CascadeState};
use crate::model::contagion::{self, Estate, Rate, Strain};
use crate::scenario::compile::network;
use crate::scenario::script::{ProductId, Reach, Script, ServiceId, StageId, StageSpec};

/// Share of its estate that is infected where a contagion starts. A convention of ours.
const FOOTHOLD: Ppm = Ppm(50_000);
/// Who knows cleans within this time on average. A convention of ours.
const CLEANING: Span = Span::hours(4);
/// What is restored on purpose comes back so much faster. A convention of ours.
const RESTORED: Ppm = Ppm::ONE;

/// What holds a service down, until when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Load {
    service: ServiceId,
    /// The stage behind it; none where a rule, control, or a defence at work is.
    stage: Option<StageId>,
    lost: Ppm,
    until: At,
}

/// The world between ticks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct World {
    cascade: CascadeState,
    loads: Vec<Load>,
    /// Estates of the users of the product that a stage travels through, in the order of the services.
    infections: BTreeMap<StageId, Vec<Estate>>,
    /// Where a stage cannot get in any more.
    protected: BTreeSet<(StageId, ServiceId)>,
    /// How much faster services recover.
    boosts: BTreeMap<ServiceId, Ppm>,
}

impl World {
    /// All services work, nothing spreads.
    pub fn new(script: &Script) -> Self {
        Self {
            cascade: CascadeState::new(&script.network),
            loads: Vec::new(),
            infections: BTreeMap::new(),
            protected: BTreeSet::new(),
            boosts: BTreeMap::new(),
        }
    }

    fn is_quiet(&self) -> bool {
        self.cascade.is_at_rest()
            && self.loads.is_empty()
            && self.infections.values().all(|c| contagion::is_over(c))
    }

    /// One step of the models: what the world is after `dt`, at `now`.
    fn step(&mut self, script: &Script, now: At, dt: Span) {
        self.loads.retain(|load| load.until > now);
        for (stage, class) in &mut self.infections {
            contagion::step(&strain(&script.stages[*stage]), class, dt);
        }
        let shock = self.shock(script);
        if self.boosts.is_empty() {
            cascade::step(&script.network, &mut self.cascade, &shock, dt);
        } else if let Ok(network) = network(&script.services, &self.boosts) {
            cascade::step(&network, &mut self.cascade, &shock, dt);
        }
    }

    /// What holds each service down by its own trouble: the worst of its loads and its infection.
    fn shock(&self, script: &Script) -> Vec<Ppm> {
        let mut shock = vec![Ppm::ZERO; script.services.len()];
        for load in &self.loads {
            let worst = &mut shock[load.service.index()];
            *worst = load.lost.max(*worst);
        }
        for (stage, class) in &self.infections {
            let spec = &script.stages[*stage];
            for (service, estate) in users(script, spec).zip(class) {
                let lost = Ppm(estate.infected().of(u64::from(spec.impact.0)) as u32);
                let worst = &mut shock[service.index()];
                *worst = lost.max(*worst);
            }
        }
        shock
    }

    fn infected(&self, script: &Script) -> Vec<Ppm> {
        let mut infected = vec![Ppm::ZERO; script.services.len()];
        for (stage, class) in &self.infections {
            for (service, estate) in users(script, &script.stages[*stage]).zip(class) {
                let worst = &mut infected[service.index()];
                *worst = estate.infected().max(*worst);
            }
        }
        infected
    }

    /// Whether the stage holds or infects the service now.
    fn is_at(&self, script: &Script, stage: StageId, service: ServiceId) -> bool {
        let held = self.loads.iter().any(|l| l.service == service && l.stage == Some(stage));
        let infected = self.infections.get(&stage).is_some_and(|class| {
            users(script, &script.stages[stage])
                .zip(class)
                .any(|(s, e)| s == service && e.infected() > Ppm::ZERO)
        });
        held || infected
    }
}

/// The services that use what the stage travels through, in the order of their table.
fn users<'a>(script: &'a Script, stage: &StageSpec) -> impl Iterator<Item = ServiceId> + 'a {
    let through: Option<ProductId> = match &stage.reach {
        Reach::Contagion { through, .. } | Reach::CommonCause { through, .. } => Some(*through),
        Reach::Direct(_) => None,
    };
    script
        .services
        .iter()
        .filter(move |(_, s)| through.is_some_and(|p| s.uses.contains(&p)))
        .map(|(id, _)| id)
}

fn strain(stage: &StageSpec) -> Strain {
    let Reach::Contagion { doubling, detection, dormancy, .. } = &stage.reach else {
        return Strain::default();
    };
    let sleeps = *dormancy > Span::ZERO;
    Strain {
        spread: Rate::doubling(*doubling),
        mixing: Ppm(500_000),
        // Nobody is on guard by noticing alone: knowledge is what sharing brings.
        detection: Ppm(1_000_001),
        dormancy: if sleeps { Rate::mean(Span::hours(1)) } else { Rate(0) },
        waking: Rate::mean(*dormancy),
        remediation: if stage.hidden { Rate(0) } else { Rate::mean(*detection) },
        aware_remediation: Rate::mean(CLEANING),
        protection: Ppm(900_000),
        learning: Rate::mean(Span::hours(1)),
    }
}
