//! `startex load`: a load on a server that runs, and how long it takes under it.

use std::io::Write;
use std::time::{Duration, Instant};

use serde_json::json;
use tokio::time::{MissedTickBehavior, interval, sleep_until};

use crate::base::limits::SEAT_RATE;
use crate::exercise::order::{Act, Control, Verb};
use crate::net::JoinLink;
use crate::net::load::{Board, Crowd, Waits};
use crate::net::remote::Way;
use crate::net::server::Limits;
use crate::scenario::words::Channel;

use super::{Failure, Outcome, args, print};

/// So long the last answers and entries may take.
const PATIENCE: Duration = Duration::from_secs(15);

/// What a load came to.
struct Figures {
    desks: usize,
    joined: Duration,
    sent: u64,
    /// Taken, refused by the rules, not looked at.
    outcomes: [u64; 3],
    answers: Waits,
    injects: usize,
    /// Until the last desk had an inject, for those that all had.
    to_last: Waits,
    broken: usize,
}

pub(super) fn main(args: &args::Load) -> Outcome {
    let (control, seats) = links(&args.links)?;
    let all = seats.iter().chain(&control);
    if !args.beyond_loopback && all.clone().any(|link| !link.is_loopback()) {
        let words =
            "the links lead to another machine: a load on it needs --beyond-loopback, and its owner's leave";
        return Err(Failure::usage(words));
    }
    let Some(first) = seats.first() else { return Err(Failure::usage("there is no link of a seat to load")) };
    if all.clone().any(|link| link.authority() != first.authority()) {
        return Err(Failure::usage("the links lead to several servers: one is loaded at a time"));
    }
    if args.start && control.is_none() {
        return Err(Failure::usage("--start needs control's link"));
    }
    let fastest = SEAT_RATE * seats.len() as f64;
    if f64::from(args.rate) > fastest {
        return Err(Failure::usage(format!(
            "{} seats may send {fastest} orders a second at most",
            seats.len()
        )));
    }
    let most = Limits::default().desks_of_seat * seats.len();
    if args.desks.is_some_and(|desks| desks as usize > most) {
        return Err(Failure::usage(format!("{} seats have {most} desks at most", seats.len())));
    }
    let way = Way::to(first, args.ca.as_deref()).map_err(Failure::usage)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|why| Failure::usage(format!("the network cannot be used: {why}")))?;
    let figures = runtime.block_on(load(args, way, control, &seats)).map_err(Failure::wrong)?;
    print::result("the figures", |out| {
        if args.json { writeln!(out, "{:#}", figures.json()) } else { figures.print(out) }
    })?;
    Ok(0)
}

/// Control's link, where there is one, and those of the seats.
fn links(named: &[String]) -> Result<(Option<JoinLink>, Vec<JoinLink>), Failure> {
    let (mut control, mut seats) = (None, Vec::new());
    for name in named {
        if name.contains("://") {
            seats.push(link(name)?);
            continue;
        }
        let text = std::fs::read_to_string(name)
            .map_err(|why| Failure::usage(format!("{name} cannot be read: {why}")))?;
        for (desk, of) in text.lines().filter_map(|line| line.trim().split_once(' ')) {
            match desk {
                crate::net::server::EXCON => control = Some(link(of)?),
                crate::net::server::MONITOR => {}
                _ => seats.push(link(of)?),
            }
        }
    }
    Ok((control, seats))
}

fn link(text: &str) -> Result<JoinLink, Failure> {
    text.trim().parse().map_err(|why| Failure::usage(format!("{why}")))
}

async fn load(
    args: &args::Load,
    way: Way,
    control: Option<JoinLink>,
    seats: &[JoinLink],
) -> Result<Figures, String> {
    let seconds = u64::from(args.seconds);
    let marks = usize::try_from(u64::from(args.injects) * seconds / 60 + 1).unwrap_or(1);
    let desks = args.desks.map_or(seats.len(), |desks| desks as usize);
    let again = Way::to(&seats[0], args.ca.as_deref())?;
    let mut crowd = Crowd::new(way, key()?, marks);
    let joined = crowd.join(seats, desks).await?;
    let mut excon = Crowd::new(again, key()?, 0);
    if let Some(link) = control {
        excon.join(&[link], 1).await?;
    }
    if args.start {
        excon.order(0, Act::Control(Control::Start));
        excon.board.until(PATIENCE, |board| board.outcomes().iter().sum::<u64>() > 0).await;
    }
    let (sent, begun) = run(args, &crowd, &excon, Duration::from_secs(seconds)).await;
    let board = &crowd.board;
    board.until(PATIENCE, |board| board.outcomes().iter().sum::<u64>() >= sent).await;
    let all_have = |board: &Board| (0..begun.len()).all(|n| board.mark(n).readers >= desks);
    board.until(PATIENCE, all_have).await;
    let lasts = begun.iter().enumerate().map(|(n, begun)| (board.mark(n), *begun));
    let lasts = lasts.filter(|(mark, _)| mark.readers >= desks).map(|(mark, begun)| mark.last - begun);
    Ok(Figures {
        desks,
        joined,
        sent,
        outcomes: board.outcomes(),
        answers: board.waits(),
        injects: begun.len(),
        to_last: Waits::new(lasts.collect()),
        broken: board.broken(),
    })
}

/// Decisions and injects at their rates; how many decisions were sent, and when each inject was.
async fn run(args: &args::Load, crowd: &Crowd, excon: &Crowd, length: Duration) -> (u64, Vec<Instant>) {
    let (mut sent, mut begun) = (0, Vec::new());
    let mut decide = every(f64::from(args.rate));
    let mut inject = every(f64::from(args.injects) / 60.0);
    let end = sleep_until(tokio::time::Instant::now() + length);
    tokio::pin!(end);
    loop {
        tokio::select! {
            () = &mut end => return (sent, begun),
            _ = decide.tick(), if args.rate > 0 => {
                let text = format!("EXERCISE load, decision {sent}");
                crowd.order(sent as usize, Act::Verb(Verb::Decide { about: None, text }.into()));
                sent += 1;
            }
            _ = inject.tick(), if args.injects > 0 && excon.count() > 0 => {
                let says = Board::marked(begun.len(), &"x".repeat(args.size as usize));
                let (to, sender, by) = (vec!["all".to_owned()], "Load".to_owned(), Channel::Mail);
                begun.push(Instant::now());
                excon.order(0, Act::Control(Control::Compose { to, sender, by, says, at: None, about: None }));
            }
        }
    }
}

/// So many times a second. What was missed is made up for: the rate is what was asked for.
fn every(a_second: f64) -> tokio::time::Interval {
    let mut every = interval(Duration::from_secs_f64(1.0 / a_second.max(1e-3)));
    every.set_missed_tick_behavior(MissedTickBehavior::Burst);
    every
}

/// Where keys of orders begin: at random, above those of the house and below 2⁵².
fn key() -> Result<u64, String> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).map_err(|why| format!("this machine gives no random bytes: {why}"))?;
    Ok((u64::from_le_bytes(bytes) >> 12) | (1 << 32))
}

impl Figures {
    fn print(&self, out: &mut dyn Write) -> std::io::Result<()> {
        let [taken, refused, not_taken] = self.outcomes;
        writeln!(out, "EXERCISE load: {} desks joined in {:.2} s", self.desks, self.joined.as_secs_f64())?;
        writeln!(
            out,
            "decisions: {} sent, {taken} taken, {refused} refused, {not_taken} not taken, {} without an answer",
            self.sent,
            self.sent.saturating_sub(taken + refused + not_taken)
        )?;
        writeln!(out, "order to answer: {}", self.answers.words())?;
        writeln!(out, "inject to the last desk: {} (of {} injects)", self.to_last.words(), self.injects)?;
        writeln!(out, "lines that broke: {}", self.broken)
    }

    fn json(&self) -> serde_json::Value {
        let [taken, refused, not_taken] = self.outcomes;
        json!({
            "desks": self.desks,
            "joined_ms": self.joined.as_secs_f64() * 1e3,
            "decisions": { "sent": self.sent, "taken": taken, "refused": refused, "not_taken": not_taken },
            "order_to_answer": self.answers.json(),
            "injects": self.injects,
            "inject_to_last_desk": self.to_last.json(),
            "broken": self.broken,
        })
    }
}
