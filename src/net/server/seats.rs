//! Who sits where: what happens when a seat is taken twice, and how fast a seat may speak.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use tokio::sync::{Notify, oneshot};

use crate::base::limits::{SEAT_BURST, SEAT_RATE};
use crate::wire::text::{Code, Denied};
use crate::wire::{Admission, SeatTwice};

use super::allowance::{Allowance, Measure};

/// Frames that a seat may send.
const SPEAKS: Measure = Measure { burst: SEAT_BURST, rate: SEAT_RATE };

/// Desks with their connections.
#[derive(Debug, Default)]
pub(super) struct Seats {
    there: BTreeMap<String, Vec<Sitting>>,
    joined: u64,
    allowances: BTreeMap<String, Allowance>,
    knocks: BTreeMap<u64, Knock>,
}

/// One connection at a seat, as the house sees it.
#[derive(Debug)]
struct Sitting {
    number: u64,
    client: Option<u64>,
    end: oneshot::Sender<Denied>,
    people: Arc<Notify>,
}

/// One connection at a seat, as the connection sees it.
#[derive(Debug)]
pub(super) struct Place {
    number: u64,
    /// Why it has to go.
    pub(super) end: oneshot::Receiver<Denied>,
    /// Rings when the roster has other names for this seat.
    pub(super) people: Arc<Notify>,
    /// Somebody else had the seat, and has it no more.
    pub(super) taken_over: bool,
}

/// Somebody waits for a seat that is taken.
#[derive(Debug)]
struct Knock {
    desk: String,
    decided: oneshot::Sender<Admission>,
}

/// What a desk that would like to sit down hears.
#[derive(Debug)]
pub(super) enum Welcome {
    /// The place is there.
    Sit(Place),
    /// Somebody else has it.
    Taken,
    /// As many as may be have it, or wait for it.
    Full,
    /// Control decides: the number of the knock, and what tells of the decision.
    Wait(u64, oneshot::Receiver<Admission>),
}

impl Seats {
    /// Somebody joins a desk that so many may have. A client that comes back takes the place of its own earlier connection,
    /// and of no other.
    pub(super) fn join(&mut self, desk: &str, client: Option<u64>, twice: SeatTwice, room: usize) -> Welcome {
        if client.is_some() {
            self.let_go(desk, |sitting| sitting.client == client, &back());
        }
        let waits = self.knocks.values().filter(|knock| knock.desk == desk).count();
        if twice != SeatTwice::TakeOver && self.at(desk) + waits >= room {
            return Welcome::Full;
        }
        let empty = self.there.get(desk).is_none_or(Vec::is_empty);
        match twice {
            SeatTwice::Ask if !empty => {
                let (decided, hears) = oneshot::channel();
                self.joined += 1;
                self.knocks.insert(self.joined, Knock { desk: desk.to_owned(), decided });
                Welcome::Wait(self.joined, hears)
            }
            SeatTwice::Refuse if !empty => Welcome::Taken,
            SeatTwice::TakeOver => Welcome::Sit(self.sit(desk, client, true)),
            SeatTwice::Share | SeatTwice::Refuse | SeatTwice::Ask => {
                Welcome::Sit(self.sit(desk, client, false))
            }
        }
    }

    /// Sits down, alone or beside others.
    pub(super) fn sit(&mut self, desk: &str, client: Option<u64>, alone: bool) -> Place {
        let taken_over = alone && self.at(desk) > 0;
        if alone {
            self.let_go(desk, |_| true, &Denied::new(Code::Taken, "somebody else has taken this seat over"));
        }
        let (end, ends) = oneshot::channel();
        let people = Arc::new(Notify::new());
        self.joined += 1;
        let number = self.joined;
        self.there.entry(desk.to_owned()).or_default().push(Sitting {
            number,
            client,
            end,
            people: Arc::clone(&people),
        });
        Place { number, end: ends, people, taken_over }
    }

    /// Tells those at a seat, or at all of them, that the roster has other names for them.
    pub(super) fn other_names(&self, desk: Option<&str>) {
        let there = self.there.iter().filter(|(at, _)| desk.is_none_or(|desk| desk == at.as_str()));
        there.flat_map(|(_, there)| there).for_each(|sitting| sitting.people.notify_one());
    }

    /// Everybody at the desk has to go.
    pub(super) fn clear(&mut self, desk: &str, why: &Denied) {
        self.let_go(desk, |_| true, why);
        self.knocks.retain(|_, knock| knock.desk != desk);
    }

    fn let_go(&mut self, desk: &str, whom: impl Fn(&Sitting) -> bool, why: &Denied) {
        let Some(there) = self.there.get_mut(desk) else { return };
        for sitting in there.extract_if(.., |sitting| whom(sitting)) {
            // It may be going already.
            let _ = sitting.end.send(why.clone());
        }
    }

    /// Somebody is gone.
    pub(super) fn leave(&mut self, desk: &str, place: &Place) {
        if let Some(there) = self.there.get_mut(desk) {
            there.retain(|other| other.number != place.number);
        }
    }

    /// Control decides of somebody who waits; whether there was anybody.
    pub(super) fn decide(&mut self, knock: u64, how: Admission) -> bool {
        self.knocks.remove(&knock).is_some_and(|knock| knock.decided.send(how).is_ok())
    }

    /// Nobody waits there any more.
    pub(super) fn forget(&mut self, knock: u64) {
        self.knocks.remove(&knock);
    }

    /// Who waits: number and desk.
    pub(super) fn knocks(&self) -> impl Iterator<Item = (u64, &str)> {
        self.knocks.iter().map(|(number, knock)| (*number, knock.desk.as_str()))
    }

    /// Whether the desk may send so many frames now. All its connections together have one allowance.
    pub(super) fn may_speak(&mut self, desk: &str, frames: u32, now: Instant) -> bool {
        if let Some(allowance) = self.allowances.get_mut(desk) {
            return allowance.take(frames, SPEAKS, now);
        }
        let allowance = self.allowances.entry(desk.to_owned()).or_insert(Allowance::new(SPEAKS, now));
        allowance.take(frames, SPEAKS, now)
    }

    /// Connected desks.
    pub(super) fn count(&self) -> usize {
        self.there.values().map(Vec::len).sum()
    }

    /// Connections at one desk.
    pub(super) fn at(&self, desk: &str) -> usize {
        self.there.get(desk).map_or(0, Vec::len)
    }
}

fn back() -> Denied {
    Denied::new(Code::Taken, "this desk has come back on another line")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(welcome: Welcome) -> Place {
        let Welcome::Sit(place) = welcome else { panic!("{welcome:?}") };
        place
    }

    #[test]
    fn who_comes_back_takes_the_place_of_nobody_else() {
        let mut seats = Seats::default();
        let mut first = place(seats.join("a", Some(7), SeatTwice::Refuse, 16));
        assert!(matches!(seats.join("a", Some(8), SeatTwice::Refuse, 16), Welcome::Taken));
        let mut again = place(seats.join("a", Some(7), SeatTwice::Refuse, 16));
        assert_eq!(first.end.try_recv().unwrap(), back());
        seats.leave("a", &first);
        assert_eq!(seats.at("a"), 1);
        let _third = place(seats.join("a", Some(9), SeatTwice::TakeOver, 16));
        assert_eq!(again.end.try_recv().unwrap().code, Code::Taken);
        assert_eq!(seats.count(), 1);
    }

    #[test]
    fn control_decides_of_who_waits_once() {
        let mut seats = Seats::default();
        let _first = place(seats.join("a", Some(7), SeatTwice::Ask, 16));
        let Welcome::Wait(knock, mut hears) = seats.join("a", Some(8), SeatTwice::Ask, 16) else { panic!() };
        assert_eq!(seats.knocks().collect::<Vec<_>>(), [(knock, "a")]);
        assert!(seats.decide(knock, Admission::Share));
        assert_eq!(hears.try_recv(), Ok(Admission::Share));
        assert!(!seats.decide(knock, Admission::Share));
    }
    #[test]
    fn as_many_as_there_is_room_for_sit_or_wait_and_who_comes_back_needs_no_room() {
        let mut seats = Seats::default();
        let mut join = |desk: &str, client, twice| seats.join(desk, Some(client), twice, 2);
        let _first = place(join("a", 1, SeatTwice::Share));
        let Welcome::Wait(..) = join("a", 2, SeatTwice::Ask) else { panic!("it waits") };
        assert!(matches!(join("a", 3, SeatTwice::Share), Welcome::Full));
        assert!(matches!(join("a", 4, SeatTwice::Ask), Welcome::Full));
        let _back = place(join("a", 1, SeatTwice::Share));
        let _other = place(join("b", 5, SeatTwice::Share));
        let alone = place(join("a", 6, SeatTwice::TakeOver));
        assert!(alone.taken_over, "who takes over leaves room");
    }
}
