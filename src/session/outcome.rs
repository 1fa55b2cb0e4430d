//! The outcome of a live exercise: its bounds are run beside it, wherever there is time for that.

use std::sync::Arc;

use crate::batch::OutcomeJob;
use crate::exercise::fact::Record;

use super::Session;

impl Session {
    /// A job with the bounds of the outcome, by who plays each seat now. It shares nothing that changes: move it to a
    /// thread of its own and let it [`work`](OutcomeJob::work) while people play.
    pub fn outcome_bounds(&self, runs: usize) -> OutcomeJob {
        OutcomeJob::while_played(&self.header, &self.exercise.script, &self.exercise.state, runs)
    }

    /// Hands the job what was played and stored so far; from now on it can give the outcome.
    pub fn outcome_played(&self, job: &mut OutcomeJob) {
        let records = self.ledger.records_after(0, usize::MAX);
        let records: Vec<Record> = records.into_iter().map(Arc::unwrap_or_clone).collect();
        job.played(&self.header, &records);
    }
}
