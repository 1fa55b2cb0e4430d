//! The exercise: orders in, facts out. The only truth; it knows exercise time alone and does no I/O.
//!
//! [`decide`](decide::decide) and [`due`](due::due) find out what comes of an order or a due thing and change nothing;
//! [`apply_record`](apply::apply_record) is the only thing that changes the [`State`].

pub mod agenda;
pub mod apply;
pub mod beyond;
mod contradiction;
pub mod decide;
pub mod deed;
pub mod directory;
pub mod draft;
pub mod due;
pub mod early;
pub mod entry;
pub mod evaluation;
pub mod evidence;
pub mod expect;
pub mod fact;
mod fits;
pub mod handling;
mod land;
pub mod mirror;
pub mod msel;
pub mod order;
pub mod orders_file;
pub mod own;
pub mod power;
pub mod project;
pub mod react;
pub mod reference;
pub mod refusal;
pub mod role;
pub mod roll;
pub mod state;
pub mod team;
pub mod trust;
mod veil;
pub mod view;
pub mod world;

use std::sync::Arc;

use crate::base::{At, limits};
use crate::scenario::script::Script;

use fact::{Cause, Fact, Record};
use order::Order;
use refusal::Refusal;
use state::{Cascade, LastOrder, State};

/// A running exercise: a script and the state that its records have led to.
#[derive(Clone, Debug)]
pub struct Exercise {
    /// The scenario it is pinned to.
    pub script: Arc<Script>,
    /// All that is true now.
    pub state: State,
}

/// What became of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Taken, under this record number.
    Taken(u64),
    /// Not taken; there is a record of it, without facts.
    Refused(u64, Refusal),
    /// A repeat: what became of it stands as it was.
    Repeat(LastOrder),
}

impl Exercise {
    /// Opens an exercise, before STARTEX.
    pub fn new(script: Arc<Script>, seed: u64) -> Self {
        let state = State::new(&script, seed);
        Self { script, state }
    }

    /// Takes an order now. What is due at this instant must have been dealt with by [`advance`](Self::advance).
    pub fn order(&mut self, order: impl Into<Arc<Order>>, sink: &mut dyn FnMut(&State, &Record)) -> Answer {
        let order = order.into();
        if let Some(last) = self.state.clients.get(&(order.from, order.id.key))
            && order.id.counter <= last.counter
        {
            return Answer::Repeat(*last);
        }
        let outcome = decide::decide(&self.script, &self.state, &order);
        let (facts, refusal) = match outcome {
            Ok(facts) => (facts, None),
            Err(refusal) => (Vec::new(), Some(refusal)),
        };
        let number = self.commit(self.state.now, Cause::Order(order), facts, sink);
        match refusal {
            None => Answer::Taken(number),
            Some(refusal) => Answer::Refused(number, refusal),
        }
    }

    /// Goes on to `to`, dealing with all that falls due until then. While the clock stands or a real matter
    /// interrupts, nothing does.
    pub fn advance(&mut self, to: At, sink: &mut dyn FnMut(&State, &Record)) {
        while self.state.runs() {
            let Some((key, due)) = self.state.agenda.pop_due(to) else {
                self.state.now = self.state.now.max(to);
                return;
            };
            let at = key.at().max(self.state.now);
            let moved = self.state.now != at;
            self.state.now = at;
            if moved {
                self.state.cascade = Cascade::default();
            }
            let facts = due::due(&self.script, &self.state, &due);
            self.commit(at, Cause::Due(due), facts, sink);
        }
    }

    /// When the next thing is due.
    pub fn next_due(&self) -> Option<At> {
        self.state.agenda.peek().map(agenda::Key::at)
    }

    /// Applies a record with what its facts set off, and hands it out.
    fn commit(
        &mut self,
        at: At,
        cause: Cause,
        facts: Vec<Fact>,
        sink: &mut dyn FnMut(&State, &Record),
    ) -> u64 {
        let number = self.state.records + 1;
        let mut record = Record { number, at, cause, facts };
        let depth = self.depth_of(&record);
        cut(&mut record.facts, at, depth);
        let first = record.facts.len();
        apply::apply_record(&self.script, &mut self.state, &record);
        let mut more = react::react(&self.script, &self.state, &record);
        if !more.is_empty() {
            cut(&mut more, at, depth);
            record.facts.append(&mut more);
            apply::apply_rest(&self.script, &mut self.state, &record, first);
        }
        sink(&self.state, &record);
        number
    }

    fn depth_of(&self, record: &Record) -> u32 {
        match &record.cause {
            Cause::Due(due) if self.state.now == record.at => {
                let pending = &self.state.cascade.pending;
                pending.iter().find(|(d, _)| d == due).map_or(0, |(_, depth)| *depth)
            }
            _ => 0,
        }
    }
}

/// Cuts what would go on at this very instant when enough has come of one another.
fn cut(facts: &mut Vec<Fact>, now: At, depth: u32) {
    if depth < limits::CASCADE {
        return;
    }
    let before = facts.len();
    facts.retain(|fact| !matches!(fact, Fact::Scheduled(at, _) if *at <= now));
    if facts.len() < before {
        facts.push(Fact::CascadeCut);
    }
}
