//! The score in words, under the rules of release.

use std::collections::BTreeMap;

use crate::report::model::{Cell, Evidence, Measure, Pair, Pairs, ScoreTable, Share, StateVector};
use crate::report::names::text;
use crate::scenario::script::StateId;
use crate::score::release::{Figure, for_state};
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
            outcome: source.gather.outcome.as_ref().map(score::Outcome::words),
        },
        Audience::State(state) => own_table(source, state),
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
        number: of.measure.number(),
        id: of.measure.id().to_owned(),
        label: of.measure.label().to_owned(),
        value: Share(of.value),
        withheld: None,
        weight: Share(Some(of.weight)),
        assessed: of.assessed,
        opportunities: of.opportunities,
        formula: of.formula.to_owned(),
        gains: reasons(true),
        costs: reasons(false),
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
        outcome: None,
    };
    let Some(own) = for_state(&source.score, state) else { return table };
    let counts = source.score.states.iter().find(|s| s.state == state);
    for (which, figure) in own.measures {
        let cell = cell(figure);
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
            gains: Vec::new(),
            costs: Vec::new(),
        });
    }
    table
}

fn cell(figure: Figure) -> Cell {
    match figure {
        Figure::Shown(share) => Cell { value: Share(Some(share)), withheld: None },
        Figure::NotAssessed => Cell { value: Share(None), withheld: None },
        Figure::Withheld(why) => Cell { value: Share(None), withheld: why.reason().map(str::to_owned) },
    }
}

pub(super) fn states(source: &Source<'_>) -> Vec<StateVector> {
    let wanted = |s: &&StateScore| match source.audience {
        Audience::Excon => true,
        Audience::State(state) => s.state == state,
    };
    source.score.states.iter().filter(wanted).map(|s| vector(source, s)).collect()
}

/// Control sees every figure, with the reason why it may not be compared; a state sees what is released to it.
fn vector(source: &Source<'_>, of: &StateScore) -> StateVector {
    let spec = &source.script().states[of.state];
    let shown = |value, published: Published| Cell {
        value: Share(value),
        withheld: published.reason().map(str::to_owned),
    };
    let (overall, measures) = match for_state(&source.score, of.state).filter(|_| !source.excon()) {
        Some(own) => (cell(own.own), own.measures.into_iter().map(|(_, figure)| cell(figure)).collect()),
        None => (
            shown(of.overall, of.published),
            of.measures.iter().map(|m| shown(m.value, m.published)).collect(),
        ),
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
