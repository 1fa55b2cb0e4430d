//! How the session moves its exercise: orders of desks, of bots and of the house, and what falls due between them.

use std::sync::Arc;

use super::*;
use crate::base::Dice;
use crate::bots::BOT_KEY;
use crate::exercise::fact::Cause;
use crate::exercise::order::{Order, Verb};
use crate::exercise::refusal::{Refusal, Rule};

/// An order that arrives behind a later one of its client was lost on the way.
const OVERTAKEN: &str = "It never arrived, and a later order of this client did: send it again under a new id if it is still wanted";

impl Session {
    /// Takes an order of a desk, at the present moment. The desk may have gone since it sent the order.
    pub(super) fn take(&mut self, waits: Waits) {
        let Waits { conn, desk, person, id, act } = waits;
        if id.key < KEYS_OF_THE_HOUSE {
            let why = format!("Keys below {KEYS_OF_THE_HOUSE} are the exercise's own; choose one at random");
            return self.answer(conn, id, Outcome::NotTaken(why));
        }
        let act = match self.of_person(desk, person, id, act) {
            Ok(act) => act,
            Err(why) => return self.answer(conn, id, Outcome::NotTaken(why)),
        };
        let skip = match &act {
            Act::Control(Control::SkipTo { at }) if desk == Desk::Excon => Some(*at),
            _ => None,
        };
        let outcome = match self.order(Order { id, from: desk, act }) {
            Answer::Taken(_) => {
                if let Some(at) = skip {
                    self.skip(at);
                }
                Outcome::Taken
            }
            Answer::Refused(_, refusal) => Outcome::Refused(refusal),
            Answer::Repeat(last) => match self.answers.get(&(desk, id.key)) {
                Some((counter, outcome)) if *counter == id.counter => outcome.clone(),
                _ if last.counter == id.counter && last.refused => {
                    Outcome::Refused(Refusal::new(Rule::TooLate, "It was refused before"))
                }
                _ if last.counter == id.counter => Outcome::Taken,
                _ if self.seen.has(desk, id) => Outcome::Known,
                _ => Outcome::NotTaken(OVERTAKEN.to_owned()),
            },
        };
        let last = self.answers.get(&(desk, id.key)).map_or(0, |(counter, _)| *counter);
        if id.counter > last {
            self.answers.insert((desk, id.key), (id.counter, outcome.clone()));
        }
        self.answer(conn, id, outcome);
        self.settle();
    }

    /// Remembers an answer; it goes out once all that there is now is stored.
    pub(super) fn answer(&mut self, conn: Conn, id: OrderId, outcome: Outcome) {
        let last = self.ledger.last();
        if let Some(seated) = self.desks.get_mut(&conn) {
            seated.answer(last, id, outcome);
        }
    }

    /// An order of control under the session's own key: journalled like any other.
    pub(super) fn house(&mut self, control: Control) -> Answer {
        let id = self.own_id(Desk::Excon, HOUSE);
        self.order(Order { id, from: Desk::Excon, act: Act::Control(control) })
    }

    fn own_id(&self, desk: Desk, key: u64) -> OrderId {
        let last = self.exercise.state.clients.get(&(desk, key)).map_or(0, |last| last.counter);
        OrderId { key, counter: last + 1 }
    }

    fn order(&mut self, order: Order) -> Answer {
        let (ledger, bench, reach) = (&mut self.ledger, &mut self.bench, &mut self.reach);
        let script = Arc::clone(&self.exercise.script);
        let (desk, id) = (order.from, order.id);
        let answer = self.exercise.order(order, &mut |state, record| {
            ledger.take(&script, state, Arc::new(record.clone()), bench, reach);
        });
        if !matches!(answer, Answer::Repeat(_)) {
            self.seen.put(desk, id);
        }
        self.restaff();
        // What an order sets off at this very instant comes with it.
        self.fall_due(self.exercise.state.now);
        answer
    }

    fn fall_due(&mut self, to: At) {
        if self.exercise.state.no_play {
            return;
        }
        let (ledger, bench, reach) = (&mut self.ledger, &mut self.bench, &mut self.reach);
        let script = Arc::clone(&self.exercise.script);
        self.exercise.advance(to, &mut |state, record| {
            ledger.take(&script, state, Arc::new(record.clone()), bench, reach);
        });
        self.restaff();
    }

    /// Goes on to `to`: what falls due, and what bots do on account of it, each at its moment.
    pub(super) fn run_to(&mut self, to: At) {
        while self.exercise.state.phase == Phase::Running && !self.exercise.state.no_play {
            let next = [self.exercise.next_due(), self.bench.next()].into_iter().flatten().min();
            let Some(at) = next.filter(|at| *at <= to) else {
                self.fall_due(to);
                return;
            };
            self.fall_due(at.max(self.exercise.state.now));
            self.bots_act();
        }
    }

    fn bots_act(&mut self) {
        let now = self.exercise.state.now;
        while self.exercise.state.phase == Phase::Running
            && let Some((seat, verbs)) = self.bench.act(now)
        {
            for verb in verbs {
                self.bot_order(seat, verb);
            }
        }
    }

    fn bot_order(&mut self, seat: SeatId, verb: Verb) {
        let desk = Desk::Seat(seat);
        let id = self.own_id(desk, BOT_KEY);
        self.order(Order { id, from: desk, act: Act::Verb(verb.into()) });
    }

    /// Goes to a later moment at once. From a pause too: the clock runs for the skip and stands again behind it.
    fn skip(&mut self, to: At) {
        let paused = self.exercise.state.phase == Phase::Paused;
        if paused {
            self.house(Control::Start);
        }
        self.run_to(to);
        if paused && self.exercise.state.phase == Phase::Running {
            self.house(Control::Pause);
        }
    }

    /// Sets hand and face as the exercise now stands.
    pub(super) fn settle(&mut self) {
        if self.exercise.state.phase != Phase::Ready && !self.checked {
            self.checked = true;
            if chairs::end_check(&mut self.desks) {
                self.gathered = false;
            }
        }
        let state = &self.exercise.state;
        let runs = state.phase == Phase::Running && !state.no_play && self.fault.is_none();
        self.pacer.set(state.now, runs, state.pace);
        if self.ledger.last() == self.ledger.stored() {
            self.face = face(state);
        }
    }

    /// Before a record of the journal is folded: players live through the time up to it, and an order of one of them
    /// that stands there is not given again.
    pub(super) fn live_again(&mut self, record: &Record) {
        self.bench.pass_by(self.exercise.state.now, record.at);
        if let Cause::Order(order) = &record.cause {
            self.seen.put(order.from, order.id);
        }
        if let Cause::Order(order) = &record.cause
            && let (Desk::Seat(seat), BOT_KEY) = (order.from, order.id.key)
        {
            self.bench.ordered_before(seat, record.at);
        }
    }

    /// Puts bots in the chairs that are theirs.
    pub(super) fn seat_players(&mut self) {
        let seats = self.exercise.state.seats.iter();
        let all: Vec<_> = seats.map(|(seat, state)| (seat, state.staffing.clone())).collect();
        for (seat, staffing) in all {
            self.staff(seat, &staffing);
        }
    }

    pub(super) fn restaff(&mut self) {
        for (seat, staffing) in self.ledger.staffed() {
            self.staff(seat, &staffing);
        }
    }

    fn staff(&mut self, seat: SeatId, staffing: &Staffing) {
        let player = match staffing {
            Staffing::Bot(doctrine) => {
                let id = &self.exercise.script.seats[seat].id;
                let dice = Dice { seed: self.header.seed };
                self.players.player(&self.directory, id, doctrine, dice)
            }
            Staffing::Person | Staffing::Empty => None,
        };
        match player {
            Some(player) => self.bench.sit(seat, player, self.ledger.entries(seat)),
            None => self.bench.leave(seat),
        }
    }
}
