//! What all runs of a sweep come to.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::Ppm;
use crate::batch::trial::{Fate, Figures};
use crate::scenario::script::{InjectId, Script, SeatId};
use crate::scenario::words::Measure;

use super::stats::{Spread, explained};
use super::{Plan, advice};

/// The summary; ids and titles of the scenario, no numbers of ours.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Summary {
    /// Scenario id.
    pub scenario: String,
    /// Title.
    pub title: String,
    /// Runs in all.
    pub runs: usize,
    /// First and last seed.
    pub seeds: (u64, u64),
    /// A combination of values each.
    pub cells: Vec<CellSummary>,
    /// What each inject did, over all runs; those that explain most of the score first.
    pub injects: Vec<InjectSummary>,
    /// What each seat did, likewise.
    pub seats: Vec<SeatSummary>,
    /// What that tells the trainer about difficulty and balance.
    pub advice: Vec<String>,
    /// Hash over the journals of all runs: equal hashes, equal sweeps.
    pub hash: String,
}

/// A combination of values.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CellSummary {
    /// Parameters with their values.
    pub values: BTreeMap<String, String>,
    /// Runs.
    pub runs: usize,
    /// The composite, 0 to 1.
    pub overall: Option<Spread>,
    /// Each measure.
    pub measures: Vec<MeasureSummary>,
    /// Each state.
    pub states: Vec<StateSummary>,
    /// Hours of users without a service.
    pub user_hours: Option<Spread>,
    /// Money lost, in euros.
    pub euros: Option<Spread>,
}

/// A measure over the runs of a cell.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MeasureSummary {
    /// Id.
    pub id: String,
    /// Name.
    pub label: String,
    /// Its figure, 0 to 1, over the runs in which it was assessed.
    pub value: Option<Spread>,
    /// Opportunities that were assessed in a run.
    pub assessed: Option<Spread>,
}

/// A state over the runs of a cell.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StateSummary {
    /// ISO code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Its composite.
    pub overall: Option<Spread>,
}

/// An inject over all runs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct InjectSummary {
    /// MSEL number.
    pub id: String,
    /// What control calls it.
    pub title: String,
    /// Runs in which it came.
    pub delivered: usize,
    /// Runs in which all that it expected was done in time.
    pub met: usize,
    /// Runs in which something of it was not.
    pub missed: usize,
    /// Share of the score's variance that its fate explains.
    pub explains_score: Option<f64>,
    /// Share of the loss's variance.
    pub explains_loss: Option<f64>,
}

/// A seat over all runs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SeatSummary {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// ISO code of its state; none for bodies and private partners.
    pub state: Option<String>,
    /// Runs by who played it.
    pub played_by: BTreeMap<String, usize>,
    /// Entries that it received in a run.
    pub received: Option<Spread>,
    /// Decisions that it took in a run.
    pub decisions: Option<Spread>,
    /// Share of the score's variance that it explains: by the doctrine that played it where that differs, else by how
    /// much it decided.
    pub explains_score: Option<f64>,
    /// Share of the loss's variance.
    pub explains_loss: Option<f64>,
}

impl Summary {
    /// Sums up the figures of a plan's jobs, in their order.
    pub fn of(plan: &Plan, figures: &[Figures]) -> Self {
        let Some(script) = plan.script() else { return Self::default() };
        let a_cell = plan.seeds.len().max(1);
        let cells = plan.cells.iter().zip(figures.chunks(a_cell));
        let mut hash = blake3::Hasher::new();
        for run in figures {
            hash.update(run.journal.as_bytes());
        }
        let mut summary = Self {
            scenario: script.about.id.clone(),
            title: script.about.title.to_string(),
            runs: figures.len(),
            seeds: (plan.seeds.first().copied().unwrap_or(0), plan.seeds.last().copied().unwrap_or(0)),
            cells: cells.map(|(cell, runs)| summed(script, &cell.values, runs)).collect(),
            injects: script.injects.ids().map(|id| inject(script, id, figures)).collect(),
            seats: script.seats.ids().map(|id| seat(script, id, figures)).collect(),
            advice: Vec::new(),
            hash: hash.finalize().to_hex().to_string(),
        };
        let weight = |explains: Option<f64>| -explains.unwrap_or(-1.0);
        summary.injects.sort_by(|a, b| weight(a.explains_score).total_cmp(&weight(b.explains_score)));
        summary.seats.sort_by(|a, b| weight(a.explains_score).total_cmp(&weight(b.explains_score)));
        summary.advice = advice::of(script, &summary, figures);
        summary
    }
}

fn shares(of: impl IntoIterator<Item = Option<Ppm>>) -> Option<Spread> {
    Spread::of(of.into_iter().flatten().map(Ppm::as_f64))
}

fn summed(script: &Script, values: &[(String, String)], runs: &[Figures]) -> CellSummary {
    let measure = |(place, measure): (usize, &Measure)| MeasureSummary {
        id: measure.id().to_owned(),
        label: measure.label().to_owned(),
        value: shares(runs.iter().map(|r| r.measures.get(place).copied().flatten())),
        assessed: Spread::of(runs.iter().filter_map(|r| r.assessed.get(place)).map(|n| f64::from(*n))),
    };
    let state = |(place, spec): (usize, &crate::scenario::script::StateSpec)| StateSummary {
        code: spec.code.clone(),
        name: spec.name.to_string(),
        overall: shares(runs.iter().map(|r| r.states.get(place).copied().flatten())),
    };
    CellSummary {
        values: values.iter().cloned().collect(),
        runs: runs.len(),
        overall: shares(runs.iter().map(|r| r.overall)),
        measures: Measure::ALL.iter().enumerate().map(measure).collect(),
        states: script.states.rows().enumerate().map(state).collect(),
        user_hours: Spread::of(runs.iter().map(|r| r.loss.user_hours as f64)),
        euros: Spread::of(runs.iter().map(|r| r.loss.money.0 as f64 / 100.0)),
    }
}

/// How much of score and loss a factor explains.
fn explains<K: Ord>(runs: &[Figures], factor: impl Fn(&Figures) -> K) -> (Option<f64>, Option<f64>) {
    let score = runs.iter().filter_map(|r| r.overall.map(|score| (factor(r), score.as_f64())));
    let loss = runs.iter().map(|r| (factor(r), r.loss.user_hours as f64));
    (explained(score), explained(loss))
}

fn inject(script: &Script, id: InjectId, runs: &[Figures]) -> InjectSummary {
    let spec = &script.injects[id];
    let fate = |run: &Figures| run.injects.get(id).copied().unwrap_or(Fate::NotDelivered);
    let count = |of: &[Fate]| runs.iter().filter(|r| of.contains(&fate(r))).count();
    let (explains_score, explains_loss) = explains(runs, fate);
    InjectSummary {
        id: spec.id.clone(),
        title: spec.title.clone(),
        delivered: count(&[Fate::Delivered, Fate::Met, Fate::Missed]),
        met: count(&[Fate::Met]),
        missed: count(&[Fate::Missed]),
        explains_score,
        explains_loss,
    }
}

fn seat(script: &Script, id: SeatId, runs: &[Figures]) -> SeatSummary {
    let spec = &script.seats[id];
    let of = || runs.iter().filter_map(|r| r.seats.get(id));
    let mut played_by: BTreeMap<String, usize> = BTreeMap::new();
    for seat in of() {
        *played_by.entry(seat.doctrine.clone().unwrap_or_else(|| "nobody".to_owned())).or_default() += 1;
    }
    let decisions = Spread::of(of().map(|s| f64::from(s.decisions)));
    let (explains_score, explains_loss) = if played_by.len() > 1 {
        explains(runs, |run| run.seats.get(id).and_then(|s| s.doctrine.clone()))
    } else {
        // Quarters of how much it decided: a line would miss what goes up and down.
        let quarter = |run: &Figures| {
            let own = f64::from(run.seats.get(id).map_or(0, |s| s.decisions));
            decisions.map_or(0, |d| [d.q25, d.median, d.q75].iter().filter(|q| own > **q).count())
        };
        explains(runs, quarter)
    };
    SeatSummary {
        id: spec.id.clone(),
        title: spec.title.to_string(),
        state: spec.state.map(|state| script.states[state].code.clone()),
        played_by,
        received: Spread::of(of().map(|s| f64::from(s.received))),
        decisions,
        explains_score,
        explains_loss,
    }
}
