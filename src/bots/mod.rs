//! Players for seats that nobody plays. A bot sees what its seat sees, and knows what its doctrine says: nothing else.
//!
//! [`Bot::hear`] takes in the seat's entries and makes plans; [`Bot::act`] hands out the orders whose time has come.

mod habits;
mod ledger;
mod plan;

use std::sync::Arc;

use crate::base::{At, Dice, Ppm, Span};
use crate::exercise::directory::{Directory, SeatEntry};
use crate::exercise::entry::Entry;
use crate::exercise::fact::Phase;
use crate::exercise::order::Verb;
use crate::exercise::view::View;

use crate::scenario::bot::BotDoctrine;
use crate::scenario::words::Tlp;
use ledger::Ledger;
use plan::{Intent, Plans};

/// The client key under which bots order.
pub const BOT_KEY: u64 = 0x0b07;

/// The doctrine of this id; none where the exercise knows none.
pub fn doctrine(directory: &Directory, id: &str) -> Option<Arc<BotDoctrine>> {
    directory.bots.get(id).map(Arc::clone)
}

/// A player for one seat.
#[derive(Clone, Debug)]
pub struct Bot {
    directory: Arc<Directory>,
    seat: String,
    /// Services that are its own to defend, by id.
    services: Arc<[String]>,
    doctrine: Arc<BotDoctrine>,
    dice: Dice,
    thrown: u64,
    view: View,
    ledger: Ledger,
    plans: Plans,
    /// Its last act keeps it busy until then.
    free_at: At,
}

impl Bot {
    /// A bot for the seat of this id. `dice` are the exercise's: the same seed gives the same delays.
    pub fn new(directory: Arc<Directory>, seat: &str, doctrine: Arc<BotDoctrine>, dice: Dice) -> Self {
        let services = habits::own_services(&directory, seat).into();
        Self {
            directory,
            seat: seat.to_owned(),
            services,
            doctrine,
            dice,
            thrown: 0,
            view: View::default(),
            ledger: Ledger::default(),
            plans: Plans::default(),
            free_at: At::STARTEX,
        }
    }

    /// From here on its luck is another.
    pub fn throw_anew(&mut self, dice: Dice) {
        self.dice = dice;
    }

    /// What the bot knows.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// Takes in an entry of its seat.
    pub fn hear(&mut self, entry: &Entry) {
        self.view.apply(entry);
        if self.doctrine.acts && self.directory.seats.contains_key(&self.seat) {
            self.ledger.hear(&self.directory, &self.seat, entry);
            habits::hear(self, entry);
        }
    }

    /// When it wants to act next: not while it may not, or a run would wait for it for ever.
    pub fn wakes_at(&self) -> Option<At> {
        if self.may_act() { self.plans.first().map(|at| at.max(self.free_at)) } else { None }
    }

    fn may_act(&self) -> bool {
        self.view.phase == Phase::Running && !self.view.no_play
    }

    /// What it orders now: plans whose time has come and that still make sense.
    pub fn act(&mut self, now: At) -> Vec<Verb> {
        if !self.may_act() {
            return Vec::new();
        }
        let mut verbs = Vec::new();
        while self.free_at <= now {
            let Some(intent) = self.plans.take_due(now) else { break };
            let Some(verb) = habits::carry_out(self, &intent, now) else { continue };
            if let Verb::Ask { to, .. } = &verb {
                for seat in to {
                    self.ledger.asked(&self.directory, &self.seat, seat, now);
                }
            }
            self.free_at = now + self.doctrine.busy;
            verbs.push(verb);
            if self.doctrine.busy > Span::ZERO {
                break;
            }
        }
        verbs
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

    /// The seat's state; none for bodies and private partners.
    fn home(&self) -> Option<&str> {
        self.me().and_then(|me| me.state.as_deref())
    }

    /// Whether what is marked so goes to the seat: always at home and to bodies, abroad where that pays.
    fn would_share(&self, seat: &str, tlp: Tlp, now: At) -> bool {
        let state = self.directory.seats.get(seat).and_then(|s| s.state.as_deref());
        match state {
            Some(state) if Some(state) != self.home() => {
                self.ledger.would_share(state, tlp, &self.doctrine.sharing, now)
            }
            _ => true,
        }
    }

    /// Plans something once: the same intent is not planned again. It takes between half and one and a half times as
    /// long as the doctrine says, as with people.
    fn plan(&mut self, now: At, takes: Span, intent: Intent) {
        if self.plans.knows(&intent) {
            return;
        }
        let share = 500 + self.dice.below(1_000, "bot-delay", &self.seat, self.thrown);
        self.thrown += 1;
        if self.doctrine.forgets > Ppm::ZERO {
            let luck = self.dice.below(u64::from(Ppm::ONE.0), "bot-forgets", &self.seat, self.thrown);
            if luck < u64::from(self.doctrine.forgets.0) {
                self.plans.forget(intent);
                return;
            }
        }
        self.plans.add(now + Span(takes.0 / 1_000 * share), intent);
    }
}
