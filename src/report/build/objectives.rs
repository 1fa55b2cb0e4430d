//! Objectives: tasks with their ratings, and the expected actions that test them; observations.

use crate::exercise::fact::Phase;
use crate::exercise::order::Rating;
use crate::exercise::state::ExpectState;
use crate::report::model::{Expected, Objective, Observation, Outcome, Rated, Task};
use crate::report::names::text;
use crate::report::narrate::what;
use crate::scenario::script::{ExpectSpec, InjectId, InjectSpec, ObjectiveId, ObjectiveSpec};

use super::Source;

/// Objectives in the order of the scenario. Exercise control's only.
pub(super) fn objectives(source: &Source<'_>) -> Vec<Objective> {
    if !source.excon() {
        return Vec::new();
    }
    source.script().objectives.iter().map(|(id, spec)| objective(source, id, spec)).collect()
}

fn objective(source: &Source<'_>, id: ObjectiveId, spec: &ObjectiveSpec) -> Objective {
    let tasks = spec
        .tasks
        .iter()
        .enumerate()
        .map(|(place, task)| Task { text: text(task), ratings: ratings(source, &spec.id, place) });
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
        tasks: tasks.collect(),
        expected,
    }
}

fn ratings(source: &Source<'_>, objective: &str, task: usize) -> Vec<Rated> {
    let notes = source.gather.notes.iter().filter(|note| source.gather.counts(note.record));
    notes
        .filter(|note| note.objective.as_deref() == Some(objective))
        .filter_map(|note| {
            let (_, rating) = note.rating.filter(|(place, _)| *place == task)?;
            let (letter, meaning) = meaning(rating);
            Some(Rated { letter, meaning: meaning.to_owned(), text: note.text.clone() })
        })
        .collect()
}

/// HSEEP's letter and what it means.
fn meaning(rating: Rating) -> (char, &'static str) {
    match rating {
        Rating::Performed => ('P', "performed without challenges"),
        Rating::SomeChallenges => ('S', "performed with some challenges"),
        Rating::MajorChallenges => ('M', "performed with major challenges"),
        Rating::Unable => ('U', "unable to be performed"),
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
    let notes = source.gather.notes.iter().filter(|note| note.rating.is_none() && source.excon());
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
