//! `startex resume`: an exercise goes on where its journal ends.

use crate::batch::{Roster, Run};
use crate::exercise::mirror::Projector;
use crate::exercise::state::State;
use crate::record::journal::Journal;
use crate::store::{Reader, Store};

use super::drive::Drive;
use super::{Failure, Outcome, args, result, store_failure};

pub(super) fn main(args: &args::Resume) -> Outcome {
    let path = &args.journal;
    // The numbers of the seats' entries are counted anew, by the script in the journal's own header.
    let script = Reader::open(path).and_then(|reader| reader.script()).map_err(store_failure)?;
    let mut projector = Projector::new(&script);
    // Bots sit down as the records say; the seed of their dice is the state's.
    let mut roster: Option<Roster> = None;
    let (store, replay) = Store::open(path, &mut |state, record| {
        let entries = projector.entries(&script, state, record);
        let roster =
            roster.get_or_insert_with(|| Roster::new(&script, &State::new(&script, state.dice.seed)));
        roster.replay(&script, state, record, &entries);
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
    let roster = roster.unwrap_or_else(|| Roster::new(&script, &exercise.state));
    let mut drive = Drive::new(Run::resume(exercise, projector, roster, journal), Some(store));
    let tip = drive.go(&args.going)?;
    result::print(&drive.run, &tip, args.going.json)?;
    drive.store.map_or(Ok(()), Store::close).map_err(store_failure)?;
    Ok(0)
}
