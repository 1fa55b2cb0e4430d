//! The outcome by counterfactual runs: a job that does a little at a time, so that it may run while people play.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::{At, limits};
use crate::bots::BOT_KEY;
use crate::exercise::apply;
use crate::exercise::fact::{Cause, Fact, Record};
use crate::exercise::order::{Desk, Order, Staffing};
use crate::record::journal::Header;
use crate::scenario::script::{Script, SeatId};
use crate::score::Outcome;
use crate::score::measure::outcome::Losses;

use super::branch::translate;
use super::conduct::Conduct;
use super::mix::Mix;
use super::trial::{Setup, Trial};

/// The doctrine that plays a person's seat in both bounds.
pub const POLICY: &str = "by_the_book";

/// The three runs of a seed, in the order in which they are done.
const ARMS: [Conduct; 3] = [Conduct::Isolated, Conduct::AsDecided, Conduct::Full];

/// A job under way. Clone it to keep where it stands.
#[derive(Clone, Debug)]
pub struct OutcomeJob {
    actual: Setup,
    bounds: Setup,
    seeds: Vec<u64>,
    done: Vec<Losses>,
    /// Losses of the runs of the current seed that are done.
    arms: Vec<u64>,
    trial: Option<Box<Trial>>,
    in_money: bool,
}

impl OutcomeJob {
    /// What `setup` comes to under some seeds, against bounds in which its bots play, and bots by the book where orders
    /// were handed in for a seat.
    pub fn new(setup: Setup, seeds: Vec<u64>) -> Self {
        let script = Arc::clone(&setup.script);
        let mut mix = setup.mix.clone();
        for (_, order) in &setup.orders {
            if let Desk::Seat(seat) = order.from {
                mix.name_seat(seat, POLICY);
            }
        }
        let bounds = Setup::new(Arc::clone(&script), setup.header.clone(), mix);
        Self::against(setup, bounds, seeds)
    }

    /// What people did in a journal, under its own seed and then others: their orders again, the bots anew.
    pub fn of_journal(header: &Header, script: &Arc<Script>, records: &[Record], runs: usize) -> Self {
        let seeds = (0..runs.min(limits::BATCH_RUNS) as u64).map(|n| header.seed.wrapping_add(n)).collect();
        let players = players(script, records);
        let mut mix = Mix::default();
        for (seat, staffing) in &players {
            match staffing {
                Staffing::Bot(doctrine) => mix.name_seat(*seat, doctrine),
                Staffing::Person => mix.name_seat(*seat, POLICY),
                Staffing::Empty => {}
            }
        }
        let mut actual = Setup::new(Arc::clone(script), header.clone(), Mix::default());
        actual.orders = orders_of(script, header.seed, records);
        actual.opens_itself = true;
        let bounds = Setup::new(Arc::clone(script), header.clone(), mix);
        Self::against(actual, bounds, seeds)
    }

    fn against(actual: Setup, bounds: Setup, seeds: Vec<u64>) -> Self {
        let in_money = actual.script.services.rows().all(|s| s.users == 0);
        Self { actual, bounds, seeds, done: Vec::new(), arms: Vec::new(), trial: None, in_money }
    }

    /// Does so many moments of exercise; true once all is done.
    pub fn work(&mut self, moments: u32) -> bool {
        let Some(&seed) = self.seeds.get(self.done.len()) else { return true };
        let conduct = ARMS[self.arms.len().min(ARMS.len() - 1)];
        let setup = if conduct == Conduct::AsDecided { &self.actual } else { &self.bounds };
        let trial = self.trial.get_or_insert_with(|| Box::new(Trial::begin(setup, seed, conduct)));
        if !trial.work(moments) {
            return false;
        }
        let loss = trial.loss();
        self.arms.push(if self.in_money { loss.money.0 } else { loss.user_hours });
        self.trial = None;
        if let [isolated, actual, full] = self.arms[..] {
            self.done.push(Losses { seed, isolated, actual, full });
            self.arms.clear();
        }
        self.done.len() == self.seeds.len()
    }

    /// How many of all seeds are done.
    pub fn progress(&self) -> (usize, usize) {
        (self.done.len(), self.seeds.len())
    }

    /// What the seeds that are done come to.
    pub fn outcome(&self) -> Outcome {
        Outcome::of(&self.done, self.in_money)
    }
}

/// Who played each seat longest: the last who was seated while the clock ran, or before.
fn players(script: &Script, records: &[Record]) -> BTreeMap<SeatId, Staffing> {
    let state = crate::exercise::state::State::new(script, 0);
    let mut players: BTreeMap<SeatId, Staffing> =
        state.seats.iter().map(|(seat, now)| (seat, now.staffing.clone())).collect();
    for fact in records.iter().flat_map(|record| &record.facts) {
        if let Fact::Staffed(seat, staffing) = fact {
            players.insert(*seat, staffing.clone());
        }
    }
    players
}

/// The orders of people and of control in a journal, in names that hold in any run.
fn orders_of(script: &Arc<Script>, seed: u64, records: &[Record]) -> Vec<(At, Order)> {
    let mut state = crate::exercise::state::State::new(script, seed);
    let mut orders = Vec::new();
    for record in records {
        if let Cause::Order(order) = &record.cause
            && !(matches!(order.from, Desk::Seat(_)) && order.id.key == BOT_KEY)
            && !record.facts.is_empty()
        {
            orders.push((record.at, translate(script, &state, order)));
        }
        if apply::replay(script, &mut state, record).is_err() {
            break;
        }
    }
    orders
}
