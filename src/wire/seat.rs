//! What a seat's desk knows: its picture, folded from its own entries.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::exercise::directory::Directory;
use crate::exercise::entry::Entry;
use crate::exercise::order::{Act, Verb};
use crate::exercise::view::View;
use crate::score::release::ForSeat;

use super::frame::{Chair, ClockFace, FromDesk, ToDesk};
use super::orders::Orders;

/// The mirror of one seat.
#[derive(Clone, Debug, Default)]
pub struct SeatMirror {
    /// Seat id, once the exercise said hello.
    pub seat: String,
    /// What everybody may know.
    pub directory: Arc<Directory>,
    /// The seat's picture.
    pub view: View,
    /// How late it is.
    pub clock: ClockFace,
    /// Own orders.
    pub orders: Orders,
    /// The own state's score, while it may be seen.
    pub score: Option<Box<ForSeat>>,
    /// Why nothing goes on.
    pub fault: Option<String>,
    /// Which person of the seat this is; 0 for somebody who has not said who they are.
    pub person: u16,
    /// The people of the seat who are there, where they are several.
    pub here: Arc<[Chair]>,
    /// Names of the people of the seat by their numbers, while the roster has them.
    pub people: BTreeMap<u16, String>,
}

impl SeatMirror {
    /// Knows nothing yet. `key` as for [`Orders::new`].
    pub fn new(key: u64) -> Self {
        Self { orders: Orders::new(key), ..Self::default() }
    }

    /// Takes a frame in; gives what is to be said in return.
    pub fn receive(&mut self, frame: ToDesk) -> Vec<FromDesk> {
        match frame {
            ToDesk::Hello(hello) => {
                self.seat = hello.seat.unwrap_or_default();
                if let Some(directory) = hello.directory {
                    self.directory = directory;
                }
                self.person = hello.person;
                self.show(hello.clock);
                let mut said = vec![self.resume()];
                said.extend(self.orders.again());
                return said;
            }
            ToDesk::Entries(entries) => return self.entries(&entries),
            ToDesk::Answer { order, outcome } => self.orders.answered(order, outcome),
            ToDesk::Score(score) => self.score = score,
            ToDesk::Clock(face) => self.show(face),
            ToDesk::Fault(fault) => self.fault = fault,
            ToDesk::Here(here) => self.here = here,
            ToDesk::People(names) => self.people = names,
            // Not for a seat: whoever sends it is wrong, and nothing of it is kept.
            ToDesk::Header(_)
            | ToDesk::Records(_)
            | ToDesk::Present(_)
            | ToDesk::Door(_)
            | ToDesk::Watches(_)
            | ToDesk::Picture(_)
            | ToDesk::Guide(_)
            | ToDesk::Injects(_)
            | ToDesk::Staffed(_) => {}
        }
        Vec::new()
    }

    /// The frame of a decision.
    pub fn decide(&mut self, verb: Verb) -> FromDesk {
        self.orders.send(Act::Verb(verb.into()), self.clock.now)
    }

    /// The frame of an act that is no decision of the scenario, such as NO PLAY.
    pub fn act(&mut self, act: Act) -> FromDesk {
        self.orders.send(act, self.clock.now)
    }

    /// The pace that the scenario begins with is no entry, and yet the desk shows it.
    fn show(&mut self, face: ClockFace) {
        self.clock = face;
        self.view.pace = face.pace;
    }

    fn resume(&self) -> FromDesk {
        FromDesk::Resume { from: u64::from(self.view.entries) }
    }

    /// Entries that are there already are passed over; behind a gap the rest is asked for anew.
    fn entries(&mut self, entries: &[Entry]) -> Vec<FromDesk> {
        for entry in entries {
            match entry.number.cmp(&(self.view.entries + 1)) {
                std::cmp::Ordering::Less => {}
                std::cmp::Ordering::Equal => self.view.apply(entry),
                std::cmp::Ordering::Greater => return vec![self.resume()],
            }
        }
        Vec::new()
    }
}
