//! What desks may order that are neither control's nor a seat's. An evaluator rates and observes, under the own name; a
//! national moderator has control's powers over the seats of the own state and the injects that go to these alone, as far as
//! nobody elsewhere feels what follows; a controller plays injects, personas and unstaffed seats, and leaves clock, world,
//! staffing, ratings and the end to exercise control;
//! observers and the room only watch. Any of them may stop everything for a real matter.

use crate::exercise::beyond::Beyond;
use crate::exercise::evaluation::Rater;
use crate::exercise::msel;
use crate::exercise::order::{Control, Desk};
use crate::exercise::refusal::{Refusal, Rule};
use crate::exercise::role;
use crate::exercise::state::State;
use crate::scenario::script::{InjectId, Script, SeatId, StateId};

use super::control::seat_of;
use super::resolve::{NOWHERE, Resolve};

/// Whether the desk may order this of control's acts.
pub(super) fn may(script: &Script, state: &State, desk: Desk, control: &Control) -> Result<(), Refusal> {
    if let Control::NoPlay { seat: None, on: true } = control {
        return Ok(());
    }
    match desk {
        Desk::Excon => Ok(()),
        Desk::Seat(_) => Err(not_this_desk("Only exercise control may do this")),
        Desk::Observer | Desk::Room => Err(not_this_desk("This desk watches, and orders nothing")),
        Desk::Evaluator(number) => evaluator(script, state, number, control),
        Desk::Moderator(own) => moderator(script, state, own, control),
        Desk::Controller(_) if plays(control) => Ok(()),
        Desk::Controller(_) => Err(not_this_desk(
            "A controller plays the injects and the White Cell; clock, world, seats, ratings and the end are exercise control's",
        )),
    }
}

/// Whether it is a controller's to order: what players hear, and what is put down of them.
const fn plays(control: &Control) -> bool {
    matches!(
        control,
        Control::Fire { .. }
            | Control::Hold { .. }
            | Control::Skip { .. }
            | Control::Readdress { .. }
            | Control::Retell { .. }
            | Control::Compose { .. }
            | Control::Play { .. }
            | Control::Settle { .. }
            | Control::RecordFor { .. }
            | Control::Observe { .. }
            | Control::Releaser { .. }
            | Control::NoPlay { seat: Some(_), .. }
    )
}

fn not_this_desk(why: &str) -> Refusal {
    Refusal::new(Rule::NotThisDesk, why)
}

fn evaluator(script: &Script, state: &State, number: u16, control: &Control) -> Result<(), Refusal> {
    let name = role::rater(number);
    let appointed = state.raters.get(&name).ok_or_else(|| {
        not_this_desk("Exercise control has not said yet what you judge").needing("It appoints who rates")
    });
    match control {
        Control::RateTask { by, .. } | Control::RateWords { by, .. } => {
            appointed?;
            if *by == name { Ok(()) } else { Err(not_this_desk("An evaluator rates under the own name")) }
        }
        Control::Observe { seat, .. } => judges(script, appointed?, seat.as_deref()),
        _ => Err(not_this_desk("An evaluator rates and observes; only exercise control may do this")),
    }
}

fn judges(script: &Script, rater: &Rater, seat: Option<&str>) -> Result<(), Refusal> {
    let Some(seat) = seat.map(|seat| seat_of(script, seat)).transpose()? else { return Ok(()) };
    match rater.judges(script.seats[seat].state) {
        true => Ok(()),
        false => Err(Refusal::at(Rule::NotThisDesk, "seat", "This evaluator observes other states")),
    }
}

fn moderator(script: &Script, state: &State, own: StateId, control: &Control) -> Result<(), Refusal> {
    let cx = Resolve { script, state, seat: NOWHERE };
    match control {
        Control::Compose { to, about: None, .. } | Control::Play { to, settles: None, .. } => {
            let seats = cx.some_seats("to", to)?;
            seats.into_iter().try_for_each(|seat| is_own(script, own, "to", seat))
        }
        Control::Compose { .. } => Err(Refusal::at(
            Rule::NotThisDesk,
            "about",
            "A moderator says in words what an inject is about: the list of incidents is exercise control's",
        )),
        Control::Fire { inject } | Control::Hold { inject, .. } | Control::Skip { inject } => {
            let id = own_inject(script, state, own, inject)?;
            if Beyond::new(script).reaches(script, state, id, own) {
                return Err(reaches_beyond(script, own, inject));
            }
            Ok(())
        }
        Control::Retell { inject, .. } => own_inject(script, state, own, inject).map(|_| ()),
        Control::Readdress { inject, to } => {
            own_inject(script, state, own, inject)?;
            let seats = cx.some_seats("to", to)?;
            seats.into_iter().try_for_each(|seat| is_own(script, own, "to", seat))
        }
        // Objectives are exercise control's and the evaluators'.
        Control::Observe { seat: Some(seat), objective: None, .. }
        | Control::RecordFor { seat, .. }
        | Control::Releaser { seat, .. }
        | Control::NoPlay { seat: Some(seat), .. } => is_own(script, own, "seat", seat_of(script, seat)?),
        _ => Err(not_this_desk(
            "A national moderator acts on the seats of the own state and on what goes to them alone; only exercise control may do this",
        )),
    }
}

/// An inject with a recipient elsewhere is none that a moderator knows of.
fn own_inject(script: &Script, state: &State, own: StateId, inject: &str) -> Result<InjectId, Refusal> {
    // Under the own name of it alone: by another it would tell how much was written for others.
    let is_own = |id: &InjectId| {
        msel::is_of(script, state, *id, own) && msel::name_at(script, state, *id, own) == inject
    };
    let known = msel::find(script, state, inject).filter(is_own);
    known.ok_or_else(|| msel::unknown(inject))
}

/// A moderator's powers end at the border: what others would feel of it is for whoever sees them all.
fn reaches_beyond(script: &Script, own: StateId, inject: &str) -> Refusal {
    let own = &script.states[own].name;
    let why = format!(
        "What follows from {inject} reaches beyond {own}: only exercise control delivers it, keeps it back or takes it out"
    );
    Refusal::at(Rule::NotThisDesk, "inject", why)
        .needing("Ask exercise control for it; its words are yours to change")
}

fn is_own(script: &Script, own: StateId, field: &str, seat: SeatId) -> Result<(), Refusal> {
    if script.seats[seat].state == Some(own) {
        return Ok(());
    }
    let (state, seat) = (&script.states[own].name, &script.seats[seat].id);
    Err(Refusal::at(Rule::NotThisDesk, field, format!("`{seat}` is no seat of {state}")))
}
