//! A desk's own orders: numbered, pending until they are answered, sent again after a broken connection.

use std::collections::VecDeque;

use crate::base::At;
use crate::exercise::order::{Act, OrderId};

use super::frame::{FromDesk, Outcome};

/// Answers that a desk keeps for showing; the entries hold what matters.
const KEPT: usize = 200;

/// An order that was sent and not answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// Its id.
    pub id: OrderId,
    /// Exercise time at which it was sent.
    pub sent: At,
    /// What was asked for.
    pub act: Act,
}

/// An order that was answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Settled {
    /// The order.
    pub order: Waiting,
    /// What became of it.
    pub outcome: Outcome,
}

/// The orders of one desk.
#[derive(Clone, Debug, Default)]
pub struct Orders {
    key: u64,
    last: u32,
    /// Sent and not answered, oldest first.
    pub waiting: Vec<Waiting>,
    /// Answered, oldest first; only the latest are kept.
    pub settled: VecDeque<Settled>,
}

impl Orders {
    /// `key` must be another for every desk that is opened: chosen at random at the edge.
    pub fn new(key: u64) -> Self {
        Self { key, ..Self::default() }
    }

    /// Gives the act its id and remembers it; the frame is to be sent.
    pub fn send(&mut self, act: Act, now: At) -> FromDesk {
        self.last += 1;
        let id = OrderId { key: self.key, counter: self.last };
        self.waiting.push(Waiting { id, sent: now, act: act.clone() });
        FromDesk::Order { id, act }
    }

    /// Takes an answer in.
    pub fn answered(&mut self, id: OrderId, outcome: Outcome) {
        let Some(place) = self.waiting.iter().position(|w| w.id == id) else { return };
        let order = self.waiting.remove(place);
        self.settled.push_back(Settled { order, outcome });
        if self.settled.len() > KEPT {
            self.settled.pop_front();
        }
    }

    /// All that was not answered, to be sent again under the same ids.
    pub fn again(&self) -> Vec<FromDesk> {
        self.waiting.iter().map(|w| FromDesk::Order { id: w.id, act: w.act.clone() }).collect()
    }
}
