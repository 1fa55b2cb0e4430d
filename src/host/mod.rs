//! The live exercise on its own thread: a headless Bevy app that drives the session, or a plain loop where the program
//! is built without Bevy. A slow frame of a window never
//! holds up a seat, and a slow disk never holds up a frame.

mod drive;
mod keeper;
#[cfg(feature = "host")]
mod live;
mod said;

use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use crossbeam_channel::{Sender, bounded};

use crate::exercise::fact::Record;
use crate::exercise::order::{Desk, Staffing};
use crate::exercise::team::NOBODY;
use crate::net::server::{Exercise, Standing};
use crate::net::{Bell, DeskEnd, HostEnd, link};
use crate::record::Tip;
use crate::record::journal::Header;
use crate::scenario::script::{Script, SeatId};
use crate::session::{Doctrines, Session};
use crate::store::Note;

#[cfg(not(feature = "host"))]
use drive::run;
pub use keeper::{InMemory, Keeper, Records, Reopened, Stored};
#[cfg(feature = "host")]
pub use live::LiveSystems;
#[cfg(feature = "host")]
use live::run;
use said::{Caller, Said};

/// Desks that may wait to be let in, and questions to be answered: a whole exercise that comes back at once.
const CALLS: usize = 16_384;
/// So long the exercise may take to answer a question.
const TO_ANSWER: Duration = Duration::from_secs(10);

/// What an exercise is opened from.
pub struct Opening {
    /// The scenario.
    pub script: Arc<Script>,
    /// The journal's header, which names the very same scenario.
    pub header: Header,
    /// Who plays which seat, where that is not as the scenario has it.
    pub staffing: Vec<(String, Staffing)>,
    /// Of an exercise that goes on; none for a new one.
    pub records: Records,
    /// Where records are stored.
    pub keeper: Box<dyn Keeper>,
}

/// Goes on with a journal.
impl From<Reopened> for Opening {
    fn from(back: Reopened) -> Self {
        let Reopened { keeper, script, header, records } = back;
        Self { script, header, staffing: Vec::new(), records, keeper: Box::new(keeper) }
    }
}

/// What the host is asked for.
pub(crate) enum Call {
    /// Let a desk in; whether somebody has come to it from their own machine, and sits down there.
    Connect(Desk, u16, HostEnd, Caller, bool),
    /// How things stand.
    Standing(Sender<Standing>),
    /// Stored records after one, so many at most.
    Records(u64, usize, Sender<Vec<Arc<Record>>>),
    /// A copy of the journal.
    Copy(Sender<Result<Vec<u8>, String>>),
    /// The last number of a person of a seat.
    People(SeatId, Sender<u16>),
    /// This person has taken the seat over.
    HandOver(SeatId, u16),
    /// Put this down for the audit.
    Note(Note),
    /// Erase notes of the audit from before this wall time.
    EraseNotes(i64, Sender<Result<usize, String>>),
    /// Stop, once everything is stored.
    Stop,
}

/// A running host. Dropping it stops it.
pub struct Host {
    calls: Sender<Call>,
    bell: Bell,
    /// Rings for the desks of this process.
    wake: Bell,
    said: Arc<Said>,
    script: Arc<Script>,
    stored: Arc<Mutex<Option<Tip>>>,
    thread: Option<JoinHandle<()>>,
}

impl Host {
    /// Opens the exercise on a thread of its own. `wake` is called when there is something for a desk of this process
    /// (see [`Self::connect`]), at most twice a second unless a desk said something.
    ///
    /// # Errors
    /// Words where the records do not follow from one another, or the machine gives no thread.
    pub fn start(opening: Opening, wake: impl Fn() + Send + Sync + 'static) -> Result<Self, String> {
        let Opening { script, header, staffing, records, keeper } = opening;
        let session = match records {
            Records::None => Session::open(Arc::clone(&script), header, Box::new(Doctrines), &staffing),
            Records::These(records) => {
                Session::resume(Arc::clone(&script), header, records, Box::new(Doctrines))?
            }
            Records::Lived(session) => *session,
        };
        let (calls, called) = bounded(CALLS);
        let (bell, heard) = Bell::new();
        let stored = Arc::default();
        let said = Arc::new(Said::new(bell.clone()));
        let live = drive::Live::new(session, keeper, Arc::clone(&said), Arc::clone(&stored), called);
        let thread = std::thread::Builder::new()
            .name("exercise".to_owned())
            .spawn(move || run(live, &heard))
            .map_err(|why| format!("the exercise cannot have a thread of its own: {why}"))?;
        let wake = Bell::calling(wake);
        Ok(Self { calls, bell, wake, said, script, stored, thread: Some(thread) })
    }

    /// A desk's end of a new link.
    pub fn connect(&self, desk: Desk) -> DeskEnd {
        self.link_to(desk, NOBODY, self.wake.clone(), false)
    }

    /// The desk of a seat by its id; none where the scenario has no such seat.
    pub fn connect_seat(&self, id: &str) -> Option<DeskEnd> {
        self.script.names.seats.get(id).map(|seat| self.connect(Desk::Seat(*seat)))
    }

    fn link_to(&self, desk: Desk, person: u16, bell: Bell, sits_down: bool) -> DeskEnd {
        let (caller, of_desk) = self.said.caller();
        let (desk_end, host_end) = link(of_desk, bell);
        // Where the host has stopped, the desk finds its link lost.
        let _ = self.calls.try_send(Call::Connect(desk, person, host_end, caller, sits_down));
        self.bell.ring();
        desk_end
    }

    fn ask<T>(&self, call: impl FnOnce(Sender<T>) -> Call) -> Result<T, String> {
        let lost = || "the exercise does not answer".to_owned();
        let (answers, hears) = bounded(1);
        self.calls.try_send(call(answers)).map_err(|_| lost())?;
        self.bell.ring();
        hears.recv_timeout(TO_ANSWER).map_err(|_| lost())
    }

    /// Where what is stored ends, with the hash that stands for the whole journal; none where nothing is kept.
    pub fn stored(&self) -> Option<Tip> {
        *self.stored.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Stops the exercise once everything is stored, and waits for that.
    pub fn stop(mut self) {
        self.finish();
    }

    fn finish(&mut self) {
        let _ = self.calls.try_send(Call::Stop);
        self.bell.ring();
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has said so; its journal holds all that was acknowledged.
            let _ = thread.join();
        }
    }
}

impl Exercise for Host {
    fn let_in(&self, desk: Desk, person: u16, bell: Bell) -> DeskEnd {
        self.link_to(desk, person, bell, true)
    }

    fn hand_over(&self, seat: &str, person: u16) {
        if let Some(seat) = self.script.names.seats.get(seat) {
            // Where the host has stopped, there is nothing to release.
            let _ = self.calls.try_send(Call::HandOver(*seat, person));
            self.bell.ring();
        }
    }

    fn people(&self, seat: &str) -> Result<u16, String> {
        // The journal knows people of seats alone.
        let seat = self.script.names.seats.get(seat).copied();
        seat.map_or(Ok(0), |seat| self.ask(|answers| Call::People(seat, answers)))
    }

    fn script(&self) -> Arc<Script> {
        Arc::clone(&self.script)
    }

    fn standing(&self) -> Result<Standing, String> {
        self.ask(Call::Standing)
    }

    fn records(&self, after: u64, room: usize) -> Result<Vec<Arc<Record>>, String> {
        self.ask(|answers| Call::Records(after, room, answers))
    }

    fn copy(&self) -> Result<Vec<u8>, String> {
        self.ask(Call::Copy)?
    }

    fn note(&self, note: Note) -> bool {
        let taken = self.calls.try_send(Call::Note(note)).is_ok();
        self.bell.ring();
        taken
    }

    fn erase_notes(&self, before_ms: i64) -> Result<usize, String> {
        self.ask(|answers| Call::EraseNotes(before_ms, answers))?
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.finish();
    }
}
