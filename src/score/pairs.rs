//! Ordered pairs of states: what one did for the other. For exercise control; a pair with a bot is left out of
//! comparisons.

use std::collections::BTreeMap;

use crate::base::Span;
use crate::exercise::state::State;
use crate::scenario::script::{SeatId, StateId};
use crate::scenario::words::Measure;

use super::compose::published;
use super::court::Court;
use super::moment::{Moment, Part, Tally, mean};
use super::result::PairScore;

/// What is gathered of a pair.
#[derive(Default)]
struct Gathered<'a> {
    items: Vec<&'a Moment>,
    asked: u32,
    latencies: Vec<Span>,
    bot: bool,
}

/// Every pair that had to do with each other.
pub(crate) fn judge(court: &Court<'_>, state: &State, tallies: &[(Measure, Tally)]) -> Vec<PairScore> {
    let mut pairs: BTreeMap<(StateId, StateId), Gathered<'_>> = BTreeMap::new();
    for (measure, tally) in tallies {
        for moment in tally.moments.iter().filter(|m| m.part != Part::Pending) {
            let Some((from, to)) = moment.pair else { continue };
            let Some(pair) = open(court, &mut pairs, from, to) else { continue };
            match (measure, moment.part) {
                (Measure::Information, Part::Chance | Part::Missed) => pair.items.push(moment),
                (Measure::Assistance, _) => pair.asked += 1,
                _ => {}
            }
        }
    }
    requests(court, &mut pairs);
    questions(court, &mut pairs);
    pairs.into_iter().map(|(key, gathered)| finish(state, key, gathered)).collect()
}

fn open<'a, 'm>(
    court: &Court<'_>,
    pairs: &'a mut BTreeMap<(StateId, StateId), Gathered<'m>>,
    from: SeatId,
    to: SeatId,
) -> Option<&'a mut Gathered<'m>> {
    let of = |seat: SeatId| court.script.seats[seat].state;
    let (a, b) = (of(from)?, of(to)?);
    if a == b {
        return None;
    }
    let pair = pairs.entry((a, b)).or_default();
    pair.bot |= court.board.bots.contains(&from) || court.board.bots.contains(&to);
    Some(pair)
}

/// How long answers to requests took.
fn requests(court: &Court<'_>, pairs: &mut BTreeMap<(StateId, StateId), Gathered<'_>>) {
    for case in court.board.cases.iter().filter(|c| court.counts(c.mark) && !c.offer) {
        for (seat, _, mark) in case.votes.iter().filter(|(_, _, mark)| court.counts(*mark)) {
            if let Some(pair) = open(court, pairs, *seat, case.by) {
                pair.latencies.push(court.played(*seat, case.mark.at, mark.at));
            }
        }
    }
}

/// Questions between seats, and how long their answers took.
fn questions(court: &Court<'_>, pairs: &mut BTreeMap<(StateId, StateId), Gathered<'_>>) {
    for ask in court.board.asks.iter().filter(|a| court.counts(a.mark)) {
        for &seat in &ask.to {
            let Some(pair) = open(court, pairs, seat, ask.from) else { continue };
            pair.asked += 1;
            let answer = ask.answers.iter().find(|(who, mark)| *who == seat && court.counts(*mark));
            if let Some((_, mark)) = answer {
                pair.latencies.push(court.played(seat, ask.mark.at, mark.at));
            }
        }
    }
}

fn finish(state: &State, (from, to): (StateId, StateId), mut gathered: Gathered<'_>) -> PairScore {
    gathered.latencies.sort_unstable();
    let middle = gathered.latencies.len().saturating_sub(1) / 2;
    let items = gathered.items.len() as u32;
    let answered = gathered.latencies.len() as u32;
    let asked = gathered.asked.max(answered);
    PairScore {
        from,
        to,
        information: mean(gathered.items.iter().copied(), |_| true),
        items,
        answered,
        asked,
        latency: gathered.latencies.get(middle).copied(),
        trust: state.trust.of(to, from),
        published: published(items + asked, gathered.bot),
    }
}
