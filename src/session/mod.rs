//! The live exercise, without doing any I/O: in go real time, frames of the desks and what became of a flush; out come
//! records to store, frames to send and when to look again. A seeded simulator can drive it through any fault.
//!
//! **Architecture invariants**
//! - Nothing is published or acknowledged before the flush of its record succeeded. A failed flush stops the clock and
//!   the intake; the same batch is handed out again until it is stored.
//! - A pause, a change of pace, a skip, a machine that slept, a wall clock that jumps: nothing ever comes twice, late by
//!   the pause, or all at once (see [`Pacer`]).
//! - A repeat of an order is answered, not carried out again; and one that never arrived is never called dealt with.

mod bench;
mod chairs;
mod desks;
pub mod injects;
mod ledger;
mod outcome;
mod pacer;
mod past;
mod people;
mod reach;
mod run;
mod scorer;
mod seen;
mod watch;

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use crate::base::At;
use crate::exercise::directory::Directory;
use crate::exercise::fact::{Phase, Record};
use crate::exercise::order::{Act, Control, Desk, OrderId, Staffing};
use crate::exercise::state::State;
use crate::exercise::team::NOBODY;
use crate::exercise::{Answer, Exercise};
use crate::record::journal::Header;
use crate::scenario::script::{Script, SeatId};
use crate::score::release::open_to_seats;
use crate::wire::{ClockFace, FromDesk, Outcome, ToDesk};

use bench::Bench;
use chairs::Chairs;
use desks::{Common, Seated, present};
use ledger::Ledger;
use reach::Reach;
use scorer::Scorer;
use seen::Seen;

pub use crate::exercise::team::KEYS_OF_THE_HOUSE;
pub use bench::{Doctrines, Player, Players};
pub use desks::Conn;
pub use pacer::{Pacer, STEP_MS};
pub use past::Past;

/// Under this key the session gives orders of control: who sits where, and what a skip from a pause needs.
const HOUSE: u64 = 1;
/// Orders that may wait while nothing can be stored.
const WAITING: usize = 1_024;
/// Real milliseconds between two looks at who is where, where they are more than [`FEW`].
const GATHER_MS: u64 = 250;
/// Desks of which anybody may be told at once.
const FEW: usize = 200;
/// Real milliseconds between two looks at most while the clock runs; within [`STEP_MS`].
const LOOK_MS: u64 = 1_000;

/// An order on its way into the exercise. The desk may have gone since it sent it.
struct Waits {
    conn: Conn,
    desk: Desk,
    /// Which person of the seat.
    person: u16,
    id: OrderId,
    act: Act,
}

/// A live exercise.
pub struct Session {
    exercise: Exercise,
    header: Arc<Header>,
    directory: Arc<Directory>,
    ledger: Ledger,
    scorer: Scorer,
    pacer: Pacer,
    players: Box<dyn Players>,
    bench: Bench,
    desks: BTreeMap<Conn, Seated>,
    reach: Reach,
    connected: u64,
    /// Seats whose desk is connected; none where that changed since it was asked for.
    present: Option<Vec<String>>,
    /// Who is there; none where that changed since it was asked for.
    chairs: Chairs,
    /// Whether the chairs are as they were gathered, and when that was.
    gathered: bool,
    gathered_ms: u64,
    /// When desks were last looked at for having gone quiet.
    looked_ms: u64,
    /// The communications check is over: STARTEX has been.
    checked: bool,
    waiting: VecDeque<Waits>,
    answers: BTreeMap<(Desk, u64), (u32, Outcome)>,
    seen: Seen,
    face: ClockFace,
    fault: Option<String>,
}

impl Session {
    /// Opens a new exercise, before STARTEX, with the seats staffed so where that is not as the scenario has it.
    pub fn open(
        script: Arc<Script>,
        header: Header,
        players: Box<dyn Players>,
        staffing: &[(String, Staffing)],
    ) -> Self {
        let mut session = Self::new(script, header, players);
        session.seat_players();
        for (seat, staffing) in staffing {
            let known = session.exercise.script.names.seats.get(seat);
            if known.is_some_and(|id| session.exercise.state.seats[*id].staffing != *staffing) {
                session.house(Control::Staff { seat: seat.clone(), staffing: staffing.clone() });
            }
        }
        session.settle();
        session
    }

    fn new(script: Arc<Script>, header: Header, players: Box<dyn Players>) -> Self {
        let (directory, ledger) = (Arc::new(Directory::new(&script)), Ledger::new(&script));
        let reach = Reach::new(&script);
        let exercise = Exercise::new(script, header.seed);
        Self {
            header: Arc::new(header),
            directory,
            ledger,
            scorer: Scorer::default(),
            pacer: Pacer::new(At::STARTEX),
            players,
            bench: Bench::default(),
            desks: BTreeMap::new(),
            reach,
            connected: 0,
            present: None,
            chairs: Chairs::default(),
            gathered: false,
            gathered_ms: 0,
            looked_ms: 0,
            checked: false,
            waiting: VecDeque::new(),
            answers: BTreeMap::new(),
            seen: Seen::default(),
            face: face(&exercise.state),
            fault: None,
            exercise,
        }
    }

    /// A desk is there. Whether it may be that desk is for the caller to know.
    pub fn connect(&mut self, desk: Desk) -> Conn {
        self.connect_as(desk, NOBODY)
    }

    /// The desk of this person of a seat is there.
    pub fn connect_as(&mut self, desk: Desk, person: u16) -> Conn {
        self.connected += 1;
        let conn = Conn(self.connected);
        self.desks.insert(conn, Seated::new(desk, person));
        self.reach.comes(desk, conn);
        self.come_or_gone();
        conn
    }

    fn come_or_gone(&mut self) {
        self.present = None;
        self.gathered = false;
    }

    /// A desk is gone. Its orders that wait are still taken: it may have gone because it waited.
    pub fn disconnect(&mut self, conn: Conn) {
        if let Some(seated) = self.desks.remove(&conn) {
            self.reach.goes(seated.desk, conn);
        }
        self.come_or_gone();
    }

    /// A desk said something.
    pub fn receive(&mut self, conn: Conn, frame: FromDesk, wall_ms: u64) {
        let Some(seated) = self.desks.get_mut(&conn) else { return };
        if seated.activity.heard(wall_ms) {
            self.gathered = false;
        }
        match frame {
            FromDesk::Here { writing } => {
                if seated.activity.writes(writing, wall_ms) {
                    self.gathered = false;
                }
            }
            FromDesk::Check(check) => {
                if self.exercise.state.phase == Phase::Ready && matches!(seated.desk, Desk::Seat(_)) {
                    seated.check = Some(chairs::short(check));
                    self.gathered = false;
                }
            }
            // A server answers for its door before anything reaches this place.
            FromDesk::Door(_) => {}
            FromDesk::Resume { from } => seated.resume(from, &self.ledger),
            FromDesk::ResumeOf(from) => seated.resume_of(&from, &self.exercise.script),
            FromDesk::Order { id, act } => {
                let (desk, person) = (seated.desk, seated.person);
                let full = !seated.has_room() || self.waiting.len() >= WAITING;
                if full {
                    let why = "Too many orders wait for their answer; send it again in a moment";
                    self.answer(conn, id, Outcome::NotTaken(why.to_owned()));
                } else if self.fault.is_some() {
                    self.waiting.push_back(Waits { conn, desk, person, id, act });
                } else {
                    self.advance(wall_ms);
                    self.take(Waits { conn, desk, person, id, act });
                }
            }
        }
    }

    /// Real time went on. Call it at least as often as [`Self::wake_ms`] says.
    pub fn advance(&mut self, wall_ms: u64) {
        let to = self.pacer.look(wall_ms);
        if chairs::quiet(&mut self.desks, &mut self.looked_ms, wall_ms) {
            self.gathered = false;
        }
        if self.exercise.state.phase == Phase::Running && !self.exercise.state.no_play && self.fault.is_none()
        {
            self.run_to(to);
        }
        self.settle();
    }

    /// The records that are to be stored now: the same ones until [`Self::flushed`] says that they are.
    pub fn to_store(&mut self) -> Option<&[Arc<Record>]> {
        self.ledger.batch()
    }

    /// What became of the batch. After a failure clock and intake stand until it is stored.
    pub fn flushed(&mut self, result: Result<(), String>, wall_ms: u64) {
        self.pacer.look(wall_ms);
        match result {
            Ok(()) => {
                self.ledger.batch_is_stored();
                if self.fault.take().is_some() {
                    self.settle();
                    while let Some(waits) = self.waiting.pop_front() {
                        self.take(waits);
                    }
                }
            }
            Err(why) => self.fault = Some(why),
        }
        self.settle();
    }

    /// The next frames for a desk, at most `room`. A desk that does not read makes nobody wait: what it lacks is kept
    /// once, not for every desk.
    pub fn frames(&mut self, conn: Conn, wall_ms: u64, room: usize) -> Vec<ToDesk> {
        let mut frames = Vec::new();
        self.put_frames(conn, wall_ms, room, &mut frames);
        frames
    }

    /// The same, into `frames`, which is empty: for whoever tells many desks, with one list for all of them.
    pub fn put_frames(&mut self, conn: Conn, wall_ms: u64, room: usize, frames: &mut Vec<ToDesk>) {
        self.look_around(wall_ms);
        // Control alone is told who is there: it is gathered for nobody else.
        if self.present.is_none() && self.desks.get(&conn).is_some_and(|seated| seated.desk.sees_all()) {
            self.present();
        }
        let Some(seated) = self.desks.get_mut(&conn) else { return };
        let runs = self.face.runs();
        let world = (&self.exercise.state, &self.ledger);
        // Seats see their part of it once they may; evaluators rate all the while.
        let wanted = matches!(seated.desk, Desk::Evaluator(_)) || open_to_seats(&self.exercise.state);
        let times = (self.header.seed, runs, wall_ms);
        let scored = self.scorer.look(&self.exercise.script, world, times, wanted);
        let common = Common {
            scored,
            script: &self.exercise.script,
            state: &self.exercise.state,
            header: &self.header,
            directory: &self.directory,
            ledger: &self.ledger,
            face: self.face,
            fault: self.fault.as_deref(),
            present: self.present.as_deref().unwrap_or_default(),
            chairs: &self.chairs,
            wall_ms,
        };
        seated.frames(&common, room, frames);
    }

    /// Gathers who is where, if that changed: where they are many, not for each that comes.
    fn look_around(&mut self, wall_ms: u64) {
        let rested = wall_ms.abs_diff(self.gathered_ms) >= GATHER_MS || self.desks.len() <= FEW;
        if !self.gathered && rested {
            self.chairs = Chairs::of(&self.desks, &self.exercise.script);
            (self.gathered, self.gathered_ms) = (true, wall_ms);
        }
    }

    /// Whether desks came or went, or people fell silent, of which nobody was told yet.
    pub fn presence_waits(&self) -> bool {
        !self.gathered
    }

    /// Real milliseconds after which to look again; none: not before somebody says something.
    pub fn wake_ms(&self) -> Option<u64> {
        if self.fault.is_some() {
            return Some(LOOK_MS);
        }
        if self.ledger.last() > self.ledger.stored() {
            return Some(0);
        }
        let next = [self.exercise.next_due(), self.bench.next()].into_iter().flatten().min();
        let until = self.pacer.until_ms(next.unwrap_or(At::NEVER))?;
        Some(until.clamp(1, LOOK_MS))
    }

    /// The scenario.
    pub fn script(&self) -> &Arc<Script> {
        &self.exercise.script
    }

    /// All that is true, stored or not.
    pub fn state(&self) -> &State {
        &self.exercise.state
    }

    /// What the journal was opened from.
    pub fn header(&self) -> &Arc<Header> {
        &self.header
    }

    /// How late it is, as desks are told.
    pub fn face(&self) -> ClockFace {
        self.face
    }

    /// Number of the last record that is stored.
    pub fn stored(&self) -> u64 {
        self.ledger.stored()
    }

    /// Stored records after the `from`-th, at most `room`.
    pub fn records_after(&self, from: u64, room: usize) -> Vec<Arc<Record>> {
        self.ledger.records_after(from, room)
    }

    /// Seats whose desk is connected, by id.
    pub fn present(&mut self) -> &[String] {
        self.present.get_or_insert_with(|| present(&self.desks, &self.exercise.script))
    }

    /// Why nothing goes on.
    pub fn fault(&self) -> Option<&str> {
        self.fault.as_deref()
    }

    /// The seat of this id.
    pub fn seat(&self, id: &str) -> Option<SeatId> {
        self.exercise.script.names.seats.get(id).copied()
    }
}

/// How late it is, as desks are told.
fn face(state: &State) -> ClockFace {
    ClockFace { now: state.now, phase: state.phase, pace: state.pace, no_play: state.no_play }
}
