//! Expected actions that count as due moments of a measure: s = 1 to the deadline, then linearly to 0 at twice the
//! time allowed; not assessed before the deadline, nor where it fell into a skip.

use crate::base::{Ppm, Span};
use crate::scenario::script::{ExpectSpec, InjectId, Script, SeatId};
use crate::scenario::words::Measure;

use super::board::{Expected, Mark};
use super::court::Court;
use super::moment::{Figure, Moment, Part, Tally, timely};

/// What the script says of an expected action.
pub(crate) fn spec_of(script: &Script, inject: InjectId, place: u8) -> Option<&ExpectSpec> {
    script.injects.get(inject)?.expects.get(usize::from(place))
}

/// Adds the due moments of the measure, and the figures on hits, lateness, misses and latency.
pub(crate) fn judge(court: &Court<'_>, measure: Measure, tally: &mut Tally) {
    let (mut hits, mut late, mut misses) = (0, 0, 0);
    let mut latencies: Vec<Span> = Vec::new();
    for row in court.board.expected.iter().filter(|row| court.counts(row.mark)) {
        let Some(spec) = spec_of(court.script, row.inject, row.place) else { continue };
        if spec.counts != Some(measure) || spec.who.is_empty() {
            continue;
        }
        let (moment, taken) = one(court, row, spec);
        match (taken, moment.part) {
            (Some(taken), _) => {
                latencies.push(taken);
                if moment.got == Ppm::ONE { hits += 1 } else { late += 1 }
            }
            (None, Part::Pending) => {}
            (None, _) => misses += 1,
        }
        tally.moments.push(moment);
    }
    tally.detail("hits", Figure::Count(hits));
    tally.detail("late", Figure::Count(late));
    tally.detail("misses", Figure::Count(misses));
    latencies.sort_unstable();
    if let Some(median) = latencies.get(latencies.len().saturating_sub(1) / 2) {
        tally.detail("median_latency", Figure::Time(*median));
    }
}

/// One expected action, and how long it took where it was done.
fn one(court: &Court<'_>, row: &Expected, spec: &ExpectSpec) -> (Moment, Option<Span>) {
    let allowed = row.due.since(row.mark.at);
    let done = row.done.iter().filter(|(_, mark)| court.counts(*mark)).min_by_key(|(_, mark)| mark.at);
    let title = || court.script.injects[row.inject].title.clone();
    if let Some((seat, mark)) = done {
        let taken = court.played(*seat, row.mark.at, mark.at);
        let got = timely(taken, allowed);
        let moment = court.moment(*mark, *seat, got, || {
            if mark.at < row.mark.at {
                return format!("“{}”: done before it was asked for", title());
            }
            let how = if got == Ppm::ONE { "in time" } else { "late" };
            format!("“{}”: done {how}, after {taken} of {allowed}", title())
        });
        return (moment, Some(taken));
    }
    let mut moment = court.moment(row.mark, spec.who[0], Ppm::ZERO, || {
        format!("“{}”: nobody did what was due within {allowed}", title())
    });
    moment.states = court.states_of(&spec.who);
    if !over(court, row.mark, &spec.who, allowed, row.due) {
        moment.part = Part::Pending;
    }
    (moment, None)
}

/// Whether the time allowed is over for at least one of those who should have acted, and did not end in a skip.
pub(crate) fn over(
    court: &Court<'_>,
    from: Mark,
    who: &[SeatId],
    allowed: Span,
    due: crate::base::At,
) -> bool {
    court.board.windows.skipped(due).is_none()
        && who.iter().any(|seat| court.played(*seat, from.at, court.now) > allowed)
}
