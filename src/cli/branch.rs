//! `startex branch`: what if. An exercise goes on from any of its moments with other orders or other bots; what came of
//! it stands beside what was.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;

use serde::Serialize;

use crate::base::excerpt::count;
use crate::base::{At, Ppm};
use crate::batch::loss::{Loss, Meter};
use crate::batch::run::{Step, Watch};
use crate::batch::sweep::Spread;
use crate::batch::{Change, Mix, Point};
use crate::exercise::fact::{Phase, Record};
use crate::exercise::state::State;
use crate::report::Audience;
use crate::report::narrate::{self, Line, Weight};
use crate::scenario::script::Script;
use crate::score::{Score, Scoreboard, score};
use crate::store::Reader;

use super::print::{Shown, say};
use super::{Failure, Outcome, args, audience, moment, orders, print, result, store_failure};
use figures::Figure;

mod figures;

/// Differences of a kind that the text names.
const NAMED: usize = 25;

/// What `--json` prints.
#[derive(Serialize)]
struct Compared {
    scenario: String,
    audience: String,
    /// Where the branch leaves, and where both are compared.
    at: String,
    at_ms: u64,
    until: String,
    until_ms: u64,
    seed: u64,
    figures: Vec<Figure>,
    /// Happened only in the exercise as it was. What happened is told to exercise control alone, here and below.
    only_as_it_was: Vec<Happened>,
    /// Happened only in the branch.
    only_what_if: Vec<Happened>,
    /// Happened in both, at other times.
    moved: Vec<Moved>,
    /// Over all seeds, where more than one was run.
    runs: Option<Runs>,
}

#[derive(Serialize)]
struct Happened {
    at: String,
    at_ms: u64,
    what: String,
}

#[derive(Serialize)]
struct Moved {
    what: String,
    as_it_was: String,
    what_if: String,
}

#[derive(Serialize)]
struct Runs {
    runs: usize,
    coordination: Option<Spread>,
    user_hours: Option<Spread>,
    euros: Option<Spread>,
}

/// What happened after the moment, and what it cost.
#[derive(Clone)]
struct Course {
    script: Arc<Script>,
    from: At,
    lines: Vec<Line>,
    meter: Meter,
}

impl Course {
    fn take(&mut self, state: &State, record: &Record) {
        self.meter.fold(&self.script, state, record);
        if record.at > self.from {
            let line = narrate::record(&self.script, state, record);
            if line.weight >= Weight::Act {
                self.lines.push(line);
            }
        }
    }
}

impl Watch for Course {
    fn step(&mut self, step: &Step<'_>) {
        self.take(step.state, step.record);
    }
}

pub(super) fn main(args: &args::Branch) -> Outcome {
    let reader = Reader::open(&args.journal).map_err(store_failure)?;
    let script = reader.script().map_err(store_failure)?;
    let audience = audience::read(args.audience.as_deref(), &script)?;
    let at = moment::read(&args.at, &script)?;
    let change = change(args, &script)?;
    let mut was =
        Course { script: Arc::clone(&script), from: at, lines: Vec::new(), meter: Meter::new(&script) };
    let (mut records, mut board, mut until_there) = (Vec::new(), Scoreboard::default(), None);
    let replay = reader
        .replay(&mut |state, record| {
            if record.at > at && until_there.is_none() {
                until_there = Some(was.meter.clone());
            }
            records.push(record.clone());
            board.fold(&script, state, record);
            was.take(state, record);
        })
        .map_err(store_failure)?;
    if !replay.reruns() {
        let rules = replay.header.rules;
        return Err(Failure::wrong(format!(
            "the journal was written under rules number {rules}, which this release cannot go on with; use the release \
             that wrote it"
        )));
    }
    let last = replay.tip().records;
    records.retain(|record: &Record| record.number <= last);
    let state = &replay.exercise.state;
    if state.now <= at {
        return Err(moment::nothing_after(&args.at, &script, state));
    }
    audience::allowed(audience, &script, state)?;
    let until = if state.phase == Phase::Ended { script.endex } else { state.now };
    let before = score(&board, &script, state, state.now);
    tell_strays(&change, &script, at, until);

    let point = Point::at(&replay.header, &script, &records, at).map_err(Failure::wrong)?;
    let meter = until_there.unwrap_or_else(|| was.meter.clone());
    let start = Course { script: Arc::clone(&script), from: at, lines: Vec::new(), meter };
    let mut ends: Vec<(Score, Loss)> = Vec::new();
    let mut first: Option<Course> = None;
    for run in 0..args.runs.max(1) {
        let mut course = start.clone();
        let mut branch = point.go_on(&change, replay.header.seed.wrapping_add(u64::from(run)));
        branch.until(until, &mut course);
        ends.push((branch.score(), course.meter.loss()));
        first.get_or_insert(course);
    }
    let (Some((after, loss)), Some(course)) = (ends.first(), first) else {
        return Err(Failure::usage("no run was asked for"));
    };
    let (was_lines, is_lines): (&[Line], &[Line]) = match audience {
        Audience::Excon => (&was.lines, &course.lines),
        _ => (&[], &[]),
    };
    let (only_as_it_was, only_what_if, moved) = differences(&script, was_lines, is_lines);
    let compared = Compared {
        scenario: script.about.id.clone(),
        at: script.clock.show(at),
        at_ms: at.0,
        until: script.clock.show(until),
        until_ms: until.0,
        seed: replay.header.seed,
        audience: args.audience.clone().unwrap_or_else(|| "excon".to_owned()),
        figures: figures::side_by_side(&script, audience, (&before, was.meter.loss()), (after, *loss)),
        only_as_it_was,
        only_what_if,
        moved,
        runs: (ends.len() > 1).then(|| over_seeds(&ends)),
    };
    let nothing_new = change.orders.is_empty() && change.bots.is_none();
    print::result("the comparison", |out| {
        if args.json {
            result::print_json(out, &compared)
        } else {
            text(&mut Shown(out), &script, &compared, nothing_new)
        }
    })?;
    Ok(0)
}

fn change(args: &args::Branch, script: &Script) -> Result<Change, Failure> {
    let bots =
        args.bots.as_deref().map(|text| Mix::parse(text, script)).transpose().map_err(Failure::usage)?;
    let orders = args.orders.as_deref().map(|path| orders::read(path, script)).transpose()?;
    Ok(Change { orders: orders.unwrap_or_default(), bots })
}

fn over_seeds(ends: &[(Score, Loss)]) -> Runs {
    Runs {
        runs: ends.len(),
        coordination: Spread::of(ends.iter().filter_map(|(score, _)| score.overall).map(Ppm::as_f64)),
        user_hours: Spread::of(ends.iter().map(|(_, loss)| loss.user_hours as f64)),
        euros: Spread::of(ends.iter().map(|(_, loss)| loss.money.0 as f64 / 100.0)),
    }
}

/// What happened in one only, and what happened in both at other times: the n-th time of a sentence in one is the n-th
/// in the other.
fn differences(script: &Script, was: &[Line], is: &[Line]) -> (Vec<Happened>, Vec<Happened>, Vec<Moved>) {
    let mut times: BTreeMap<&str, (Vec<At>, Vec<At>)> = BTreeMap::new();
    for line in was {
        times.entry(&line.text).or_default().0.push(line.at);
    }
    for line in is {
        times.entry(&line.text).or_default().1.push(line.at);
    }
    let clock = |at: At| script.clock.show(at);
    let (mut gone, mut new, mut moved): (Vec<Happened>, Vec<Happened>, Vec<(At, Moved)>) =
        (Vec::new(), Vec::new(), Vec::new());
    for (text, (was, is)) in times {
        let happened = |at: &At| Happened { at: clock(*at), at_ms: at.0, what: text.to_owned() };
        let both = was.len().min(is.len());
        gone.extend(was[both..].iter().map(happened));
        new.extend(is[both..].iter().map(happened));
        for (was, is) in was.iter().zip(&is).filter(|(was, is)| was != is) {
            let line = Moved { what: text.to_owned(), as_it_was: clock(*was), what_if: clock(*is) };
            moved.push((*was, line));
        }
    }
    gone.sort_by_key(|h| h.at_ms);
    new.sort_by_key(|h| h.at_ms);
    moved.sort_by_key(|(at, _)| *at);
    (gone, new, moved.into_iter().map(|(_, moved)| moved).collect())
}

/// Says which of the other orders lie outside of what is compared.
fn tell_strays(change: &Change, script: &Script, at: At, until: At) {
    let those =
        |outside: &dyn Fn(At) -> bool| change.orders.iter().filter(|(when, _)| outside(*when)).count();
    let (early, late) = (those(&|when| when < at), those(&|when| when > until));
    if early > 0 {
        let (orders, at) = (count(early, "order"), script.clock.show(at));
        say!("{orders} of a moment before {at} are carried out there, where the branch leaves");
    }
    if late > 0 {
        let (orders, until) = (count(late, "order"), script.clock.show(until));
        say!("{orders} of a moment after {until}, where both end, are not carried out");
    }
}

fn text(out: &mut dyn Write, script: &Script, compared: &Compared, nothing_new: bool) -> std::io::Result<()> {
    writeln!(out, "{}: what if, from {} to {}", script.about.title, compared.at, compared.until)?;
    writeln!(out, "\n{:<34} {:>12} {:>12} {:>12}", "", "as it was", "what if", "difference")?;
    for figure in &compared.figures {
        let digits = if figure.name.ends_with("lost") { 0 } else { 2 };
        let show = |x: Option<f64>| x.map_or("–".to_owned(), |x| format!("{x:.digits$}"));
        let difference = figure.difference.map_or("–".to_owned(), |x| format!("{x:+.digits$}"));
        if figure.as_it_was.is_some() || figure.what_if.is_some() {
            let (was, is) = (show(figure.as_it_was), show(figure.what_if));
            writeln!(out, "{:<34} {was:>12} {is:>12} {difference:>12}", figure.name)?;
        }
    }
    if let Some(Runs { runs, coordination: Some(c), user_hours: Some(h), .. }) = &compared.runs {
        writeln!(
            out,
            "\nOver {runs} seeds: coordination {:.2} ({:.2} to {:.2}), user hours lost {:.0} ({:.0} to {:.0})",
            c.mean, c.q05, c.q95, h.mean, h.q05, h.q95
        )?;
    }
    let mut list = |title: &str, lines: Vec<String>| -> std::io::Result<()> {
        if lines.is_empty() {
            return Ok(());
        }
        writeln!(out, "\n{title}")?;
        for line in lines.iter().take(NAMED) {
            writeln!(out, "  {line}")?;
        }
        match lines.len().checked_sub(NAMED).filter(|more| *more > 0) {
            Some(more) => writeln!(out, "  and {more} more; --json prints all"),
            None => Ok(()),
        }
    };
    let happened = |of: &[Happened]| of.iter().map(|h| format!("{}  {}", h.at, h.what)).collect();
    list("Only as it was", happened(&compared.only_as_it_was))?;
    list("Only in the branch", happened(&compared.only_what_if))?;
    let moved = compared.moved.iter().map(|m| format!("{} → {}  {}", m.as_it_was, m.what_if, m.what));
    list("In both, at another time", moved.collect())?;
    let same =
        compared.only_as_it_was.is_empty() && compared.only_what_if.is_empty() && compared.moved.is_empty();
    match compared.audience.as_str() {
        "excon" if same && nothing_new => {
            writeln!(
                out,
                "\nNothing differs: the branch had the same orders and bots; --orders or --bots give it others"
            )
        }
        "excon" if same => writeln!(out, "\nNothing differs: what is other changed nothing before the end"),
        "excon" => Ok(()),
        _ => writeln!(out, "\nWhat happened is told to exercise control alone"),
    }
}
