//! Measure 1, classification: the share of the time since sufficient information in which the class that a seat gave
//! was within the defensible set. Default failure to catch: nobody classes, so nobody is told (ECA Special Report 19/2026).
//!
//! For each CSIRT, crisis authority and operator concerned: time with a defensible class / time since it held all of
//! `evident_from` (where the scenario names none, since it first heard of the incident). No class at all counts as
//! under-classified: silence must not win. Skips and NO PLAY leave the denominator.

use crate::base::{At, Ppm, Span};
use crate::scenario::script::{IncidentId, IncidentSpec, SeatId};
use crate::scenario::words::Class;

use crate::score::board::Mark;
use crate::score::court::Court;
use crate::score::moment::{Figure, Tally};

/// As people read it.
pub(super) const FORMULA: &str =
    "mean over seats and incidents of (time with a defensible class ÷ time since sufficient information)";

/// How a class stands to the truth.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    Right,
    Under,
    Over,
}

/// Judges every seat concerned by every incident that it could know enough of.
pub(crate) fn judge(court: &Court<'_>) -> Tally {
    let mut tally = Tally::default();
    let mut sums = [Span::ZERO; 3];
    for (&(incident, seat), aware) in &court.board.aware {
        let spec = &court.script.incidents[incident];
        if !concerned(court, seat, spec) || !court.counts(*aware) {
            continue;
        }
        let Some(start) = sufficient(court, seat, spec, *aware) else { continue };
        let spells = spells(court, seat, incident, start);
        let of = |fit: Fit| {
            let fitting = spells.iter().filter(|(_, _, f)| *f == fit);
            fitting.fold(Span::ZERO, |sum, (_, span, _)| sum + *span)
        };
        let times = [of(Fit::Right), of(Fit::Under), of(Fit::Over)];
        let whole = times[0] + times[1] + times[2];
        if whole == Span::ZERO {
            continue;
        }
        for (sum, time) in sums.iter_mut().zip(times) {
            *sum = *sum + time;
        }
        let deciding = spells.iter().max_by_key(|(_, span, _)| *span).map_or(start, |(mark, ..)| *mark);
        tally.moments.push(court.moment(deciding, seat, Ppm::ratio(times[0].0, whole.0), || {
            let name = court.incident(incident);
            let [right, under, over] = times;
            format!("{name}: {right} of {whole} in a defensible class, {under} under, {over} over")
        }));
    }
    let whole = sums[0] + sums[1] + sums[2];
    if whole > Span::ZERO {
        tally.detail("under", Figure::Share(Ppm::ratio(sums[1].0, whole.0)));
        tally.detail("over", Figure::Share(Ppm::ratio(sums[2].0, whole.0)));
    }
    tally
}

/// Whether it is the seat's business to class the incident.
fn concerned(court: &Court<'_>, seat: SeatId, spec: &IncidentSpec) -> bool {
    let me = &court.script.seats[seat];
    match me.kind.as_str() {
        "operator" => spec.services.iter().any(|s| court.script.services[*s].operator == Some(seat)),
        "csirt" | "crisis" => me.state.is_some_and(|state| spec.concerns.contains(&state)),
        _ => false,
    }
}

/// Since when the seat could know.
fn sufficient(court: &Court<'_>, seat: SeatId, spec: &IncidentSpec, aware: Mark) -> Option<Mark> {
    let mut last = aware;
    for item in &spec.evident_from {
        let held = court.board.held.get(item)?.get(&seat)?.mark;
        if held.at > court.now {
            return None;
        }
        if held.at > last.at {
            last = held;
        }
    }
    Some(last)
}

/// The spells since then: from which record, how long, how it stood to the truth.
fn spells(court: &Court<'_>, seat: SeatId, incident: IncidentId, start: Mark) -> Vec<(Mark, Span, Fit)> {
    let spec = &court.script.incidents[incident];
    let mut given: Vec<(Mark, Class)> = court
        .board
        .classings
        .iter()
        .filter(|c| c.seat == seat && c.incident == incident && court.counts(c.mark))
        .map(|c| (c.mark, c.class))
        .collect();
    given.sort_by_key(|(mark, _)| (mark.at, mark.record));
    let mut spells = Vec::new();
    let (mut mark, mut fit, mut since) = (start, Fit::Under, start.at);
    let mut close = |mark: Mark, fit: Fit, since: At, until: At| {
        if since < until {
            spells.push((mark, court.played(seat, since, until), fit));
        }
    };
    for (next, class) in given {
        if next.at > start.at {
            close(mark, fit, since, next.at);
            since = next.at;
        }
        (mark, fit) = (next, fit_of(spec, class));
    }
    close(mark, fit, since, court.now);
    spells
}

/// Within the defensible set, below or above it. A gap in the set counts by the truth.
fn fit_of(spec: &IncidentSpec, class: Class) -> Fit {
    if spec.defensible.contains(&class) {
        Fit::Right
    } else if class < spec.truth {
        Fit::Under
    } else {
        Fit::Over
    }
}
