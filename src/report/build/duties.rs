//! Duties: who owed what to whom, by when, and when it was told.

use crate::base::At;
use crate::exercise::fact::DutyId;
use crate::exercise::state::{DutyState, Thing};
use crate::report::model::{Obligation, Outcome};

use super::Source;

/// A row a duty and organisation, by deadline. A state sees its own duties that its seats have come across.
pub(super) fn obligations(source: &Source<'_>) -> Vec<Obligation> {
    let mut rows: Vec<(At, Obligation)> = Vec::new();
    for (id, duty) in source.names.state.duties.iter() {
        if source.own(duty.seat) && (source.excon() || sighted(source, id, duty)) {
            for (org, told) in &duty.owed {
                rows.push((duty.due, row(source, duty, source.names.org(*org), *told)));
            }
        }
    }
    rows.sort_by_key(|(due, _)| *due);
    rows.into_iter().map(|(_, row)| row).collect()
}

fn sighted(source: &Source<'_>, id: DutyId, duty: &DutyState) -> bool {
    let seat = source.names.state.seats.get(duty.seat);
    seat.is_some_and(|seat| seat.handles.contains(Thing::Duty(id)))
}

fn row(source: &Source<'_>, duty: &DutyState, owed_to: String, told: Option<At>) -> Obligation {
    let outcome = match told {
        Some(told) if told <= duty.due => Outcome::Met,
        Some(_) => Outcome::Late,
        None if source.now <= duty.due => Outcome::Running,
        None => Outcome::Missed,
    };
    let late = told.filter(|told| *told > duty.due).map(|told| told.since(duty.due).to_string());
    let n = &source.names;
    Obligation {
        seat: n.seat(duty.seat),
        duty: format!("{}: {}", n.mechanism(duty.regime), n.step(duty.regime, duty.step)),
        incident: n.script.incidents.get(duty.incident).map(|i| i.title.to_string()).unwrap_or_default(),
        owed_to,
        due: source.moment(duty.due),
        told: told.map(|told| source.moment(told)),
        outcome,
        late_by: late,
    }
}
