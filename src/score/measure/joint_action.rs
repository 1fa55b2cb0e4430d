//! Measure 7, joint action: states acted together.
//!
//! Expected actions that count for joint action, as everywhere. For each proposal of a joint measure: the share of
//! those who may vote that voted in the window; a reasoned abstention or objection in time is coordinated too (words
//! are needed for both). A seat that names a culprit in public by itself while a proposal on the same incident is on
//! the table acts alone: one more in the denominator. Where a vote ended early, those who had not voted are left out.

use crate::base::Ppm;
use crate::exercise::fact::CaseEnd;
use crate::scenario::mechanism::MechanismKind;
use crate::scenario::script::SeatId;
use crate::scenario::words::Measure;

use crate::score::board::{Case, Mark};
use crate::score::court::Court;
use crate::score::expected;
use crate::score::moment::{Figure, Moment, ONE, Part, Tally};

/// As people read it.
pub(super) const FORMULA: &str =
    "(Σ s over due joint acts + Σ voted ÷ eligible over proposals) ÷ (due acts + proposals + acts alone)";

/// Judges due joint acts, proposals, and who went alone.
pub(crate) fn judge(court: &Court<'_>) -> Tally {
    let mut tally = Tally::default();
    expected::judge(court, Measure::JointAction, &mut tally);
    let joint = |c: &&Case| matches!(court.script.mechanisms[c.mechanism].kind, MechanismKind::Joint);
    let mut alone = 0;
    for case in court.board.cases.iter().filter(|c| court.counts(c.mark)).filter(joint) {
        tally.moments.extend(votes(court, case));
        let acts = unilateral(court, case);
        alone += acts.len() as u32;
        tally.moments.extend(acts);
    }
    tally.detail("unilateral_acts", Figure::Count(alone));
    tally
}

/// A moment for each who may vote; together they weigh as one opportunity.
fn votes(court: &Court<'_>, case: &Case) -> Vec<Moment> {
    let end = case.end.filter(|(_, _, mark)| court.counts(*mark));
    let lapsed = court.now > case.due && court.board.windows.skipped(case.due).is_none();
    let title = &court.script.mechanisms[case.mechanism].title;
    let weight = ONE / case.voters.len().max(1) as u64;
    let mut moments = Vec::new();
    for &seat in &case.voters {
        let vote = case.votes.iter().find(|(who, _, mark)| *who == seat && court.counts(*mark));
        let mut moment = match vote {
            Some((_, vote, mark)) => {
                let in_time = mark.at <= case.due;
                let got = if in_time { Ppm::ONE } else { Ppm::ZERO };
                court.moment(*mark, seat, got, || format!("{title}: voted {vote}"))
            }
            None => court.moment(case.mark, seat, Ppm::ZERO, || format!("{title}: did not vote")),
        };
        if vote.is_none() && !lapsed {
            // Still on the table, or over before its time: nobody was silent.
            if end.is_some() {
                continue;
            }
            moment.part = Part::Pending;
        }
        if vote.is_none()
            && end.is_some_and(|(how, ..)| matches!(how, CaseEnd::Objected | CaseEnd::ByControl))
        {
            continue;
        }
        moment.weight = weight;
        moment.pair = Some((seat, case.by));
        moments.push(moment);
    }
    moments
}

/// Culprits named in public while the proposal was on the table, and whatever else contradicts the measure.
fn unilateral(court: &Court<'_>, case: &Case) -> Vec<Moment> {
    let until = case.end.map_or(case.due, |(_, _, mark)| mark.at);
    let title = &court.script.mechanisms[case.mechanism].title;
    let fault = |mark: Mark, seat: SeatId, what: &str| {
        let mut moment = court.moment(mark, seat, Ppm::ZERO, || format!("{what} “{title}”"));
        moment.part = Part::Fault;
        moment
    };
    let named = |claim: &Option<String>| {
        claim.as_deref().is_some_and(|who| !who.is_empty() && !who.eq_ignore_ascii_case("unknown"))
    };
    let words =
        court.board.public.iter().filter(|w| court.counts(w.mark) && Some(w.incident) == case.incident);
    let words: Vec<_> = words
        .filter(|w| named(&w.claims.attribution) && w.mark.at >= case.mark.at && w.mark.at <= until)
        .collect();
    let said = |mark: Mark| words.iter().any(|word| word.mark.record == mark.record);
    let acts = case.contradicted.iter().filter(|(_, mark)| court.counts(*mark) && !said(*mark));
    let acts = acts.map(|(seat, mark)| fault(*mark, *seat, "acted alone, against"));
    let named = words.iter().map(|w| fault(w.mark, w.seat, "named a culprit in public before the end of"));
    named.chain(acts).collect()
}
