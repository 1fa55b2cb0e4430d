//! A sweep on one thread against the same sweep on two: CPU time of all workers, and that the figures are the same; and
//! the memory of one run.
//!
//! `cargo bench --no-default-features --features store --bench sweep` prints `ratio sweep-threads VALUE` (CPU time on two
//! threads / on one, the middle of several rounds taken in turn) and `mb sweep-run VALUE` (the most that one run holds at
//! a time beyond the script, by a counting allocator).

#[path = "../tests/fixtures/cpu.rs"]
mod cpu;

use std::alloc::{GlobalAlloc, Layout, System};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicIsize, Ordering};
use std::thread::ThreadId;

use startex::batch::{Conduct, Figures, Mix, Plan, Setup, Trial};
use startex::cli::workers;
use startex::record::journal::{Header, Options, RULES};
use startex::scenario::load;

const SEEDS: u64 = 40;
const ROUNDS: usize = 5;

/// Counts what is held while somebody asks; else it costs a look at a flag.
struct Counting;

static COUNTS: AtomicBool = AtomicBool::new(false);
static HELD: AtomicIsize = AtomicIsize::new(0);
static MOST: AtomicIsize = AtomicIsize::new(0);

fn count(bytes: isize) {
    if COUNTS.load(Ordering::Relaxed) {
        let held = HELD.fetch_add(bytes, Ordering::Relaxed) + bytes;
        MOST.fetch_max(held, Ordering::Relaxed);
    }
}

#[allow(unsafe_code, reason = "an allocator cannot be counted otherwise")]
// SAFETY: every call goes to the system's allocator as it came; counting touches no memory of it.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as isize);
        // SAFETY: the caller keeps what `alloc` asks for.
        unsafe { System.alloc(layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size as isize - layout.size() as isize);
        // SAFETY: `at` came from `alloc` above with this layout.
        unsafe { System.realloc(at, layout, size) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        count(-(layout.size() as isize));
        // SAFETY: `at` came from `alloc` above with this layout.
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn main() {
    let plan = plan();
    let (one, two) = (timed(&plan, 1), timed(&plan, 2));
    assert_eq!(one.1, two.1, "the figures hang on the number of threads");
    let mut ratios = Vec::new();
    let (mut single, mut double) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        // In turn, and each first as often as the other: a machine that warms up favours nobody.
        let (one, two) = if round % 2 == 0 {
            let one = timed(&plan, 1).0;
            (one, timed(&plan, 2).0)
        } else {
            let two = timed(&plan, 2).0;
            (timed(&plan, 1).0, two)
        };
        ratios.push(two / one);
        single.push(one);
        double.push(two);
    }
    println!("runs sweep {}", plan.jobs());
    println!("ms sweep-run-one-thread {:.2}", median(single) / 1e6 / plan.jobs() as f64);
    println!("ms sweep-run-two-threads {:.2}", median(double) / 1e6 / plan.jobs() as f64);
    println!("ratio sweep-threads {:.3}", median(ratios));
    println!("mb sweep-run {:.2}", memory(&plan) as f64 / (1 << 20) as f64);
}

/// The most that one run holds at a time.
fn memory(plan: &Plan) -> isize {
    let setup = &plan.cells[0].setup;
    HELD.store(0, Ordering::Relaxed);
    MOST.store(0, Ordering::Relaxed);
    COUNTS.store(true, Ordering::Relaxed);
    let mut trial = Trial::begin(setup, 1, Conduct::AsDecided);
    while !trial.work(u32::MAX) {}
    let figures = trial.finish();
    COUNTS.store(false, Ordering::Relaxed);
    assert!(figures.records > 0);
    MOST.load(Ordering::Relaxed)
}

/// CPU time of all workers in ns, and what they found.
fn timed(plan: &Plan, threads: usize) -> (f64, Vec<Figures>) {
    let spent: Mutex<BTreeMap<String, u64>> = Mutex::new(BTreeMap::new());
    let note = || {
        let name = |id: ThreadId| format!("{id:?}");
        if let Ok(mut spent) = spent.lock() {
            spent
                .insert(name(std::thread::current().id()), cpu::used().unwrap_or_default().as_nanos() as u64);
        }
    };
    let figures = workers::run(plan, threads, &mut |_| (), &note);
    let all = spent.lock().map(|spent| spent.values().sum::<u64>()).unwrap_or_default();
    (all as f64, figures)
}

fn plan() -> Plan {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = BTreeMap::new();
    for (from, under) in
        [("scenarios/northern-lights", ""), ("assets/doctrine", "doctrine/"), ("assets/world", "world/")]
    {
        for entry in fs::read_dir(root.join(from)).into_iter().flatten().flatten() {
            if let Ok(text) = fs::read_to_string(entry.path()) {
                sources.insert(format!("{under}{}", entry.file_name().to_string_lossy()), text);
            }
        }
    }
    let loaded = load(&sources, "northern-lights.ron");
    assert_eq!(loaded.errors, 0, "the scenario has errors");
    let script = loaded.script.unwrap_or_default();
    let header = Header {
        rules: RULES,
        seed: 0,
        scenario: script.about.id.clone(),
        main: "northern-lights.ron".to_owned(),
        sources: loaded.sources,
        script: script.hash,
        options: Options::default(),
    };
    let setup = Setup::new(script, header, Mix::default());
    Plan {
        cells: vec![startex::batch::sweep::Cell { values: Vec::new(), setup }],
        seeds: (1..=SEEDS).collect(),
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
