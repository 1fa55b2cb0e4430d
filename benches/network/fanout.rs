//! One inject to all seats, and all lines broken at once.

use std::time::{Duration, Instant};

use startex::exercise::order::{Act, Verb};
use startex::net::load::{Board, Crowd};

use super::broadcast::{Broadcast, inject};
use super::others::Other;
use super::program::{PATIENCE, Program, scenario};
use super::{median, ms};

/// Injects of a measurement.
const ROUNDS: usize = 9;
/// Characters of an inject.
const WORDS: usize = 1_024;
/// Seats whose lines hold while those of all others break.
const OTHERS: usize = 50;

pub(crate) async fn measure(desks: usize) {
    let bare = bare_fan_out(desks).await;
    others(desks).await;
    let plain = fan_out(desks, false).await;
    let tls = fan_out(desks, true).await;
    for (name, ours) in [("fanout_plain", &plain), ("fanout_tls", &tls)] {
        println!("ratio {name} {:.2}", ours.last.as_secs_f64() / bare.last.as_secs_f64());
        println!("ratio {name}_cpu {:.2}", ours.cpu_us / bare.cpu_us);
    }
}

/// What one inject to all costs.
struct FanOut {
    /// Until the last desk had it: the median.
    last: Duration,
    /// Processor time of the server, in microseconds a desk and inject.
    cpu_us: f64,
}

impl FanOut {
    fn new(lasts: Vec<Duration>, cpu: Duration, desks: usize) -> Self {
        let cpu_us = cpu.as_secs_f64() * 1e6 / (desks * lasts.len()) as f64;
        Self { last: median(lasts), cpu_us }
    }

    fn print(&self, name: &str) {
        println!("ms {name}_last {:.1}", ms(self.last));
        println!("us {name}_cpu_a_desk {:.1}", self.cpu_us);
    }
}

async fn bare_fan_out(desks: usize) -> FanOut {
    let mut all = Broadcast::start(desks).await;
    let before = all.cpu();
    let mut lasts = Vec::new();
    for round in 0..ROUNDS {
        lasts.push(all.send(&inject(&Board::marked(round, &"x".repeat(WORDS)))).await);
    }
    let found = FanOut::new(lasts, all.cpu() - before, desks);
    found.print("bare");
    found
}

/// Other programs, where this machine has them.
async fn others(desks: usize) {
    let bytes = inject(&Board::marked(0, &"x".repeat(WORDS))).len();
    for other in Other::ALL {
        match other.measure(desks, ROUNDS, bytes).await {
            Some((lasts, cpu)) => FanOut::new(lasts, cpu, desks).print(other.name()),
            None => println!("this machine has no {}: not compared", other.name()),
        }
    }
}

async fn fan_out(desks: usize, tls: bool) -> FanOut {
    let name = if tls { "tls" } else { "plain" };
    let program = Program::serve(&scenario(desks, 0), tls);
    let idle = program.memory_kb();
    let mut all = program.crowd(ROUNDS);
    let joined = all.join(&program.seats(), desks).await.expect("desks");
    println!("ms {name}_join {:.0}", ms(joined));
    println!("kb {name}_a_desk {:.1}", (program.memory_kb() - idle) as f64 / desks as f64);
    let mut control = program.control().await;
    control.start().await;
    assert!(all.board.until(PATIENCE, |board| board.entries() >= desks as u64).await, "the start");
    let before = program.cpu();
    let mut lasts = Vec::new();
    for round in 0..ROUNDS {
        let sent = control.compose(&Board::marked(round, &"x".repeat(WORDS))).await;
        assert!(all.board.until(PATIENCE, |board| board.mark(round).readers >= desks).await, "an inject");
        lasts.push(all.board.mark(round).last - sent);
    }
    let found = FanOut::new(lasts, program.cpu() - before, desks);
    found.print(name);
    println!("kb {name}_a_desk_after {:.1}", (program.memory_kb() - idle) as f64 / desks as f64);
    storm(name, &program, &mut all).await;
    found
}

/// All lines but a few break at once, and come back; the few go on deciding.
async fn storm(name: &str, program: &Program, all: &mut Crowd) {
    let mut others = program.crowd(0);
    others.join(&program.seats(), OTHERS.min(all.count())).await.expect("others");
    let calm = decide(&others, Duration::from_secs(2)).await;
    let count = all.count();
    let began = Instant::now();
    let (took, storm) = tokio::join!(all.come_back(count), decide(&others, Duration::from_secs(2)));
    println!("ms {name}_come_back {:.0}", ms(took.expect("desks that come back")));
    println!("ms {name}_others_p99_calm {:.1}", ms(calm));
    println!("ms {name}_others_p99_storm {:.1}", ms(storm));
    assert_eq!(others.board.broken(), 0, "others lost their lines after {:?}", began.elapsed());
}

/// A few seats decide ten times a second; what one in a hundred waits for longer.
async fn decide(others: &Crowd, length: Duration) -> Duration {
    let began = Instant::now();
    let before: u64 = others.board.outcomes().iter().sum();
    let (mut sent, mut tick) = (0, tokio::time::interval(Duration::from_millis(100)));
    while began.elapsed() < length {
        tick.tick().await;
        for desk in 0..others.count() / 10 {
            let text = format!("decision of desk {desk}");
            others.order(sent + desk, Act::Verb(Verb::Decide { about: None, text }.into()));
        }
        sent += others.count() / 10;
    }
    let all = before + sent as u64;
    assert!(others.board.until(PATIENCE, |board| board.outcomes().iter().sum::<u64>() >= all).await);
    others.board.waits().percentile(99).expect("answers")
}
