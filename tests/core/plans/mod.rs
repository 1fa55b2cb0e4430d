//! Every shipped scenario is played as the plan beside it says, and must come out as the plan expects.
//!
//! A plan is read when the test runs, so that a trainer who changes words need not compile. What differs is said all
//! at once, with the figures of each run, so that a scenario can be tuned by its numbers.

mod leaks;
mod plan;
mod stage;
mod tricks;

use std::fmt::Write;

use startex::scenario::words::Measure;

use plan::{Differ, Plan, Run};
use stage::{Played, Stage};

/// The shipped scenarios: each has a plan.
const SHIPPED: [&str; 6] =
    ["quickstart", "northern-lights", "iron-gate", "quiet-update", "loud-week", "long-reach"];

/// Plays all runs of a plan and holds them against it. No entry of the first may tell a seat what is hidden from it.
fn plays(folder: &str) {
    let plan = Plan::read(folder);
    let stage = Stage::open(folder, &plan);
    let mut report = String::new();
    let mut wrong: Vec<String> = Vec::new();
    let mut played: Vec<(&Run, Played)> = Vec::new();
    for (place, run) in plan.runs.iter().enumerate() {
        // The first run is the good one: most is told there.
        let result = stage.play(run, place == 0);
        let told = &result.told;
        assert!(
            told.is_empty(),
            "{folder}: {} entries tell what is hidden\n{}",
            told.len(),
            told[..told.len().min(12)].join("\n")
        );
        wrong.extend(run.expects(&result).into_iter().map(|what| format!("{}: {what}", run.id)));
        report += &figures(&run.id, &result);
        played.push((run, result));
    }
    let of = |id: &str| &played.iter().find(|(run, _)| run.id == id).unwrap().1;
    if let Some(differ) = &plan.differ {
        wrong.extend(differs(differ, of(&differ.good), of(&differ.poor)));
    }
    assert!(wrong.is_empty(), "{folder}\n{}\n\n{report}", wrong.join("\n"));
}

/// Where good and poor lie too close together.
fn differs(differ: &Differ, good: &Played, poor: &Played) -> Vec<String> {
    let mut wrong = Vec::new();
    let overall = good.overall() - poor.overall();
    if overall < differ.overall {
        wrong.push(format!("good and poor differ by {overall:.2} overall, not by {}", differ.overall));
    }
    for measure in &differ.measures {
        match (good.value(*measure), poor.value(*measure)) {
            (Some(good), Some(poor)) if good - poor >= differ.by => {}
            (good, poor) => {
                let wanted = differ.by;
                wrong.push(format!("{measure}: good {good:?}, poor {poor:?}: they must differ by {wanted}"));
            }
        }
    }
    wrong
}

/// The figures of a run, and what cost it most.
fn figures(id: &str, played: &Played) -> String {
    let mut text = format!("── {id}: overall {:.3}, cap {:?}\n", played.overall(), played.score.cap);
    for measure in &played.score.measures {
        let value = measure.value.map_or_else(|| "  –  ".to_owned(), |v| format!("{:.3}", v.as_f64()));
        let name = measure.measure.label();
        let _ = writeln!(text, "  {value} {name}, {} of {}", measure.assessed, measure.opportunities);
        let mut costs: Vec<_> = measure.evidence.iter().filter(|e| e.points < 0).collect();
        costs.sort_by_key(|e| e.points);
        for cost in costs.iter().take(if std::env::var_os("PLAN_DETAIL").is_some() { 400 } else { 3 }) {
            let at = played.clock.show(cost.at);
            let _ = writeln!(text, "          {:>8} {at} {}", cost.points, cost.why);
        }
    }
    text
}

#[test]
fn the_quick_start_plays_as_its_plan_says() {
    plays("quickstart");
}

#[test]
fn northern_lights_plays_as_its_plan_says() {
    plays("northern-lights");
}

#[test]
fn iron_gate_plays_as_its_plan_says() {
    plays("iron-gate");
}

#[test]
fn quiet_update_plays_as_its_plan_says() {
    plays("quiet-update");
}

#[test]
fn loud_week_plays_as_its_plan_says() {
    plays("loud-week");
}

#[test]
fn long_reach_plays_as_its_plan_says() {
    plays("long-reach");
}

#[test]
fn the_plans_name_every_measure_that_a_scenario_weighs() {
    for folder in SHIPPED {
        let plan = Plan::read(folder);
        let named = plan.differ.map(|d| d.measures).unwrap_or_default();
        assert!(named.len() >= 4, "{folder}: a plan that compares {} of {}", named.len(), Measure::ALL.len());
    }
}
