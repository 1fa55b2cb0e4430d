//! `startex replay`: what a journal holds up to a moment, for control or as one seat received it.

use std::io::{Write, stdout};

use serde::Serialize;

use crate::base::At;
use crate::exercise::entry::Entry;
use crate::exercise::fact::Record;
use crate::exercise::mirror::Projector;
use crate::scenario::finding::nearest;
use crate::scenario::script::{Script, SeatId};
use crate::store::Reader;

use super::{Failure, Outcome, args, drive, result, store_failure};

/// What `--json` prints.
#[derive(Serialize)]
struct Replayed<'a, T> {
    scenario: &'a str,
    seat: Option<&'a str>,
    /// In ms after STARTEX.
    at_ms: u64,
    entries: &'a [T],
}

pub(super) fn main(args: &args::Replay) -> Outcome {
    let reader = Reader::open(&args.journal).map_err(store_failure)?;
    let script = reader.script().map_err(store_failure)?;
    let at = match &args.at {
        Some(text) => drive::until(Some(text), &script)?,
        None => At::NEVER,
    };
    let seat = args.seat.as_deref().map(|id| seat(&script, id)).transpose()?;
    let mut projector = Projector::new(&script);
    let mut records: Vec<Record> = Vec::new();
    let mut entries: Vec<(u64, Entry)> = Vec::new();
    let replay = reader
        .replay(&mut |state, record| {
            let seen = projector.entries(&script, state, record);
            if record.at > at {
                return;
            }
            match seat {
                None => records.push(record.clone()),
                Some(seat) => {
                    let own = seen.into_iter().filter(|(s, _)| *s == seat);
                    entries.extend(own.map(|(_, entry)| (record.number, entry)));
                }
            }
        })
        .map_err(store_failure)?;
    // What the last instant would have led to is not in the journal.
    let last = replay.tip().records;
    records.retain(|record| record.number <= last);
    let entries: Vec<Entry> =
        entries.into_iter().filter(|(number, _)| *number <= last).map(|(_, entry)| entry).collect();
    let printed = match (args.json, &args.seat) {
        (true, Some(seat)) => json(&script, Some(seat), at.min(script.endex), &entries),
        (true, None) => json(&script, None, at.min(script.endex), &records),
        (false, Some(_)) => lines(&script, entries.iter().map(|e| (u64::from(e.number), e.at, &e.news))),
        (false, None) => lines(&script, records.iter().map(|r| (r.number, r.at, (&r.cause, &r.facts)))),
    };
    printed.map_err(|why| Failure::usage(format!("the entries cannot be printed: {why}")))?;
    Ok(0)
}

/// The seat with this id.
pub(super) fn seat(script: &Script, id: &str) -> Result<SeatId, Failure> {
    script.names.seats.get(id).copied().ok_or_else(|| {
        let near = nearest(id, script.names.seats.keys().map(String::as_str));
        Failure::usage(match near {
            Some(near) => format!("there is no seat `{id}`; did you mean `{near}`?"),
            None => format!("there is no seat `{id}` in {}", script.about.id),
        })
    })
}

fn json<T: Serialize>(script: &Script, seat: Option<&str>, at: At, entries: &[T]) -> std::io::Result<()> {
    let replayed = Replayed { scenario: &script.about.id, seat, at_ms: at.0, entries };
    result::print_json(&mut stdout().lock(), &replayed)
}

/// One line an entry: clock, number, and what it says.
fn lines<T: Serialize>(script: &Script, rows: impl Iterator<Item = (u64, At, T)>) -> std::io::Result<()> {
    let mut out = stdout().lock();
    for (number, at, what) in rows {
        let what = ron::to_string(&what).map_err(std::io::Error::other)?;
        writeln!(out, "{}  {number:>5}  {what}", script.clock.show_secs(at))?;
    }
    Ok(())
}
