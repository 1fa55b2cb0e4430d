//! Measure 2, notification: every due recipient was told, by the clock (doctrine 6.1).
//!
//! s = 1 up to the deadline D, then max(0, 1 − (t − D)/D); a duty scores the mean of s over all who are owed it, 0 for
//! those who were not told: coverage × timeliness. An empty notice is none. An operator's duty is the operator's; what
//! several authorities of one state owe, one of them may do. A duty whose time is not over and that is not done is not
//! assessed; done early is 1. Time in skips and NO PLAY does not count; a deadline inside a skip is not assessed.

use std::collections::BTreeMap;

use crate::base::{At, Ppm, Span};
use crate::scenario::mechanism::{MechanismId, RegimeStep};
use crate::scenario::script::{IncidentId, OrgId, SeatId};

use crate::score::board::{Duty, Mark, Notice};
use crate::score::court::{Court, Side};
use crate::score::expected::over;
use crate::score::moment::{Figure, Part, Tally, timely};

/// As people read it.
pub(super) const FORMULA: &str = "mean over duties of Σ recipients s ÷ recipients owed; s = 1 to the deadline D, then 1 − (t − D) ÷ D, at least 0";

/// Who owes what: an operator for itself, the authorities of a state together; an answer to each of those who reported is
/// one of its own.
pub(super) type Key = (Side, Option<SeatId>, IncidentId, MechanismId, u8, Option<OrgId>);

/// Judges every duty that began.
pub(crate) fn judge(court: &Court<'_>) -> Tally {
    let mut tally = Tally::default();
    let mut owed: BTreeMap<Key, Vec<&Duty>> = BTreeMap::new();
    for duty in court.board.duties.iter().filter(|d| court.counts(d.mark)) {
        owed.entry(key(court, duty)).or_default().push(duty);
    }
    let (mut kept, mut late, mut missed) = (0, 0, 0);
    for duties in owed.values() {
        if let Some(moment) = one(court, duties) {
            match (moment.part, moment.got) {
                (Part::Pending, _) => {}
                (_, Ppm::ONE) => kept += 1,
                (_, Ppm::ZERO) => missed += 1,
                _ => late += 1,
            }
            tally.moments.push(moment);
        }
    }
    tally.detail("kept", Figure::Count(kept));
    tally.detail("late_or_in_part", Figure::Count(late));
    tally.detail("missed", Figure::Count(missed));
    tally
}

/// What a duty is judged together with.
pub(super) fn key(court: &Court<'_>, duty: &Duty) -> Key {
    let operator = court.script.seats[duty.seat].kind == "operator";
    let step = court.script.mechanisms[duty.regime].steps().get(usize::from(duty.step));
    let reporter =
        step.is_some_and(RegimeStep::answers_reporter).then(|| duty.owed.first().copied()).flatten();
    (court.side(duty.seat), operator.then_some(duty.seat), duty.incident, duty.regime, duty.step, reporter)
}

/// One duty: the first of those who owe it stands for all.
fn one(court: &Court<'_>, duties: &[&Duty]) -> Option<crate::score::moment::Moment> {
    let first = duties.iter().min_by_key(|d| (d.mark.at, d.mark.record))?;
    let (from, due) = (first.mark, first.due);
    let allowed = due.since(from.at);
    let told = told(court, duties);
    let in_skip = |at: At| court.board.windows.skipped(due).is_some_and(|began| at > began);
    if told.values().all(Option::is_some) && told.values().flatten().any(|mark| in_skip(mark.at)) {
        return None;
    }
    let s = |mark: &Mark| timely(court.played(first.seat, from.at, mark.at), allowed);
    let sum: u64 = told.values().flatten().map(|mark| u64::from(s(mark).0)).sum();
    let got = Ppm((sum / told.len().max(1) as u64) as u32);
    let complete = told.values().all(Option::is_some);
    let last = told.values().flatten().max_by_key(|m| (m.at, m.record)).copied();
    // What was said and is none counts for nothing, and is what it cost.
    let empty = if last.is_none() { empty(court, first) } else { None };
    let mut moment = court.moment(last.or(empty).unwrap_or(from), first.seat, got, || {
        let mut words =
            words(court, first, &told, last.map(|m| court.played(first.seat, from.at, m.at)), allowed);
        words += if empty.is_some() { "; a notice lacked what it must say, and is none" } else { "" };
        words
    });
    if !complete && !over(court, from, &[first.seat], allowed, due) {
        moment.part = Part::Pending;
    }
    Some(moment)
}

/// The first notice of that side on this that lacks what it must say.
fn empty(court: &Court<'_>, duty: &Duty) -> Option<Mark> {
    let of_it = |n: &&Notice| {
        (n.incident, n.regime, n.step) == (duty.incident, duty.regime, duty.step)
            && court.side(n.by) == court.side(duty.seat)
    };
    let notices = court.board.notices.iter().filter(|n| n.empty && court.counts(n.mark)).filter(of_it);
    notices.map(|n| n.mark).min_by_key(|mark| (mark.at, mark.record))
}

/// When each recipient was told first.
fn told(court: &Court<'_>, duties: &[&Duty]) -> BTreeMap<OrgId, Option<Mark>> {
    let mut told: BTreeMap<OrgId, Option<Mark>> = BTreeMap::new();
    for duty in duties {
        for org in &duty.owed {
            told.entry(*org).or_insert(None);
        }
        for (org, mark) in duty.told.iter().filter(|(_, mark)| court.counts(*mark)) {
            let entry = told.entry(*org).or_insert(None);
            if entry.is_none_or(|known| mark.at < known.at) {
                *entry = Some(*mark);
            }
        }
    }
    told
}

fn words(
    court: &Court<'_>,
    duty: &Duty,
    told: &BTreeMap<OrgId, Option<Mark>>,
    taken: Option<Span>,
    allowed: Span,
) -> String {
    let regime = &court.script.mechanisms[duty.regime];
    let step = regime.steps().get(usize::from(duty.step)).map_or("", |s| s.title.get("en"));
    let missing: Vec<&str> = told
        .iter()
        .filter(|(_, mark)| mark.is_none())
        .map(|(org, _)| court.script.orgs[*org].path.as_str())
        .collect();
    let name = court.incident(duty.incident);
    let mut words = format!("{name}, {}, {step}: ", regime.title);
    match taken {
        Some(taken) if missing.is_empty() => words += &format!("all told after {taken} of {allowed}"),
        Some(taken) => words += &format!("told after {taken} of {allowed}, not told: {}", missing.join(", ")),
        None => words += &format!("nobody told, {allowed} allowed"),
    }
    words
}
