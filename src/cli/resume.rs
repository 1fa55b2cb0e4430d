//! `startex resume`: an exercise goes on where its journal ends.

use crate::batch::{Follow, Run};
use crate::record::journal::Journal;
use crate::report::Gather;
use crate::store::{Reader, Store};

use super::drive::Drive;
use super::{Failure, Outcome, args, result, store_failure};

pub(super) fn main(args: &args::Resume) -> Outcome {
    let path = &args.journal;
    // The numbers of the seats' entries are counted anew, by the script in the journal's own header.
    let script = Reader::open(path).and_then(|reader| reader.script()).map_err(store_failure)?;
    let mut follow: Option<Follow> = None;
    let mut gather = args.going.tells().then(Gather::default);
    let (store, replay) = Store::open(path, &mut |state, record| {
        if let Some(gather) = &mut gather {
            gather.fold(&script, state, record);
        }
        // The seed of the dice is the state's.
        let follow = follow.get_or_insert_with(|| Follow::new(&script, state.dice.seed));
        follow.replay(&script, state, record);
    })
    .map_err(store_failure)?;
    if !replay.reruns() {
        return Err(Failure::wrong(format!(
            "`{}` was written under rules number {}, which this release cannot go on with; use the release that \
             wrote it",
            path.display(),
            replay.header.rules
        )));
    }
    let (header, exercise, tip, rest) = replay.into_rest();
    let mut journal = Journal::resume(header, &tip);
    for record in &rest {
        journal.append(record).map_err(|why| Failure::wrong(why.to_string()))?;
    }
    let follow = follow.unwrap_or_else(|| Follow::new(&script, exercise.state.dice.seed));
    let mut drive = Drive::new(Run::resume(exercise, follow, journal), Some(store), gather);
    let tip = drive.go(&args.going)?;
    let told = result::finish(&drive, &tip, &args.going, None);
    drive.close()?;
    told.map(|()| 0)
}
