//! The score in words, under the rules of release.

use std::collections::BTreeMap;

use crate::report::model::{Cell, Evidence, Measure, Pair, Pairs, Question, ScoreTable, Share, StateVector};
use crate::report::names::text;
use crate::scenario::script::StateId;
use crate::score::release::{Figure, for_participants, for_plenary, for_state};
use crate::score::{self, MeasureScore, Published, StateScore};

use super::{Audience, Source};

/// How many of the best and the worst reasons stand under a measure.
const REASONS: usize = 5;

pub(super) fn table(source: &Source<'_>) -> ScoreTable {
    match source.audience {
        Audience::Excon => ScoreTable {
            overall: Share(source.score.overall),
            cap: Share(source.score.cap),
            measures: source.score.measures.iter().map(|m| measure(source, m)).collect(),
            network: network(source),
            picture: picture(source),
            outcome: source.gather.outcome.as_ref().map(score::Outcome::words),
        },
        Audience::State(state) => own_table(source, state),
        // The whole is anonymous; reasons would name who did what.
        Audience::Plenary | Audience::Participants => ScoreTable {
            overall: Share(source.score.overall),
            cap: Share(None),
            measures: source.score.measures.iter().map(bare).collect(),
            network: Vec::new(),
            picture: Vec::new(),
            outcome: None,
        },
    }
}

/// A measure of all together without its reasons.
fn bare(of: &MeasureScore) -> Measure {
    Measure {
        number: of.measure.number(),
        id: of.measure.id().to_owned(),
        label: of.measure.label().to_owned(),
        value: Share(of.value),
        withheld: None,
        weight: Share(Some(of.weight)),
        assessed: of.assessed,
        opportunities: of.opportunities,
        formula: of.formula.to_owned(),
        details: Vec::new(),
        gains: Vec::new(),
        costs: Vec::new(),
    }
}

fn measure(source: &Source<'_>, of: &MeasureScore) -> Measure {
    let reasons = |gain: bool| {
        let mut found: Vec<&score::Evidence> =
            of.evidence.iter().filter(|e| e.points != 0 && (e.points > 0) == gain).collect();
        found.sort_by_key(|e| (std::cmp::Reverse(e.points.unsigned_abs()), e.record));
        found.into_iter().take(REASONS).map(|e| evidence(source, e)).collect()
    };
    Measure {
        details: of.details.iter().map(|d| (d.label(), d.figure.to_string())).collect(),
        gains: reasons(true),
        costs: reasons(false),
        ..bare(of)
    }
}

fn evidence(source: &Source<'_>, of: &score::Evidence) -> Evidence {
    Evidence {
        record: of.record,
        at: source.moment(of.at),
        seat: of.seat.map(|seat| source.names.seat(seat)),
        points_ppm: of.points,
        why: of.why.clone(),
    }
}

/// A state's own measures: figures only, since reasons would tell what is true and who did what.
fn own_table(source: &Source<'_>, state: StateId) -> ScoreTable {
    let mut table = ScoreTable {
        overall: Share(source.score.overall),
        cap: Share(None),
        measures: Vec::new(),
        network: Vec::new(),
        picture: Vec::new(),
        outcome: None,
    };
    let Some(own) = for_state(&source.score, state) else { return table };
    let counts = source.score.states.iter().find(|s| s.state == state);
    for (which, figure) in own.measures {
        let cell = cell(figure, 0, 0);
        let of_all = source.score.measure(which);
        let count = counts.and_then(|s| s.measures.iter().find(|m| m.measure == which));
        table.measures.push(Measure {
            number: which.number(),
            id: which.id().to_owned(),
            label: which.label().to_owned(),
            value: cell.value,
            withheld: cell.withheld,
            weight: Share(of_all.map(|m| m.weight)),
            assessed: count.map_or(0, |m| m.assessed),
            opportunities: count.map_or(0, |m| m.opportunities),
            formula: score::measure::formula(which).to_owned(),
            details: Vec::new(),
            gains: Vec::new(),
            costs: Vec::new(),
        });
    }
    table
}

fn cell(figure: Figure, assessed: u32, opportunities: u32) -> Cell {
    let (value, withheld) = match figure {
        Figure::Shown(share) => (Share(Some(share)), None),
        Figure::NotAssessed => (Share(None), None),
        Figure::Withheld(why) => (Share(None), why.reason().map(str::to_owned)),
    };
    Cell { value, withheld, assessed, opportunities }
}

pub(super) fn states(source: &Source<'_>) -> Vec<StateVector> {
    let wanted = |s: &&StateScore| match source.audience {
        Audience::Excon | Audience::Participants => true,
        Audience::State(state) => s.state == state,
        Audience::Plenary => false,
    };
    if source.audience == Audience::Plenary {
        return pseudonyms(source);
    }
    source.score.states.iter().filter(wanted).map(|s| vector(source, s)).collect()
}

/// States under pseudonyms, with one figure each. Why one is not shown is not said: a reason may tell which it is.
fn pseudonyms(source: &Source<'_>) -> Vec<StateVector> {
    let plenary = for_plenary(&source.score, &source.gather.secret());
    let vector = |(name, figure): (String, Figure)| {
        let mut overall = cell(figure, 0, 0);
        overall.withheld = overall.withheld.map(|_| "not shown".to_owned());
        StateVector { code: String::new(), name, overall, measures: Vec::new() }
    };
    plenary.states.into_iter().map(vector).collect()
}

/// Control sees every figure, with the reason why it may not be compared; others see what is released to them.
fn vector(source: &Source<'_>, of: &StateScore) -> StateVector {
    let spec = &source.script().states[of.state];
    let released = match source.audience {
        Audience::State(state) => for_state(&source.score, state),
        Audience::Participants => {
            let all = for_participants(&source.score, source.script(), source.names.state).ok();
            all.and_then(|all| all.states.into_iter().find(|(state, _)| *state == of.state))
                .map(|(_, own)| own)
        }
        Audience::Excon | Audience::Plenary => None,
    };
    let count = |place: usize| of.measures.get(place).map_or((0, 0), |m| (m.assessed, m.opportunities));
    let all = of.measures.iter().fold((0, 0), |sum, m| (sum.0 + m.assessed, sum.1 + m.opportunities));
    let control = |value, published: Published, (assessed, opportunities): (u32, u32)| Cell {
        value: Share(value),
        withheld: published.reason().map(str::to_owned),
        assessed,
        opportunities,
    };
    let (overall, measures) = match released {
        Some(own) => {
            let figures = own.measures.into_iter().enumerate();
            let one =
                |(place, (_, figure)): (usize, (_, Figure))| cell(figure, count(place).0, count(place).1);
            (cell(own.own, all.0, all.1), figures.map(one).collect())
        }
        None => {
            let figures = of.measures.iter();
            let one = |m: &score::StateMeasure| control(m.value, m.published, (m.assessed, m.opportunities));
            (control(of.overall, of.published, all), figures.map(one).collect())
        }
    };
    StateVector { code: spec.code.clone(), name: text(&spec.name), overall, measures }
}

/// Pairs that may be compared, and how many may not.
pub(super) fn pairs(source: &Source<'_>) -> Pairs {
    if !source.excon() {
        return Pairs::default();
    }
    let code = |state: StateId| source.script().states[state].code.clone();
    let mut pairs =
        Pairs { states: source.script().states.rows().map(|s| s.code.clone()).collect(), ..Pairs::default() };
    let mut withheld: BTreeMap<&str, u32> = BTreeMap::new();
    for pair in &source.score.pairs {
        if let Some(why) = pair.published.reason() {
            *withheld.entry(why).or_default() += 1;
            continue;
        }
        pairs.rows.push(Pair {
            from: code(pair.from),
            to: code(pair.to),
            information: Share(pair.information),
            items: pair.items,
            asked: pair.asked,
            answered: pair.answered,
            latency: pair.latency.map(|latency| latency.to_string()),
            trust: Share(Some(pair.trust)),
        });
    }
    pairs.trust = super::trust::courses(source);
    pairs.withheld = withheld.into_iter().map(|(why, n)| (why.to_owned(), n)).collect();
    pairs
}

fn network(source: &Source<'_>) -> Vec<(String, Share)> {
    let found = score::network::network(&source.gather.board, source.script(), source.now);
    [
        ("Contacts that doctrine wants and that were made", found.recall),
        ("Contacts that were made and that doctrine wants", found.precision),
        ("Contacts that run both ways", found.reciprocity),
        ("Concentration on one hub", Some(found.centralisation)),
        ("Fragmentation", Some(found.fragmentation)),
    ]
    .into_iter()
    .map(|(label, share)| (label.to_owned(), Share(share)))
    .collect()
}

fn picture(source: &Source<'_>) -> Vec<Question> {
    let of = |round: &score::measure::RoundPicture| {
        let spec = source.script().questions.get(round.question)?;
        let answer = |place: u8| spec.answers.get(usize::from(place)).map(text);
        Some(Question {
            at: source.moment(round.at),
            ask: text(&spec.ask),
            asked: round.asked,
            right: round.right,
            agreement: Share(round.agreement),
            agreed_but_wrong: round.agreed_but_wrong.and_then(answer),
        })
    };
    source.score.picture.iter().filter_map(of).collect()
}
