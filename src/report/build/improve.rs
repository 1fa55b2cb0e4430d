//! The skeleton of the improvement plan: an issue a row, what is to be done about it left to people.

use std::collections::BTreeMap;

use crate::base::Ppm;
use crate::base::excerpt::count;
use crate::report::model::{Improvement, Objective, Outcome};
use crate::scenario::script::SeatId;

use super::Source;

/// A measure below this is an area for improvement: a convention.
const WEAK: Ppm = Ppm(600_000);

/// Rows from what was missed, rated low, broken or lapsed. Exercise control's only.
pub(super) fn plan(source: &Source<'_>, objectives: &mut [Objective]) -> Vec<Improvement> {
    if !source.excon() {
        return Vec::new();
    }
    let mut rows = Vec::new();
    for objective in objectives {
        of_objective(objective, &mut rows);
    }
    rows.extend(lapsed_duties(source));
    rows.extend(breaches(source));
    for measure in &source.score.measures {
        if let Some(value) = measure.value.filter(|value| *value < WEAK) {
            let figure = crate::report::names::figure(Some(value));
            let issue = format!("{} stands at {figure}", measure.measure.label());
            rows.push(Improvement { capability: "Coordination".to_owned(), issue, ..Improvement::default() });
        }
    }
    rows.iter_mut().enumerate().for_each(|(place, row)| row.number = place + 1);
    rows
}

/// A row for each task that was rated low or on which raters differ, and for each expected action that was not done.
fn of_objective(objective: &mut Objective, rows: &mut Vec<Improvement>) {
    let capability = &objective.capability;
    let row = |issue: String, organisation: String| Improvement {
        capability: capability.clone(),
        issue,
        organisation,
        ..Improvement::default()
    };
    for task in &mut objective.tasks {
        let how = match task.agreed {
            Some(letter @ ('M' | 'U')) => format!("{letter}, {}", task.standing),
            None if task.standing == "disputed" => "raters differ".to_owned(),
            _ => continue,
        };
        rows.push(row(format!("{} ({how})", task.text), String::new()));
        task.improvement = Some(rows.len());
    }
    for action in objective.expected.iter().filter(|e| matches!(e.outcome, Outcome::Missed | Outcome::Late)) {
        let how = if action.outcome == Outcome::Late { "late" } else { "not done in time" };
        rows.push(row(format!("{}, {how}: {}", action.inject, action.what), action.who.clone()));
    }
}

/// A row a seat whose deadlines passed.
fn lapsed_duties(source: &Source<'_>) -> Vec<Improvement> {
    let mut lapsed: BTreeMap<SeatId, usize> = BTreeMap::new();
    for duty in source.names.state.duties.rows().filter(|duty| duty.lapsed) {
        *lapsed.entry(duty.seat).or_default() += 1;
    }
    let row = |(seat, n): (SeatId, usize)| Improvement {
        capability: "Notification".to_owned(),
        issue: format!("{} passed with somebody not told", count(n, "deadline")),
        organisation: org_of(source, seat),
        ..Improvement::default()
    };
    lapsed.into_iter().map(row).collect()
}

fn breaches(source: &Source<'_>) -> Vec<Improvement> {
    let mut broken: BTreeMap<SeatId, usize> = BTreeMap::new();
    for (record, seat) in &source.gather.breaches {
        if source.gather.counts(*record) {
            *broken.entry(*seat).or_default() += 1;
        }
    }
    let row = |(seat, n): (SeatId, usize)| Improvement {
        capability: "Information sharing".to_owned(),
        issue: format!("TLP or PAP was broken ({})", count(n, "time")),
        organisation: org_of(source, seat),
        ..Improvement::default()
    };
    broken.into_iter().map(row).collect()
}

fn org_of(source: &Source<'_>, seat: SeatId) -> String {
    source.script().seats.get(seat).map(|spec| source.names.org(spec.org)).unwrap_or_default()
}
