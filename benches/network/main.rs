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
mod decide;
mod disk;
mod exercise;
mod fanout;
mod others;
mod program;
mod restart;

use std::time::Duration;

/// Seats that decide together.
const DECIDERS: usize = 1_000;

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
            decide::measure(DECIDERS.min(desks)).await;
        }
        if wants("exercise") {
            exercise::measure(desks).await;
        }
        if wants("restart") {
            restart::measure().await;
        }
    });
}

fn median(mut of: Vec<Duration>) -> Duration {
    of.sort_unstable();
    of[of.len() / 2]
}

fn ms(of: Duration) -> f64 {
    of.as_secs_f64() * 1e3
}
