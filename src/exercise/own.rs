//! A decision as its own seat is told of it again: what a later shift reads of the ones before it.
//!
//! A player's decision names things by the seat's own handles already. One from an order file, or that was recorded
//! for the seat, may name them by the author's ids: these become handles, or nothing where the seat has none.

use std::sync::Arc;

use crate::scenario::script::{Script, SeatId};

use super::decide::Resolve;
use super::fact::{Cause, Record};
use super::order::{Desk, Verb};
use super::reference::{Means, Ref};
use super::state::{State, Thing};

/// The seat's own decision behind a record; none where it is nobody's, or another's. Things that only an author names are
/// looked up as they stand now.
pub fn decision(script: &Script, state: &State, seat: SeatId, record: &Record) -> Option<Arc<Verb>> {
    let Cause::Order(order) = &record.cause else { return None };
    match (order.act.shared_verb(), order.from) {
        (Some(verb), Desk::Seat(from)) if from == seat => Some(told(&Resolve { script, state, seat }, verb)),
        _ => None,
    }
}

/// The decision, with nothing in it but what the seat itself knows.
pub fn told(resolve: &Resolve<'_>, verb: &Arc<Verb>) -> Arc<Verb> {
    let mut verb = Arc::clone(verb);
    if verb.has_handles_only() {
        return verb;
    }
    Arc::make_mut(&mut verb).each_reference(|means, reference| {
        if reference.number().is_none() {
            *reference = handle(resolve, means, reference).unwrap_or_default();
        }
    });
    verb
}

fn handle(resolve: &Resolve<'_>, means: Means, reference: &Ref) -> Option<Ref> {
    let thing = match means {
        Means::Incident => Thing::Incident(resolve.incident("", reference).ok()?),
        Means::Item => Thing::Intel(resolve.intel("", reference).ok()?),
        Means::Ask => Thing::Ask(resolve.ask("", reference).ok()?),
        Means::Case => Thing::Case(resolve.case("", reference).ok()?),
        // Messages have no other name than the handle.
        Means::Message => return None,
        Means::Probe => {
            let (question, round) = resolve.probe("", reference).ok()?;
            Thing::Probe(question, round)
        }
        Means::Content => Thing::Content(resolve.content("", reference).ok()?),
    };
    resolve.state.seats[resolve.seat].handles.get(thing).map(Ref::handle)
}
