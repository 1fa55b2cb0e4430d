//! From moments to the score: the vector, the composite with its cap, each state's own, and the points of every record.

use crate::base::{At, Ppm, Table};
use crate::exercise::order::Staffing;
use crate::exercise::state::State;
use crate::scenario::script::{Script, StateId};
use crate::scenario::words::Measure;

use super::board::{Sample, Scoreboard};
use super::convention;
use super::court::Court;
use super::evaluation;
use super::measure;
use super::measure::{Breaches, breaches};
use super::moment::{Moment, Part, Tally};
use super::network::network;
use super::pairs;
use super::result::{Evidence, MeasureScore, Published, Score, Staffed, StateMeasure, StateScore};

/// The score now. Pure: the same board, script, state and moment give the same score.
pub fn score(board: &Scoreboard, script: &Script, state: &State, now: At) -> Score {
    judged(&Court::new(board, script, now, true), state)
}

/// The score now without its evidence, every figure the same: what one of a sweep's thousand runs comes to. Whoever wants
/// a figure explained asks [`score`] or [`explain`].
pub fn figures(board: &Scoreboard, script: &Script, state: &State, now: At) -> Score {
    judged(&Court::new(board, script, now, false), state)
}

fn judged(court: &Court<'_>, state: &State) -> Score {
    let script = court.script;
    let tallies = tallies(court);
    let measures: Vec<MeasureScore> = tallies.iter().map(|(m, tally)| measured(court, *m, tally)).collect();
    let values: Vec<Option<Ppm>> = measures.iter().map(|m| m.value).collect();
    let breaches = breaches(court);
    let cap = convention::cap(breaches.all);
    Score {
        at: court.now,
        overall: composite(script, &values, cap),
        cap,
        measures,
        states: state_scores(court, &tallies, &breaches),
        pairs: pairs::judge(court, state, &tallies),
        evaluation: evaluation::judge(court, &tallies),
        picture: measure::rounds(court),
        network: network(court.board, script, court.now),
    }
}

/// What earned and what cost a measure's points, of one state where one is given, with its figure.
pub fn explain(
    board: &Scoreboard,
    script: &Script,
    now: At,
    of: Measure,
    state: Option<StateId>,
) -> (Option<Ppm>, Vec<Evidence>) {
    let court = Court::new(board, script, now, true);
    let tally = measure::judge(&court, of);
    let meant = |m: &&Moment| state.is_none_or(|state| m.states.contains(state));
    let moments: Vec<Moment> = tally.moments.iter().filter(meant).cloned().collect();
    let value = measure::value(of, &moments.iter().collect::<Vec<_>>());
    (value, value.map_or_else(Vec::new, |value| evidence(value, &moments)))
}

/// The course at one moment, in numbers only.
pub(super) fn sample(board: &Scoreboard, script: &Script, state: &State, at: At) -> Sample {
    let court = Court::new(board, script, at, false);
    let tallies = tallies(&court);
    let measures: Vec<Option<Ppm>> = tallies.iter().map(|(m, tally)| value(*m, tally)).collect();
    let breaches = breaches(&court);
    let cap = convention::cap(breaches.all);
    let overall = composite(script, &measures, cap);
    let assessed = tallies.iter().map(|(_, tally)| count(tally.moments.iter()).0).sum();
    let scores = state_scores(&court, &tallies, &breaches);
    let states = scores.iter().map(|state| state.overall).collect();
    let states_assessed = scores.iter().map(StateScore::assessed).collect();
    let trusts = |of: StateId| {
        script
            .states
            .ids()
            .map(move |towards| if of == towards { Ppm::ZERO } else { state.trust.of(of, towards) })
    };
    let trust = script.states.ids().flat_map(trusts).collect();
    Sample { at, overall, assessed, measures, states, states_assessed, trust }
}

fn tallies(court: &Court<'_>) -> Vec<(Measure, Tally)> {
    Measure::ALL.iter().map(|m| (*m, measure::judge(court, *m))).collect()
}

fn value(measure: Measure, tally: &Tally) -> Option<Ppm> {
    measure::value(measure, &tally.moments.iter().collect::<Vec<_>>())
}

/// Σ weight · value / Σ weight over what was assessed, not above the cap.
fn composite(script: &Script, values: &[Option<Ppm>], cap: Option<Ppm>) -> Option<Ppm> {
    weighted(values, |m| u64::from(script.weights.get(&m).copied().unwrap_or(0)), cap)
}

/// The same under other weights.
pub(super) fn weighted(
    values: &[Option<Ppm>],
    weight: impl Fn(Measure) -> u64,
    cap: Option<Ppm>,
) -> Option<Ppm> {
    let (mut sum, mut all) = (0_u128, 0_u128);
    for (measure, value) in Measure::ALL.iter().zip(values) {
        let Some(value) = value else { continue };
        let weight = u128::from(weight(*measure));
        sum += weight * u128::from(value.0);
        all += weight;
    }
    (all > 0).then(|| {
        let mean = Ppm((sum / all) as u32);
        cap.map_or(mean, |cap| mean.min(cap))
    })
}

fn measured(court: &Court<'_>, measure: Measure, tally: &Tally) -> MeasureScore {
    let script = court.script;
    let value = value(measure, tally);
    let all: u64 = script.weights.values().map(|w| u64::from(*w)).sum();
    let own = u64::from(script.weights.get(&measure).copied().unwrap_or(0));
    let (assessed, opportunities) = count(tally.moments.iter());
    MeasureScore {
        measure,
        value,
        weight: Ppm::ratio(own, all),
        assessed,
        opportunities,
        formula: measure::formula(measure),
        details: tally.details.clone(),
        evidence: value.filter(|_| court.tells).map_or_else(Vec::new, |v| evidence(v, &tally.moments)),
    }
}

/// Opportunities that were assessed, and all of them.
fn count<'a>(moments: impl Iterator<Item = &'a Moment>) -> (u32, u32) {
    let (mut assessed, mut pending) = (0, 0);
    for moment in moments {
        match moment.part {
            Part::Pending => pending += 1,
            _ => assessed += 1,
        }
    }
    (assessed, assessed + pending)
}

/// Points: what was gained shares out the value by weight · got, what was lost the rest by weight · (1 − got).
fn evidence(value: Ppm, moments: &[Moment]) -> Vec<Evidence> {
    let judged = || moments.iter().filter(|m| m.part != Part::Pending);
    let won = |m: &Moment| u128::from(m.weight) * u128::from(m.got.0);
    let lost = |m: &Moment| u128::from(m.weight) * u128::from(Ppm::ONE.0 - m.got.0);
    let (all_won, all_lost) = (judged().map(won).sum::<u128>(), judged().map(lost).sum::<u128>());
    let share = |part: u128, of: u128, points: u32| (part * u128::from(points)).checked_div(of).unwrap_or(0);
    let mut evidence = Vec::new();
    for moment in judged() {
        let gained = share(won(moment), all_won, value.0) as i32;
        let missing = share(lost(moment), all_lost, Ppm::ONE.0 - value.0) as i32;
        for points in [gained, -missing].into_iter().filter(|p| *p != 0) {
            let Moment { record, at, seat, .. } = *moment;
            evidence.push(Evidence { record, at, seat, points, why: moment.why.clone() });
        }
    }
    evidence.sort_by_key(|e| (e.at, e.record));
    evidence
}

fn state_scores(court: &Court<'_>, tallies: &[(Measure, Tally)], breaches: &Breaches) -> Vec<StateScore> {
    // Each state's moments are put together once: to look through all of them for each state would not grow well.
    let own: Vec<Table<StateId, Vec<&Moment>>> =
        tallies.iter().map(|(_, tally)| by_state(court.script, tally)).collect();
    let of = |state: StateId| {
        let own = tallies.iter().zip(&own).map(|((measure, _), own)| (*measure, &*own[state]));
        state_score(court, own, state, breaches.of[state])
    };
    court.script.states.ids().map(of).collect()
}

fn by_state<'a>(script: &Script, tally: &'a Tally) -> Table<StateId, Vec<&'a Moment>> {
    let mut own: Table<StateId, Vec<&Moment>> = script.states.ids().map(|_| Vec::new()).collect();
    for moment in &tally.moments {
        moment.states.as_slice().iter().for_each(|state| own[*state].push(moment));
    }
    own
}

fn state_score<'a>(
    court: &Court<'_>,
    own: impl Iterator<Item = (Measure, &'a [&'a Moment])>,
    state: StateId,
    breaches: u32,
) -> StateScore {
    let mut all_assessed = 0;
    let one = |(measure, own): (Measure, &[&Moment])| {
        let (assessed, opportunities) = count(own.iter().copied());
        all_assessed += assessed;
        let (value, published) = (measure::value(measure, own), published(assessed, false));
        StateMeasure { measure, value, assessed, opportunities, published }
    };
    let measures: Vec<StateMeasure> = own.map(one).collect();
    let staffing = staffed(court, state);
    let values: Vec<Option<Ppm>> = measures.iter().map(|m| m.value).collect();
    let cap = convention::cap(breaches);
    let overall = composite(court.script, &values, cap);
    let published = published(all_assessed, staffing.people == 0 && staffing.bots > 0);
    StateScore { state, overall, cap, published, measures, staffing }
}

/// Whether a figure that stands on so many opportunities may be shown.
pub(super) fn published(assessed: u32, bot: bool) -> Published {
    match (assessed < convention::FEWEST, bot) {
        (true, _) => Published::TooFew,
        (false, true) => Published::Bot,
        (false, false) => Published::Yes,
    }
}

fn staffed(court: &Court<'_>, state: StateId) -> Staffed {
    let mut staffed = Staffed::default();
    for (id, _) in court.script.seats.iter().filter(|(_, s)| s.state == Some(state)) {
        match court.board.staffing.get(id) {
            Some(Staffing::Person) => staffed.people += 1,
            Some(Staffing::Bot(_)) => staffed.bots += 1,
            Some(Staffing::Empty) | None => staffed.empty += 1,
        }
    }
    staffed
}
