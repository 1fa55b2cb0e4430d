//! Theft: a stage takes records of a service. The service works on, and nobody knows; those who were robbed find out by
//! themselves some day, or earlier by knowing what to look for, or from the news. Clocks run from then, for each its own.
//! A processor keeps the records of others: they are robbed where it is, and learn of it, all together, from it.

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

    /// Whether a stage took records there, its own or those of others.
    pub(super) fn has(&self, service: ServiceId) -> bool {
        self.taken.contains_key(&service)
    }

    fn knows(&self, stage: StageId, service: ServiceId, seat: SeatId) -> bool {
        self.seen.get(&(stage, service)).is_some_and(|seats| seats.contains(&seat))
    }
}

/// The stage takes this share of the service's records, and is found some day.
pub(super) fn steal(draft: &mut Draft<'_>, stage: StageId, service: ServiceId, share: Ppm) {
    let (script, state) = (draft.script, draft.state);
    let (spec, victim) = (&script.stages[stage], &script.services[service]);
    // What a processor keeps for a service is not at the service.
    let own = if victim.kept_by.is_some() { 0 } else { taken(victim.records, share) };
    let kept: Vec<(ServiceId, u64)> = clients(script, service)
        .map(|client| (client, taken(script.services[client].records, share)))
        .filter(|(_, took)| *took > 0)
        .collect();
    if (own == 0 && kept.is_empty()) || state.world.thefts.seen.contains_key(&(stage, service)) {
        return;
    }
    for (service, took) in std::iter::once((service, own)).chain(kept) {
        let records = took.saturating_sub(state.world.taken(service));
        draft.push(Fact::Stolen { stage, service, records });
    }
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

/// The services whose records this one keeps.
fn clients(script: &Script, service: ServiceId) -> impl Iterator<Item = ServiceId> {
    script.services.iter().filter(move |(_, s)| s.kept_by == Some(service)).map(|(id, _)| id)
}

/// Those who keep guard over the service find out by themselves, or are told by their processor.
pub(in crate::exercise) fn found(draft: &mut Draft<'_>, stage: StageId, service: ServiceId) {
    let (script, seats) = (draft.script, draft.script.seats.ids());
    let guards = seats.filter(|seat| knowledge::guarded_by(script, service, *seat)).collect();
    tell(draft, stage, service, guards);
    pass_on(draft, stage, service);
}

/// A processor that found a theft tells those whose records it keeps, all at once.
fn pass_on(draft: &mut Draft<'_>, stage: StageId, service: ServiceId) {
    let (script, thefts) = (draft.script, &draft.state.world.thefts);
    let robbed = |client: &ServiceId| thefts.seen.contains_key(&(stage, *client));
    for client in clients(script, service).filter(robbed) {
        draft.schedule_in(script.services[service].tells_after, Due::Seen(stage, client));
    }
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
    let own_logs = |(_, service): &(StageId, ServiceId)| script.services[*service].kept_by.is_none();
    for (stage, service) in state.world.thefts.seen.keys().copied().filter(own_logs) {
        if tell(draft, stage, service, knowledge::noticers(script, state, stage, service)) {
            pass_on(draft, stage, service);
        }
    }
}

/// Tells those who do not know it yet; with it they hear of the incident, and clocks that start so begin. Whether they are
/// the first.
fn tell(draft: &mut Draft<'_>, stage: StageId, service: ServiceId, mut by: Vec<SeatId>) -> bool {
    let (script, world) = (draft.script, &draft.state.world);
    by.retain(|seat| !world.thefts.knows(stage, service, *seat));
    if by.is_empty() {
        return false;
    }
    let kept: u64 = clients(script, service).map(|client| world.taken(client)).sum();
    let records = world.taken(service).saturating_add(kept);
    draft.push(Fact::TheftSeen { stage, service, records, by: by.clone() });
    if let Some(incident) = script.stages[stage].about {
        draft.aware(&by, incident);
    }
    world.thefts.seen.get(&(stage, service)).is_some_and(BTreeSet::is_empty)
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
