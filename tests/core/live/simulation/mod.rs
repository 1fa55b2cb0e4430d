//! Faults by the seed: orders, broken lines, crashes, disk errors and clocks that jump, in an order that only the seed
//! decides. Whatever happens, what was acknowledged is stored once, and every desk sees what the journal says.
//!
//! `STARTEX_SEEDS=5000` runs so many seeds; `STARTEX_SEED=17` runs that one again, with what it did.

mod client;
mod world;

use std::time::{Duration, Instant};

use world::World;

/// Seeds that are run where nobody says how many.
const SEEDS: u64 = 300;
/// Steps of each.
const STEPS: u64 = 160;
/// No more seeds are begun after that long, unless somebody asked for a number of them.
const CAP: Duration = Duration::from_secs(40);
/// So many are run on the slowest machine.
const AT_LEAST: u64 = 50;

pub(super) fn wanted(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap())
}

/// Runs a seed to its end, heals everything, and looks at what is left.
fn run(seed: u64, aloud: bool) -> Result<world::Met, String> {
    let mut world = World::new(seed, aloud);
    for _ in 0..STEPS {
        world.step()?;
    }
    world.heal()?;
    world.judge()
}

#[test]
fn whatever_fails_nothing_acknowledged_is_lost_or_done_twice() {
    if let Some(seed) = wanted("STARTEX_SEED") {
        run(seed, true).unwrap_or_else(|why| panic!("seed {seed}: {why}"));
        return;
    }
    let (asked, began) = (wanted("STARTEX_SEEDS"), Instant::now());
    let mut met = world::Met::default();
    let mut seeds = 0;
    for seed in 0..asked.unwrap_or(SEEDS) {
        if asked.is_none() && seed >= AT_LEAST && began.elapsed() > CAP {
            break;
        }
        let of_seed = std::panic::catch_unwind(|| run(seed, false));
        let again = format!("run it again with STARTEX_SEED={seed}");
        match of_seed {
            Ok(Ok(of_seed)) => met.add(&of_seed),
            Ok(Err(why)) => panic!("seed {seed}: {why}; {again}"),
            Err(_) => panic!("seed {seed} panicked; {again}"),
        }
        seeds += 1;
    }
    println!("{seeds} seeds: {met:?}");
    // A simulation in which nothing goes wrong shows nothing.
    let each = [
        met.acknowledged,
        met.refused,
        met.crashes,
        met.lost_lines,
        met.disk_errors,
        met.unheard * 2,
        met.repeats,
    ];
    assert!(each.iter().all(|count| *count > seeds / 2), "{met:?}");
}

#[test]
fn a_seed_does_the_same_thing_each_time() {
    for seed in [3, 11] {
        assert_eq!(run(seed, false).unwrap(), run(seed, false).unwrap());
    }
}
