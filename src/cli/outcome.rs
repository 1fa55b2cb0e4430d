//! The outcome by counterfactual runs, for commands that are asked for it.

use std::io::IsTerminal;
use std::sync::Arc;

use crate::batch::{Mix, OutcomeJob, Setup};
use crate::exercise::fact::Record;
use crate::record::journal::Header;
use crate::scenario::script::Script;
use crate::score::Outcome;

use super::args::Going;
use super::print::mutter;
use super::{Failure, orders};

/// Moments between two looks at how far it is.
const MOMENTS: u32 = 2_000;

/// What might have been in a run: its bots and its orders, under its seed and the next ones.
pub(super) fn of_run(
    script: &Arc<Script>,
    header: &Header,
    going: &Going,
    runs: u32,
) -> Result<OutcomeJob, Failure> {
    if going.orders.as_deref() == Some("-") {
        return Err(Failure::usage(
            "orders from standard input cannot be given twice: run with --journal, then startex report --outcome",
        ));
    }
    let mix = going.bots.as_deref().map(|text| Mix::parse(text, script)).transpose();
    let mut setup =
        Setup::new(Arc::clone(script), header.clone(), mix.map_err(Failure::usage)?.unwrap_or_default());
    if let Some(path) = &going.orders {
        setup.orders = orders::read(path, script)?;
    }
    let seeds = (0..u64::from(runs)).map(|n| header.seed.wrapping_add(n)).collect();
    Ok(OutcomeJob::new(setup, seeds))
}

/// What might have been in the exercise of a journal, under its seed and the next ones.
pub(super) fn of_journal(header: &Header, script: &Arc<Script>, records: &[Record], runs: u32) -> Outcome {
    work(OutcomeJob::of_journal(header, script, records, runs as usize))
}

/// Does the whole job, and says how far it is.
pub(super) fn work(mut job: OutcomeJob) -> Outcome {
    let terminal = std::io::stderr().is_terminal();
    while !job.work(MOMENTS) {
        if terminal {
            let (done, all) = job.progress();
            mutter!("\rwhat might have been: {done} of {all} runs ");
        }
    }
    if terminal {
        mutter!("\r{:50}\r", "");
    }
    job.outcome()
}
