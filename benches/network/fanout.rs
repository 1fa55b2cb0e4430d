//! One inject to all seats, and all lines broken at once. Whoever is compared takes turns, so that all see the same machine.

use std::time::{Duration, Instant};

use startex::exercise::order::{Act, Verb};
use startex::net::load::{Board, Crowd};

use super::broadcast::{Broadcast, inject};
use super::others::{Carrier, Other};
use super::program::{Excon, PATIENCE, Program, scenario};
use super::{median, ms};

/// Injects of a measurement.
const ROUNDS: usize = 21;
/// Between two turns: what the one before had still to do is done.
const PAUSE: Duration = Duration::from_millis(40);
/// Characters of an inject.
const WORDS: usize = 1_024;
/// Seats whose lines hold while those of all others break.
const OTHERS: usize = 50;

pub(crate) async fn measure(desks: usize) {
    let mut bare = Speaker::Bare(Broadcast::start(desks).await);
    let bytes = inject(&text(0)).len();
    // Of three with so many lines a process can have no more.
    if let Some(mosquitto) = other(Other::Mosquitto, desks, bytes).await {
        in_turn([&mut bare, &mut Speaker::Other(mosquitto)], ["bare", "mosquitto"], desks).await;
    }
    let mut plain = Server::start(desks, false).await;
    let with_bare = match other(Other::Nats, desks, bytes).await {
        Some(nats) => {
            let names = ["bare", "plain", "nats-server"];
            let who = [&mut bare, &mut plain, &mut Speaker::Other(nats)];
            let [bare, ours, nats] = in_turn(who, names, desks).await;
            println!("ratio fanout_nats {:.2}", ours.last.as_secs_f64() / nats.last.as_secs_f64());
            [bare, ours]
        }
        None => in_turn([&mut bare, &mut plain], ["bare", "plain"], desks).await,
    };
    compare("fanout_plain", &with_bare);
    plain.after("plain").await;
    drop(plain);
    let mut tls = Server::start(desks, true).await;
    compare("fanout_tls", &in_turn([&mut bare, &mut tls], ["bare", "tls"], desks).await);
    tls.after("tls").await;
}

fn text(round: usize) -> String {
    Board::marked(round, &"x".repeat(WORDS))
}

async fn other(of: Other, desks: usize, bytes: usize) -> Option<Carrier> {
    let carrier = of.begin(desks, bytes).await;
    if carrier.is_none() {
        println!("this machine has no {}: not compared", of.name());
    }
    carrier
}

/// What one inject to all costs.
struct FanOut {
    /// Until the last desk had it: the median.
    last: Duration,
    /// Processor time of the server, in microseconds a desk and inject.
    cpu_us: f64,
}

fn compare(name: &str, [bare, ours]: &[FanOut; 2]) {
    println!("ratio {name} {:.2}", ours.last.as_secs_f64() / bare.last.as_secs_f64());
    println!("ratio {name}_cpu {:.2}", ours.cpu_us / bare.cpu_us);
}

/// Somebody who tells all.
enum Speaker {
    Bare(Broadcast),
    Other(Carrier),
    Ours(Box<Server>),
}

impl Speaker {
    async fn tell(&mut self, round: usize) -> Duration {
        match self {
            Self::Bare(bare) => bare.send(&inject(&text(round))).await,
            Self::Other(other) => other.send().await,
            Self::Ours(server) => server.tell(round).await,
        }
    }

    fn cpu(&self) -> Duration {
        match self {
            Self::Bare(bare) => bare.cpu(),
            Self::Other(other) => other.cpu(),
            Self::Ours(server) => server.program.cpu(),
        }
    }
}

impl Speaker {
    /// What our server holds afterwards, and how all come back whose lines broke.
    async fn after(&mut self, name: &str) {
        let Self::Ours(server) = self else { return };
        let held = (server.program.memory_kb() - server.idle) as f64 / server.all.count() as f64;
        println!("kb {name}_a_desk_after {held:.1}");
        storm(name, &server.program, &mut server.all).await;
    }
}

/// Each tells all so many times, one after the other.
async fn in_turn<const N: usize>(mut who: [&mut Speaker; N], names: [&str; N], desks: usize) -> [FanOut; N] {
    let mut lasts: [Vec<Duration>; N] = std::array::from_fn(|_| Vec::new());
    let mut cpu = [Duration::ZERO; N];
    for round in 0..ROUNDS {
        for ((who, lasts), cpu) in who.iter_mut().zip(&mut lasts).zip(&mut cpu) {
            let before = who.cpu();
            lasts.push(who.tell(round).await);
            *cpu += who.cpu() - before;
            tokio::time::sleep(PAUSE).await;
        }
    }
    std::array::from_fn(|n| {
        let cpu_us = cpu[n].as_secs_f64() * 1e6 / (desks * ROUNDS) as f64;
        let found = FanOut { last: median(std::mem::take(&mut lasts[n])), cpu_us };
        println!("ms {}_last {:.1}", names[n], ms(found.last));
        println!("us {}_cpu_a_desk {:.1}", names[n], found.cpu_us);
        found
    })
}

/// The program with all its desks.
struct Server {
    program: Program,
    /// What it held before anybody came, in KB.
    idle: i64,
    all: Crowd,
    control: Excon,
}

impl Server {
    async fn start(desks: usize, tls: bool) -> Speaker {
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
        Speaker::Ours(Box::new(Self { program, idle, all, control }))
    }

    async fn tell(&mut self, round: usize) -> Duration {
        let (board, desks) = (&self.all.board, self.all.count());
        let sent = self.control.compose(&text(round)).await;
        assert!(board.until(PATIENCE, |board| board.mark(round).readers >= desks).await, "an inject");
        board.mark(round).last - sent
    }
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
