//! Objectives: tasks with their ratings, and the expected actions that test them; observations.

use crate::exercise::fact::Phase;
use crate::exercise::state::ExpectState;
use crate::report::model::{Expected, Objective, Observation, Outcome};
use crate::report::names::text;
use crate::report::narrate::what;
use crate::scenario::script::{ExpectSpec, InjectId, InjectSpec, ObjectiveId, ObjectiveSpec};

use super::{Source, tasks};

/// Objectives in the order of the scenario. Exercise control's only.
pub(super) fn objectives(source: &Source<'_>) -> Vec<Objective> {
    if !source.excon() {
        return Vec::new();
    }
    source.script().objectives.iter().map(|(id, spec)| objective(source, id, spec)).collect()
}

fn objective(source: &Source<'_>, id: ObjectiveId, spec: &ObjectiveSpec) -> Objective {
    let mut expected = Vec::new();
    for (inject, line) in source.script().injects.iter() {
        let tests = line.expects.iter().enumerate().filter(|(_, e)| e.objective == Some(id));
        for (place, expect) in tests {
            expected.extend(actions(source, inject, line, place, expect));
        }
    }
    Objective {
        id: spec.id.clone(),
        capability: text(&spec.capability),
        text: text(&spec.text),
        tasks: tasks::tasks(source, id, spec),
        expected,
    }
}

/// A row each time that the action was awaited; one row where it never came to it.
fn actions(
    source: &Source<'_>,
    inject: InjectId,
    line: &InjectSpec,
    place: usize,
    spec: &ExpectSpec,
) -> Vec<Expected> {
    let blank = Expected {
        inject: line.id.clone(),
        what: what::words(&source.names, &spec.what),
        who: source.names.seats(&spec.who),
        due: None,
        done: None,
        outcome: Outcome::NotOpened,
    };
    let opened = source.names.state.expects.rows();
    let rows: Vec<Expected> = opened
        .filter(|row| row.inject == inject && usize::from(row.place) == place)
        .map(|row| Expected {
            due: Some(source.moment(row.due)),
            done: row.met.map(|(seat, at)| (source.names.seat(seat), source.moment(at))),
            outcome: outcome(source, row),
            ..blank.clone()
        })
        .collect();
    if rows.is_empty() { vec![blank] } else { rows }
}

fn outcome(source: &Source<'_>, row: &ExpectState) -> Outcome {
    match row.met {
        Some((_, at)) if at <= row.due => Outcome::Met,
        Some(_) => Outcome::Late,
        None if row.lapsed => Outcome::Missed,
        None if source.names.state.phase == Phase::Ended && row.due < source.now => Outcome::Missed,
        None => Outcome::Running,
    }
}

/// What was observed. Exercise control's only.
pub(super) fn observations(source: &Source<'_>) -> Vec<Observation> {
    let seats = &source.script().names.seats;
    let notes = source.gather.notes.iter().filter(|_| source.excon());
    notes
        .filter(|note| source.gather.counts(note.record))
        .map(|note| Observation {
            at: source.moment(note.at),
            seat: note.seat.as_ref().and_then(|id| seats.get(id)).map(|seat| source.names.seat(*seat)),
            objective: note.objective.clone(),
            text: note.text.clone(),
        })
        .collect()
}
