//! `startex run`: a scenario from STARTEX to ENDEX without a window.

use std::collections::BTreeSet;
use std::io::{Write, stdout};

use serde::Serialize;

use crate::base::At;
use crate::batch::{Run, opening};
use crate::exercise::order::Desk;
use crate::record::journal::{Header, Options, RULES};
use crate::record::{Hash, Tip};
use crate::scenario::compile::{Times, When};
use crate::scenario::script::Script;

use super::args;
use super::{Failure, Outcome, orders, scenario};

/// What a run came to.
#[derive(Debug, Serialize)]
struct Summary {
    scenario: String,
    script_hash: String,
    seed: u64,
    ended_at: String,
    ended_at_ms: u64,
    entries: u64,
    journal_hash: String,
}

pub(super) fn main(args: &args::Run) -> Outcome {
    let read = scenario::read_good(&args.file, args.assets.as_deref())?;
    let Some(script) = read.loaded.script else {
        return Err(Failure::wrong(format!("{} cannot be run", read.shown)));
    };
    let until = until(args.going.until.as_deref(), &script)?;
    let header = Header {
        rules: RULES,
        seed: args.seed,
        scenario: script.about.id.clone(),
        main: read.main,
        sources: read.loaded.sources,
        script: script.hash,
        options: Options { bots: args.going.bots.clone() },
    };
    let mut run = Run::new(script.clone(), header);
    let mut people = BTreeSet::new();
    if let Some(path) = &args.going.orders {
        for (at, order) in orders::read(path, &script)? {
            if let Desk::Seat(seat) = order.from {
                people.insert(seat);
            }
            run.hand_in(at, order);
        }
    }
    for order in opening(&script, &people, args.going.bots.as_deref()) {
        run.order(&order, &mut ());
    }
    run.until(until, &mut ());
    let tip = run.seal().map_err(|why| Failure::wrong(format!("the journal is broken: {why}")))?;
    print(&run, &tip, args.going.json)?;
    Ok(0)
}

/// The moment at which the run stops: ENDEX, or before.
fn until(text: Option<&str>, script: &Script) -> Result<At, Failure> {
    let Some(text) = text else { return Ok(script.endex) };
    match (Times { clock: script.clock }).parse(text) {
        Ok(When::At(at)) => Ok(at.min(script.endex)),
        Ok(When::After(..)) => {
            Err(Failure::usage(format!("--until: `{text}` is no moment; write 2h30m or \"D2 09:15\"")))
        }
        Err(why) => Err(Failure::usage(format!("--until: {why}"))),
    }
}

fn print(run: &Run, tip: &Tip, json: bool) -> Result<(), Failure> {
    let script = &run.exercise.script;
    let result = Summary {
        scenario: script.about.id.clone(),
        script_hash: Hash(script.hash).to_string(),
        seed: run.journal.header.seed,
        ended_at: script.clock.show(run.now()),
        ended_at_ms: run.now().0,
        entries: tip.records,
        journal_hash: tip.hash.to_string(),
    };
    let mut out = stdout().lock();
    let printed = if json {
        serde_json::to_writer_pretty(&mut out, &result).map_err(Into::into).and_then(|()| writeln!(out))
    } else {
        summary(&mut out, run, &result)
    };
    printed.map_err(|why| Failure::usage(format!("the result cannot be printed: {why}")))
}

fn summary(out: &mut dyn Write, run: &Run, result: &Summary) -> std::io::Result<()> {
    let script = &run.exercise.script;
    writeln!(out, "{} ({})", script.about.title, result.scenario)?;
    writeln!(out, "ended     {} ({})", result.ended_at, run.now().since(At::STARTEX))?;
    writeln!(out, "seed      {}", result.seed)?;
    writeln!(out, "entries   {}", result.entries)?;
    writeln!(out, "journal   {}", result.journal_hash)
}
