//! Players for seats that nobody plays. A bot sees what its seat sees, and knows what its doctrine says: nothing else.
//!
//! [`Bot::hear`] takes in the seat's entries and makes plans; [`Bot::act`] hands out the orders whose time has come.

mod doctrine;
mod habits;
mod plan;

use std::sync::Arc;

use crate::base::{At, Dice, Span};
use crate::exercise::directory::{Directory, SeatEntry};
use crate::exercise::entry::Entry;
use crate::exercise::fact::Phase;
use crate::exercise::order::Verb;
use crate::exercise::view::View;

pub use doctrine::{DOCTRINES, Doctrine, doctrine};
use plan::{Intent, Plans};

/// The client key under which bots order.
pub const BOT_KEY: u64 = 0x0b07;

/// A player for one seat.
#[derive(Clone, Debug)]
pub struct Bot {
    directory: Arc<Directory>,
    seat: String,
    doctrine: &'static Doctrine,
    dice: Dice,
    thrown: u64,
    view: View,
    plans: Plans,
}

impl Bot {
    /// A bot for the seat of this id. `dice` are the exercise's: the same seed gives the same delays.
    pub fn new(directory: Arc<Directory>, seat: &str, doctrine: &'static Doctrine, dice: Dice) -> Self {
        Self {
            directory,
            seat: seat.to_owned(),
            doctrine,
            dice,
            thrown: 0,
            view: View::default(),
            plans: Plans::default(),
        }
    }

    /// What the bot knows.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// Takes in an entry of its seat.
    pub fn hear(&mut self, entry: &Entry) {
        self.view.apply(entry);
        if self.doctrine.acts && self.directory.seats.contains_key(&self.seat) {
            habits::hear(self, entry);
        }
    }

    /// When it wants to act next: not while it may not, or a run would wait for it for ever.
    pub fn wakes_at(&self) -> Option<At> {
        if self.may_act() { self.plans.first() } else { None }
    }

    fn may_act(&self) -> bool {
        self.view.phase == Phase::Running && !self.view.no_play
    }

    /// What it orders now: plans whose time has come and that still make sense.
    pub fn act(&mut self, now: At) -> Vec<Verb> {
        if !self.may_act() {
            return Vec::new();
        }
        let due = self.plans.take_due(now);
        due.into_iter().filter_map(|intent| habits::carry_out(self, &intent)).collect()
    }

    fn me(&self) -> Option<&SeatEntry> {
        self.directory.seats.get(&self.seat)
    }

    fn is(&self, kind: &str) -> bool {
        self.me().is_some_and(|me| me.kind == kind)
    }

    /// Ids of the seats of one's own state, without oneself, of this kind.
    fn colleagues(&self, kind: &str) -> Vec<String> {
        let state = self.me().and_then(|me| me.state.clone());
        let own = |s: &SeatEntry| state.is_some() && s.state == state;
        self.directory
            .of_kind(kind)
            .filter(|(id, s)| own(s) && *id != self.seat)
            .map(|(id, _)| id.to_owned())
            .collect()
    }

    /// Ids of the seats of this kind in other states.
    fn peers(&self, kind: &str) -> Vec<String> {
        let state = self.me().and_then(|me| me.state.clone());
        let abroad = |s: &SeatEntry| s.state.is_some() && s.state != state;
        self.directory.of_kind(kind).filter(|(_, s)| abroad(s)).map(|(id, _)| id.to_owned()).collect()
    }

    /// Plans something once: the same intent is not planned again. It takes between half and one and a half times as
    /// long as the doctrine says, as with people.
    fn plan(&mut self, now: At, takes: Span, intent: Intent) {
        if self.plans.knows(&intent) {
            return;
        }
        let share = 500 + self.dice.below(1_000, "bot-delay", &self.seat, self.thrown);
        self.thrown += 1;
        self.plans.add(now + Span(takes.0 / 1_000 * share), intent);
    }
}
