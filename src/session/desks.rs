//! The desks that are connected, and what each is still to be told.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use crate::exercise::directory::Directory;
use crate::exercise::order::{Desk, OrderId};
use crate::exercise::role::Role;
use crate::exercise::state::State;
use crate::record::journal::Header;
use crate::scenario::script::{Script, SeatId};
use crate::score::release::{ForSeat, for_seat};
use crate::wire::{Chair, Check, ClockFace, Hello, Outcome, ToDesk, VERSION};

use super::chairs::{Activity, Chairs};
use super::ledger::Ledger;
use super::scorer::Scored;
use super::watch::Watch;

/// A connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Conn(pub u64);

/// Entries or records in one frame at most.
pub(super) const FRAME: usize = 256;
/// Answers that may wait for a desk that does not read; more orders of it are not taken.
const ANSWERS: usize = 1_024;
/// Real milliseconds between two clock faces while nothing but time changes.
const TICK_MS: u64 = 1_000;

/// A connected desk.
pub(super) struct Seated {
    pub(super) desk: Desk,
    /// Which person of the seat; 0 for somebody who has not said who they are.
    pub(super) person: u16,
    pub(super) activity: Activity,
    /// What it answered to the communications check.
    pub(super) check: Option<Check>,
    greeted: bool,
    /// Number of the last entry or record that it has; none until it said so.
    has: Option<u64>,
    /// What it has of its pictures, where it watches several.
    watch: Watch,
    /// Answers, each with the record that must be stored first.
    answers: VecDeque<(u64, OrderId, Outcome)>,
    clock: Option<(ClockFace, u64)>,
    /// Records behind the score that it was told; none while it was told none.
    scored: Option<u64>,
    fault: Option<String>,
    present: Vec<String>,
    /// Who is there, as it was told, and when.
    chairs: (Arc<[Chair]>, u64),
}

/// What is the same for all.
pub(super) struct Common<'a> {
    pub(super) script: &'a Script,
    pub(super) state: &'a State,
    pub(super) header: &'a Arc<Header>,
    pub(super) directory: &'a Arc<Directory>,
    pub(super) ledger: &'a Ledger,
    pub(super) scored: Option<&'a Scored>,
    pub(super) face: ClockFace,
    pub(super) fault: Option<&'a str>,
    pub(super) present: &'a [String],
    pub(super) chairs: &'a Chairs,
    pub(super) wall_ms: u64,
}

impl Seated {
    pub(super) fn new(desk: Desk, person: u16) -> Self {
        Self {
            desk,
            person,
            activity: Activity::default(),
            check: None,
            greeted: false,
            has: None,
            watch: Watch::default(),
            answers: VecDeque::new(),
            clock: None,
            scored: None,
            fault: None,
            present: Vec::new(),
            chairs: (Arc::default(), 0),
        }
    }

    /// It has everything up to this one.
    pub(super) fn resume(&mut self, from: u64, ledger: &Ledger) {
        let last = match self.desk {
            Desk::Excon | Desk::Controller(_) => ledger.stored(),
            Desk::Seat(seat) => ledger.entries(seat).len() as u64,
            // It says of each picture what it has.
            _ => return,
        };
        self.has = Some(from.min(last));
    }

    /// It has this much of its pictures.
    pub(super) fn resume_of(&mut self, from: &BTreeMap<String, u64>, script: &Script) {
        self.watch.resume(from, script);
    }

    /// Whether one more order may be taken of it.
    pub(super) fn has_room(&self) -> bool {
        self.answers.len() < ANSWERS
    }

    /// What became of an order, to be told once `record` is stored.
    pub(super) fn answer(&mut self, record: u64, order: OrderId, outcome: Outcome) {
        self.answers.push_back((record, order, outcome));
    }

    /// Puts the next frames for it into `frames`, which is empty, at most `room`.
    pub(super) fn frames(&mut self, all: &Common<'_>, room: usize, frames: &mut Vec<ToDesk>) {
        if !self.greeted {
            if room < 2 {
                return;
            }
            self.greeted = true;
            self.greet(all, frames);
        }
        while frames.len() < room && self.news(all, frames) {}
        while frames.len() < room
            && self.answers.front().is_some_and(|(record, ..)| *record <= all.ledger.stored())
        {
            if let Some((_, order, outcome)) = self.answers.pop_front() {
                self.watch.answered();
                frames.push(ToDesk::Answer { order, outcome });
            }
        }
        if frames.len() < room
            && let Desk::Seat(seat) = self.desk
            && self.scored != all.scored.map(|scored| scored.records)
        {
            self.scored = all.scored.map(|scored| scored.records);
            frames.push(ToDesk::Score(all.scored.map(|scored| Box::new(own_score(all, scored, seat)))));
        }
        if frames.len() < room && self.fault.as_deref() != all.fault {
            self.fault = all.fault.map(str::to_owned);
            frames.push(ToDesk::Fault(self.fault.as_ref().map(|why| self.fault_words(why))));
        }
        if frames.len() < room && self.desk.sees_all() && self.present != all.present {
            self.present = all.present.to_vec();
            frames.push(ToDesk::Present(self.present.clone()));
        }
        if frames.len() < room
            && let Some(here) = self.here(all)
        {
            frames.push(ToDesk::Here(here));
        }
        if frames.len() < room && self.clock_is_due(all) {
            self.clock = Some((all.face, all.wall_ms));
            frames.push(ToDesk::Clock(all.face));
        }
    }

    fn greet(&mut self, all: &Common<'_>, frames: &mut Vec<ToDesk>) {
        let seat = self.desk.seat().and_then(|seat| all.script.seats.get(seat)).map(|spec| spec.id.clone());
        let role = Role::of(all.script, self.desk);
        let (directory, directory_hash) = (Some(Arc::clone(all.directory)), String::new());
        let (person, clock) = (self.person, all.face);
        let hello = Hello { version: VERSION, seat, role, person, directory, directory_hash, clock };
        frames.push(ToDesk::Hello(Box::new(hello)));
        if self.desk.sees_all() {
            frames.push(ToDesk::Header(Arc::clone(all.header)));
        }
        self.clock = Some((all.face, all.wall_ms));
    }

    /// Entries or records that it has not; whether there were any.
    fn news(&mut self, all: &Common<'_>, frames: &mut Vec<ToDesk>) -> bool {
        if self.desk.watches() {
            let (desk, watch) = (self.desk, &mut self.watch);
            let next = watch.seats(desk, all).or_else(|| watch.entries(desk, all));
            let next = next.or_else(|| watch.guide(desk, all)).or_else(|| watch.injects.next(desk, all));
            let next = next.or_else(|| watch.staffed(desk, all));
            let any = next.is_some();
            frames.extend(next);
            return any;
        }
        let Some(has) = self.has else { return false };
        let (frame, more) = match self.desk {
            Desk::Excon | Desk::Controller(_) => {
                let records = all.ledger.records_after(has, FRAME);
                let more = records.len();
                (ToDesk::Records(records), more)
            }
            Desk::Seat(seat) => {
                let entries = all.ledger.entries_after(seat, has, FRAME);
                let more = entries.len();
                (ToDesk::Entries(entries), more)
            }
            _ => return false,
        };
        if more > 0 {
            self.has = Some(has + more as u64);
            frames.push(frame);
        }
        more > 0
    }

    /// Who is there, where that is news: at its own seat, or for control and moderators at theirs, though not more often than
    /// the clock.
    fn here(&mut self, all: &Common<'_>) -> Option<Arc<[Chair]>> {
        let now = match self.desk {
            Desk::Excon | Desk::Controller(_) => Some(&all.chairs.all),
            Desk::Seat(seat) => all.chairs.at(seat),
            Desk::Moderator(own) => all.chairs.of_state(own),
            Desk::Evaluator(_) | Desk::Observer | Desk::Room => return None,
        };
        let now = match now {
            Some(chairs) => chairs,
            None if self.chairs.0.is_empty() => return None,
            None => &Arc::default(),
        };
        let (told, when_ms) = &mut self.chairs;
        let early = self.desk.seat().is_none()
            && !told.is_empty()
            && all.wall_ms >= *when_ms
            && all.wall_ms - *when_ms < TICK_MS;
        if early || Arc::ptr_eq(told, now) || *told == *now {
            return None;
        }
        (*told, *when_ms) = (Arc::clone(now), all.wall_ms);
        Some(Arc::clone(now))
    }

    /// A seat need not know where the journal lies.
    fn fault_words(&self, why: &str) -> String {
        match self.desk {
            Desk::Excon => why.to_owned(),
            _ => "The exercise cannot be stored: the clock stands until it can".to_owned(),
        }
    }

    fn clock_is_due(&self, all: &Common<'_>) -> bool {
        let Some((told, when_ms)) = self.clock else { return true };
        let still = ClockFace { now: all.face.now, ..told };
        if still != all.face || (!all.face.runs() && told != all.face) {
            return true;
        }
        told != all.face && (all.wall_ms.saturating_sub(when_ms) >= TICK_MS || all.wall_ms < when_ms)
    }
}

/// The part of the score that a seat may see.
fn own_score(all: &Common<'_>, scored: &Scored, seat: SeatId) -> ForSeat {
    for_seat(&scored.score, (all.script, all.state), seat, |record| all.ledger.record(record))
}

/// Ids of the seats whose desk is connected.
pub(super) fn present(desks: &BTreeMap<Conn, Seated>, script: &Script) -> Vec<String> {
    let mut ids: Vec<String> = desks
        .values()
        .filter_map(|seated| script.seats.get(seated.desk.seat()?).map(|spec| spec.id.clone()))
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}
