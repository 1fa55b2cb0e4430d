//! A whole exercise of the size of a real European one, written in RON and played by bots, against one run of the common
//! workload on a plain heap in the same process; how it grows; and what its journal costs to read back.
//!
//! `cargo bench --no-default-features --features store --bench scale` prints `ratio exercise` (run with decisions, views and
//! score ÷ floor), `ratio exercise_growth` (its growth to 500 states, 2,000 injects and 100 seats ÷ the floor's own),
//! `ratio journal_replay` (a bare fold of the records ÷ reading them back with the chain checked), `ratio verify` (carrying
//! every order out anew and comparing ÷ the run). A word behind `--` (`exercise`, `growth`, `journal`) measures that part only.

#![expect(clippy::panic, reason = "a bench that cannot go on should say so")]

mod cb27_rules;
mod scale_scenario;
mod timing;

use std::collections::{BTreeMap, BTreeSet};
use std::hint::black_box;
use std::sync::Arc;

use scale_scenario::{EUROPE, LARGEST, Size, sources};
use startex::batch::{Run, opening};
use startex::exercise::apply;
use startex::exercise::fact::Record;
use startex::exercise::state::State;
use startex::record::journal::{Header, Options, RULES, decode};
use startex::record::replay::Replay;
use startex::record::snapshot;
use startex::scenario::script::Script;
use timing::{median, timed};

const ROUNDS: usize = 7;

/// A scenario that was read.
struct Scale {
    script: Arc<Script>,
    sources: BTreeMap<String, String>,
}

impl Scale {
    fn of(size: Size) -> Self {
        let loaded = startex::scenario::load(&sources(size), "s.ron");
        let first = loaded.findings.first().map(|f| f.json(&loaded.files).message);
        assert_eq!(loaded.errors, 0, "the generated scenario has errors: {first:?}");
        Self { script: loaded.script.unwrap_or_default(), sources: loaded.sources }
    }

    fn header(&self) -> Header {
        Header {
            rules: RULES,
            seed: 1,
            scenario: self.script.about.id.clone(),
            main: "s.ron".to_owned(),
            sources: self.sources.clone(),
            script: self.script.hash,
            options: Options::default(),
        }
    }

    /// Bots, views, records and score, from STARTEX to ENDEX.
    fn play(&self, header: Header) -> Run {
        let mut run = Run::new(Arc::clone(&self.script), header);
        // As sweeps run it.
        run.nobody_sits_down_late();
        for order in opening(&self.script, &BTreeSet::new(), None) {
            run.order(&order, &mut ());
        }
        run.until(self.script.endex, &mut ());
        black_box(run.figures());
        run
    }

    /// Nanoseconds of a run, and the run.
    fn timed(&self) -> (f64, Run) {
        let header = self.header();
        timed(|| self.play(header))
    }
}

fn main() {
    let parts: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    let asked = |part: &str| parts.is_empty() || parts.iter().any(|asked| asked == part);
    let europe = Scale::of(EUROPE);
    // The first run of the process: what it holds at its end is its own.
    let before = resident();
    let first = europe.timed().1;
    println!("MB one_run {:.1}", (resident() - before) as f64 / 1e6);
    drop(first);
    let (mut floors, mut wholes, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let floor = timed(|| cb27_rules::on_a_plain_heap::<27, 300, 3>(1)).0;
        let whole = europe.timed().0;
        floors.push(floor);
        wholes.push(whole);
        ratios.push(whole / floor);
    }
    let (floor, whole) = (median(floors), median(wholes));
    println!("ms cb27_plain_heap {:.2}", floor / 1e6);
    println!("ms exercise {:.2}", whole / 1e6);
    let mut run = europe.timed().1;
    let hash = run.seal().map(|tip| tip.hash.to_string()).unwrap_or_default();
    println!("records exercise {}, handles {}, journal {hash}", run.exercise.state.records, handles(&run));
    println!("ratio exercise {:.3}", median(ratios));
    if asked("growth") {
        growth(floor, whole);
    }
    if asked("journal") {
        journal(&europe);
    }
}

/// Bytes of this process that are in memory; none where the machine does not say.
fn resident() -> i64 {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    pages.split(' ').nth(1).and_then(|pages| pages.parse::<i64>().ok()).unwrap_or_default() * 4_096
}

/// Things that seats came across.
fn handles(run: &Run) -> u32 {
    run.exercise.state.seats.rows().map(|seat| seat.handles.len() as u32).sum()
}

fn growth(floor: f64, whole: f64) {
    let largest = Scale::of(LARGEST);
    let (mut floors, mut wholes) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        floors.push(timed(|| cb27_rules::on_a_plain_heap::<500, 2_000, 100>(1)).0 / floor);
        wholes.push(largest.timed().0 / whole);
    }
    let (floor, whole) = (median(floors), median(wholes));
    println!("growth cb27_plain_heap {floor:.1}");
    println!("growth exercise {whole:.1}");
    println!("ratio exercise_growth {:.3}", whole / floor);
}

fn journal(scale: &Scale) {
    let (mut folds, mut verifies) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (whole, mut run) = scale.timed();
        assert!(run.seal().is_ok(), "the run was written whole");
        let blocks: Vec<&[u8]> = run.journal.log.blocks().map(|block| block.stored()).collect();
        let last = run.exercise.state.records;
        let mark = snapshot::mark(&run.exercise.state, run.exercise.state.now);
        let open = || Replay::open(blocks[0]).unwrap_or_else(|why| panic!("{why}"));

        let bare = bare_fold(scale, &run, last);
        let mut replay = open().believing(last, mark);
        folds.push(bare / timed(|| read(&mut replay, &blocks[1..])).0);
        let mut replay = open();
        verifies.push(timed(|| read(&mut replay, &blocks[1..])).0 / whole);
    }
    println!("ratio journal_replay {:.3}", median(folds));
    println!("ratio verify {:.3}", median(verifies));
}

fn read(replay: &mut Replay, blocks: &[&[u8]]) {
    for block in blocks {
        let taken = replay.take(block, &mut |_, _| {});
        assert!(taken.is_ok(), "the journal is whole: {:?}", taken.err());
    }
}

/// Nanoseconds to decode and fold the records, the chain left aside.
fn bare_fold(scale: &Scale, run: &Run, last: u64) -> f64 {
    let payloads: Vec<_> =
        run.journal.log.blocks().skip(1).flat_map(|b| b.records().collect::<Vec<_>>()).collect();
    let mut state = State::new(&scale.script, 1);
    let (took, ()) = timed(|| {
        for frame in payloads.iter().flatten() {
            let record: Record =
                decode(startex::record::journal::FORMAT, frame).unwrap_or_else(|why| panic!("{why}"));
            let folded = apply::replay(&scale.script, &mut state, &record);
            assert!(folded.is_ok(), "the records follow from one another: {folded:?}");
        }
    });
    assert_eq!(state.records, last);
    took
}
