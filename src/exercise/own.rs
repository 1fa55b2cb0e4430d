//! A decision as its own seat is told of it again: what a later shift reads of the ones before it.
//!
//! A player's decision names things by the seat's own handles already. One from an order file, or that was recorded
//! for the seat, may name them by the author's ids: these become handles, or nothing where the seat has none.

use crate::scenario::script::{Script, SeatId};

use super::decide::Resolve;
use super::fact::{Cause, Record};
use super::order::{Act, Desk, Ref, Verb};
use super::state::{State, Thing};

/// The seat's own decision behind a record; none where it is nobody's, or another's. Things that only an author names are
/// looked up as they stand now.
pub fn decision(script: &Script, state: &State, seat: SeatId, record: &Record) -> Option<Verb> {
    let Cause::Order(order) = &record.cause else { return None };
    match (&order.act, order.from) {
        (Act::Verb(verb), Desk::Seat(from)) if from == seat => {
            Some(told(&Resolve { script, state, seat }, verb))
        }
        _ => None,
    }
}

/// The decision, with nothing in it but what the seat itself knows.
pub fn told(resolve: &Resolve<'_>, verb: &Verb) -> Verb {
    let mut verb = verb.clone();
    let handle = |reference: &mut Ref, what: What| {
        if reference.number().is_none() {
            *reference = what.handle(resolve, reference).unwrap_or_default();
        }
    };
    match &mut verb {
        Verb::Classify { incident, .. }
        | Verb::Notify { incident, .. }
        | Verb::Sitrep { incident, .. }
        | Verb::Request { incident, .. }
        | Verb::Offer { incident, .. }
        | Verb::Propose { incident, .. }
        | Verb::Attribute { incident, .. }
        | Verb::Demand { incident, .. } => handle(incident, What::Incident),
        Verb::Ask { about: incident, .. }
        | Verb::Decide { about: incident, .. }
        | Verb::Mode { incident, .. }
        | Verb::Statement { incident, .. } => {
            if let Some(incident) = incident {
                handle(incident, What::Incident);
            }
        }
        Verb::Share { items, .. } => items.iter_mut().for_each(|item| handle(item, What::Item)),
        Verb::Answer { ask, items, .. } => {
            handle(ask, What::Ask);
            items.iter_mut().for_each(|item| handle(item, What::Item));
        }
        Verb::Vote { case, .. } => handle(case, What::Case),
        Verb::Message { reply_to, .. } => {
            if let Some(message) = reply_to {
                handle(message, What::Message);
            }
        }
        Verb::Probe { question, .. } => handle(question, What::Probe),
        Verb::Remove { content, .. } => handle(content, What::Content),
        Verb::Release { item, .. } => handle(item, What::Item),
        Verb::Defend { .. } => {}
    }
    verb
}

/// What a reference means.
#[derive(Clone, Copy)]
enum What {
    Incident,
    Item,
    Ask,
    Case,
    Message,
    Probe,
    Content,
}

impl What {
    fn handle(self, resolve: &Resolve<'_>, reference: &Ref) -> Option<Ref> {
        let thing = match self {
            Self::Incident => Thing::Incident(resolve.incident("", reference).ok()?),
            Self::Item => Thing::Intel(resolve.intel("", reference).ok()?),
            Self::Ask => Thing::Ask(resolve.ask("", reference).ok()?),
            Self::Case => Thing::Case(resolve.case("", reference).ok()?),
            // Messages have no other name than the handle.
            Self::Message => return None,
            Self::Probe => {
                let (question, round) = resolve.probe("", reference).ok()?;
                Thing::Probe(question, round)
            }
            Self::Content => Thing::Content(resolve.content("", reference).ok()?),
        };
        resolve.state.seats[resolve.seat].handles.get(thing).map(Ref::handle)
    }
}
