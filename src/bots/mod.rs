//! Players for seats that nobody plays. A bot sees what its seat sees, and knows what its doctrine says: nothing else.
//!
//! [`Bot::hear`] takes in the seat's entries and makes plans; [`Bot::act`] hands out the orders whose time has come.

mod chart;
mod habits;
mod ledger;
mod plan;
mod read;

use std::sync::Arc;

use crate::base::{At, Dice, Name, Ppm, Span};
use crate::exercise::directory::{Directory, SeatEntry};
use crate::exercise::entry::{Entry, News};
use crate::exercise::fact::Phase;
use crate::exercise::order::Verb;
use crate::exercise::view::{IntelView, View};

use crate::scenario::bot::BotDoctrine;
use crate::scenario::words::Tlp;
use chart::{Place, Role, StateNo};
use ledger::Ledger;
use plan::{Intent, Next, Plans};
use read::Read;

pub use chart::Chart;

/// The client key under which bots order.
pub const BOT_KEY: u64 = 0x0b07;

/// The doctrine of this id; none where the exercise knows none.
pub fn doctrine(directory: &Directory, id: &str) -> Option<Arc<BotDoctrine>> {
    directory.bots.get(id).map(Arc::clone)
}

/// A player for one seat.
#[derive(Clone, Debug)]
pub struct Bot {
    chart: Arc<Chart>,
    seat: Name,
    role: Role,
    /// Services that are its own to defend, by id.
    services: Arc<[Name]>,
    doctrine: Arc<BotDoctrine>,
    dice: Dice,
    thrown: u64,
    /// Its inbox stays empty: what it reads it remembers as [`Read`].
    view: View,
    read: Read,
    ledger: Ledger,
    plans: Plans,
    /// Its last act keeps it busy until then.
    free_at: At,
}

impl Bot {
    /// A bot for the seat of this id. `dice` are the exercise's: the same seed gives the same delays.
    pub fn new(chart: Arc<Chart>, seat: &str, doctrine: Arc<BotDoctrine>, dice: Dice) -> Self {
        let services = habits::own_services(&chart.directory, seat).into();
        let role = Role::new(&chart, seat, chart.directory.seats.get(seat));
        let ledger = Ledger::new(chart.states());
        Self {
            chart,
            seat: seat.into(),
            role,
            services,
            doctrine,
            dice,
            thrown: 0,
            view: View::default(),
            read: Read::default(),
            ledger,
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
        self.view.note(entry);
        if self.doctrine.acts && self.role.seated {
            if let News::Post(post) = &entry.news {
                self.read.post(post);
            }
            self.ledger.hear(&self.chart, self.role.state, entry);
            habits::hear(self, entry);
        }
    }

    /// When it wants to act next: not while it may not, or a run would wait for it for ever.
    pub fn wakes_at(&self) -> Option<At> {
        if self.may_act() { self.plans.first().map(|at| at.max(self.free_at)) } else { None }
    }

    fn may_act(&self) -> bool {
        self.view.phase == Phase::Running && !self.view.is_out_of_play()
    }

    /// What it orders now: plans whose time has come and that still make sense.
    pub fn act(&mut self, now: At) -> Vec<Verb> {
        if !self.may_act() {
            return Vec::new();
        }
        let mut verbs = Vec::new();
        while self.free_at <= now {
            let Some(intent) = self.plans.take_due(now) else { break };
            match habits::next(self, &intent, now) {
                Next::Done => {}
                Next::At(at) => self.plans.add(at, intent.clone()),
                Next::Anew => self.plans.release(&intent),
            }
            let Some(verb) = habits::carry_out(self, &intent, now) else { continue };
            if let Verb::Ask { to, .. } = &verb {
                for seat in to {
                    self.ledger.asked(&self.chart, self.role.state, seat, now);
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

    fn directory(&self) -> &Directory {
        &self.chart.directory
    }

    fn me(&self) -> Option<&SeatEntry> {
        self.directory().seats.get(self.seat.as_str())
    }

    /// Seats of this kind of one's own state, without oneself.
    fn colleagues<'a>(&'a self, kind: &str) -> impl Iterator<Item = &'a Place> {
        let state = self.role.state;
        let own = move |place: &&Place| state.is_some() && place.state == state;
        self.chart.of_kind(kind).iter().filter(move |place| own(place) && place.id != self.seat)
    }

    /// Seats of this kind in other states.
    fn peers<'a>(&'a self, kind: &str) -> impl Iterator<Item = &'a Place> {
        let state = self.role.state;
        self.chart.of_kind(kind).iter().filter(move |place| place.state.is_some() && place.state != state)
    }

    /// The code of the seat's state; none for bodies and private partners.
    fn home(&self) -> Option<&str> {
        self.me().and_then(|me| me.state.as_deref())
    }

    /// Whether a service stands at home.
    fn is_at_home(&self, service: &str) -> bool {
        self.role.state.is_some() && self.chart.state_of_service(service) == self.role.state
    }

    /// Whether a service stands in another state.
    fn is_abroad(&self, service: &str) -> bool {
        self.chart.state_of_service(service).is_some_and(|state| Some(state) != self.role.state)
    }

    /// Other states whose seats reported the incident.
    fn reported_by(&self, incident: u32) -> impl Iterator<Item = StateNo> {
        let states = self.read.reporters(incident).filter_map(|seat| self.chart.state_of(seat));
        states.filter(|state| Some(*state) != self.role.state)
    }

    /// Whether what is marked so goes to a seat of that state: always at home and to bodies, abroad where that pays.
    fn would_share(&self, state: Option<StateNo>, tlp: Tlp, now: At) -> bool {
        match state {
            Some(state) if Some(state) != self.role.state => {
                self.ledger.would_share(state, tlp, &self.doctrine.sharing, now)
            }
            _ => true,
        }
    }

    /// Whether the markings let an item go to that seat, as far as a seat can see: as in
    /// [`handling`](crate::exercise::handling).
    fn may_have(&self, held: &IntelView, place: &Place) -> bool {
        if let Some(marked) = &held.classified {
            let agreed = held.own || held.has_consent(&place.id);
            return Some(&place.id) == held.from.as_ref() || (place.clearance >= marked.level && agreed);
        }
        match held.tlp {
            _ if Some(&place.id) == held.from.as_ref() => true,
            Tlp::Clear => true,
            Tlp::Green => !place.public,
            _ if place.public => false,
            _ if held.own => true,
            Tlp::Amber => {
                Some(place.org) == self.role.org || (place.state.is_some() && place.state == self.role.state)
            }
            Tlp::AmberStrict => Some(place.org) == self.role.org,
            Tlp::Red => false,
        }
    }

    /// Plans something once: the same intent is not planned again. It takes between half and one and a half times as
    /// long as the doctrine says, as with people.
    fn plan(&mut self, now: At, takes: Span, intent: Intent) {
        if !self.plans.occurs(&intent) {
            return;
        }
        let share = 500 + self.dice.below(1_000, "bot-delay", &self.seat, self.thrown);
        self.thrown += 1;
        if self.doctrine.forgets > Ppm::ZERO {
            let luck = self.dice.below(u64::from(Ppm::ONE.0), "bot-forgets", &self.seat, self.thrown);
            if luck < u64::from(self.doctrine.forgets.0) {
                return;
            }
        }
        self.plans.add(now + Span(takes.0 / 1_000 * share), intent);
    }
}
