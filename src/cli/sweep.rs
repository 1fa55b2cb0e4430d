//! `startex sweep`: a scenario many times over, on all cores.

use std::fs;
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::base::{Span, limits, marking::marking};
use crate::batch::sweep::{Spread, Summary, Vary, csv};
use crate::batch::{Figures, Mix, Plan, Setup};
use crate::report;
use crate::scenario::script::Script;

use super::print::{self, mutter, say};
use super::{Failure, Outcome, args, result, scenario, workers};
use crate::base::excerpt::count;

/// Runs where nobody says how many.
const RUNS: u64 = 100;
/// How many injects and seats the text names.
const NAMED: usize = 8;

pub(super) fn main(args: &args::Sweep) -> Outcome {
    let bots = args.bots.as_deref();
    let (script, header) = scenario::read_to_run(&args.file, args.assets.as_deref(), 0, bots)?;
    let mix = bots.map(|text| Mix::parse(text, &script));
    let mix = mix.transpose().map_err(Failure::usage)?.unwrap_or_default();
    let varied = args.vary.iter().map(|text| Vary::parse(text)).collect::<Result<Vec<Vary>, String>>();
    let varied = varied.map_err(Failure::usage)?;
    let setup = Setup::new(script, header, mix);
    let plan = Plan::new(&setup, &varied, seeds(args)?).map_err(Failure::usage)?;
    if let Some(folder) = &args.out {
        // Whoever cannot write shall hear of it before an hour has passed.
        fs::create_dir_all(folder).map_err(|why| unwritable(folder, &why))?;
    }
    let threads = args.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let mut progress = Progress::new(plan.jobs());
    let figures =
        workers::run(&plan, threads.min(limits::BATCH_THREADS), &mut |done| progress.show(done), &|| ());
    progress.clear();
    let summary = Summary::of(&plan, &figures);
    if let Some(folder) = &args.out {
        write(folder, &plan, &figures, &summary)?;
    }
    print::result("the summary", |out| {
        if args.json { result::print_json(out, &summary) } else { text(out, &summary) }
    })?;
    Ok(0)
}

/// `--seeds A..B` has both ends in it; `--runs N` counts from the first, or from 1.
fn seeds(args: &args::Sweep) -> Result<Vec<u64>, Failure> {
    let wrong = |text: &str| Failure::usage(format!("`{text}` is no range of seeds; write 1..100"));
    let number = |text: &str, whole: &str| text.trim().parse::<u64>().map_err(|_| wrong(whole));
    let (first, last) = match &args.seeds {
        None => (1, args.runs.unwrap_or(RUNS)),
        Some(range) => {
            let (first, last) = range.split_once("..").ok_or_else(|| wrong(range))?;
            let (first, last) = (number(first, range)?, number(last, range)?);
            let end = args.runs.map_or(last, |runs| first.saturating_add(runs.saturating_sub(1)).min(last));
            (first, end)
        }
    };
    if first > last {
        return Err(Failure::usage("there is no seed to run: write --runs 100, or --seeds 1..100"));
    }
    if last - first >= limits::BATCH_RUNS as u64 {
        return Err(Failure::usage(format!("{} runs at most", limits::BATCH_RUNS)));
    }
    Ok((first..=last).collect())
}

fn unwritable(what: &Path, why: &std::io::Error) -> Failure {
    Failure::usage(format!("`{}` cannot be written: {why}; choose another folder", what.display()))
}

fn write(folder: &Path, plan: &Plan, figures: &[Figures], summary: &Summary) -> Result<(), Failure> {
    let empty = Script::default();
    let script = plan.script().unwrap_or(&empty);
    let mark = marking(&summary.title, script.about.handling);
    let json = serde_json::to_string_pretty(summary)
        .map_err(|why| Failure::usage(format!("the summary cannot be written: {why}")))?;
    let files = [
        ("sweep.html", report::sweep_html(summary, &mark)),
        ("sweep.json", json + "\n"),
        ("runs.csv", csv::runs(plan, figures)),
        ("injects.csv", csv::injects(plan, figures)),
        ("seats.csv", csv::seats(summary)),
    ];
    for (name, text) in files {
        let path = folder.join(name);
        fs::write(&path, text).map_err(|why| unwritable(&path, &why))?;
        say!("wrote {}", path.display());
    }
    Ok(())
}

fn text(out: &mut dyn Write, summary: &Summary) -> std::io::Result<()> {
    let (first, last) = summary.seeds;
    writeln!(out, "{} ({})", summary.title, summary.scenario)?;
    writeln!(out, "{}, seeds {first} to {last}, sweep {}", count(summary.runs, "run"), summary.hash)?;
    for cell in &summary.cells {
        let values: Vec<String> =
            cell.values.iter().map(|(name, value)| format!("{name} = {value}")).collect();
        writeln!(out, "\n{}", if values.is_empty() { "as written".to_owned() } else { values.join(", ") })?;
        writeln!(
            out,
            "  {:<20} {:>7} {:>7} {:>7} {:>7} {:>7} {:>9}",
            "", "mean", "sd", "5 %", "median", "95 %", "runs"
        )?;
        row(out, "coordination", cell.overall, 2)?;
        for measure in &cell.measures {
            row(out, &format!("  {}", measure.label), measure.value, 2)?;
        }
        row(out, "user hours lost", cell.user_hours, 0)?;
        row(out, "euros lost", cell.euros, 0)?;
    }
    let share = |of: Option<f64>| of.map(|share| format!("{:>3.0} %", share * 100.0));
    writeln!(out, "\nWhat explains the score's variance")?;
    let seats = summary.seats.iter().take(NAMED).map(|s| (s.explains_score, s.title.clone()));
    let injects =
        summary.injects.iter().take(NAMED).map(|i| (i.explains_score, format!("{} {}", i.id, i.title)));
    let known: Vec<_> = seats.chain(injects).filter_map(|(of, who)| Some((share(of)?, who))).collect();
    for (share, who) in &known {
        writeln!(out, "  {share}  {who}")?;
    }
    if known.is_empty() {
        writeln!(out, "  nothing: {}", why_nothing(summary))?;
    }
    writeln!(out, "\nDifficulty and balance")?;
    for advice in &summary.advice {
        writeln!(out, "- {advice}")?;
    }
    if summary.advice.is_empty() {
        writeln!(
            out,
            "- nothing was assessed in any run: bots that act (--bots) or a longer exercise give figures"
        )?;
    }
    Ok(())
}

/// Why nothing can be said to explain how the score varies.
fn why_nothing(summary: &Summary) -> String {
    match summary.cells.iter().filter_map(|cell| cell.overall).map(|all| all.n).max() {
        None => "the score was not assessed in any run".to_owned(),
        Some(1) => "of one run nothing can be told; --runs 100 gives more".to_owned(),
        Some(_) => "every seat was played alike and every inject fared alike in all runs; a mixture of bots makes them differ"
            .to_owned(),
    }
}

fn row(out: &mut dyn Write, name: &str, spread: Option<Spread>, digits: usize) -> std::io::Result<()> {
    let Some(s) = spread else { return writeln!(out, "  {name:<20} not assessed in any run") };
    let figures = [s.mean, s.sd, s.q05, s.median, s.q95].map(|x| format!("{x:>7.digits$}"));
    writeln!(out, "  {name:<20} {} {:>9}", figures.join(" "), s.n)
}

/// How far a sweep is, and when it will be done.
struct Progress {
    jobs: usize,
    began: Instant,
    shown_at: Instant,
    /// On a terminal one line is written over; elsewhere there is a line now and then.
    terminal: bool,
    shown: bool,
}

impl Progress {
    fn new(jobs: usize) -> Self {
        let now = Instant::now();
        Self { jobs, began: now, shown_at: now, terminal: std::io::stderr().is_terminal(), shown: false }
    }

    fn show(&mut self, done: usize) {
        let every = if self.terminal { Duration::from_millis(300) } else { Duration::from_secs(5) };
        if self.shown_at.elapsed() < every || done == 0 {
            return;
        }
        self.shown_at = Instant::now();
        let left =
            self.began.elapsed().as_secs_f64() / done as f64 * (self.jobs - done.min(self.jobs)) as f64;
        let left = Span::secs(left.ceil() as u64);
        let words = format!("{done} of {} runs, {left} left", self.jobs);
        if self.terminal {
            self.shown = true;
            mutter!("\r{words:<50}");
        } else {
            say!("{words}");
        }
    }

    fn clear(&self) {
        if self.shown {
            mutter!("\r{:50}\r", "");
        }
    }
}
