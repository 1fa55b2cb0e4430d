//! A whole unattended exercise with bots, views and scoring, against one run of the common workload on a plain heap.
//!
//! `cargo bench --no-default-features --bench unattended` prints `ratio unattended VALUE` (run / floor, both taken in
//! this process in turn), and what the parts cost: the rules alone, what the seats receive, bots and score.

mod cb27_rules;
mod timing;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use startex::batch::{Run, opening};
use startex::exercise::Exercise;
use startex::exercise::mirror::Projector;
use startex::record::journal::{Header, Options, RULES};
use startex::scenario::script::Script;
use timing::{median, timed};

const ROUNDS: usize = 15;

fn main() {
    let (script, sources) = load("scenarios/northern-lights", "northern-lights.ron");
    let header = || Header {
        rules: RULES,
        seed: 1,
        scenario: script.about.id.clone(),
        main: "northern-lights.ron".to_owned(),
        sources: sources.clone(),
        script: script.hash,
        options: Options { bots: None },
    };
    let (mut floors, mut wholes, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    let (mut rules, mut seen) = (Vec::new(), Vec::new());
    let mut records = 0;
    for _ in 0..ROUNDS {
        let floor = timed(|| cb27_rules::on_a_plain_heap::<27, 300, 3>(1)).0;
        let header = header();
        let (whole, run) = timed(|| whole(&script, header));
        records = run.exercise.state.records;
        rules.push(timed(|| nobody_acts(&script, false)).0);
        seen.push(timed(|| nobody_acts(&script, true)).0);
        floors.push(floor);
        wholes.push(whole);
        ratios.push(whole / floor);
    }
    println!("records unattended {records}");
    println!("ms cb27_plain_heap {:.2}", median(floors) / 1e6);
    println!("ms unattended {:.2}", median(wholes) / 1e6);
    println!("ms unattended_rules_alone_nobody_acts {:.2}", median(rules) / 1e6);
    println!("ms unattended_rules_and_entries_nobody_acts {:.2}", median(seen) / 1e6);
    println!("ratio unattended {:.3}", median(ratios));
}

/// Bots, views, records and score, from STARTEX to ENDEX.
fn whole(script: &Arc<Script>, header: Header) -> Run {
    let mut run = Run::new(Arc::clone(script), header);
    for order in opening(script, &BTreeSet::new(), None) {
        run.order(&order, &mut ());
    }
    run.until(script.endex, &mut ());
    black_box(run.score());
    run
}

/// The same script where nobody does anything, with or without what the seats receive.
fn nobody_acts(script: &Arc<Script>, seats_receive: bool) -> Exercise {
    let mut exercise = Exercise::new(Arc::clone(script), 1);
    let mut projector = Projector::new(script);
    for order in opening(script, &BTreeSet::new(), Some("silent")) {
        exercise.order(order, &mut |_, _| {});
    }
    exercise.advance(script.endex, &mut |state, record| {
        if seats_receive {
            black_box(projector.entries(script, state, record));
        }
    });
    exercise
}

fn load(folder: &str, main: &str) -> (Arc<Script>, BTreeMap<String, String>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = BTreeMap::new();
    for (from, under) in [(folder, ""), ("assets/doctrine", "doctrine/"), ("assets/world", "world/")] {
        for entry in fs::read_dir(root.join(from)).into_iter().flatten().flatten() {
            if let Ok(text) = fs::read_to_string(entry.path()) {
                sources.insert(format!("{under}{}", entry.file_name().to_string_lossy()), text);
            }
        }
    }
    let loaded = startex::scenario::load(&sources, main);
    assert_eq!(loaded.errors, 0, "{folder} has errors");
    let script = loaded.script.unwrap_or_default();
    (script, loaded.sources)
}
