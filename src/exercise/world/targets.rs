//! What the campaign can do harm to: the services that a stage may reach, and all that stands or falls with those.

use crate::base::Table;
use crate::scenario::script::{Reach, Script, ServiceId, StageId};

use super::users;

/// For each service whether it can be struck in this scenario, at once or by what it needs.
pub(in crate::exercise) fn targets(script: &Script) -> Table<ServiceId, bool> {
    let mut struck: Table<ServiceId, bool> = script.services.rows().map(|_| false).collect();
    for stage in script.stages.ids() {
        reached(script, stage).into_iter().for_each(|service| struck[service] = true);
    }
    loop {
        let before = struck.rows().filter(|is| **is).count();
        for (id, service) in script.services.iter() {
            let mut others = service.needs.iter().map(|need| need.service).chain(service.kept_by);
            struck[id] = struck[id] || others.any(|other| struck[other]);
        }
        if struck.rows().filter(|is| **is).count() == before {
            return struck;
        }
    }
}

/// What a stage may get at. One that strikes wherever another sits gets no further than that one; the scenario's checks
/// see to it that such a chain ends.
fn reached(script: &Script, stage: StageId) -> Vec<ServiceId> {
    let mut first = stage;
    for _ in script.stages.ids() {
        match &script.stages[first].reach {
            Reach::Wherever { stage, .. } => first = *stage,
            _ => break,
        }
    }
    let spec = &script.stages[first];
    let named: &[ServiceId] = if let Reach::Direct(services) = &spec.reach { services } else { &[] };
    users(script, spec).chain(spec.seeds.iter().chain(named).copied()).collect()
}
