//! The bench: players that are no people. Each hears what its seat hears and says what it orders, and when.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use crate::base::{At, Dice};
use crate::bots::{Bot, Chart, doctrine};
use crate::exercise::directory::Directory;
use crate::exercise::entry::Entry;
use crate::exercise::order::Verb;
use crate::scenario::script::SeatId;

/// A player that is no person.
pub trait Player: Send + Sync {
    /// Takes in an entry of its seat.
    fn hear(&mut self, entry: &Entry);
    /// When it wants to act next.
    fn wakes_at(&self) -> Option<At>;
    /// What it orders now.
    fn act(&mut self, now: At) -> Vec<Verb>;
}

impl Player for Bot {
    fn hear(&mut self, entry: &Entry) {
        Self::hear(self, entry);
    }

    fn wakes_at(&self) -> Option<At> {
        Self::wakes_at(self)
    }

    fn act(&mut self, now: At) -> Vec<Verb> {
        Self::act(self, now)
    }
}

/// Where players come from.
pub trait Players: Send + Sync {
    /// A player of this doctrine for the seat; none where there is no such doctrine.
    fn player(
        &self,
        directory: &Arc<Directory>,
        seat: &str,
        doctrine: &str,
        dice: Dice,
    ) -> Option<Box<dyn Player>>;
}

/// The doctrines that the program knows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Doctrines;

impl Players for Doctrines {
    fn player(
        &self,
        directory: &Arc<Directory>,
        seat: &str,
        id: &str,
        dice: Dice,
    ) -> Option<Box<dyn Player>> {
        let doctrine = doctrine(directory, id)?;
        Some(Box::new(Bot::new(Arc::new(Chart::new(Arc::clone(directory))), seat, doctrine, dice)))
    }
}

/// A player in its chair.
struct Chair {
    player: Box<dyn Player>,
    /// It was asked and left things undone: it is asked again when it hears something.
    asleep: bool,
    /// What it ordered before the journal was cut off between two of its orders.
    left: VecDeque<Verb>,
}

impl Chair {
    fn wakes_at(&self) -> Option<At> {
        let left = (!self.left.is_empty()).then_some(At::STARTEX);
        left.or_else(|| self.player.wakes_at().filter(|_| !self.asleep))
    }

    fn act(&mut self, now: At) -> Vec<Verb> {
        if !self.left.is_empty() {
            return self.left.drain(..).collect();
        }
        let verbs = self.player.act(now);
        self.asleep = self.wakes_at().is_some_and(|at| at <= now);
        verbs
    }
}

/// All players.
#[derive(Default)]
pub(super) struct Bench {
    chairs: BTreeMap<SeatId, Chair>,
}

impl Bench {
    /// A player sits down and reads what its seat has received.
    pub(super) fn sit<'e>(
        &mut self,
        seat: SeatId,
        mut player: Box<dyn Player>,
        entries: impl Iterator<Item = &'e Entry>,
    ) {
        entries.for_each(|entry| player.hear(entry));
        self.chairs.insert(seat, Chair { player, asleep: false, left: VecDeque::new() });
    }

    /// Somebody else plays the seat: what the player meant to do goes with it.
    pub(super) fn leave(&mut self, seat: SeatId) {
        self.chairs.remove(&seat);
    }

    /// An entry reached the seat.
    pub(super) fn hear(&mut self, seat: SeatId, entry: &Entry) {
        if let Some(chair) = self.chairs.get_mut(&seat) {
            chair.player.hear(entry);
            chair.asleep = false;
        }
    }

    /// When somebody means to act next.
    pub(super) fn next(&self) -> Option<At> {
        self.chairs.values().filter_map(Chair::wakes_at).min()
    }

    /// What is ordered by `now`, of the first in the order of the seats who orders anything.
    pub(super) fn act(&mut self, now: At) -> Option<(SeatId, Vec<Verb>)> {
        let due = |chair: &Chair| chair.wakes_at().is_some_and(|at| at <= now);
        let (seat, chair) = self.chairs.iter_mut().find(|(_, chair)| due(chair))?;
        Some((*seat, chair.act(now)))
    }

    /// Lives through what stands in a journal up to `now`: at these moments the players looked, and ordered nothing.
    pub(super) fn pass_by(&mut self, from: At, now: At) {
        while let Some(at) = self.next().map(|at| at.max(from)).filter(|at| *at < now) {
            self.act(at);
        }
    }

    /// An order of the seat's player stands in a journal: the player gives it once more, and nobody carries it out.
    pub(super) fn ordered_before(&mut self, seat: SeatId, now: At) {
        if let Some(chair) = self.chairs.get_mut(&seat) {
            let verbs = chair.act(now);
            chair.left.extend(verbs);
            chair.left.pop_front();
        }
    }
}
