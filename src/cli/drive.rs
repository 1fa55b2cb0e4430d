//! Drives a run to its end and keeps its journal: what `run` and `resume` have in common.

use std::collections::BTreeSet;
use std::io::{BufRead, IsTerminal, Read, Write, stdin, stdout};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::Serialize;

use crate::base::excerpt::count;
use crate::base::{At, limits};
use crate::batch::opening::OWN_KEY;
use crate::batch::run::{Step, Watch};
use crate::batch::{Mix, Run, opening_mixed};
use crate::exercise::Answer;
use crate::exercise::fact::Phase;
use crate::exercise::order::{Act, Control, Desk, Order, OrderId, Staffing, summary};
use crate::exercise::{orders_file, role};
use crate::record::{Tip, snapshot};
use crate::report::Gather;
use crate::scenario::script::Script;
use crate::scenario::{Files, Sink};
use crate::store::Store;

use super::args::Going;
use super::print::{self, mutter, say};
use super::{Failure, moment, orders};

/// The key of orders from standard input.
const STDIN_KEY: u64 = 1;
/// Records between two flushes of a run in which nobody waits for an answer.
const FLUSH_EVERY: u64 = 4_096;
/// Records between two marks of a run in which somebody does.
const MARK_EVERY: u64 = 8_192;

/// A run and where its journal goes.
pub(super) struct Drive {
    pub(super) run: Run,
    pub(super) store: Option<Store>,
    /// What the report is taken from, where one is asked for.
    pub(super) eyes: Eyes,
    stored: u64,
    /// The last record that was marked.
    marked: u64,
    progress: Progress,
}

/// What is said of an order from standard input, once its record is stored.
#[derive(Serialize)]
struct Acknowledgement {
    order: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unread: Option<String>,
}

impl Drive {
    /// `gather` has taken in all records that the run has made so far.
    pub(super) fn new(run: Run, store: Option<Store>, gather: Option<Gather>) -> Self {
        let eyes = Eyes { script: run.exercise.script.clone(), gather };
        Self { run, store, eyes, stored: 0, marked: 0, progress: Progress::new() }
    }

    /// Starts the exercise if it has not, carries out the orders, and goes on to the end.
    pub(super) fn go(&mut self, going: &Going) -> Result<Tip, Failure> {
        let script = self.run.exercise.script.clone();
        let until = moment::until(going.until.as_deref(), &script)?;
        let from_stdin = going.orders.as_deref() == Some("-");
        let mut people = BTreeSet::new();
        if let Some(path) = going.orders.as_deref().filter(|_| !from_stdin) {
            for (at, order) in orders::read(path, &script)? {
                if let Desk::Seat(seat) = order.from {
                    people.insert(seat);
                }
                self.run.hand_in(at, order);
            }
        }
        let mix = going.bots.as_deref().map(|text| Mix::parse(text, &script));
        let mix = mix.transpose().map_err(Failure::usage)?.unwrap_or_default();
        if self.run.exercise.state.phase == Phase::Ready {
            for order in opening_mixed(&script, &people, &mix, self.run.exercise.state.dice.seed) {
                self.run.order(&order, &mut self.eyes);
            }
        }
        if from_stdin {
            self.flush()?;
            self.read_orders(until)?;
        }
        self.until(until)?;
        self.flush()?;
        self.progress.clear();
        self.tell_waiting();
        Ok(self.run.journal.log.tip())
    }

    /// Orders whose moments the run did not reach were not refused, and did nothing.
    fn tell_waiting(&self) {
        let waiting = self.run.waiting();
        if waiting > 0 {
            let (orders, end) =
                (count(waiting, "order"), moment::end(&self.eyes.script, &self.run.exercise.state));
            say!("the run ended at {end}: {orders} of a later moment were not carried out");
        }
    }

    /// Goes on to a moment.
    fn until(&mut self, to: At) -> Result<(), Failure> {
        while !self.run.is_over() && self.run.step(to, &mut Refusals(&mut self.eyes)) {
            let records = self.run.journal.log.last_record();
            if records - self.stored >= FLUSH_EVERY {
                self.store()?;
            }
            self.progress.show(&self.run);
        }
        Ok(())
    }

    /// Closes the open block and stores it: what was done until now is kept, whatever comes.
    fn flush(&mut self) -> Result<(), Failure> {
        self.run.seal().map_err(|why| Failure::wrong(format!("the journal is broken: {why}")))?;
        self.store()?;
        if self.stored - self.marked >= MARK_EVERY {
            self.mark()?;
        }
        Ok(())
    }

    /// Marks the state behind the last record, so that the journal is opened again quickly.
    fn mark(&mut self) -> Result<(), Failure> {
        let Some(store) = &mut self.store else { return Ok(()) };
        let tip = self.run.journal.log.tip();
        self.marked = tip.records;
        let mark = snapshot::mark(&self.run.exercise.state, tip.at);
        store.keep_mark(tip.records, &mark).map_err(super::store_failure)
    }

    /// Closes the journal, where there is one.
    pub(super) fn close(mut self) -> Result<(), Failure> {
        self.mark()?;
        self.store.map_or(Ok(()), Store::close).map_err(super::store_failure)
    }

    /// Stores the blocks that are full.
    fn store(&mut self) -> Result<(), Failure> {
        self.stored = self.run.journal.log.last_record();
        match &mut self.store {
            Some(store) => store
                .append(&mut self.run.journal.log)
                .map_err(|fault| Failure::usage(format!("{fault}; nothing after the last flush is kept"))),
            None => {
                // Nobody keeps them: only the end of the chain matters.
                let next = self.run.journal.log.tip().blocks;
                self.run.journal.log.forget(next);
                Ok(())
            }
        }
    }

    /// Carries out orders from standard input, one a line; each is acknowledged after it is stored.
    fn read_orders(&mut self, until: At) -> Result<(), Failure> {
        let mut lines = stdin().lock();
        let mut out = stdout().lock();
        let mut number = 0;
        loop {
            let mut line = String::new();
            let limit = limits::FILE_BYTES as u64;
            let read = lines.by_ref().take(limit).read_line(&mut line);
            match read {
                Ok(0) => return Ok(()),
                Ok(_) if line.trim().is_empty() || line.trim_start().starts_with("//") => continue,
                Ok(_) => {}
                Err(why) => return Err(Failure::usage(format!("orders cannot be read: {why}"))),
            }
            number += 1;
            let said = self.take_line(&line, number, until)?;
            serde_json::to_writer(&mut out, &said)
                .map_err(std::io::Error::from)
                .and_then(|()| writeln!(out))
                .and_then(|()| out.flush())
                .map_err(|why| print::unprinted("answers", &why))?;
        }
    }

    fn take_line(&mut self, line: &str, number: u32, until: At) -> Result<Acknowledgement, Failure> {
        let mut said = Acknowledgement { order: number, record: None, refused: None, unread: None };
        let script = self.run.exercise.script.clone();
        let (mut files, mut sink) = (Files::new(), Sink::new());
        let file = files.add("-", line);
        let Some(read) = orders_file::read_one(file, line, &script, &mut sink) else {
            let why = sink.findings().first().map_or("this is no order", |f| f.message.as_str());
            said.unread = Some(why.to_owned());
            return Ok(said);
        };
        if let Some(at) = read.at {
            self.until(at.min(until))?;
        }
        self.seat_person(read.by);
        let id = self.next_id(read.by, STDIN_KEY);
        match self.run.order(&Order { id, from: read.by, act: read.act }, &mut self.eyes) {
            Answer::Taken(record) => said.record = Some(record),
            Answer::Refused(record, refusal) => {
                (said.record, said.refused) = (Some(record), Some(refusal.message));
            }
            Answer::Repeat(last) => said.record = Some(last.record),
        }
        self.flush()?;
        Ok(said)
    }

    /// Whoever hands in orders for a seat plays it: a bot that sits there stands up.
    fn seat_person(&mut self, desk: Desk) {
        let Desk::Seat(seat) = desk else { return };
        if matches!(self.run.exercise.state.seats[seat].staffing, Staffing::Bot(_)) {
            let seat = self.run.exercise.script.seats[seat].id.clone();
            let act = Act::Control(Control::Staff { seat, staffing: Staffing::Person });
            let id = self.next_id(Desk::Excon, OWN_KEY);
            self.run.order(&Order { id, from: Desk::Excon, act }, &mut self.eyes);
        }
    }

    /// The next id of a desk's orders under a key, before a resume counted.
    fn next_id(&self, desk: Desk, key: u64) -> OrderId {
        let last = self.run.exercise.state.clients.get(&(desk, key));
        OrderId { key, counter: last.map_or(0, |last| last.counter) + 1 }
    }
}

/// Takes in every record, for the report.
pub(super) struct Eyes {
    script: Arc<Script>,
    pub(super) gather: Option<Gather>,
}

impl Watch for Eyes {
    fn step(&mut self, step: &Step<'_>) {
        if let Some(gather) = &mut self.gather {
            gather.fold(&self.script, step.state, step.record);
        }
    }
}

/// Tells the author of an order file what was not taken.
struct Refusals<'a>(&'a mut Eyes);

impl Watch for Refusals<'_> {
    fn step(&mut self, step: &Step<'_>) {
        self.0.step(step);
    }

    fn answer(&mut self, order: &Order, answer: &Answer) {
        let Answer::Refused(record, refusal) = answer else { return };
        let by = role::name(&self.0.script, order.from);
        let needed = refusal.needed.as_ref().map(|n| format!(". {n}")).unwrap_or_default();
        let what = order.act.verb().map_or_else(String::new, |verb| format!(" ({})", summary(verb)));
        say!("entry {record}: an order from {by}{what} was refused: {}{needed}", refusal.message);
    }
}

/// Tells people who wait how far a long run is.
struct Progress {
    shown_at: Option<Instant>,
    shown: bool,
}

impl Progress {
    fn new() -> Self {
        Self { shown_at: std::io::stderr().is_terminal().then(Instant::now), shown: false }
    }

    fn show(&mut self, run: &Run) {
        let Some(shown_at) = &mut self.shown_at else { return };
        if shown_at.elapsed() < Duration::from_millis(500) {
            return;
        }
        *shown_at = Instant::now();
        self.shown = true;
        let clock = run.exercise.script.clock.show(run.now());
        mutter!("\r{clock}, {} entries ", run.journal.log.last_record());
    }

    fn clear(&self) {
        if self.shown {
            mutter!("\r{:40}\r", "");
        }
    }
}
