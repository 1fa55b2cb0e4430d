//! What shows how a critical task was done: the expected actions of its injects, and its measures.

use crate::base::Ppm;
use crate::scenario::script::{ObjectiveId, StateId};
use crate::scenario::words::Measure;

use crate::score::convention::FEWEST;
use crate::score::court::Court;
use crate::score::expected::{answers, spec_of};
use crate::score::measure;
use crate::score::moment::{Moment, ONE, Part, Tally};

use super::Sign;

/// All signs of a task; those of one state's doing where one is named.
pub(super) fn of_task(
    court: &Court<'_>,
    tallies: &[(Measure, Tally)],
    objective: ObjectiveId,
    task: usize,
    state: Option<StateId>,
) -> Vec<Sign> {
    let Some(spec) = court.script.objectives[objective].tasks.get(task) else { return Vec::new() };
    let mine = |moment: &Moment| state.is_none_or(|state| moment.states.contains(state));
    let mut signs = Vec::new();
    for row in court.board.expected.iter().filter(|row| court.counts(row.mark)) {
        if !spec.shown_by.contains(&row.inject) {
            continue;
        }
        let expect = spec_of(court.script, row.inject, row.place).filter(|expect| expect.tests(objective));
        let Some(expect) = expect.filter(|expect| !expect.who.is_empty()) else { continue };
        let moments = answers(court, row, expect).into_iter().map(|(moment, _)| moment);
        signs.extend(moments.filter(|moment| mine(moment)).map(acted));
    }
    for of in &spec.measures {
        let tally = tallies.iter().find(|(measure, _)| measure == of).map(|(_, tally)| tally);
        signs.extend(tally.and_then(|tally| measured(*of, tally, state)));
    }
    signs
}

fn acted(moment: Moment) -> Sign {
    Sign {
        record: Some(moment.record),
        at: Some(moment.at),
        seat: moment.seat,
        measure: None,
        got: (moment.part != Part::Pending).then_some(moment.got),
        weight: moment.weight,
        why: moment.why,
    }
}

/// A measure as a sign; none where a state had no occasion for it.
fn measured(of: Measure, tally: &Tally, state: Option<StateId>) -> Option<Sign> {
    let mine = |m: &&Moment| state.is_none_or(|state| m.states.contains(state));
    let moments: Vec<&Moment> = tally.moments.iter().filter(mine).collect();
    if state.is_some() && moments.is_empty() {
        return None;
    }
    let assessed = moments.iter().filter(|m| m.part != Part::Pending).count();
    // Below so few, no figure of a state is one.
    let few = state.is_some() && assessed < FEWEST as usize;
    let got = measure::value(of, &moments).filter(|_| !few);
    let name = of.label();
    let why = match got {
        Some(Ppm(value)) => {
            format!(
                "{name} stands at {:.2}, {assessed} of {} assessed",
                f64::from(value) / 1e6,
                moments.len()
            )
        }
        None if few && assessed > 0 => format!("{name}: fewer than five opportunities, {assessed} assessed"),
        None => format!("{name}: nothing was assessed"),
    };
    Some(Sign { record: None, at: None, seat: None, measure: Some(of), got, weight: ONE, why })
}
