//! `startex run`: a scenario from STARTEX to ENDEX without a window.

use crate::batch::Run;
use crate::report::Gather;
use crate::store::Store;

use super::drive::Drive;
use super::{Outcome, args, audience, outcome, result, scenario, store_failure};

pub(super) fn main(args: &args::Run) -> Outcome {
    let bots = args.going.bots.as_deref();
    let (script, header) = scenario::read_to_run(&args.file, args.assets.as_deref(), args.seed, bots)?;
    // What might have been is told of the whole exercise, from the very orders of this run.
    let counterfactual =
        args.outcome.map(|runs| outcome::of_run(&script, &header, &args.going, runs)).transpose()?;
    let mut run = Run::new(script, header);
    let store = match &args.journal {
        Some(path) => Some(Store::create(path, &mut run.journal.log).map_err(store_failure)?),
        None => None,
    };
    audience::read(args.going.audience.as_deref(), &run.exercise.script)?;
    let mut drive = Drive::new(run, store, args.going.tells().then(Gather::default));
    let tip = drive.go(&args.going)?;
    let outcome = counterfactual.map(outcome::work);
    if let Some(gather) = &mut drive.eyes.gather {
        gather.outcome.clone_from(&outcome);
    }
    // A journal is closed whether or not somebody read the result.
    let told = result::finish(&drive, &tip, &args.going, outcome.as_ref());
    drive.close()?;
    told.map(|()| 0)
}
