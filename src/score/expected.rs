//! Expected actions that count as due moments of a measure: s = 1 to the deadline, then linearly to 0 at twice the
//! time allowed; not assessed before the deadline, nor where it fell into a skip.

use crate::base::{Ppm, Span};
use crate::scenario::script::{ExpectSpec, InjectId, Quorum, Script, SeatId};
use crate::scenario::words::Measure;

use super::board::{Expected, Mark};
use super::court::Court;
use super::moment::{Figure, Moment, ONE, Part, States, Tally, timely};

/// What the script says of an expected action.
pub(crate) fn spec_of(script: &Script, inject: InjectId, place: u8) -> Option<&ExpectSpec> {
    script.injects.get(inject)?.expects.get(usize::from(place))
}

/// Adds the due moments of the measure, and the figures on hits, lateness, misses and latency.
pub(crate) fn judge(court: &Court<'_>, measure: Measure, tally: &mut Tally) {
    judge_by(court, measure, tally, |_, _, _| {});
}

/// The same, where there is more to a due moment than the clock: `weigh` may lower what an act was worth.
pub(crate) fn judge_by(
    court: &Court<'_>,
    measure: Measure,
    tally: &mut Tally,
    mut weigh: impl FnMut(&Expected, &ExpectSpec, &mut Moment),
) {
    let (mut hits, mut late, mut misses) = (0, 0, 0);
    let mut latencies: Vec<Span> = Vec::new();
    for row in court.board.expected.iter().filter(|row| court.counts(row.mark)) {
        let Some(spec) = spec_of(court.script, row.inject, row.place) else { continue };
        if spec.counts != Some(measure) || spec.who.is_empty() {
            continue;
        }
        for (mut moment, taken) in answers(court, row, spec) {
            match (taken, moment.part) {
                (Some(taken), _) => {
                    latencies.push(taken);
                    if moment.got == Ppm::ONE { hits += 1 } else { late += 1 }
                }
                (None, Part::Pending) => {}
                (None, _) => misses += 1,
            }
            if moment.part != Part::Pending {
                weigh(row, spec, &mut moment);
            }
            tally.moments.push(moment);
        }
    }
    tally.detail("hits", Figure::Count(hits));
    tally.detail("late", Figure::Count(late));
    tally.detail("misses", Figure::Count(misses));
    latencies.sort_unstable();
    if let Some(median) = latencies.get(latencies.len().saturating_sub(1) / 2) {
        tally.detail("median_latency", Figure::Time(*median));
    }
}

/// The moments of one expected action, and how long each took where it was done: one for all, or one for each of those
/// who should act, who together weigh as one.
pub(crate) fn answers(court: &Court<'_>, row: &Expected, spec: &ExpectSpec) -> Vec<(Moment, Option<Span>)> {
    let first = |of: Option<SeatId>| {
        let by = row.done.iter().filter(|(who, mark)| court.counts(*mark) && of.is_none_or(|of| *who == of));
        by.copied().min_by_key(|(_, mark)| mark.at)
    };
    match spec.of {
        Quorum::Any => vec![one(court, row, &spec.who, first(None))],
        // Done when the last of them has done it.
        Quorum::All => {
            let each: Option<Vec<_>> = spec.who.iter().map(|seat| first(Some(*seat))).collect();
            vec![one(court, row, &spec.who, each.and_then(|all| all.into_iter().max_by_key(|(_, m)| m.at)))]
        }
        Quorum::Each => {
            let weight = ONE / spec.who.len() as u64;
            let mut each: Vec<_> =
                spec.who.iter().map(|seat| one(court, row, &[*seat], first(Some(*seat)))).collect();
            each.iter_mut().for_each(|(moment, _)| moment.weight = weight);
            each
        }
    }
}

/// What was due of these seats, and how long it took where it was done.
fn one(
    court: &Court<'_>,
    row: &Expected,
    who: &[SeatId],
    done: Option<(SeatId, Mark)>,
) -> (Moment, Option<Span>) {
    let allowed = row.due.since(row.mark.at);
    let title = || court.script.injects[row.inject].title.clone();
    if let Some((seat, mark)) = done {
        let taken = court.played(seat, row.mark.at, mark.at);
        let got = timely(taken, allowed);
        let moment = court.moment(mark, seat, got, || {
            if mark.at < row.mark.at {
                return format!("“{}”: done before it was asked for", title());
            }
            let how = if got == Ppm::ONE { "in time" } else { "late" };
            format!("“{}”: done {how}, after {taken} of {allowed}", title())
        });
        return (moment, Some(taken));
    }
    let open = !over(court, row.mark, who, allowed, row.due);
    let mut moment = court.moment(row.mark, who[0], Ppm::ZERO, || match open {
        true => format!("“{}”: still open, {allowed} are allowed", title()),
        false => format!("“{}”: {} what was due within {allowed}", title(), silent(court, row, who)),
    });
    moment.states = States::Several(court.states_of(who.iter().copied()));
    if open {
        moment.part = Part::Pending;
    }
    (moment, None)
}

/// Who did not act, in words.
fn silent(court: &Court<'_>, row: &Expected, who: &[SeatId]) -> String {
    match who {
        [seat] => format!("{} did not do", court.seat(*seat)),
        _ if row.done.iter().any(|(_, mark)| court.counts(*mark)) => "not all of them did".to_owned(),
        _ => "nobody did".to_owned(),
    }
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
