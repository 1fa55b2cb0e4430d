//! The desks that nobody plays at: what they are called, and whose pictures they may read. What they may order stands
//! in [`decide`](super::decide::decide).
//!
//! - an **evaluator** reads the seats of the states that it was appointed for, all of them where none are named;
//! - an **observer** reads what the scenario grants;
//! - the **room** screen reads what everybody may know, and no seat's picture;
//! - a **national moderator** reads the seats of the own state;
//! - a **controller** reads everything, as exercise control does: it plays the injects and the White Cell.

use serde::{Deserialize, Serialize};

use crate::scenario::script::{Script, SeatId};

use super::order::Desk;
use super::state::State;

/// Evaluators that may have links, and controllers.
pub const NUMBERED: u16 = 99;

const EXCON: &str = "excon";
const OBSERVER: &str = "observer";
const ROOM: &str = "room";
const EVALUATOR: &str = "evaluator-";
const MODERATOR: &str = "moderator-";
const CONTROLLER: &str = "controller-";

/// What a desk is that is neither control's nor a seat's, as it goes over the line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// An evaluator, under this name.
    Evaluator(String),
    /// Somebody who watches what the scenario grants.
    Observer,
    /// The screen of the room.
    Room,
    /// The national moderator of the state with this code.
    Moderator(String),
    /// A controller, called so.
    Controller(String),
}

impl Role {
    /// What the desk is; none for control and for a seat.
    pub fn of(script: &Script, desk: Desk) -> Option<Self> {
        Some(match desk {
            Desk::Excon | Desk::Seat(_) => return None,
            Desk::Evaluator(number) => Self::Evaluator(rater(number)),
            Desk::Observer => Self::Observer,
            Desk::Room => Self::Room,
            Desk::Controller(_) => Self::Controller(title(script, desk)),
            Desk::Moderator(state) => {
                Self::Moderator(script.states.get(state).map(|s| s.code.clone()).unwrap_or_default())
            }
        })
    }
}

/// The name under which this evaluator rates.
pub fn rater(number: u16) -> String {
    format!("Evaluator {number}")
}

/// The number of the evaluator who rates under this name; none where it is not one that a link can be for.
pub fn evaluator(rater: &str) -> Option<u16> {
    numbered(rater.strip_prefix("Evaluator ")?)
}

fn numbered(text: &str) -> Option<u16> {
    let number = text.parse().ok().filter(|number| (1..=NUMBERED).contains(number))?;
    // One name a number: no `01`.
    (text == number.to_string()).then_some(number)
}

/// The name of a desk at the door: a seat's id, `excon`, `evaluator-2`, `observer`, `room`, `moderator-LV`, `controller-1`.
pub fn name(script: &Script, desk: Desk) -> String {
    match desk {
        Desk::Excon => EXCON.to_owned(),
        Desk::Seat(seat) => script.seats.get(seat).map_or_else(|| "a seat".to_owned(), |s| s.id.clone()),
        Desk::Evaluator(number) => format!("{EVALUATOR}{number}"),
        Desk::Controller(number) => format!("{CONTROLLER}{number}"),
        Desk::Observer => OBSERVER.to_owned(),
        Desk::Room => ROOM.to_owned(),
        Desk::Moderator(state) => {
            format!("{MODERATOR}{}", script.states.get(state).map_or("", |s| s.code.as_str()))
        }
    }
}

/// The desk of this name. A seat of the scenario comes before a role that is called the same.
pub fn desk(script: &Script, name: &str) -> Option<Desk> {
    if let Some(seat) = script.names.seats.get(name) {
        return Some(Desk::Seat(*seat));
    }
    match name {
        EXCON => Some(Desk::Excon),
        OBSERVER => Some(Desk::Observer),
        ROOM => Some(Desk::Room),
        _ => {
            let after = |role: &str| name.strip_prefix(role);
            let evaluator = after(EVALUATOR).and_then(numbered).map(Desk::Evaluator);
            let controller = || after(CONTROLLER).and_then(numbered).map(Desk::Controller);
            let of_state = |code| script.names.states.get(code).copied().map(Desk::Moderator);
            evaluator.or_else(controller).or_else(|| after(MODERATOR).and_then(of_state))
        }
    }
}

/// What people call a desk that is no seat's.
pub fn title(script: &Script, desk: Desk) -> String {
    match desk {
        Desk::Excon => "Exercise control".to_owned(),
        Desk::Seat(seat) => script.seats.get(seat).map_or_else(String::new, |s| s.title.to_string()),
        Desk::Evaluator(number) => rater(number),
        Desk::Controller(number) => format!("Controller {number}"),
        Desk::Observer => "An observer".to_owned(),
        Desk::Room => "The screen of the room".to_owned(),
        Desk::Moderator(state) => {
            let state = script.states.get(state).map_or_else(String::new, |s| s.name.to_string());
            format!("The moderator of {state}")
        }
    }
}

/// The seats whose pictures the desk may read now, in the order of the scenario. Who sees all reads the records instead.
pub fn watched(script: &Script, state: &State, desk: Desk) -> Vec<SeatId> {
    match desk {
        Desk::Excon | Desk::Controller(_) | Desk::Room => Vec::new(),
        Desk::Seat(seat) => vec![seat],
        Desk::Observer => script.observers.clone(),
        Desk::Moderator(own) => of(script, |state| state == Some(own)),
        Desk::Evaluator(number) => match state.raters.get(&rater(number)) {
            Some(rater) => of(script, |state| rater.judges(state)),
            None => Vec::new(),
        },
    }
}

fn of(script: &Script, may: impl Fn(Option<crate::scenario::script::StateId>) -> bool) -> Vec<SeatId> {
    script.seats.iter().filter(|(_, seat)| may(seat.state)).map(|(id, _)| id).collect()
}
