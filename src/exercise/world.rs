//! The simulated world inside an exercise: hits, infections, defences, and the cascade that they set off.
//!
//! A tick is one step of the models. It is a pure function of this integer state, with pinned arithmetic, so `apply`
//! takes the same step as the tick did when it reported what changed.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::base::{At, Id, Ppm, Span};
use crate::model::cascade::{self, CascadeState};
use crate::model::common_cause;
use crate::model::contagion::{self, Estate, Rate, Strain};
use crate::scenario::compile::network;
use crate::scenario::script::{
    DefenceId, IncidentId, IntelId, ProductId, Reach, Script, SeatId, ServiceId, StageId, StageSpec,
};
use crate::scenario::words::DefenceKind;

use super::draft::Draft;
use super::fact::{Fact, ServiceChange};
use super::state::State;

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

/// The world moves on by one tick.
pub fn tick(draft: &mut Draft<'_>) {
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
pub fn begin(draft: &mut Draft<'_>, stage: StageId) {
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
pub fn defended(draft: &mut Draft<'_>, defence: DefenceId, services: &[ServiceId], _by: SeatId) {
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

/// Changes the world by a fact.
pub(super) fn apply(script: &Script, state: &mut State, fact: &Fact) {
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
pub(super) fn inform(script: &Script, state: &mut State, seat: SeatId, item: IntelId) {
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
pub(super) fn boost(
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
