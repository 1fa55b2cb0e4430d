//! Theft: a stage takes records of a service. The service works on, and nobody knows; those who were robbed find out by
//! themselves some day, or earlier by knowing what to look for, or from the news. Clocks run from then, for each its own.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::base::{Ppm, Span};
use crate::exercise::draft::Draft;
use crate::exercise::fact::{Due, Fact};
use crate::exercise::state::State;
use crate::model::theft::{found_after, taken};
use crate::scenario::script::{Script, SeatId, ServiceId, StageId};

use super::knowledge;

/// What was stolen, and who knows of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Thefts {
    /// Records that were taken, by service. What two stages take counts once: they come upon the same records.
    taken: BTreeMap<ServiceId, u64>,
    /// Which stage took something where, and who has found it.
    seen: BTreeMap<(StageId, ServiceId), BTreeSet<SeatId>>,
}

impl Thefts {
    pub(super) fn taken(&self, service: ServiceId) -> u64 {
        self.taken.get(&service).copied().unwrap_or(0)
    }

    fn knows(&self, stage: StageId, service: ServiceId, seat: SeatId) -> bool {
        self.seen.get(&(stage, service)).is_some_and(|seats| seats.contains(&seat))
    }
}

/// The stage takes this share of the service's records, and is found some day.
pub(super) fn steal(draft: &mut Draft<'_>, stage: StageId, service: ServiceId, share: Ppm) {
    let (script, state) = (draft.script, draft.state);
    let (spec, victim) = (&script.stages[stage], &script.services[service]);
    let took = taken(victim.records, share);
    if took == 0 || state.world.thefts.seen.contains_key(&(stage, service)) {
        return;
    }
    let records = took.saturating_sub(state.world.taken(service));
    draft.push(Fact::Stolen { stage, service, records });
    match spec.seen_after {
        None => {}
        Some(Span::ZERO) => draft.schedule_in(Span::ZERO, Due::Seen(stage, service)),
        Some(mean) => {
            let mean = state.capacity[victim.state].skilled(mean);
            let after = found_after(state.dice, mean, &spec.id, &victim.id);
            draft.schedule_in(after, Due::Seen(stage, service));
        }
    }
}

/// Those who keep guard over the service find out by themselves.
pub(in crate::exercise) fn found(draft: &mut Draft<'_>, stage: StageId, service: ServiceId) {
    let (script, seats) = (draft.script, draft.script.seats.ids());
    let guards = seats.filter(|seat| knowledge::guarded_by(script, service, *seat)).collect();
    tell(draft, stage, service, guards);
}

/// What was taken got out: those whose it was read it in the news.
pub(super) fn out(draft: &mut Draft<'_>, stage: StageId, service: ServiceId) {
    if draft.state.world.thefts.seen.contains_key(&(stage, service)) {
        found(draft, stage, service);
    }
}

/// Who looks after a service and knows what to look for finds what is in its logs, though the thief may be gone.
pub(super) fn notice(draft: &mut Draft<'_>) {
    let (script, state) = (draft.script, draft.state);
    for (stage, service) in state.world.thefts.seen.keys().copied() {
        tell(draft, stage, service, knowledge::noticers(script, state, stage, service));
    }
}

/// Tells those who do not know it yet; with it they hear of the incident, and clocks that start so begin.
fn tell(draft: &mut Draft<'_>, stage: StageId, service: ServiceId, mut by: Vec<SeatId>) {
    let world = &draft.state.world;
    by.retain(|seat| !world.thefts.knows(stage, service, *seat));
    if by.is_empty() {
        return;
    }
    let records = world.taken(service);
    draft.push(Fact::TheftSeen { stage, service, records, by: by.clone() });
    if let Some(incident) = draft.script.stages[stage].about {
        draft.aware(&by, incident);
    }
}

/// Changes what is known of thefts by a fact.
pub(super) fn apply(state: &mut State, fact: &Fact) {
    let thefts = &mut state.world.thefts;
    match fact {
        Fact::Stolen { stage, service, records } => {
            *thefts.taken.entry(*service).or_insert(0) += records;
            thefts.seen.entry((*stage, *service)).or_default();
        }
        Fact::TheftSeen { stage, service, by, .. } => {
            thefts.seen.entry((*stage, *service)).or_default().extend(by);
        }
        _ => {}
    }
}

/// Whether the stage takes records: what it did is found as a theft.
pub(super) fn steals(script: &Script, stage: StageId) -> bool {
    script.stages[stage].steals > Ppm::ZERO
}
