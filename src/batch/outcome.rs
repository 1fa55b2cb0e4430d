//! The outcome by counterfactual runs: a job that does a little at a time, so that it may run while people play.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::{At, Ppm, limits};
use crate::bots::BOT_KEY;
use crate::exercise::apply;
use crate::exercise::fact::{Cause, Fact, Record};
use crate::exercise::order::{Desk, Order, Staffing};
use crate::exercise::state::State;
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

/// A job under way. Clone it to keep where it stands. The bounds come first: they hang on nothing that people decide, so
/// that they may be run while the exercise is played; what was played is handed in when it is known.
#[derive(Clone, Debug)]
pub struct OutcomeJob {
    bounds: Setup,
    actual: Option<Setup>,
    seeds: Vec<u64>,
    /// Losses by arm, in the order of the seeds.
    isolated: Vec<u64>,
    full: Vec<u64>,
    played: Vec<u64>,
    trial: Option<Box<Trial>>,
    in_money: bool,
}

impl OutcomeJob {
    /// What `setup` comes to under some seeds, against bounds in which its bots play, and bots by the book where orders
    /// were handed in for a seat.
    pub fn new(setup: Setup, seeds: Vec<u64>) -> Self {
        let mut mix = setup.mix.clone();
        for (_, order) in &setup.orders {
            if let Desk::Seat(seat) = order.from {
                mix.name_seat(seat, POLICY);
            }
        }
        let bounds = Setup::new(Arc::clone(&setup.script), setup.header.clone(), mix);
        Self { actual: Some(setup), ..Self::against(bounds, seeds) }
    }

    /// The bounds of an exercise that is being played, by who plays each seat; see [`played`](Self::played).
    pub fn while_played(header: &Header, script: &Arc<Script>, state: &State, runs: usize) -> Self {
        let players = state.seats.iter().map(|(seat, now)| (seat, now.staffing.clone()));
        Self::against(bounds(header, script, players), seeds(header, runs))
    }

    /// What people did in a journal, under its own seed and then others: their orders again, the bots anew.
    pub fn of_journal(header: &Header, script: &Arc<Script>, records: &[Record], runs: usize) -> Self {
        let bounds = bounds(header, script, players(script, records).into_iter());
        let mut job = Self::against(bounds, seeds(header, runs));
        job.played(header, records);
        job
    }

    /// Hands in what was played: the last arm can be run from now on.
    pub fn played(&mut self, header: &Header, records: &[Record]) {
        let script = Arc::clone(&self.bounds.script);
        let mut actual = Setup::new(Arc::clone(&script), header.clone(), Mix::default());
        actual.orders = orders_of(&script, header.seed, records);
        actual.opens_itself = true;
        self.actual = Some(actual);
        self.played.clear();
    }

    fn against(bounds: Setup, seeds: Vec<u64>) -> Self {
        // A theft costs nobody an hour without the service.
        let stolen = bounds.script.stages.rows().any(|stage| stage.steals > Ppm::ZERO);
        let in_money = stolen || bounds.script.services.rows().all(|s| s.users == 0);
        let (isolated, full, played) = (Vec::new(), Vec::new(), Vec::new());
        Self { bounds, actual: None, seeds, isolated, full, played, trial: None, in_money }
    }

    /// Does so many moments of exercise; true once there is nothing to do, be it that what was played is not known yet.
    pub fn work(&mut self, moments: u32) -> bool {
        let all = self.seeds.len();
        let (conduct, setup, losses) = match &self.actual {
            _ if self.isolated.len() < all => (Conduct::Isolated, &self.bounds, &mut self.isolated),
            _ if self.full.len() < all => (Conduct::Full, &self.bounds, &mut self.full),
            Some(actual) if self.played.len() < all => (Conduct::AsDecided, actual, &mut self.played),
            _ => return true,
        };
        let Some(&seed) = self.seeds.get(losses.len()) else { return true };
        let trial = self.trial.get_or_insert_with(|| Box::new(Trial::begin(setup, seed, conduct)));
        if trial.work(moments) {
            let loss = trial.loss();
            losses.push(if self.in_money { loss.money.0 } else { loss.user_hours });
            self.trial = None;
        }
        let (done, of) = self.progress();
        done == of
    }

    /// How many runs of all are done.
    pub fn progress(&self) -> (usize, usize) {
        (self.isolated.len() + self.full.len() + self.played.len(), 3 * self.seeds.len())
    }

    /// What the seeds whose three runs are done come to.
    pub fn outcome(&self) -> Outcome {
        let arms = self.isolated.iter().zip(&self.full).zip(&self.played).zip(&self.seeds);
        let losses: Vec<Losses> = arms
            .map(|(((isolated, full), actual), seed)| Losses {
                seed: *seed,
                isolated: *isolated,
                actual: *actual,
                full: *full,
            })
            .collect();
        Outcome::of(&losses, self.in_money)
    }
}

/// The journal's own seed and the next ones.
fn seeds(header: &Header, runs: usize) -> Vec<u64> {
    (0..runs.min(limits::BATCH_RUNS) as u64).map(|n| header.seed.wrapping_add(n)).collect()
}

/// Who plays in both bounds: bots as they are, bots by the book for people, nobody where nobody is.
fn bounds(header: &Header, script: &Arc<Script>, players: impl Iterator<Item = (SeatId, Staffing)>) -> Setup {
    let mut mix = Mix::default();
    for (seat, staffing) in players {
        match staffing {
            Staffing::Bot(doctrine) => mix.name_seat(seat, &doctrine),
            Staffing::Person => mix.name_seat(seat, POLICY),
            Staffing::Empty => {}
        }
    }
    Setup::new(Arc::clone(script), header.clone(), mix)
}

/// Who played each seat: the last who was seated.
fn players(script: &Script, records: &[Record]) -> BTreeMap<SeatId, Staffing> {
    let state = State::new(script, 0);
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
    let mut state = State::new(script, seed);
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
