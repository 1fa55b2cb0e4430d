//! Many seats on loopback: how long one inject takes to the last of them, what it costs the server, how long an order
//! waits for its answer when a thousand decide together, how fast all come back when the lines broke and what the others
//! notice of that, whether the largest exercise known runs through in time, and how soon a server is back. The server is
//! the program itself, in a process of its own, loaded by what `startex load` is made of; what it is measured against runs
//! beside it in the same run: a bare broadcast of tokio, mosquitto and nats-server where the machine has them, and bare group
//! commits of SQLite on the same disk.
//!
//! `STARTEX_LOAD_DESKS` is how many seats there are (5,000), `STARTEX_LOAD_ONLY` a part of what is measured: `fanout`,
//! `decide`, `exercise` or `restart`.

mod bare;
mod broadcast;
mod disk;
mod exercise;
mod fanout;
mod others;
mod program;
mod restart;

use std::time::Duration;

use startex::exercise::order::{Act, Verb};

use program::{PATIENCE, Program};

/// Seats that decide together.
const DECIDERS: usize = 1_000;
/// How often they do.
const ROUNDS: usize = 9;

fn main() {
    if let Some(bare) = bare::asked_for() {
        return bare();
    }
    let desks = std::env::var("STARTEX_LOAD_DESKS").ok().and_then(|n| n.parse().ok()).unwrap_or(5_000);
    let only = std::env::var("STARTEX_LOAD_ONLY").ok();
    let wants = |part: &str| only.as_deref().is_none_or(|only| only == part);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        if wants("fanout") {
            fanout::measure(desks).await;
        }
        if wants("decide") {
            decide_together(DECIDERS.min(desks)).await;
        }
        if wants("exercise") {
            exercise::measure(desks).await;
        }
        if wants("restart") {
            restart::measure().await;
        }
    });
}

/// So many seats decide at once, over and over.
async fn decide_together(seats: usize) {
    let program = Program::serve(&program::scenario(seats, 0), false);
    let mut all = program.crowd(0);
    all.join(&program.seats(), seats).await.expect("desks");
    let mut control = program.control().await;
    control.start().await;
    let mut waits = Vec::new();
    for round in 0..ROUNDS {
        for desk in 0..seats {
            let text = format!("decision {round} of desk {desk}");
            all.order(desk, Act::Verb(Verb::Decide { about: None, text }.into()));
        }
        let answered = ((round + 1) * seats) as u64;
        assert!(all.board.until(PATIENCE, |board| board.outcomes()[0] >= answered).await, "an answer");
        waits.push(all.board.waits());
    }
    let ours = median(waits.iter().filter_map(|waits| waits.percentile(99)).collect());
    let raw = disk::together(seats, ROUNDS);
    let bare = disk::answered_p99(seats, ROUNDS).await;
    println!("ms decide_p99 {:.1}", ms(ours));
    println!("ms raw_commit {:.1}", ms(raw));
    println!("ms bare_decide_p99 {:.1}", ms(bare));
    println!("ratio decide {:.2}", ours.as_secs_f64() / raw.as_secs_f64());
    println!("ratio decide_bare {:.2}", ours.as_secs_f64() / bare.as_secs_f64());
}

fn median(mut of: Vec<Duration>) -> Duration {
    of.sort_unstable();
    of[of.len() / 2]
}

fn ms(of: Duration) -> f64 {
    of.as_secs_f64() * 1e3
}
