//! What a run came to, for people and for tools.

use std::io::Write;

use serde::Serialize;

use crate::base::{At, Ppm};
use crate::batch::Run;
use crate::exercise::Exercise;
use crate::record::{Hash, Tip};
use crate::report::model::Cell;
use crate::report::{self, Audience, Provenance, Report};
use crate::score::{Outcome, Score};

use super::args::Going;
use super::drive::Drive;
use super::print::Shown;
use super::{Failure, audience, print};

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
    /// Whom it is for.
    audience: &'static str,
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
    let Exercise { script, state } = &run.exercise;
    let audience = audience::read(going.audience.as_deref(), script)?;
    audience::allowed(audience, script, state)?;
    if let Some(gather) = &drive.eyes.gather {
        let from = Provenance { seed: run.journal.header.seed, journal_hash: tip.hash.to_string() };
        let report = report::report(script, state, gather, &from, audience);
        if let Some(folder) = &going.report {
            super::report::write(&report, folder)?;
        }
        if audience != Audience::Excon {
            return print_released(&report, going.json);
        }
    }
    tell(run, tip, going.json, outcome)
}

/// Prints what others than exercise control may see of a result.
fn print_released(report: &Report, json: bool) -> Result<(), Failure> {
    print::result("the result", |out| {
        if json {
            out.write_all(report::json(report).as_bytes())
        } else {
            released_text(&mut Shown(out), report)
        }
    })
}

fn released_text(out: &mut dyn Write, report: &Report) -> std::io::Result<()> {
    let figure = |cell: &Cell| match (&cell.withheld, cell.value.0) {
        (_, Some(value)) => format!("{:.2}", value.as_f64()),
        (Some(why), None) => why.clone(),
        (None, None) => "not assessed".to_owned(),
    };
    writeln!(out, "{} for {}", report.overview.title, report.audience)?;
    let standing = if report.preliminary { "  PRELIMINARY, not signed off" } else { "" };
    let overall = report.score.overall.0.map_or("not assessed".to_owned(), |v| format!("{:.2}", v.as_f64()));
    writeln!(out, "coordination         {overall}{standing}")?;
    for m in &report.score.measures {
        let cell = Cell { value: m.value, withheld: m.withheld.clone(), assessed: 0, opportunities: 0 };
        let (name, figure) = (&m.label, figure(&cell));
        writeln!(out, "  {name:<18} {figure:<12} {} of {} assessed", m.assessed, m.opportunities)?;
    }
    for state in &report.states {
        writeln!(out, "{:<20} {}", state.name, figure(&state.overall))?;
    }
    Ok(())
}

/// Prints the result of a run.
fn tell(run: &Run, tip: &Tip, json: bool, outcome: Option<&Outcome>) -> Result<(), Failure> {
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
        audience: "exercise control",
        score: score.to_json(script),
        outcome: outcome.cloned(),
    };
    print::result("the result", |out| {
        if json { print_json(out, &summary) } else { text(&mut Shown(out), run, &summary, &score) }
    })
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
    let assessed = score.measures.iter().filter(|m| m.value.is_some()).count();
    let of = format!("{assessed} of {} measures assessed", score.measures.len());
    writeln!(out, "coordination         {:<12} {of}{standing}", percent(score.overall))?;
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
