//! The good run of northern lights, live, with every text that each seat got.

use super::*;
use startex::exercise::role;

/// Twelve minutes of the exercise in a second.
const PACE: u32 = 720;
const STEP: u64 = 250;

/// A whole exercise as its seats got it.
pub(super) struct Played {
    /// Texts by seat, each with the real moment at which it was sent.
    pub(super) sent: BTreeMap<String, Vec<(u64, String)>>,
    pub(super) records: Vec<Arc<Record>>,
}

/// The orders of the good run.
fn good(script: &Script) -> Vec<(At, startex::exercise::order::Order)> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/northern-lights/good.orders.ron");
    let (mut files, mut sink) = (Files::new(), Sink::new());
    let id = files.add("good.orders.ron", std::fs::read_to_string(path).unwrap());
    let lines = orders_file::read(id, files.text(id), script, &mut sink);
    assert_eq!(sink.errors(), 0);
    orders_file::orders(lines)
}

pub(super) struct Stage {
    pub(super) session: Session,
    pub(super) wall_ms: u64,
    pub(super) seats: BTreeMap<SeatId, Conn>,
    /// A moderator a state, by the name at the door.
    moderators: BTreeMap<String, Conn>,
    pub(super) excon: (Conn, u32),
    pub(super) played: Played,
}

impl Stage {
    pub(super) fn open(script: &Arc<Script>, header: Header) -> Self {
        let people: Vec<_> = script.seats.rows().map(|s| (s.id.clone(), Staffing::Person)).collect();
        let mut session = Session::open(Arc::clone(script), header, Box::new(Doctrines), &people);
        let seats = script.seats.ids().map(|seat| (seat, session.connect(Desk::Seat(seat)))).collect();
        let moderators: BTreeMap<String, Conn> = script
            .states
            .ids()
            .map(|state| {
                let desk = Desk::Moderator(state);
                (role::name(script, desk), session.connect(desk))
            })
            .collect();
        let excon = (session.connect(Desk::Excon), 0);
        let played = Played { sent: BTreeMap::new(), records: Vec::new() };
        let mut stage = Self { session, wall_ms: 1_000, seats, moderators, excon, played };
        for conn in stage.seats.values() {
            stage.session.receive(*conn, FromDesk::Resume { from: 0 }, 1_000);
        }
        for conn in stage.moderators.values() {
            stage.session.receive(*conn, FromDesk::ResumeOf(BTreeMap::new()), 1_000);
        }
        stage.turn();
        stage.control(Control::Pace { minutes: PACE });
        stage.control(Control::Start);
        stage
    }

    pub(super) fn control(&mut self, control: Control) {
        self.excon.1 += 1;
        let id = OrderId { key: 1 << 20, counter: self.excon.1 };
        self.session.receive(self.excon.0, FromDesk::Order { id, act: Act::Control(control) }, self.wall_ms);
        self.turn();
    }

    /// Stores everything, and sends everything.
    pub(super) fn turn(&mut self) {
        while let Some(batch) = self.session.to_store() {
            self.played.records.extend(batch.iter().cloned());
            self.session.flushed(Ok(()), self.wall_ms);
        }
        let seats = self.seats.iter();
        let seats = seats.map(|(seat, conn)| (self.session.script().seats[*seat].id.clone(), *conn));
        let moderators = self.moderators.iter().map(|(name, conn)| (name.clone(), *conn));
        for (id, conn) in seats.chain(moderators).collect::<Vec<_>>() {
            loop {
                let frames = self.session.frames(conn, self.wall_ms, 64);
                if frames.is_empty() {
                    break;
                }
                let texts = frames.into_iter().map(|frame| (self.wall_ms, Down::Desk(frame).encode()));
                self.played.sent.entry(id.clone()).or_default().extend(texts);
            }
        }
        while !self.session.frames(self.excon.0, self.wall_ms, 64).is_empty() {}
    }

    pub(super) fn until(&mut self, at: At) {
        while self.session.state().phase == Phase::Running && self.session.state().now < at {
            let left = at.since(self.session.state().now).0.div_ceil(u64::from(PACE));
            self.wall_ms += left.clamp(1, STEP);
            self.session.advance(self.wall_ms);
            self.turn();
        }
    }

    pub(super) fn orders(&mut self, orders: &[(At, startex::exercise::order::Order)]) {
        for (at, order) in orders {
            self.until(*at);
            let conn = match order.from {
                Desk::Seat(seat) => self.seats[&seat],
                _ => self.excon.0,
            };
            let frame = FromDesk::Order { id: order.id, act: order.act.clone() };
            self.session.receive(conn, frame, self.wall_ms);
            self.turn();
        }
    }
}

/// Plays the good run as far as `to`.
pub(super) fn play(script: &Arc<Script>, header: Header, to: At) -> Stage {
    let mut stage = Stage::open(script, header);
    let orders = good(script);
    let upto = orders.partition_point(|(at, _)| *at < to);
    stage.orders(&orders[..upto]);
    stage.until(to);
    stage
}
