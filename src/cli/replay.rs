//! `startex replay`: what a journal holds up to a moment, for control, or as one seat or the seats of a state received it:
//! in words, or as it lies there with `--json`.

use std::io::Write;

use serde::Serialize;

use crate::base::At;
use crate::exercise::directory::Directory;
use crate::exercise::entry::{Entry, News};
use crate::exercise::fact::Record;
use crate::exercise::mirror::Projector;
use crate::exercise::state::State;
use crate::exercise::view::View;
use crate::report::Audience;
use crate::report::narrate::{self, Weight};
use crate::scenario::finding::nearest;
use crate::scenario::script::{Script, SeatId};
use crate::store::{Note, Reader};

use super::print::{self, Shown, say};
use super::{Failure, Outcome, args, audience, moment, result, store_failure};

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
    if args.audit {
        let notes = reader.notes().map_err(store_failure)?;
        print::result("the notes", |out| audit(out, &notes, args.json))?;
        return Ok(0);
    }
    let script = reader.script().map_err(store_failure)?;
    let at = match &args.at {
        Some(text) => moment::read(text, &script)?,
        None => At::NEVER,
    };
    let seats = seats(args, &script)?;
    let one = |seat: Option<SeatId>| Teller::new(&script, seat, at, args.json);
    let mut tellers: Vec<Teller> = match &seats {
        None => vec![one(None)],
        Some(seats) => seats.iter().map(|seat| one(Some(*seat))).collect(),
    };
    let replay = reader
        .replay(&mut |state, record| tellers.iter_mut().for_each(|t| t.take(&script, state, record)))
        .map_err(store_failure)?;
    // What the last instant would have led to is not in the journal.
    tellers.iter_mut().for_each(|teller| teller.cut(replay.tip().records));
    let until = at.min(script.endex);
    tell_end(args, &script, &replay.exercise.state, at);
    print::result("the entries", |out| {
        if args.json {
            return json(out, &script, args.audience.is_some() && seats.is_some(), until, &mut tellers);
        }
        let heads = tellers.len() > 1;
        tellers.iter().try_for_each(|teller| teller.print(&mut Shown(&mut *out), &script, heads))
    })?;
    Ok(0)
}

/// Says where the journal ends, for whoever asked for a moment behind that.
fn tell_end(args: &args::Replay, script: &Script, state: &State, at: At) {
    if let Some(asked) = args.at.as_ref().filter(|_| at > state.now) {
        say!("the journal ends at {}, before `{asked}`: this is all of it", moment::end(script, state));
    }
}

/// Whose entries are asked for; none where all records are.
fn seats(args: &args::Replay, script: &Script) -> Result<Option<Vec<SeatId>>, Failure> {
    if let Some(id) = &args.seat {
        return Ok(Some(vec![seat(script, id)?]));
    }
    match audience::read(args.audience.as_deref(), script)? {
        Audience::Excon => Ok(None),
        Audience::State(state) => {
            let own = script.seats.iter().filter(|(_, s)| s.state == Some(state));
            let own: Vec<SeatId> = own.map(|(id, _)| id).collect();
            let name = &script.states[state].name;
            match own.is_empty() {
                true => Err(Failure::usage(format!(
                    "{name} has no seat in {}, and received nothing",
                    script.about.id
                ))),
                false => Ok(Some(own)),
            }
        }
        Audience::Plenary | Audience::Participants => Err(Failure::usage(
            "what happened is exercise control's, and each seat's as it received it: write a state's code or --seat; \
             `startex report --audience plenary` has what all may see",
        )),
    }
}

/// The notes of the audit, a line each.
fn audit(out: &mut dyn Write, notes: &[Note], json: bool) -> std::io::Result<()> {
    if json {
        return result::print_json(out, &notes);
    }
    if notes.is_empty() {
        say!("there are no notes: nobody came over a network, or they were erased");
    }
    let out = &mut Shown(out);
    for note in notes {
        let at = jiff::Timestamp::from_millisecond(note.wall_ms).unwrap_or_default();
        let desk = if note.desk.is_empty() { "–" } else { &note.desk };
        writeln!(out, "{at:.0}  {desk:<14} {:<9} {}", note.event, note.detail)?;
    }
    Ok(())
}

/// Takes in what was asked for, record by record.
struct Teller {
    seat: Option<SeatId>,
    at: At,
    json: bool,
    directory: Directory,
    projector: Projector,
    /// The seat's picture, for its words.
    view: View,
    records: Vec<Record>,
    /// The seat's own entries, each with its record.
    entries: Vec<(u64, Entry)>,
    /// Record, and a line of words.
    lines: Vec<(u64, String)>,
    /// Records that are the engine's own business, left out of the words.
    plumbing: usize,
}

impl Teller {
    fn new(script: &Script, seat: Option<SeatId>, at: At, json: bool) -> Self {
        Self {
            seat,
            at,
            json,
            directory: Directory::new(script),
            projector: Projector::new(script),
            view: View::default(),
            records: Vec::new(),
            entries: Vec::new(),
            lines: Vec::new(),
            plumbing: 0,
        }
    }

    fn take(&mut self, script: &Script, state: &State, record: &Record) {
        if record.at > self.at {
            return;
        }
        let Some(seat) = self.seat else { return self.take_record(script, state, record) };
        for (of, entry) in self.projector.entries(script, state, record) {
            if of != seat {
                continue;
            }
            if self.json {
                self.entries.push((record.number, entry));
                continue;
            }
            self.view.apply(&entry);
            let words = match &entry.news {
                // The order's own words, never what control reads of its consequences.
                News::Done { .. } => narrate::decision(script, state, record),
                _ => narrate::seat::entry(&self.directory, &self.view, &entry),
            };
            self.line(record.number, entry.at, u64::from(entry.number), &words);
        }
    }

    fn take_record(&mut self, script: &Script, state: &State, record: &Record) {
        if self.json {
            self.records.push(record.clone());
            return;
        }
        let told = narrate::record(script, state, record);
        if told.weight == Weight::Plumbing {
            self.plumbing += 1;
        } else {
            self.line(record.number, record.at, record.number, &told.text);
        }
    }

    fn line(&mut self, record: u64, at: At, number: u64, words: &str) {
        let clock = self.directory.clock.show_secs(at);
        self.lines.push((record, format!("{clock}  {number:>5}  {words}")));
    }

    /// Forgets what lies behind the last record of the journal.
    fn cut(&mut self, last: u64) {
        self.records.retain(|record| record.number <= last);
        self.entries.retain(|(number, _)| *number <= last);
        self.lines.retain(|(number, _)| *number <= last);
    }

    fn entries(&mut self) -> Vec<Entry> {
        std::mem::take(&mut self.entries).into_iter().map(|(_, entry)| entry).collect()
    }

    fn print(&self, out: &mut dyn Write, script: &Script, head: bool) -> std::io::Result<()> {
        if let Some(seat) = self.seat.filter(|_| head) {
            writeln!(out, "{}", script.seats[seat].id)?;
        }
        for (_, line) in &self.lines {
            writeln!(out, "{line}")?;
        }
        if self.lines.is_empty() {
            let who = self.seat.map_or("the exercise", |seat| script.seats[seat].id.as_str());
            let by = match self.at {
                At::NEVER => "in this journal".to_owned(),
                at => format!("until {}", script.clock.show(at.min(script.endex))),
            };
            say!("nothing came to {who} {by}");
        }
        out.flush()?;
        if self.plumbing > 0 {
            say!("{} entries of the engine's own are left out; --json has them", self.plumbing);
        }
        Ok(())
    }
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

/// One object; of several seats a list of them.
fn json(
    out: &mut dyn Write,
    script: &Script,
    list: bool,
    at: At,
    tellers: &mut [Teller],
) -> std::io::Result<()> {
    let scenario = script.about.id.as_str();
    if let [Teller { seat: None, records, .. }] = tellers {
        return result::print_json(out, &Replayed { scenario, seat: None, at_ms: at.0, entries: records });
    }
    let of = |teller: &mut Teller| (teller.seat.map(|seat| script.seats[seat].id.as_str()), teller.entries());
    let all: Vec<(Option<&str>, Vec<Entry>)> = tellers.iter_mut().map(of).collect();
    let all: Vec<_> =
        all.iter().map(|(seat, entries)| Replayed { scenario, seat: *seat, at_ms: at.0, entries }).collect();
    match all.as_slice() {
        [one] if !list => result::print_json(out, one),
        all => result::print_json(out, &all),
    }
}
