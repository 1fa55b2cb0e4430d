//! Many seats on loopback: how long one inject takes to the last of them, what it costs the server, how long an order
//! waits for its answer when a thousand decide together, and how fast all come back when the line broke. The server is the
//! program itself, in a process of its own; what it is measured against runs beside it in the same run: a bare broadcast
//! of tokio, and bare group commits of SQLite on the same disk.
//!
//! `STARTEX_LOAD_DESKS` is how many desks there are (5,000; 500 seats with as many desks each as it takes).

mod bare;
mod desks;
mod disk;
mod program;

use std::time::Duration;

use bare::Bare;
use desks::Desks;
use program::Program;

/// Injects of a measurement.
const ROUNDS: usize = 9;
/// Characters of an inject.
const WORDS: usize = 1_024;
/// Seats that decide together.
const DECIDERS: usize = 500;

fn main() {
    if std::env::args().any(|arg| arg == bare::WORD) {
        return bare::serve();
    }
    let desks = std::env::var("STARTEX_LOAD_DESKS").ok().and_then(|n| n.parse().ok()).unwrap_or(5_000);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let bare = bare_fan_out(desks).await;
        let plain = fan_out(desks, false).await;
        let tls = fan_out(desks, true).await;
        for (name, ours) in [("fanout_plain", &plain), ("fanout_tls", &tls)] {
            println!("ratio {name} {:.2}", ours.last.as_secs_f64() / bare.last.as_secs_f64());
            println!("ratio {name}_cpu {:.2}", ours.cpu_us / bare.cpu_us);
        }
        decide_together().await;
    });
}

/// What one inject to all costs.
struct FanOut {
    /// Until the last desk had it: the median.
    last: Duration,
    /// Processor time of the server, in microseconds a desk and inject.
    cpu_us: f64,
}

impl FanOut {
    fn new(mut lasts: Vec<Duration>, cpu: Duration, desks: usize) -> Self {
        lasts.sort();
        let cpu_us = cpu.as_secs_f64() * 1e6 / (desks * lasts.len()) as f64;
        Self { last: lasts[lasts.len() / 2], cpu_us }
    }

    fn print(&self, name: &str) {
        println!("ms {name}_last {:.1}", self.last.as_secs_f64() * 1e3);
        println!("us {name}_cpu_a_desk {:.1}", self.cpu_us);
    }
}

async fn bare_fan_out(desks: usize) -> FanOut {
    let mut bare = Bare::start(WORDS);
    let clients = bare.join(desks).await;
    let before = bare.cpu();
    let mut lasts = Vec::new();
    for _ in 0..ROUNDS {
        let sent = bare.send();
        lasts.push(clients.all_have_next().await - sent);
    }
    let found = FanOut::new(lasts, bare.cpu() - before, desks);
    found.print("bare");
    found
}

async fn fan_out(desks: usize, tls: bool) -> FanOut {
    let name = if tls { "tls" } else { "plain" };
    let program = Program::start(desks.min(500), tls);
    let idle = program.memory_kb();
    let mut all = Desks::join(&program, desks).await;
    println!("kb {name}_a_desk {:.1}", (program.memory_kb() - idle) as f64 / desks as f64);
    let mut control = program.control().await;
    control.start().await;
    all.until("the start", |desk| desk.entries >= 1).await;
    let before = program.cpu();
    let mut lasts = Vec::new();
    for round in 0..ROUNDS {
        let words = format!("round {round} {}", "x".repeat(WORDS));
        let sent = control.compose(&words).await;
        lasts.push(all.last_to_read(&format!("round {round} ")).await - sent);
    }
    let found = FanOut::new(lasts, program.cpu() - before, desks);
    found.print(name);
    let took = all.come_back(&program).await;
    println!("ms {name}_come_back {:.0}", took.as_secs_f64() * 1e3);
    found
}

async fn decide_together() {
    let program = Program::start(DECIDERS, false);
    let mut all = Desks::join(&program, DECIDERS).await;
    let mut control = program.control().await;
    control.start().await;
    all.until("the start", |desk| desk.entries >= 1).await;
    let mut waits = Vec::new();
    for round in 0..ROUNDS {
        waits.extend(all.decide(round).await);
    }
    let ours = desks::p99(&mut waits);
    let raw = disk::p99(DECIDERS, ROUNDS);
    println!("ms decide_p99 {:.1}", ours.as_secs_f64() * 1e3);
    println!("ms raw_commit_p99 {:.1}", raw.as_secs_f64() * 1e3);
    println!("ratio decide {:.2}", ours.as_secs_f64() / raw.as_secs_f64());
}
