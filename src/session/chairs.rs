//! Who is at which desk: connected, writing, or away from the keyboard. It is told to control, to the moderator of the state
//! and to the colleagues at the same seat, and stands in no record.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::exercise::order::Desk;
use crate::exercise::role;
use crate::scenario::script::{Script, SeatId, StateId};
use crate::wire::{Chair, Check};

use super::desks::{Conn, Seated};

/// Real milliseconds without a word of a desk, after which nobody is at it.
const IDLE_MS: u64 = 180_000;
/// Real milliseconds for which somebody writes who said so; desks say it again.
const WRITING_MS: u64 = 20_000;
/// Characters that are kept of what is wrong.
const TROUBLE: usize = 200;
/// Real milliseconds between two looks at who has gone quiet.
const LOOK_MS: u64 = 5_000;

/// Everybody who is there, by desk.
#[derive(Debug, Default)]
pub(super) struct Chairs {
    pub(super) all: Arc<[Chair]>,
    /// Those at a seat, where they are told of one another.
    seats: BTreeMap<SeatId, Arc<[Chair]>>,
    /// Those at the seats of a state, where its moderator is there.
    states: BTreeMap<StateId, Arc<[Chair]>>,
}

impl Chairs {
    /// From the desks that are connected.
    pub(super) fn of(desks: &BTreeMap<Conn, Seated>, script: &Script) -> Self {
        let mut chairs: BTreeMap<Desk, Vec<Chair>> = BTreeMap::new();
        for seated in desks.values().filter(|seated| seated.desk != Desk::Excon) {
            let Activity { writing, mut idle, .. } = seated.activity;
            // Nobody sits at the screen of the room: it is there as long as it is connected.
            idle &= seated.desk != Desk::Room;
            let (person, check) = (seated.person, seated.check.clone());
            let seat = role::name(script, seated.desk);
            let chair = Chair { seat, person, writing, idle, check };
            chairs.entry(seated.desk).or_default().push(chair);
        }
        let all = chairs.values().flatten().cloned().collect();
        let of = |state: StateId| {
            let own = |desk: &Desk| desk.seat().is_some_and(|seat| script.seats[seat].state == Some(state));
            chairs.iter().filter(|(desk, _)| own(desk)).flat_map(|(_, chairs)| chairs).cloned().collect()
        };
        let moderated = chairs.keys().filter_map(|desk| match desk {
            Desk::Moderator(state) => Some((*state, of(*state))),
            _ => None,
        });
        let states = moderated.collect();
        // Whoever is alone need not be told so.
        let answered = |chairs: &[Chair]| chairs.iter().any(|chair| chair.check.is_some());
        let told = chairs.into_iter().filter(|(_, chairs)| chairs.len() > 1 || answered(chairs));
        let seats = told.filter_map(|(desk, chairs)| Some((desk.seat()?, chairs.into()))).collect();
        Self { all, seats, states }
    }

    /// Those at one seat, where there are several or they answered the check.
    pub(super) fn at(&self, seat: SeatId) -> Option<&Arc<[Chair]>> {
        self.seats.get(&seat)
    }

    /// Those at the seats of a state, for its moderator.
    pub(super) fn of_state(&self, state: StateId) -> Option<&Arc<[Chair]>> {
        self.states.get(&state)
    }
}

/// What a desk was heard of.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Activity {
    heard_ms: Option<u64>,
    writing_ms: u64,
    pub(super) writing: bool,
    pub(super) idle: bool,
}

impl Activity {
    /// The desk said something; whether that changes how it is shown.
    pub(super) fn heard(&mut self, wall_ms: u64) -> bool {
        self.heard_ms = Some(wall_ms);
        std::mem::take(&mut self.idle)
    }

    /// Somebody writes there, or no longer.
    pub(super) fn writes(&mut self, writing: bool, wall_ms: u64) -> bool {
        self.writing_ms = wall_ms;
        std::mem::replace(&mut self.writing, writing) != writing
    }

    /// Time went by; whether that changes how it is shown. A wall clock that jumps makes nobody idle for longer than
    /// until the next word.
    fn look(&mut self, wall_ms: u64) -> bool {
        let before = (self.writing, self.idle);
        self.writing &= wall_ms.saturating_sub(self.writing_ms) < WRITING_MS;
        self.idle |= self.heard_ms.is_some_and(|heard| wall_ms.saturating_sub(heard) >= IDLE_MS);
        before != (self.writing, self.idle)
    }
}

/// What is kept of an answer to the communications check.
pub(super) fn short(check: Check) -> Check {
    match check {
        Check::Ready => Check::Ready,
        Check::Trouble(words) => Check::Trouble(words.trim().chars().take(TROUBLE).collect()),
    }
}

/// With STARTEX the check is over; whether anybody had answered it.
pub(super) fn end_check(desks: &mut BTreeMap<Conn, Seated>) -> bool {
    desks.values_mut().fold(false, |any, seated| seated.check.take().is_some() | any)
}

/// Looks for desks that have gone quiet, every now and then; whether any has.
pub(super) fn quiet(desks: &mut BTreeMap<Conn, Seated>, looked_ms: &mut u64, wall_ms: u64) -> bool {
    if wall_ms.saturating_sub(*looked_ms) < LOOK_MS {
        return false;
    }
    *looked_ms = wall_ms;
    desks.values_mut().fold(false, |any, seated| seated.activity.look(wall_ms) | any)
}
