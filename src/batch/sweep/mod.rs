//! Sweeps: the same scenario under many seeds, mixtures of bots and parameters. A plan is a list of jobs, each of which
//! gives its own figures whoever runs it and when; the summary takes them in the order of the plan, so that it is the
//! same however many threads there were.
//!
//! - `vary` parameters and their values
//! - [`stats`] spreads and variance explained
//! - `summary` what all runs come to; `advice` what that tells the trainer
//! - [`csv`] tables for other programs

mod advice;
pub mod csv;
pub mod stats;
mod summary;
mod vary;

use crate::base::limits;
use crate::scenario::script::Script;

use super::trial::{Figures, Setup};

pub use stats::Spread;
pub use summary::{CellSummary, InjectSummary, MeasureSummary, SeatSummary, StateSummary, Summary};
pub use vary::Vary;

/// What is run.
#[derive(Clone, Debug)]
pub struct Plan {
    /// One setup for every combination of values.
    pub cells: Vec<Cell>,
    /// Seeds: the same for every cell, so that luck is the same.
    pub seeds: Vec<u64>,
}

/// A combination of values.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Parameters with their values, as they were written.
    pub values: Vec<(String, String)>,
    /// What is run.
    pub setup: Setup,
}

impl Plan {
    /// A plan for all combinations of values.
    ///
    /// # Errors
    /// A parameter that the scenario does not have, a value that is none, or more runs than [`limits::BATCH_RUNS`].
    pub fn new(setup: &Setup, varied: &[Vary], seeds: Vec<u64>) -> Result<Self, String> {
        let mut cells = vec![Cell { values: Vec::new(), setup: setup.clone() }];
        for vary in varied {
            let mut next = Vec::new();
            for cell in &cells {
                for value in &vary.values {
                    let mut cell = cell.clone();
                    vary.set(&mut cell.setup, value)?;
                    cell.values.push((vary.name.clone(), value.clone()));
                    next.push(cell);
                }
                if next.len() > limits::BATCH_RUNS {
                    return Err(too_many(next.len()));
                }
            }
            cells = next;
        }
        let plan = Self { cells, seeds };
        if plan.jobs() > limits::BATCH_RUNS {
            return Err(too_many(plan.jobs()));
        }
        Ok(plan)
    }

    /// How many runs there are.
    pub fn jobs(&self) -> usize {
        self.cells.len().saturating_mul(self.seeds.len())
    }

    /// A copy for a worker of its own.
    pub fn own_copy(&self) -> Self {
        let copy = |cell: &Cell| Cell { values: cell.values.clone(), setup: cell.setup.own_copy() };
        Self { cells: self.cells.iter().map(copy).collect(), seeds: self.seeds.clone() }
    }

    /// Does a job; none beyond the last.
    pub fn run(&self, job: usize) -> Option<Figures> {
        let seed = self.seeds.get(job % self.seeds.len().max(1))?;
        let cell = self.cells.get(job / self.seeds.len().max(1))?;
        Some(cell.setup.run(*seed))
    }

    /// The scenario as it was written.
    pub fn script(&self) -> Option<&Script> {
        self.cells.first().map(|cell| cell.setup.script.as_ref())
    }
}

fn too_many(runs: usize) -> String {
    format!("these are {runs} runs; {} is the limit", limits::BATCH_RUNS)
}
