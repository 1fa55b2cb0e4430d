//! The simulated world inside an exercise: hits, infections, defences, and the cascade that they set off.
//!
//! A tick is one step of the models. It is a pure function of this integer state, with pinned arithmetic, so `apply`
//! takes the same step as the tick did when it reported what changed.

pub(super) mod course;
pub(super) mod defence;
pub(super) mod effect;
pub(super) mod intrusion;
pub(super) mod knowledge;
mod power;
pub mod reach;
pub(super) mod strike;
pub(super) mod targets;
pub(super) mod theft;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::base::{At, Id, Ppm, Span};
use crate::model::cascade::{self, CascadeState};
use crate::model::contagion::{self, Estate, Rate, Strain};
use crate::scenario::compile::network;
use crate::scenario::script::{DefenceId, ProductId, Reach, Script, ServiceId, StageId, StageSpec};

/// Share of its estate that is infected where a contagion starts. A convention of ours.
const FOOTHOLD: Ppm = Ppm(50_000);
/// Who knows cleans within this time on average. A convention of ours.
const CLEANING: Span = Span::hours(4);

/// What holds a service down, from when until when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Load {
    service: ServiceId,
    /// The stage behind it; none where a rule, control, or a defence at work is.
    stage: Option<StageId>,
    lost: Ppm,
    /// Later than now where the service was rebuilt with the stage still in its base.
    from: At,
    until: At,
}

/// How a stage goes on, where the actor has changed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Course {
    speed: Ppm,
    /// Until when it sleeps.
    quiet_until: Option<At>,
    /// Whether it ever began.
    began: bool,
    /// Whether the actor saw that it was found.
    seen: bool,
    technique: Option<String>,
    /// Services that people got into by hand.
    hops: u32,
    /// The defences that stop it now; none where the script's do.
    stopped_by: Option<Vec<DefenceId>>,
}

impl Default for Course {
    fn default() -> Self {
        Self {
            speed: Ppm::ONE,
            quiet_until: None,
            began: false,
            seen: false,
            technique: None,
            hops: 0,
            stopped_by: None,
        }
    }
}

/// The world between ticks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct World {
    cascade: CascadeState,
    loads: Vec<Load>,
    /// Estates of the users of the product that a stage travels through, in the order of the services.
    infections: BTreeMap<StageId, Vec<Estate>>,
    courses: BTreeMap<StageId, Course>,
    /// Defences that are done at a service: what they stop cannot get in.
    done: BTreeSet<(DefenceId, ServiceId)>,
    /// Where a stage ever was.
    reached: BTreeSet<(StageId, ServiceId)>,
    /// Where a hidden stage was found by those who knew what to look for.
    noticed: BTreeSet<(StageId, ServiceId)>,
    /// How much faster services recover.
    boosts: BTreeMap<ServiceId, Ppm>,
    /// Services that use the product no more through which they were hit.
    replaced: BTreeSet<ServiceId>,
    /// Services that are switched off, and how much of each is lost by it.
    off: BTreeMap<ServiceId, Ppm>,
    /// What was stolen, and who knows of it.
    thefts: theft::Thefts,
}

impl World {
    /// All services work, nothing spreads.
    pub fn new(script: &Script) -> Self {
        Self {
            cascade: CascadeState::new(&script.network),
            loads: Vec::new(),
            infections: BTreeMap::new(),
            courses: BTreeMap::new(),
            done: BTreeSet::new(),
            reached: BTreeSet::new(),
            noticed: BTreeSet::new(),
            boosts: BTreeMap::new(),
            replaced: BTreeSet::new(),
            off: BTreeMap::new(),
            thefts: theft::Thefts::default(),
        }
    }

    fn is_quiet(&self) -> bool {
        self.cascade.is_at_rest()
            && self.loads.is_empty()
            && self.off.is_empty()
            && self.infections.values().all(|c| contagion::is_over(c))
    }

    /// The defences that stop a stage as it goes on now.
    pub fn stops<'a>(&'a self, script: &'a Script, stage: StageId) -> &'a [DefenceId] {
        let changed = self.courses.get(&stage).and_then(|course| course.stopped_by.as_deref());
        changed.unwrap_or(&script.stages[stage].stopped_by)
    }

    /// Whether the actor sees that the stage was found.
    pub fn is_detected(&self, stage: StageId) -> bool {
        self.courses.get(&stage).is_some_and(|course| course.began && course.seen)
    }

    /// Whether the stage began, and is nowhere any more.
    pub fn is_stopped(&self, stage: StageId) -> bool {
        let held = self.loads.iter().any(|load| load.stage == Some(stage));
        let spreads = self.infections.get(&stage).is_some_and(|class| !contagion::is_over(class));
        self.courses.get(&stage).is_some_and(|course| course.began) && !held && !spreads
    }

    /// Whether the stage ever was at the service.
    pub fn has_reached(&self, stage: StageId, service: ServiceId) -> bool {
        self.reached.contains(&(stage, service))
    }

    /// Whether records were taken at the service, or of it at the processor that keeps them.
    pub fn was_robbed(&self, service: ServiceId) -> bool {
        self.thefts.has(service)
    }

    /// Records of the service that were taken so far.
    pub fn taken(&self, service: ServiceId) -> u64 {
        self.thefts.taken(service)
    }

    /// How fast the actor lets the stage spread; one is as the scenario says.
    pub fn speed(&self, stage: StageId) -> Ppm {
        self.courses.get(&stage).map_or(Ppm::ONE, |course| course.speed)
    }

    fn sleeps(&self, stage: StageId, now: At) -> bool {
        self.courses.get(&stage).and_then(|c| c.quiet_until).is_some_and(|until| until > now)
    }

    /// Whether what is done at the service keeps the stage out.
    fn is_closed(&self, script: &Script, stage: StageId, service: ServiceId) -> bool {
        let through = !matches!(script.stages[stage].reach, Reach::Direct(_) | Reach::Wherever { .. });
        let done = |defence: &DefenceId| self.done.contains(&(*defence, service));
        (through && self.replaced.contains(&service)) || self.stops(script, stage).iter().any(done)
    }

    /// Whether the stage holds or infects the service now, awake or asleep.
    fn is_at(&self, script: &Script, stage: StageId, service: ServiceId) -> bool {
        let held = self.loads.iter().any(|l| l.service == service && l.stage == Some(stage));
        let infected = self.infections.get(&stage).is_some_and(|class| {
            users(script, &script.stages[stage]).zip(class).any(|(s, e)| s == service && e.is_carrier())
        });
        held || infected
    }

    /// One step of the models: what the world is after `dt`, at `now`.
    fn step(&mut self, script: &Script, now: At, dt: Span) {
        self.loads.retain(|load| load.until > now);
        self.wake(now);
        let mut infections = std::mem::take(&mut self.infections);
        for (stage, class) in &mut infections {
            let spec = &script.stages[*stage];
            contagion::step(&self.strain(script, *stage, now), class, dt);
            for (service, _) in users(script, spec).zip(class).filter(|(_, e)| e.infected() > Ppm::ZERO) {
                self.reached.insert((*stage, service));
            }
        }
        self.infections = infections;
        let shock = self.shock(script, now);
        if self.boosts.is_empty() {
            cascade::step(&script.network, &mut self.cascade, &shock, dt);
        } else if let Ok(network) = network(&script.services, &self.boosts) {
            cascade::step(&network, &mut self.cascade, &shock, dt);
        }
    }

    /// Stages whose sleep is over go on where they were.
    fn wake(&mut self, now: At) {
        for (stage, course) in &mut self.courses {
            if course.quiet_until.is_some_and(|until| until <= now) {
                course.quiet_until = None;
                self.infections.get_mut(stage).into_iter().flatten().for_each(Estate::wake);
            }
        }
    }

    /// What holds each service down by its own trouble: the worst of its loads and its infection.
    fn shock(&self, script: &Script, now: At) -> Vec<Ppm> {
        let mut shock = vec![Ppm::ZERO; script.services.len()];
        let asleep = |load: &Load| load.from > now || load.stage.is_some_and(|s| self.sleeps(s, now));
        for load in self.loads.iter().filter(|load| !asleep(load)) {
            let worst = &mut shock[load.service.index()];
            *worst = load.lost.max(*worst);
        }
        for (service, lost) in &self.off {
            let worst = &mut shock[service.index()];
            *worst = (*lost).max(*worst);
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

    fn strain(&self, script: &Script, stage: StageId, now: At) -> Strain {
        let spec = &script.stages[stage];
        let Reach::Contagion { doubling, detection, dormancy, .. } = &spec.reach else {
            return Strain::default();
        };
        let speed = self.speed(stage);
        let (asleep, sleeps) = (self.sleeps(stage, now), *dormancy > Span::ZERO);
        let still = asleep || self.is_by_hand(script, stage);
        Strain {
            spread: if still { Rate(0) } else { Rate::doubling(*doubling).times(speed) },
            mixing: Ppm(500_000),
            // Nobody is on guard by noticing alone: knowledge is what sharing brings.
            detection: Ppm(1_000_001),
            dormancy: if sleeps && !asleep { Rate::mean(Span::hours(1)) } else { Rate(0) },
            waking: if asleep { Rate(0) } else { Rate::mean(*dormancy) },
            remediation: if spec.hidden { Rate(0) } else { Rate::mean(*detection) },
            aware_remediation: Rate::mean(CLEANING),
            protection: Ppm(900_000),
            learning: Rate::mean(Span::hours(1)),
        }
    }
}

/// The services that use what the stage travels through, in the order of their table.
fn users<'a>(script: &'a Script, stage: &StageSpec) -> impl Iterator<Item = ServiceId> + 'a {
    let through: Option<ProductId> = match &stage.reach {
        Reach::Contagion { through, .. } | Reach::CommonCause { through, .. } => Some(*through),
        Reach::Direct(_) | Reach::Wherever { .. } => None,
    };
    script
        .services
        .iter()
        .filter(move |(_, s)| through.is_some_and(|p| s.uses.contains(&p)))
        .map(|(id, _)| id)
}
