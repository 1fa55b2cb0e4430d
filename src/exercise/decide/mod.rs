//! What comes of an order: facts, or a refusal. Changes nothing. One module a verb (or a family of them).

mod attribute;
mod classify;
mod control;
mod defend;
mod evaluate;
mod feedback;
mod mechanism;
mod msel;
mod notify;
mod probe;
pub(super) mod provider;
pub(super) mod release;
mod resolve;
mod role;
mod scrutiny;
mod share;
mod sign_off;
mod statement;
mod talk;
mod team;
mod vote;

use crate::base::limits;
use crate::scenario::script::{Script, SeatId};

use super::draft::Draft;
use super::expect;
use super::fact::{Fact, Phase};
use super::order::{Act, Desk, Order, Verb};
use super::refusal::{Refusal, Rule};
use super::state::State;

pub use resolve::Resolve;
pub(super) use vote::close as close_case;

/// What comes of the order now.
///
/// # Errors
/// A refusal that names the rule, the field and what would be needed.
pub fn decide(script: &Script, state: &State, order: &Order) -> Result<Vec<Fact>, Refusal> {
    match (&order.act, order.from) {
        (Act::Control(control), desk) => {
            role::may(script, state, desk, control)?;
            control::decide(script, state, control)
        }
        (Act::Verb(verb), Desk::Seat(seat)) => {
            may_act(state, seat)?;
            team::may_release(state, seat, order.id)?;
            decide_verb(script, state, seat, verb)
        }
        (Act::Team(act), Desk::Seat(seat)) => team::decide(script, state, seat, order.id, act),
        (Act::Verb(_) | Act::Team(_), Desk::Excon) => Err(Refusal::new(
            Rule::NotThisDesk,
            "Exercise control decides nothing for itself; record what a seat said with “record for a seat”",
        )),
        (Act::Verb(_) | Act::Team(_), _) => {
            Err(Refusal::new(Rule::NotThisDesk, "This desk plays no seat: it decides nothing"))
        }
    }
}

/// Whether the seat may decide anything now.
fn may_act(state: &State, seat: SeatId) -> Result<(), Refusal> {
    if state.no_play || state.seats.get(seat).is_some_and(|s| s.no_play) {
        return Err(Refusal::new(Rule::NoPlay, "NO PLAY: a real matter interrupts the exercise")
            .needing("Exercise control must declare it over"));
    }
    match state.phase {
        Phase::Running => Ok(()),
        Phase::Ready => Err(Refusal::new(Rule::NotRunning, "The exercise has not started yet")),
        Phase::Paused => {
            Err(Refusal::new(Rule::NotRunning, "The clock stands: you may read and draft, not send")
                .needing("Exercise control must let the clock run"))
        }
        Phase::Ended => Err(Refusal::new(Rule::NotRunning, "The exercise has ended")),
    }
}

/// What comes of a seat's decision, and which expected actions it meets.
pub(super) fn decide_verb(
    script: &Script,
    state: &State,
    seat: SeatId,
    verb: &Verb,
) -> Result<Vec<Fact>, Refusal> {
    let mut draft = Draft::new(script, state);
    let cx = Resolve { script, state, seat };
    cx.words(verb_text(verb))?;
    match verb {
        Verb::Classify { incident, class } => classify::decide(&cx, &mut draft, incident, *class)?,
        Verb::Notify { .. } => notify::decide(&cx, &mut draft, verb)?,
        Verb::Share { items, to, tlp, .. } => share::decide(&cx, &mut draft, items, to, *tlp)?,
        Verb::Ask { .. }
        | Verb::Answer { .. }
        | Verb::Sitrep { .. }
        | Verb::Message { .. }
        | Verb::Decide { .. } => {
            talk::decide(&cx, &mut draft, verb)?;
        }
        Verb::Mode { .. } | Verb::Request { .. } | Verb::Offer { .. } | Verb::Propose { .. } => {
            mechanism::decide(&cx, &mut draft, verb)?;
        }
        Verb::Vote { case, vote, text } => vote::decide(&cx, &mut draft, case, *vote, text)?,
        Verb::Defend { defence, services, announced_to, .. } => {
            defend::decide(&cx, &mut draft, defence, services, announced_to)?;
        }
        Verb::Attribute { .. } => attribute::decide(&cx, &mut draft, verb)?,
        Verb::Statement { incident, claims, text } => {
            statement::decide(&cx, &mut draft, incident.as_ref(), claims, text)?;
        }
        Verb::Remove { mechanism, content, emergency, .. } => {
            provider::remove(&cx, &mut draft, (mechanism, content), *emergency)?;
        }
        Verb::Demand { mechanism, provider, incident, emergency, .. } => {
            provider::demand(&cx, &mut draft, (mechanism, provider), incident, *emergency)?;
        }
        Verb::Release { item, to, tear_line, .. } => {
            release::decide(&cx, &mut draft, item, to, *tear_line)?;
        }
        Verb::Probe { question, answer } => probe::decide(&cx, &mut draft, question, *answer)?,
    }
    expect::meet(&mut draft, seat);
    Ok(draft.facts)
}

/// The words of a verb, wherever it has any.
pub fn verb_text(verb: &Verb) -> &str {
    match verb {
        Verb::Notify { text, .. }
        | Verb::Share { text, .. }
        | Verb::Ask { text, .. }
        | Verb::Answer { text, .. }
        | Verb::Sitrep { text, .. }
        | Verb::Mode { text, .. }
        | Verb::Request { text, .. }
        | Verb::Offer { text, .. }
        | Verb::Propose { text, .. }
        | Verb::Vote { text, .. }
        | Verb::Defend { text, .. }
        | Verb::Attribute { text, .. }
        | Verb::Statement { text, .. }
        | Verb::Message { text, .. }
        | Verb::Remove { text, .. }
        | Verb::Demand { text, .. }
        | Verb::Release { text, .. }
        | Verb::Decide { text, .. } => text,
        Verb::Classify { .. } | Verb::Probe { .. } => "",
    }
}

impl Resolve<'_> {
    /// Refuses words without end.
    fn words(&self, text: &str) -> Result<(), Refusal> {
        if text.chars().count() > limits::PLAYER_TEXT {
            return Err(Refusal::at(
                Rule::OutOfRange,
                "text",
                format!("The text is longer than {} characters", limits::PLAYER_TEXT),
            ));
        }
        Ok(())
    }
}
