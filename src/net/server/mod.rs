//! Seats over the network: one port with a WebSocket for desks, REST for other programs, and pages for people.
//!
//! **Architecture invariants**
//! - Who a connection is follows from its secret alone, never from what it says later.
//! - A client that does not read is let go and resumes; it never holds up the exercise.
//! - A right secret opens at any time, whatever others try (see [`Limits`], `gate` and `guesses`), and takes no more than
//!   its own share of what all have (`links`).

mod access;
mod allowance;
mod beside;
mod counters;
mod door;
mod frames;
mod gate;
mod guard;
mod guesses;
mod limits;
mod links;
mod listen;
mod pages;
mod people;
mod pipe;
mod rest;
mod retention;
pub mod roster;
mod round;
mod say;
mod seats;
mod socket;
mod tls;
mod toll;
mod websocket;

use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::sync::watch;

use crate::exercise::fact::Record;
use crate::exercise::order::Desk;
use crate::net::{Bell, DeskEnd, JoinLink};
use crate::record::Hash;
use crate::scenario::script::Script;
use crate::store::Note;
use crate::wire::{Book, ClockFace, SeatTwice};

pub use access::{Access, EXCON, MONITOR};
pub use beside::private;
pub use limits::Limits;
pub use pages::{Card, print_page};
pub use rest::{openapi, read_order};
pub use roster::Roster;
pub use tls::{Identity, make};

use counters::Counters;
use door::Door;
use gate::Gate;
use round::Round;

/// So long connections have to end when the server stops.
const TO_STOP: Duration = Duration::from_secs(2);

/// The exercise that the server lets desks into. Nothing here waits for the network, and what waits for the exercise
/// waits for a bounded time.
pub trait Exercise: Send + Sync {
    /// A desk's end of a new link, for this person of a seat: 0 for somebody who has not said who they are. The bell rings
    /// when there is something for it, or the exercise has gone.
    fn let_in(&self, desk: Desk, person: u16, bell: Bell) -> DeskEnd;
    /// This person has taken the seat over from whoever had it: what others released there is theirs to release now.
    fn hand_over(&self, seat: &str, person: u16);
    /// The last number of a person of this seat that the journal knows of.
    ///
    /// # Errors
    /// Words where the exercise does not answer.
    fn people(&self, seat: &str) -> Result<u16, String>;
    /// The scenario.
    fn script(&self) -> Arc<Script>;
    /// How things stand.
    ///
    /// # Errors
    /// Words where the exercise does not answer.
    fn standing(&self) -> Result<Standing, String>;
    /// Stored records after the `after`-th, at most `room`.
    ///
    /// # Errors
    /// Words where the exercise does not answer.
    fn records(&self, after: u64, room: usize) -> Result<Vec<Arc<Record>>, String>;
    /// A closed journal with all that is stored so far.
    ///
    /// # Errors
    /// Words where there is none.
    fn copy(&self) -> Result<Vec<u8>, String>;
    /// Puts something down for the audit. False where too much waits.
    fn note(&self, note: Note) -> bool;
    /// Erases the notes of the audit from before this wall time, in ms since 1970; how many there were.
    ///
    /// # Errors
    /// Words where they cannot be erased, or the exercise does not answer.
    fn erase_notes(&self, before_ms: i64) -> Result<usize, String>;
}

/// How an exercise stands.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Seed of all chance; for control only.
    pub seed: u64,
    /// How late it is.
    pub clock: ClockFace,
    /// Why nothing goes on; for control only.
    pub fault: Option<String>,
    /// Seats whose desk is connected.
    pub present: Vec<String>,
    /// Number of the last record that is stored.
    pub stored: u64,
    /// Hash that stands for all of the journal; none where none is kept.
    pub hash: Option<Hash>,
    /// Whether the debrief was signed off.
    pub signed_off: bool,
}

/// Where people find the server: what stands in join links.
#[derive(Clone, Debug)]
pub struct Public {
    /// Whether it is reached by TLS, its own or a proxy's.
    pub tls: bool,
    /// Name or address.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Fingerprint that clients pin.
    pub pin: Option<[u8; 32]>,
}

impl Public {
    /// The join link with this secret.
    pub fn link(&self, secret: String) -> JoinLink {
        let Self { tls, host, port, pin } = self.clone();
        JoinLink { tls, host, port, secret, pin }
    }
}

/// What all connections share.
struct Shared {
    host: Arc<dyn Exercise>,
    public: Public,
    /// Whether a proxy stands before it, which tells the addresses of clients.
    proxied: bool,
    limits: Limits,
    gate: Gate,
    door: Door,
    /// The directory of the exercise, once somebody was told it.
    book: OnceLock<Book>,
    /// The score, once somebody asked for it.
    tally: Mutex<rest::Tally>,
    /// What was last said to whoever watches over it.
    ready: rest::Ready,
    counters: Counters,
    round: Round,
    stops: watch::Sender<bool>,
}

/// What a server is opened with.
pub struct Opening {
    /// The exercise.
    pub host: Arc<dyn Exercise>,
    /// Who may be whom.
    pub access: Access,
    /// Who the people of the seats are.
    pub roster: Roster,
    /// What happens to a seat that is taken twice.
    pub twice: SeatTwice,
    /// Certificate and key; none for plain text.
    pub identity: Option<Identity>,
    /// Where people find it.
    pub public: Public,
    /// Whether a proxy stands before it.
    pub proxied: bool,
    /// What may happen at most.
    pub limits: Limits,
}

/// A running server. Dropping it stops it.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Serves on a thread of its own.
    ///
    /// # Errors
    /// Words where the port cannot be had or the certificate does not fit its key.
    pub fn start(listener: TcpListener, opening: Opening) -> Result<Self, String> {
        let address = listener.local_addr().map_err(|why| format!("the port cannot be had: {why}"))?;
        let Opening { host, access, roster, twice, identity, public, proxied, limits } = opening;
        let (round, postmen) = Round::new(listen::THREADS);
        let shared = Arc::new(Shared {
            round,
            door: Door::new(access, roster, twice),
            gate: Gate::new(&limits),
            book: OnceLock::new(),
            tally: Mutex::default(),
            ready: rest::Ready::default(),
            counters: Counters::default(),
            stops: watch::channel(false).0,
            host,
            public,
            proxied,
            limits,
        });
        let run = listen::run(listener, Arc::clone(&shared), postmen, identity)?;
        let thread = std::thread::Builder::new().name("server".to_owned()).spawn(run);
        let thread = thread.map_err(|why| format!("the server cannot have a thread of its own: {why}"))?;
        Ok(Self { address, shared, thread: Some(thread) })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Desks that are connected.
    pub fn desks(&self) -> usize {
        self.shared.door.lock().seats.count()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Desks are told before the connections end.
        self.shared.stops.send_replace(true);
        if let Some(thread) = self.thread.take() {
            // It has said what there was to say.
            let _ = thread.join();
        }
    }
}
