//! `startex verify`: whether a journal is as it was written, and what its orders lead to.

use std::io::Write;

use serde::Serialize;

use crate::store::{Fault, Reader};

use super::{Failure, Outcome, args, print, result, store_failure};

/// What `--json` prints.
#[derive(Serialize)]
struct Verdict {
    ok: bool,
    scenario: Option<String>,
    records: u64,
    journal_hash: Option<String>,
    /// Whether the orders were carried out anew; else only the chain and the fold were checked.
    rerun: bool,
    /// Whether every byte of the file is covered, not only the records.
    sealed: bool,
    fault: Option<String>,
}

pub(super) fn main(args: &args::Verify) -> Outcome {
    let mut verdict = Verdict {
        ok: false,
        scenario: None,
        records: 0,
        journal_hash: None,
        rerun: false,
        sealed: false,
        fault: None,
    };
    let checked = check(args, &mut verdict);
    match checked {
        Ok(()) => verdict.ok = true,
        Err(fault) if fault.is_damage() => verdict.fault = Some(fault.to_string()),
        Err(fault) => return Err(store_failure(fault)),
    }
    if args.json {
        print::result("the verdict", |out| result::print_json(out, &verdict))?;
        return Ok(u8::from(!verdict.ok));
    }
    match &verdict.fault {
        Some(fault) => Err(Failure::wrong(fault.clone())),
        None => {
            print::result("the verdict", |out| tell(out, &verdict))?;
            Ok(0)
        }
    }
}

fn check(args: &args::Verify, verdict: &mut Verdict) -> Result<(), Fault> {
    let reader = Reader::open(&args.journal)?;
    let replay = reader.replay(&mut |_, _| {})?;
    verdict.scenario = Some(replay.header.scenario.clone());
    verdict.records = replay.tip().records;
    verdict.journal_hash = Some(replay.tip().hash.to_string());
    verdict.rerun = replay.reruns();
    verdict.sealed = reader.check_file()?;
    Ok(())
}

fn tell(out: &mut dyn Write, verdict: &Verdict) -> std::io::Result<()> {
    writeln!(
        out,
        "{} entries of {}: whole",
        verdict.records,
        verdict.scenario.as_deref().unwrap_or("an exercise")
    )?;
    if verdict.rerun {
        writeln!(out, "the orders were carried out anew and led to the same")?;
    } else {
        writeln!(
            out,
            "written under other rules than this release has: only the chain and the fold were checked"
        )?;
    }
    if !verdict.sealed {
        writeln!(out, "the exercise was not closed: the entries are covered, the rest of the file is not")?;
    }
    if let Some(hash) = &verdict.journal_hash {
        writeln!(out, "journal   {hash}")?;
    }
    Ok(())
}
