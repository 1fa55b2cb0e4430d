//! `startex explain`: the entries behind a figure, in plain words.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use serde::Serialize;

use crate::base::Ppm;
use crate::base::excerpt::count;
use crate::exercise::fact::Cause;
use crate::exercise::order::Desk;
use crate::report::Audience;
use crate::report::names::Names;
use crate::report::narrate;
use crate::scenario::finding::nearest;
use crate::scenario::script::{Script, StateId};
use crate::scenario::words::Measure;
use crate::score::{self, Evidence, Scoreboard};
use crate::store::Reader;

use super::print::Shown;
use super::{Failure, Outcome, args, audience, print, result, store_failure};

/// What `--json` prints.
#[derive(Serialize)]
struct Explained {
    scenario: String,
    measure: String,
    label: String,
    state: Option<String>,
    /// Whom it is for.
    audience: String,
    /// 0 to 1; none where nothing was assessed, or it is withheld.
    value: Option<f64>,
    /// Until when it was looked at, by the clock of the exercise.
    until: String,
    /// Opportunities that were assessed.
    assessed: u32,
    /// Those and the ones whose time is not over.
    opportunities: u32,
    /// Why there is no figure, where one is withheld.
    #[serde(skip_serializing_if = "Option::is_none")]
    withheld: Option<String>,
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
    let audience = audience::read(args.audience.as_deref(), &script)?;
    let state = match audience {
        Audience::State(state) => Some(state),
        _ => args.state.as_deref().map(|code| state(&script, code)).transpose()?,
    };
    let mut board = Scoreboard::default();
    let mut told: BTreeMap<u64, String> = BTreeMap::new();
    let mut acts: BTreeSet<u64> = BTreeSet::new();
    let replay = reader
        .replay(&mut |state, record| {
            board.fold(&script, state, record);
            if matches!(&record.cause, Cause::Order(order) if matches!(order.from, Desk::Seat(_))) {
                acts.insert(record.number);
            }
            let words = match audience {
                Audience::Excon => narrate::record(&script, state, record).text,
                _ => narrate::decision(&script, state, record),
            };
            told.insert(record.number, words);
        })
        .map_err(store_failure)?;
    let now = &replay.exercise.state;
    audience::allowed(audience, &script, now)?;
    let (mut value, mut evidence) = score::explain(&board, &script, now.now, measure, state);
    let all = score::score(&board, &script, now, now.now);
    let own = state.and_then(|state| all.states.iter().find(|s| s.state == state));
    let own = own.and_then(|s| s.measures.iter().find(|m| m.measure == measure));
    let (assessed, opportunities) = match (own, all.measure(measure)) {
        (Some(own), _) => (own.assessed, own.opportunities),
        (None, Some(all)) => (all.assessed, all.opportunities),
        (None, None) => (0, 0),
    };
    let mut withheld = None;
    if audience != Audience::Excon {
        withheld = own.and_then(|own| own.published.reason());
        value = value.filter(|_| withheld.is_none());
        // A state reads its own acts alone, and only beside a figure that it may see.
        let mine = |e: &Evidence| e.seat.is_some_and(|seat| script.seats[seat].state == state);
        evidence.retain(|e| state.is_some() && value.is_some() && mine(e) && acts.contains(&e.record));
    }
    let names = Names { script: &script, state: now };
    let explained = Explained {
        scenario: script.about.id.clone(),
        measure: measure.id().to_owned(),
        label: measure.label().to_owned(),
        state: state.map(|id| script.states[id].name.to_string()),
        value: value.map(Ppm::as_f64),
        formula: score::measure::formula(measure).to_owned(),
        audience: args.audience.clone().unwrap_or_else(|| "excon".to_owned()),
        until: script.clock.show(now.now),
        assessed,
        opportunities,
        withheld: withheld.map(str::to_owned),
        links: evidence.iter().map(|e| link(&names, &told, e, audience)).collect(),
    };
    print::result("the explanation", |out| {
        if args.json { result::print_json(out, &explained) } else { text(&mut Shown(out), &explained) }
    })?;
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

/// To others than exercise control no reason is told and no points: they would say what is true.
fn link(names: &Names<'_>, told: &BTreeMap<u64, String>, of: &Evidence, audience: Audience) -> Link {
    let control = audience == Audience::Excon;
    let points = f64::from(of.points) / f64::from(Ppm::ONE.0);
    Link {
        entry: of.record,
        at: names.clock(of.at),
        at_ms: of.at.0,
        who: of.seat.map(|seat| names.seat(seat)),
        points: if control { points } else { points.signum() },
        why: match (control, points > 0.0) {
            (true, _) => of.why.clone(),
            (false, true) => "earned something".to_owned(),
            (false, false) => "cost something".to_owned(),
        },
        what_happened: told.get(&of.record).cloned().unwrap_or_default(),
    }
}

/// Why no entry stands behind a figure.
fn why_nothing(of: &Explained) -> String {
    let Explained { until, opportunities, .. } = of;
    match (of.audience.as_str(), &of.state) {
        ("excon", _) if *opportunities == 0 => {
            format!("Nothing called for it until {until}, so there is no figure")
        }
        ("excon", _) if of.assessed == 0 => {
            format!(
                "Of {} none is over at {until}, so there is no figure yet",
                count(*opportunities as usize, "chance")
            )
        }
        ("excon", _) => format!("No entry earned or cost anything until {until}"),
        (_, Some(state)) => {
            format!("{state} is shown its own acts beside a figure that it may see: here there are none")
        }
        (_, None) => {
            "The entries behind it are exercise control's; each state is told of its own: --audience CODE"
                .to_owned()
        }
    }
}

fn text(out: &mut dyn Write, of: &Explained) -> std::io::Result<()> {
    let whose = of.state.as_ref().map(|state| format!(", {state}")).unwrap_or_default();
    let count = format!("{} of {} assessed", of.assessed, of.opportunities);
    match (of.value, &of.withheld) {
        (Some(value), _) => writeln!(out, "{}{whose}: {value:.2}, {count}", of.label)?,
        (None, Some(why)) => writeln!(out, "{}{whose}: {why}, {count}", of.label)?,
        (None, None) => writeln!(out, "{}{whose}: not assessed, {count}", of.label)?,
    }
    writeln!(out, "{}", of.formula)?;
    if of.measure == Measure::Outcome.id() {
        return writeln!(
            out,
            "No single entry earns it: `startex report JOURNAL --out DIR --outcome 20` runs what might have been"
        );
    }
    if of.links.is_empty() {
        return writeln!(out, "{}", why_nothing(of));
    }
    let sum =
        |gain: bool| of.links.iter().filter(|l| (l.points > 0.0) == gain).map(|l| l.points).sum::<f64>();
    for (gain, title) in [(true, "What earned it"), (false, "What it cost")] {
        let mut links = of.links.iter().filter(|l| (l.points > 0.0) == gain).peekable();
        if links.peek().is_some() {
            match of.audience.as_str() {
                "excon" => writeln!(out, "\n{title} ({:+.2} in all)", sum(gain))?,
                _ => writeln!(out, "\n{title}")?,
            }
        }
        for link in links {
            let who = link.who.as_deref().unwrap_or("Nobody in particular");
            match of.audience.as_str() {
                "excon" => writeln!(out, "{}  {:+.3}  {who}: {}", link.at, link.points, link.why)?,
                _ => writeln!(out, "{}  {who}", link.at)?,
            }
            writeln!(out, "{:16} entry {}: {}", "", link.entry, link.what_happened)?;
        }
    }
    Ok(())
}
