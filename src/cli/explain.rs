//! `startex explain`: the entries behind a figure, in plain words.

use std::collections::BTreeMap;
use std::io::{Write, stdout};

use serde::Serialize;

use crate::base::Ppm;
use crate::report::names::Names;
use crate::report::narrate;
use crate::scenario::finding::nearest;
use crate::scenario::script::{Script, StateId};
use crate::scenario::words::Measure;
use crate::score::{self, Evidence, Scoreboard};
use crate::store::Reader;

use super::{Failure, Outcome, args, result, store_failure};

/// What `--json` prints.
#[derive(Serialize)]
struct Explained {
    scenario: String,
    measure: String,
    label: String,
    state: Option<String>,
    /// 0 to 1; none where nothing was assessed.
    value: Option<f64>,
    formula: String,
    links: Vec<Link>,
}

/// An entry that earned or cost something.
#[derive(Serialize)]
struct Link {
    entry: u64,
    at: String,
    at_ms: u64,
    /// Whose act it was, or should have been.
    who: Option<String>,
    /// What of the figure it earned (or, below 0, cost).
    points: f64,
    /// What was due, and what was made of it.
    why: String,
    /// What the entry says.
    what_happened: String,
}

pub(super) fn main(args: &args::Explain) -> Outcome {
    let measure = measure(&args.measure)?;
    let reader = Reader::open(&args.journal).map_err(store_failure)?;
    let script = reader.script().map_err(store_failure)?;
    let state = args.state.as_deref().map(|code| state(&script, code)).transpose()?;
    let mut board = Scoreboard::default();
    let mut told: BTreeMap<u64, String> = BTreeMap::new();
    let replay = reader
        .replay(&mut |state, record| {
            board.fold(&script, state, record);
            told.insert(record.number, narrate::record(&script, state, record).text);
        })
        .map_err(store_failure)?;
    let now = &replay.exercise.state;
    let (value, evidence) = score::explain(&board, &script, now.now, measure, state);
    let names = Names { script: &script, state: now };
    let explained = Explained {
        scenario: script.about.id.clone(),
        measure: measure.id().to_owned(),
        label: measure.label().to_owned(),
        state: state.map(|id| script.states[id].name.to_string()),
        value: value.map(Ppm::as_f64),
        formula: score::measure::formula(measure).to_owned(),
        links: evidence.iter().map(|e| link(&names, &told, e)).collect(),
    };
    let mut out = stdout().lock();
    let printed =
        if args.json { result::print_json(&mut out, &explained) } else { text(&mut out, &explained) };
    printed.map_err(|why| Failure::usage(format!("the explanation cannot be printed: {why}")))?;
    Ok(0)
}

/// A measure by its id, or by its number in the design.
fn measure(text: &str) -> Result<Measure, Failure> {
    let id = text.trim().to_lowercase().replace([' ', '-'], "_");
    let found = Measure::ALL.iter().find(|m| m.id() == id || m.number().to_string() == id);
    found.copied().ok_or_else(|| {
        let ids = || Measure::ALL.iter().map(|m| m.id());
        Failure::usage(match nearest(&id, ids()) {
            Some(near) => format!("there is no measure `{text}`; did you mean `{near}`?"),
            None => {
                format!("there is no measure `{text}`; there are {}", ids().collect::<Vec<_>>().join(", "))
            }
        })
    })
}

fn state(script: &Script, code: &str) -> Result<StateId, Failure> {
    script.names.states.get(code).copied().ok_or_else(|| {
        let near = nearest(code, script.names.states.keys().map(String::as_str));
        let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        Failure::usage(format!("no state `{code}` takes part in {}{near}", script.about.id))
    })
}

fn link(names: &Names<'_>, told: &BTreeMap<u64, String>, of: &Evidence) -> Link {
    Link {
        entry: of.record,
        at: names.clock(of.at),
        at_ms: of.at.0,
        who: of.seat.map(|seat| names.seat(seat)),
        points: f64::from(of.points) / f64::from(Ppm::ONE.0),
        why: of.why.clone(),
        what_happened: told.get(&of.record).cloned().unwrap_or_default(),
    }
}

fn text(out: &mut dyn Write, of: &Explained) -> std::io::Result<()> {
    let whose = of.state.as_ref().map(|state| format!(", {state}")).unwrap_or_default();
    match of.value {
        Some(value) => writeln!(out, "{}{whose}: {value:.2}", of.label)?,
        None => writeln!(out, "{}{whose}: not assessed", of.label)?,
    }
    writeln!(out, "{}", of.formula)?;
    if of.measure == Measure::Outcome.id() {
        return writeln!(
            out,
            "No single entry earns it: `startex report JOURNAL --out DIR --outcome 20` runs what might have been"
        );
    }
    let sum =
        |gain: bool| of.links.iter().filter(|l| (l.points > 0.0) == gain).map(|l| l.points).sum::<f64>();
    for (gain, title) in [(true, "What earned it"), (false, "What it cost")] {
        let mut links = of.links.iter().filter(|l| (l.points > 0.0) == gain).peekable();
        if links.peek().is_some() {
            writeln!(out, "\n{title} ({:+.2} in all)", sum(gain))?;
        }
        for link in links {
            let who = link.who.as_deref().unwrap_or("Nobody in particular");
            writeln!(out, "{}  {:+.3}  {who}: {}", link.at, link.points, link.why)?;
            writeln!(out, "{:16} entry {}: {}", "", link.entry, link.what_happened)?;
        }
    }
    Ok(())
}
