//! What if: an exercise goes on from any of its moments with other orders or other bots.

use std::sync::Arc;

use crate::base::{At, Dice};
use crate::bots::BOT_KEY;
use crate::exercise::Exercise;
use crate::exercise::apply;
use crate::exercise::fact::{Cause, Phase, Record};
use crate::exercise::order::{Act, Control, Desk, Order, OrderId, Ref, Staffing, Verb};
use crate::exercise::reference::Means;
use crate::exercise::state::{State, Thing};
use crate::record::BackInTime;
use crate::record::journal::{Header, Journal};
use crate::scenario::script::{Script, SeatId};

use super::follow::Follow;
use super::mix::Mix;
use super::run::Run;

/// The client key of what a branch orders for control.
const BRANCH_KEY: u64 = 0xb0a4;

/// A moment of a journal from which runs go on.
#[derive(Clone, Debug)]
pub struct Point {
    header: Header,
    exercise: Exercise,
    follow: Follow,
    journal: Journal,
    /// What people and control ordered later, in names that hold in any run.
    later: Vec<(At, Order)>,
    at: At,
}

/// What is other.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Orders with their moments. A seat that one of them comes from follows them alone; those of other people are
    /// repeated as they were.
    pub orders: Vec<(At, Order)>,
    /// Bots that play from here on: every seat that no order comes from and that the mixture names.
    pub bots: Option<Mix>,
}

impl Point {
    /// Goes through a journal's records up to and with the moment.
    ///
    /// # Errors
    /// A record that does not follow from the ones before, or time that ran back: the journal was not checked.
    pub fn at(header: &Header, script: &Arc<Script>, records: &[Record], at: At) -> Result<Self, String> {
        let mut exercise = Exercise::new(Arc::clone(script), header.seed);
        let mut follow = Follow::new(script, header.seed);
        let mut journal = Journal::new(header.clone());
        let mut later = Vec::new();
        let mut ahead: Option<State> = None;
        for record in records {
            if record.at <= at {
                apply::replay(script, &mut exercise.state, record)?;
                follow.replay(script, &exercise.state, record);
                journal.append(record).map_err(|why: BackInTime| why.to_string())?;
                continue;
            }
            let state = ahead.get_or_insert_with(|| exercise.state.clone());
            if let Cause::Order(order) = &record.cause
                && !is_of_a_bot(order)
                && !record.facts.is_empty()
            {
                later.push((record.at, translate(script, state, order)));
            }
            apply::replay(script, state, record)?;
        }
        Ok(Self { header: header.clone(), exercise, follow, journal, later, at })
    }

    /// The moment.
    pub fn moment(&self) -> At {
        self.at
    }

    /// A run that goes on from here. Another seed throws the dice anew from here on.
    pub fn go_on(&self, change: &Change, seed: u64) -> Run {
        let mut exercise = self.exercise.clone();
        exercise.state.dice = Dice { seed };
        let script = Arc::clone(&exercise.script);
        let mut follow = self.follow.clone();
        follow.roster.throw_anew(Dice { seed });
        let mut run = Run::resume(exercise, follow, self.journal.clone());
        let speaks = |seat: SeatId| change.orders.iter().any(|(_, order)| order.from == Desk::Seat(seat));
        let mut seated: Vec<SeatId> = Vec::new();
        let mut counter = 0;
        let mut control = |run: &mut Run, control: Control| {
            counter += 1;
            let id = OrderId { key: BRANCH_KEY, counter };
            run.hand_in(self.at, Order { id, from: Desk::Excon, act: Act::Control(control) });
        };
        for seat in script.seats.ids() {
            let id = script.seats[seat].id.clone();
            let doctrine = change.bots.as_ref().and_then(|mix| mix.of(&script, seat, seed));
            if speaks(seat) {
                control(&mut run, Control::Staff { seat: id, staffing: Staffing::Person });
            } else if let Some(doctrine) = doctrine {
                let staffing = Staffing::Bot(doctrine.to_owned());
                seated.push(seat);
                control(&mut run, Control::Staff { seat: id, staffing });
            }
        }
        // A journal that ends in a pause would stand for ever.
        let goes_on = |order: &Order| matches!(order.act, Act::Control(Control::Start));
        if self.exercise.state.phase == Phase::Paused && !self.later.iter().any(|(_, order)| goes_on(order)) {
            control(&mut run, Control::Start);
        }
        for (at, order) in &self.later {
            let replaced = match (order.from, &order.act) {
                (Desk::Seat(seat), _) => speaks(seat) || seated.contains(&seat),
                // Who plays what is the branch's own.
                (_, Act::Control(Control::Staff { .. })) => change.bots.is_some(),
                _ => false,
            };
            if !replaced {
                run.hand_in(*at, order.clone());
            }
        }
        for (at, order) in &change.orders {
            run.hand_in((*at).max(self.at), order.clone());
        }
        run
    }

    /// All that was true at the moment.
    pub fn state(&self) -> &State {
        &self.exercise.state
    }

    /// The header of the journal.
    pub fn header(&self) -> &Header {
        &self.header
    }
}

fn is_of_a_bot(order: &Order) -> bool {
    matches!(order.from, Desk::Seat(_)) && order.id.key == BOT_KEY
}

/// An order with the author's ids in place of the seat's handles: handles count in order of first sight, and another run
/// may see things in another order. What has no id of an author's keeps its handle.
pub(super) fn translate(script: &Script, state: &State, order: &Order) -> Order {
    let mut order = order.clone();
    match (&mut order.act, order.from) {
        (Act::Control(Control::RecordFor { seat, verb, .. }), _) => {
            if let Some(seat) = script.names.seats.get(seat) {
                rename(script, state, *seat, verb);
            }
        }
        (act, Desk::Seat(seat)) => {
            if let Some(verb) = act.verb_mut() {
                rename(script, state, seat, verb);
            }
        }
        _ => {}
    }
    order
}

fn rename(script: &Script, state: &State, seat: SeatId, verb: &mut Verb) {
    verb.each_reference(|means, reference| {
        // What a message answers is no more than a place in a thread.
        if means == Means::Message {
            return;
        }
        let Some(number) = reference.number() else { return };
        let Some(thing) = state.seats.get(seat).and_then(|s| s.handles.thing(number)) else { return };
        let id = match thing {
            Thing::Incident(id) => script.incidents.get(id).map(|i| &i.id),
            Thing::Intel(id) => script.intel.get(id).map(|i| &i.id),
            Thing::Probe(id, _) => script.questions.get(id).map(|q| &q.id),
            Thing::Case(id) => {
                state.cases.get(id).and_then(|c| script.mechanisms.get(c.mechanism)).map(|m| &m.id)
            }
            Thing::Ask(id) => state.asks.get(id).and_then(|a| script.seats.get(a.from)).map(|s| &s.id),
            Thing::Content(id) => script.contents.get(id).map(|c| &c.id),
            Thing::Inject(_) | Thing::Message(_) | Thing::Duty(_) | Thing::Post(_) => None,
        };
        if let Some(id) = id {
            *reference = Ref::from(id.as_str());
        }
    });
}
