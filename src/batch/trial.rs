//! One run for its figures: what sweeps, branches and the outcome are made of. It can stop anywhere and go on, and
//! keeps nothing that the figures do not need.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::{At, Ppm, Table};
use crate::exercise::Answer;
use crate::exercise::order::{Desk, Order, Staffing};
use crate::record::journal::Header;
use crate::scenario::script::{InjectId, Script, SeatId};

use super::conduct::Conduct;
use super::loss::{Loss, Meter};
use super::mix::Mix;
use super::opening::opening_mixed;
use super::run::{Run, Step, Watch};

/// Steps between two looks at what of the journal may be forgotten.
const FORGET_EVERY: u32 = 64;

/// What is run, but for its seed.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The scenario.
    pub script: Arc<Script>,
    /// What the journal's header would say; its seed is each trial's own.
    pub header: Header,
    /// Who plays the seats that no orders are handed in for.
    pub mix: Mix,
    /// Orders with their moments.
    pub orders: Vec<(At, Order)>,
    /// Whether the orders open the exercise themselves, as those of a journal do.
    pub opens_itself: bool,
}

impl Setup {
    /// A scenario played by bots.
    pub fn new(script: Arc<Script>, header: Header, mix: Mix) -> Self {
        Self { script, header, mix, orders: Vec::new(), opens_itself: false }
    }

    /// A copy that shares nothing: threads that count references to the same script slow each other down.
    pub fn own_copy(&self) -> Self {
        Self { script: Arc::new((*self.script).clone()), ..self.clone() }
    }

    /// The whole run under a seed.
    pub fn run(&self, seed: u64) -> Figures {
        let mut trial = Trial::begin(self, seed, Conduct::AsDecided);
        while !trial.work(u32::MAX) {}
        trial.finish()
    }
}

/// A run under way.
#[derive(Clone, Debug)]
pub struct Trial {
    run: Run,
    eyes: Eyes,
}

/// What a run came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// Its seed.
    pub seed: u64,
    /// The composite.
    pub overall: Option<Ppm>,
    /// Each measure, in the order of [`Measure::ALL`](crate::scenario::words::Measure::ALL).
    pub measures: Vec<Option<Ppm>>,
    /// Opportunities of each measure that were assessed.
    pub assessed: Vec<u32>,
    /// Each state's composite, in the order of the script.
    pub states: Vec<Option<Ppm>>,
    /// What was lost.
    pub loss: Loss,
    /// What became of each inject.
    pub injects: Table<InjectId, Fate>,
    /// Who played each seat, and what came of it.
    pub seats: Table<SeatId, SeatFigures>,
    /// Records.
    pub records: u64,
    /// The journal's last hash: equal hashes, equal runs.
    pub journal: String,
}

/// What became of an inject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It never came.
    NotDelivered,
    /// It came, and nothing was expected.
    Delivered,
    /// It came, and all that was expected was done in time.
    Met,
    /// It came, and something that was expected was not done in time.
    Missed,
}

/// A seat in a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatFigures {
    /// The bot that played it; none for people and empty seats.
    pub doctrine: Option<String>,
    /// Entries that it received.
    pub received: u32,
    /// Orders of it that were taken.
    pub decisions: u32,
    /// Orders of it that were refused.
    pub refused: u32,
}

/// Counts what the score does not.
#[derive(Clone, Debug)]
struct Eyes {
    script: Arc<Script>,
    meter: Meter,
    received: Table<SeatId, u32>,
    decisions: Table<SeatId, u32>,
    refused: Table<SeatId, u32>,
}

impl Eyes {
    fn new(script: &Arc<Script>) -> Self {
        let none = || script.seats.rows().map(|_| 0).collect();
        let meter = Meter::new(script);
        Self { script: Arc::clone(script), meter, received: none(), decisions: none(), refused: none() }
    }
}

impl Watch for Eyes {
    fn step(&mut self, step: &Step<'_>) {
        self.meter.fold(&self.script, step.state, step.record);
        for (seat, _) in step.entries {
            self.received[*seat] += 1;
        }
    }

    fn answer(&mut self, order: &Order, answer: &Answer) {
        let Desk::Seat(seat) = order.from else { return };
        match answer {
            Answer::Taken(_) => self.decisions[seat] += 1,
            Answer::Refused(..) => self.refused[seat] += 1,
            Answer::Repeat(_) => {}
        }
    }
}

impl Trial {
    /// A run at STARTEX.
    pub fn begin(setup: &Setup, seed: u64, conduct: Conduct) -> Self {
        let script = Arc::clone(&setup.script);
        let header = Header { seed, ..setup.header.clone() };
        let mut run = Run::new(Arc::clone(&script), header).conducted(conduct);
        if !setup.opens_itself {
            run.nobody_sits_down_late();
        }
        let mut eyes = Eyes::new(&script);
        let mut people = BTreeSet::new();
        for (at, order) in &setup.orders {
            if let Desk::Seat(seat) = order.from {
                people.insert(seat);
            }
            run.hand_in(*at, order.clone());
        }
        if !setup.opens_itself {
            for order in opening_mixed(&script, &people, &setup.mix, seed) {
                run.order(&order, &mut eyes);
            }
        }
        Self { run, eyes }
    }

    /// Goes on with a run that was begun elsewhere; what was lost before is not counted.
    pub fn resume(run: Run) -> Self {
        let eyes = Eyes::new(&run.exercise.script);
        Self { run, eyes }
    }

    /// Deals with so many moments; true once the run is over.
    pub fn work(&mut self, moments: u32) -> bool {
        let endex = self.eyes.script.endex;
        for moment in 1..=moments {
            if self.run.is_over() || !self.run.step(endex, &mut self.eyes) {
                return true;
            }
            if moment % FORGET_EVERY == 0 {
                let log = &mut self.run.journal.log;
                log.forget(log.tip().blocks);
            }
        }
        false
    }

    /// Exercise time.
    pub fn now(&self) -> At {
        self.run.now()
    }

    /// What was lost so far.
    pub fn loss(&self) -> Loss {
        self.eyes.meter.loss()
    }

    /// What it came to.
    pub fn finish(mut self) -> Figures {
        // A run whose clock ran back has no hash: it compares unequal to any other.
        let tip = self.run.seal().unwrap_or_default();
        let score = self.run.figures();
        let (script, state) = (&self.eyes.script, &self.run.exercise.state);
        let eyes = &self.eyes;
        let seat = |(id, now): (SeatId, &crate::exercise::state::SeatState)| SeatFigures {
            doctrine: match &now.staffing {
                Staffing::Bot(doctrine) => Some(doctrine.clone()),
                Staffing::Person | Staffing::Empty => None,
            },
            received: eyes.received[id],
            decisions: eyes.decisions[id],
            refused: eyes.refused[id],
        };
        Figures {
            seed: state.dice.seed,
            overall: score.overall,
            measures: score.measures.iter().map(|m| m.value).collect(),
            assessed: score.measures.iter().map(|m| m.assessed).collect(),
            states: score.states.iter().map(|s| s.overall).collect(),
            loss: eyes.meter.loss(),
            injects: script.injects.ids().map(|id| self.fate(id)).collect(),
            seats: state.seats.iter().map(seat).collect(),
            records: state.records,
            journal: tip.hash.to_string(),
        }
    }

    fn fate(&self, inject: InjectId) -> Fate {
        let state = &self.run.exercise.state;
        let expected = || state.expects.rows().filter(|e| e.inject == inject);
        match state.injects[inject].delivered {
            None => Fate::NotDelivered,
            Some(_) if expected().next().is_none() => Fate::Delivered,
            Some(_) if expected().all(|e| e.met.is_some()) => Fate::Met,
            Some(_) => Fate::Missed,
        }
    }
}
