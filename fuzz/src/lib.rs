//! What comes from outside, one function a door: whatever the bytes are, they are read or refused, and what must hold
//! afterwards holds. The fuzzer calls these with bytes of its own, and `tests/store/corpora.rs` with those in `corpus`.

mod chained;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use startex::base::limits::WIRE_UP;
use startex::exercise::apply;
use startex::exercise::order::{Act, Control, Desk, OrderId};
use startex::exercise::state::State;
use startex::net::JoinLink;
use startex::net::server::read_order;
use startex::record::journal::Header;
use startex::record::replay::Replay;
use startex::scenario::load;
use startex::scenario::script::Script;
use startex::session::{Conn, Doctrines, Session};
use startex::store::{Reader, Store};
use startex::wire::text::{Down, Up};
use startex::wire::{ExconMirror, FromDesk, SeatMirror};

pub use chained::chained_journals;

const SCENARIO: &str = include_str!("../../tests/core/live/live.ron");
const EUROPE: &str = include_str!("../../assets/world/europe.ron");
/// Frames of one conversation: what comes behind them is passed over.
const FRAMES: usize = 32;
/// Real time between two frames, in ms.
const STEP_MS: u64 = 500;

/// What a seat sends: a frame a line.
pub fn client_frames(data: &[u8]) {
    converse(data, |session| session.seat("ee-csirt").map(Desk::Seat));
}

/// What a desk of control sends: a frame a line.
pub fn control_frames(data: &[u8]) {
    converse(data, |_| Some(Desk::Excon));
}

/// What a server sends to a desk: a frame a line.
pub fn server_frames(data: &[u8]) {
    let (mut seat, mut control) = (SeatMirror::new(1), ExconMirror::new(2));
    for line in String::from_utf8_lossy(data).lines().take(FRAMES) {
        let Ok(Some(down)) = Down::decode(line) else { continue };
        let written = down.encode();
        let again = Down::decode(&written).ok().flatten().map(|down| down.encode());
        assert_eq!(again.as_ref(), Some(&written), "what was read is written alike");
        if let Down::Desk(frame) = down {
            seat.receive(frame.clone());
            // What does not fit, it says.
            let _ = control.receive(frame);
        }
    }
}

/// What another program sends as an order of control.
pub fn rest_bodies(data: &[u8]) {
    let Ok((id, control)) = read_order(data) else { return };
    let mut room = Room::open();
    let conn = room.session.connect(Desk::Excon);
    room.hear(conn, FromDesk::Order { id, act: Act::Control(control) });
    room.look();
}

/// What somebody pastes as a join link.
pub fn join_links(data: &[u8]) {
    match String::from_utf8_lossy(data).parse::<JoinLink>() {
        Ok(link) => {
            // Somebody may call their server by the letters of the secret: then the name of the server is what is seen.
            let logged = format!("{link:?}").replace(&link.host, "");
            assert!(!logged.contains(&link.secret), "a log never has what opens the door");
            assert_eq!(link.to_string().parse(), Ok(link));
        }
        Err(why) => assert!(!why.to_string().is_empty()),
    }
}

/// A file that somebody gives as a journal, and the bytes of its first block. Where the reader finds nothing wrong with
/// it, it is gone on with, and still in order afterwards.
pub fn journals(data: &[u8]) {
    let _ = Replay::open(data);
    let Ok(dir) = tempfile::tempdir() else { return };
    let path = dir.path().join("some.journal");
    std::fs::write(&path, data).expect("the file is written");
    let sound = Reader::open(&path).is_ok_and(|reader| {
        // Each is asked, whatever the one before said.
        let (records, file) = (reader.replay(&mut |_, _| {}), reader.check_file());
        let _ = (reader.script(), reader.notes(), reader.mark());
        records.is_ok() && matches!(file, Ok(true))
    });
    let opened = Store::open(&path, &mut |_, _| {});
    assert!(opened.is_ok() || !sound, "what is in order is gone on with: {opened:?}");
    let Ok((store, _)) = opened else { return };
    // A disk that fails here is none of the journal's.
    if store.close().is_ok() && sound {
        let reader = Reader::open(&path).expect("it was read before");
        assert!(reader.replay(&mut |_, _| {}).is_ok());
    }
}

/// A live exercise whose disk does what it should.
struct Room {
    session: Session,
    script: Arc<Script>,
    wall_ms: u64,
    /// Everything stored, folded.
    folded: State,
}

impl Room {
    /// The exercise runs.
    fn open() -> Self {
        static OPENED: OnceLock<(Arc<Script>, Header)> = OnceLock::new();
        let (script, header) = OPENED.get_or_init(|| {
            let sources = [("main.ron", SCENARIO), ("world/europe.ron", EUROPE)];
            let sources: BTreeMap<String, String> =
                sources.map(|(path, text)| (path.to_owned(), text.to_owned())).into();
            let script = load(&sources, "main.ron").script.expect("the scenario is in order");
            let header = Header::new(&script, "main.ron".to_owned(), sources, 7);
            (script, header)
        });
        let session = Session::open(Arc::clone(script), header.clone(), Box::new(Doctrines), &[]);
        let folded = State::new(script, 7);
        let mut room = Self { session, script: Arc::clone(script), wall_ms: 1_000, folded };
        let control = room.session.connect(Desk::Excon);
        let id = OrderId { key: 1 << 40, counter: 1 };
        room.hear(control, FromDesk::Order { id, act: Act::Control(Control::Start) });
        room.session.disconnect(control);
        room
    }

    /// Takes a frame, stores what comes of it, and lets time go on.
    fn hear(&mut self, conn: Conn, frame: FromDesk) {
        self.session.receive(conn, frame, self.wall_ms);
        self.store();
        while !self.session.frames(conn, self.wall_ms, 64).is_empty() {}
        self.wall_ms += STEP_MS;
        self.session.advance(self.wall_ms);
        self.store();
    }

    fn store(&mut self) {
        while let Some(batch) = self.session.to_store() {
            for record in batch {
                apply::replay(&self.script, &mut self.folded, record)
                    .expect("a record follows from those before");
            }
            self.session.flushed(Ok(()), self.wall_ms);
        }
    }

    /// What must hold, whatever came.
    fn look(&self) {
        assert_eq!(self.session.fault(), None);
        assert_eq!(self.folded.records, self.session.state().records, "what is stored is what is true");
    }
}

fn converse(data: &[u8], desk: impl Fn(&Session) -> Option<Desk>) {
    let text = String::from_utf8_lossy(data);
    let mut room: Option<(Room, Conn)> = None;
    for line in text.lines().take(FRAMES) {
        let Ok(Some(up)) = Up::decode(line) else { continue };
        if !matches!(up, Up::Unreadable { .. } | Up::Access(Err(_))) {
            let written = up.encode();
            // What is written out in full may be too long to be read.
            if written.len() <= WIRE_UP {
                let again = Up::decode(&written).ok().flatten();
                assert_eq!(again.as_ref(), Some(&up), "what was read is written alike");
            }
        }
        let Up::Desk(frame) = up else { continue };
        let (room, conn) = room.get_or_insert_with(|| {
            let mut room = Room::open();
            let desk = desk(&room.session).expect("the scenario has the seat");
            let conn = room.session.connect(desk);
            (room, conn)
        });
        room.hear(*conn, frame);
    }
    if let Some((room, _)) = room {
        room.look();
    }
}
