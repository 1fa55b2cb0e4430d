//! The bots of a run: who plays the seats that nobody plays, and what they order when.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::{At, Table};
use crate::bots::{BOT_KEY, Bot, Chart, doctrine};
use crate::exercise::directory::Directory;
use crate::exercise::entry::Entry;
use crate::exercise::fact::{Cause, Fact, Record};
use crate::exercise::order::{Act, Desk, Order, OrderId, Staffing};
use crate::exercise::state::State;
use crate::scenario::script::{Script, SeatId};

use super::alarms::Alarms;

/// The bots, and how far each has counted its orders.
#[derive(Clone, Debug)]
pub struct Roster {
    chart: Arc<Chart>,
    players: Table<SeatId, Option<Player>>,
    /// When each seat's bot wants to act next.
    wakes: Alarms,
    /// All that each seat received: a bot that sits down late reads up first.
    heard: BTreeMap<SeatId, Vec<Entry>>,
    keeps: bool,
    /// Up to here they lived through what was stored before.
    lived: At,
}

#[derive(Clone, Debug)]
struct Player {
    bot: Bot,
    counter: u32,
}

impl Roster {
    /// The bots that the state has seated.
    pub fn new(script: &Script, state: &State) -> Self {
        let mut roster = Self {
            chart: Arc::new(Chart::new(Arc::new(Directory::new(script)))),
            players: script.seats.rows().map(|_| None).collect(),
            wakes: Alarms::new(script.seats.len()),
            heard: BTreeMap::new(),
            keeps: true,
            lived: At::STARTEX,
        };
        for (seat, now) in state.seats.iter() {
            roster.staff(script, state, seat, &now.staffing);
        }
        roster
    }

    /// From here on the bots' luck is another.
    pub(super) fn throw_anew(&mut self, dice: crate::base::Dice) {
        self.players.rows_mut().flatten().for_each(|player| player.bot.throw_anew(dice));
    }

    /// Whether what seats hear is kept for bots that sit down later. It is, unless somebody says otherwise.
    pub(super) fn keeps_what_was_heard(&mut self, keeps: bool) {
        self.keeps = keeps;
    }

    fn staff(&mut self, script: &Script, state: &State, seat: SeatId, staffing: &Staffing) {
        let counter = state.clients.get(&(Desk::Seat(seat), BOT_KEY)).map_or(0, |last| last.counter);
        self.players[seat] = None;
        self.wakes.set(seat, None);
        let Staffing::Bot(id) = staffing else { return };
        let Some(doctrine) = doctrine(&self.chart.directory, id) else { return };
        let mut bot = Bot::new(Arc::clone(&self.chart), &script.seats[seat].id, doctrine, state.dice);
        for entry in self.heard.get(&seat).into_iter().flatten() {
            bot.hear(entry);
        }
        self.wakes.set(seat, bot.wakes_at());
        self.players[seat] = Some(Player { bot, counter });
    }

    /// Takes in a record and what the seats received of it.
    pub fn record(&mut self, script: &Script, state: &State, record: &Record, entries: &[(SeatId, Entry)]) {
        for fact in &record.facts {
            if let Fact::Staffed(seat, staffing) = fact {
                self.staff(script, state, *seat, staffing);
            }
        }
        for (seat, entry) in entries {
            if let Some(player) = &mut self.players[*seat] {
                player.bot.hear(entry);
                self.wakes.set(*seat, player.bot.wakes_at());
            }
            if self.keeps {
                self.heard.entry(*seat).or_default().push(entry.clone());
            }
        }
    }

    /// Takes in a record that was stored before: what a bot ordered in it is not ordered again.
    pub fn replay(&mut self, script: &Script, state: &State, record: &Record, entries: &[(SeatId, Entry)]) {
        self.pass_by(record.at);
        if let Cause::Order(order) = &record.cause
            && let (Desk::Seat(seat), BOT_KEY) = (order.from, order.id.key)
            && let Some(player) = &mut self.players[seat]
            && player.counter < order.id.counter
        {
            player.counter += player.bot.act(record.at).len() as u32;
            self.wakes.set(seat, player.bot.wakes_at());
        }
        self.record(script, state, record, entries);
    }

    /// At moments before a stored record at which bots looked, they ordered nothing: else it would stand there.
    fn pass_by(&mut self, to: At) {
        for seat in self.players.ids() {
            let Some(player) = &mut self.players[seat] else { continue };
            while let Some(at) = player.bot.wakes_at().map(|at| at.max(self.lived)).filter(|at| *at < to) {
                if player.bot.act(at).is_empty() && player.bot.wakes_at().is_some_and(|next| next <= at) {
                    break;
                }
            }
            self.wakes.set(seat, player.bot.wakes_at());
        }
        self.lived = to;
    }

    /// When the first of them wants to act.
    pub fn wakes_at(&self) -> Option<At> {
        self.wakes.first()
    }

    /// What they order now, seat by seat.
    pub fn act(&mut self, now: At) -> Vec<Order> {
        let mut orders = Vec::new();
        for seat in self.wakes.ring(now) {
            let Some(player) = &mut self.players[seat] else { continue };
            for verb in player.bot.act(now) {
                player.counter += 1;
                let id = OrderId { key: BOT_KEY, counter: player.counter };
                orders.push(Order { id, from: Desk::Seat(seat), act: Act::Verb(Arc::new(verb)) });
            }
            self.wakes.set(seat, player.bot.wakes_at());
        }
        orders
    }
}
