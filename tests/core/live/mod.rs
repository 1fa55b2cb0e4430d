//! The live exercise: its clock, its journal, its desks. Given a session, when time goes on, desks speak and the disk
//! does what disks do, then this is what everybody gets.

mod bots;
mod clock;
mod controllers;
mod cut;
mod desks;
mod evaluators;
mod feedback;
mod hidden;
mod hostile;
mod journal;
mod moderators;
mod people;
mod roles;
mod score;
mod simulation;

use std::collections::BTreeMap;
use std::sync::Arc;

use startex::base::{At, Dice, Span};
use startex::exercise::directory::Directory;
use startex::exercise::entry::{Entry, News};
use startex::exercise::fact::{Fact, Phase, Record};
use startex::exercise::order::{Act, Control, Desk, OrderId, Staffing, Verb};
use startex::record::journal::{Header, Options, RULES};
use startex::scenario::load;
use startex::scenario::script::Script;
use startex::session::{Conn, Doctrines, Player, Players, STEP_MS, Session};
use startex::wire::{ExconMirror, FromDesk, Open, Outcome, SeatMirror, ToDesk};

const SCENARIO: &str = include_str!("live.ron");
const EUROPE: &str = include_str!("../../../assets/world/europe.ron");
/// Words of the scenario that no seat may read before its time, and ids that none may ever read.
const HIDDEN: [&str; 7] = [
    "Quiet Tide",
    "hidden-item",
    "hidden-incident",
    "INJ-LATE",
    "hidden-stage",
    "hidden-rule",
    "Never to be read",
];

fn header() -> Header {
    let sources = [("main.ron", SCENARIO), ("world/europe.ron", EUROPE)];
    let sources: BTreeMap<_, _> = sources.iter().map(|(p, t)| ((*p).to_owned(), (*t).to_owned())).collect();
    let script = [0; 32];
    let (scenario, main) = ("live".to_owned(), "main.ron".to_owned());
    Header { rules: RULES, seed: 7, scenario, main, sources, script, options: Options::default() }
}

fn script() -> Arc<Script> {
    let header = header();
    let loaded = load(&header.sources, &header.main);
    loaded.script.unwrap_or_else(|| panic!("{:#?}", loaded.findings))
}

/// A room with one session, a wall clock and a disk that can fail.
struct Room {
    session: Session,
    wall_ms: u64,
    disk_is_full: bool,
    stored: Vec<Record>,
    excon: (Conn, ExconMirror),
    seat: (Conn, SeatMirror),
}

impl Room {
    fn new(session: Session) -> Self {
        let mut session = session;
        // Every desk that is opened has a key of its own.
        let key = 1_000_000 + session.state().records;
        let excon = (session.connect(Desk::Excon), ExconMirror::new(key));
        let id = session.seat("ee-csirt").unwrap();
        let seat = (session.connect(Desk::Seat(id)), SeatMirror::new(key));
        let mut room = Self { session, wall_ms: 1_000, disk_is_full: false, stored: vec![], excon, seat };
        room.turn();
        room
    }

    fn open() -> Self {
        Self::new(Session::open(script(), header(), Box::new(Doctrines), &[]))
    }

    fn started(pace: u32) -> Self {
        let mut room = Self::open();
        room.control(Control::Pace { minutes: pace });
        room.control(Control::Start);
        room
    }

    /// Stores what is to be stored, as far as the disk does.
    fn store(&mut self) {
        while let Some(batch) = self.session.to_store() {
            if self.disk_is_full {
                self.session.flushed(Err("the disk is full".to_owned()), self.wall_ms);
                return;
            }
            self.stored.extend(batch.iter().map(|record| record.as_ref().clone()));
            self.session.flushed(Ok(()), self.wall_ms);
        }
    }

    /// Stores and publishes until everybody has heard everything.
    fn turn(&mut self) {
        loop {
            self.store();
            let mut said = Vec::new();
            for frame in self.session.frames(self.excon.0, self.wall_ms, 64) {
                said.extend(self.excon.1.receive(frame).unwrap().into_iter().map(|f| (self.excon.0, f)));
            }
            for frame in self.session.frames(self.seat.0, self.wall_ms, 64) {
                said.extend(self.seat.1.receive(frame).into_iter().map(|f| (self.seat.0, f)));
            }
            if said.is_empty() {
                return;
            }
            for (conn, frame) in said {
                self.session.receive(conn, frame, self.wall_ms);
            }
        }
    }

    fn control(&mut self, control: Control) -> Outcome {
        let frame = self.excon.1.control(control);
        self.session.receive(self.excon.0, frame, self.wall_ms);
        self.turn();
        self.excon.1.orders.settled.back().unwrap().outcome.clone()
    }

    fn decide(&mut self, verb: Verb) -> Outcome {
        let frame = self.seat.1.decide(verb);
        self.session.receive(self.seat.0, frame, self.wall_ms);
        self.turn();
        self.seat.1.orders.settled.back().unwrap().outcome.clone()
    }

    /// Real time goes on, with a look each half second.
    fn play(&mut self, real_ms: u64) {
        for _ in 0..real_ms / 500 {
            self.wall_ms += 500;
            self.session.advance(self.wall_ms);
            self.turn();
        }
    }

    fn now(&self) -> At {
        self.session.state().now
    }

    /// When the inject was delivered, as often as it was.
    fn deliveries(&self, inject: &str) -> Vec<At> {
        let id = self.session.script().names.injects[inject];
        let of = |r: &Record| r.facts.iter().any(|f| matches!(f, Fact::Delivered(i, _) if *i == id));
        self.stored.iter().filter(|r| of(r)).map(|r| r.at).collect()
    }
}

/// Gives a desk its frames, and the exercise what it says in return, until both are silent.
fn hear(room: &mut Room, conn: Conn, mut take: impl FnMut(ToDesk) -> Vec<FromDesk>) {
    loop {
        room.turn();
        let frames = room.session.frames(conn, room.wall_ms, 64);
        if frames.is_empty() {
            return;
        }
        for said in frames.into_iter().flat_map(&mut take) {
            room.session.receive(conn, said, room.wall_ms);
        }
    }
}

fn message(text: &str) -> Verb {
    Verb::Message { to: vec!["lv-csirt".into()], tlp: None, reply_to: None, text: text.into() }
}

fn minutes(n: u64) -> At {
    At::STARTEX + Span::mins(n)
}
