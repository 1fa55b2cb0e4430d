//! Measure 8, assistance: help was asked, offered, and matched or declined with reason in time.
//!
//! Expected actions that count for assistance, as everywhere. Each request and each offer of help is an opportunity
//! for those asked: 1 where one of them answered before the deadline, yes or no (a no needs its reason), 0 where the
//! time ran out. Silence that counts as consent is an answer only where somebody voted. A request for an incident that
//! does not concern the asking state, that is below the threshold in truth, or whose cause is none for the body (a fault,
//! brought before investigators), was needless: one more in the denominator; help of such a body that was granted all
//! the same is no help, and earns nothing. What control decided is not assessed.

use crate::base::Ppm;
use crate::exercise::fact::CaseEnd;
use crate::scenario::mechanism::MechanismKind;
use crate::scenario::words::{Class, Measure};

use crate::score::board::Case;
use crate::score::court::Court;
use crate::score::expected;
use crate::score::moment::{Figure, Moment, Part, States, Tally};

/// As people read it.
pub(super) const FORMULA: &str = "(Σ s over due acts + requests and offers answered in time) ÷ (due acts + requests and offers + needless requests)";

/// Judges due acts, requests and offers.
pub(crate) fn judge(court: &Court<'_>) -> Tally {
    let mut tally = Tally::default();
    expected::judge(court, Measure::Assistance, &mut tally);
    let help = |c: &&Case| {
        let kind = &court.script.mechanisms[c.mechanism].kind;
        matches!(kind, MechanismKind::Assistance | MechanismKind::Consultation)
    };
    let mut needless = 0;
    for case in court.board.cases.iter().filter(|c| court.counts(c.mark)).filter(help) {
        if !(is_none_for_the_body(court, case) && matches!(case.end, Some((_, true, _)))) {
            tally.moments.extend(answer(court, case));
        }
        if !case.offer
            && let Some(moment) = needed(court, case)
        {
            needless += 1;
            tally.moments.push(moment);
        }
    }
    tally.detail("needless_requests", Figure::Count(needless));
    tally
}

/// How a request or an offer was answered.
fn answer(court: &Court<'_>, case: &Case) -> Option<Moment> {
    let title = &court.script.mechanisms[case.mechanism].title;
    let what = if case.offer { "offer" } else { "request" };
    if case.voters.is_empty() || matches!(case.end, Some((CaseEnd::ByControl, ..))) {
        return None;
    }
    let votes = case.votes.iter().filter(|(_, _, mark)| court.counts(*mark) && mark.at <= case.due);
    if let Some((seat, vote, mark)) = votes.min_by_key(|(_, _, mark)| (mark.at, mark.record)) {
        let taken = court.played(*seat, case.mark.at, mark.at);
        let mut moment =
            court.moment(*mark, *seat, Ppm::ONE, || format!("{title}: {what} answered {vote} after {taken}"));
        moment.pair = Some((*seat, case.by));
        return Some(moment);
    }
    let first = *case.voters.first()?;
    let mut moment =
        court.moment(case.mark, first, Ppm::ZERO, || format!("{title}: {what} that nobody answered in time"));
    moment.states = States::Several(court.states_of(case.voters.iter().copied()));
    moment.pair = Some((first, case.by));
    let allowed = case.due.since(case.mark.at);
    if !expected::over(court, case.mark, &case.voters, allowed, case.due) {
        moment.part = Part::Pending;
    }
    Some(moment)
}

/// Whether the incident is, in truth, none that the mechanism is for.
fn is_none_for_the_body(court: &Court<'_>, case: &Case) -> bool {
    let only = &court.script.mechanisms[case.mechanism].only_for;
    let cause = case.incident.map(|incident| court.script.incidents[incident].cause);
    !only.is_empty() && cause.is_some_and(|cause| !only.contains(&cause))
}

/// A request without need.
fn needed(court: &Court<'_>, case: &Case) -> Option<Moment> {
    let incident = &court.script.incidents[case.incident?];
    let state = court.script.seats[case.by].state?;
    let title = &court.script.mechanisms[case.mechanism].title;
    let why = if !incident.concerns.contains(&state) {
        "the incident does not concern the asking state"
    } else if incident.truth == Class::BelowThreshold {
        "the incident is below the threshold"
    } else if is_none_for_the_body(court, case) {
        "the incident is none that this is for"
    } else {
        return None;
    };
    let mut moment = court.moment(case.mark, case.by, Ppm::ZERO, || format!("{title}: needless, {why}"));
    moment.part = Part::Fault;
    Some(moment)
}
