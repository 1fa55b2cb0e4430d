//! Services: how long they were out, what was taken from them, and what that cost.

use crate::model::theft;
use crate::report::model::Service;
use crate::report::names::text;

use super::{Audience, Source};

/// Every service; a state sees its own.
pub(super) fn services(source: &Source<'_>) -> Vec<Service> {
    let script = source.script();
    let mut rows = Vec::new();
    for (id, spec) in script.services.iter() {
        let reads = match source.audience {
            Audience::Excon => true,
            Audience::State(state) => spec.state == state,
            Audience::Plenary | Audience::Participants => false,
        };
        if !reads {
            continue;
        }
        let Some(track) = source.gather.tracks.get(id) else { continue };
        let toll = track.toll(source.now, spec.loss_per_hour, spec.users);
        rows.push(Service {
            id: spec.id.clone(),
            name: text(&spec.name),
            state: script.states[spec.state].code.clone(),
            disturbed: toll.disturbed,
            down: toll.down,
            loss_euros: toll.money.0.saturating_add(theft::cost(toll.records, spec.loss_per_record).0) / 100,
            user_hours: toll.user_hours,
            records_taken: toll.records,
            course: track.changes.iter().map(|(at, lost)| (at.0, lost.as_f64())).collect(),
        });
    }
    rows
}
