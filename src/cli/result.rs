//! What a run came to, for people and for tools.

use std::io::{Write, stdout};

use serde::Serialize;

use crate::base::{At, Ppm};
use crate::batch::Run;
use crate::exercise::Exercise;
use crate::record::{Hash, Tip};
use crate::report::{self, Audience, Provenance};
use crate::score::{Outcome, Score};

use super::Failure;
use super::args::Going;
use super::drive::Drive;

/// The result as `--json` prints it.
#[derive(Debug, Serialize)]
struct Summary {
    scenario: String,
    script_hash: String,
    seed: u64,
    /// By the clock of the exercise.
    ended_at: String,
    /// In ms after STARTEX.
    ended_at_ms: u64,
    entries: u64,
    journal_hash: String,
    /// Nobody has signed the debrief off yet.
    preliminary: bool,
    /// The whole score, as exercise control may see it.
    score: serde_json::Value,
    /// What coordination saved, in the model; none where nobody asked. G in millionths, losses in hours of users (or
    /// cents).
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<Outcome>,
}

/// Writes the report that was asked for, and prints the result of a run.
pub(super) fn finish(
    drive: &Drive,
    tip: &Tip,
    going: &Going,
    outcome: Option<&Outcome>,
) -> Result<(), Failure> {
    let run = &drive.run;
    if let (Some(folder), Some(gather)) = (&going.report, &drive.eyes.gather) {
        let from = Provenance { seed: run.journal.header.seed, journal_hash: tip.hash.to_string() };
        let Exercise { script, state } = &run.exercise;
        let report = report::report(script, state, gather, &from, Audience::Excon);
        super::report::write(&report, folder)?;
    }
    print(run, tip, going.json, outcome)
}

/// Prints the result of a run.
fn print(run: &Run, tip: &Tip, json: bool, outcome: Option<&Outcome>) -> Result<(), Failure> {
    let script = &run.exercise.script;
    let score = run.score();
    let score = match outcome {
        Some(outcome) => score.with_outcome(script, outcome),
        None => score,
    };
    let summary = Summary {
        scenario: script.about.id.clone(),
        script_hash: Hash(script.hash).to_string(),
        seed: run.journal.header.seed,
        ended_at: script.clock.show(run.now()),
        ended_at_ms: run.now().0,
        entries: tip.records,
        journal_hash: tip.hash.to_string(),
        preliminary: run.exercise.state.signed_off.is_none(),
        score: score.to_json(script),
        outcome: outcome.cloned(),
    };
    let mut out = stdout().lock();
    let printed = if json { print_json(&mut out, &summary) } else { text(&mut out, run, &summary, &score) };
    printed.map_err(|why| Failure::usage(format!("the result cannot be printed: {why}")))
}

/// Prints something as JSON.
pub(super) fn print_json(out: &mut dyn Write, what: &impl Serialize) -> std::io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, what)?;
    writeln!(out)
}

fn text(out: &mut dyn Write, run: &Run, summary: &Summary, score: &Score) -> std::io::Result<()> {
    let script = &run.exercise.script;
    writeln!(out, "{} ({})", script.about.title, summary.scenario)?;
    writeln!(out, "ended     {} ({})", summary.ended_at, run.now().since(At::STARTEX))?;
    writeln!(out, "seed      {}", summary.seed)?;
    writeln!(out, "entries   {}", summary.entries)?;
    writeln!(out, "journal   {}", summary.journal_hash)?;
    writeln!(out)?;
    let percent =
        |value: Option<Ppm>| value.map_or("not assessed".to_owned(), |v| format!("{:.2}", v.as_f64()));
    let standing = if summary.preliminary { "  PRELIMINARY, not signed off" } else { "" };
    writeln!(out, "coordination         {}{standing}", percent(score.overall))?;
    for measure in &score.measures {
        let name = measure.measure.label();
        writeln!(
            out,
            "  {name:<18} {:<12} {} of {} assessed",
            percent(measure.value),
            measure.assessed,
            measure.opportunities
        )?;
    }
    if let Some(outcome) = &summary.outcome {
        writeln!(out, "\n{}", outcome.words())?;
    }
    Ok(())
}
