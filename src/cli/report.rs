//! `startex report`: the after-action report of a journal, as files.

use std::fs;
use std::path::Path;

use crate::exercise::fact::{Phase, Record};
use crate::report::{self, Gather, Provenance, Report};
use crate::store::Reader;

use super::print::{self, say};
use super::{Failure, Outcome, args, audience, moment, outcome, store_failure};

pub(super) fn main(args: &args::Report) -> Outcome {
    let reader = Reader::open(&args.journal).map_err(store_failure)?;
    let script = reader.script().map_err(store_failure)?;
    let audience = audience::read(args.audience.as_deref(), &script)?;
    let mut gather = Gather::default();
    let mut records = Vec::new();
    let replay = reader
        .replay(&mut |state, record| {
            gather.fold(&script, state, record);
            if args.outcome.is_some() {
                records.push(record.clone());
            }
        })
        .map_err(store_failure)?;
    audience::allowed(audience, &script, &replay.exercise.state)?;
    if let Some(runs) = args.outcome {
        let last = replay.tip().records;
        records.retain(|record: &Record| record.number <= last);
        gather.outcome = Some(outcome::of_journal(&replay.header, &script, &records, runs));
    }
    let from = Provenance { seed: replay.header.seed, journal_hash: replay.tip().hash.to_string() };
    let report = report::report(&script, &replay.exercise.state, &gather, &from, audience);
    write(&report, &args.out)?;
    if replay.exercise.state.phase != Phase::Ended {
        let end = moment::end(&script, &replay.exercise.state);
        say!("the exercise has not ended: the report tells of it until {end}");
    }
    if args.json {
        print::result("the report", |out| out.write_all(report::json(&report).as_bytes()))?;
    }
    Ok(0)
}

/// Writes a report's three files into a folder, and says so.
pub(super) fn write(report: &Report, folder: &Path) -> Result<(), Failure> {
    let failed = |what: &Path, why: std::io::Error| {
        Failure::usage(format!("`{}` cannot be written: {why}; choose another folder", what.display()))
    };
    fs::create_dir_all(folder).map_err(|why| failed(folder, why))?;
    let files = [
        ("report.html", report::html(report)),
        ("report.md", report::markdown(report)),
        ("report.json", report::json(report)),
    ];
    for (name, text) in files {
        let path = folder.join(name);
        fs::write(&path, text).map_err(|why| failed(&path, why))?;
        say!("wrote {}", path.display());
    }
    Ok(())
}
