//! A desk whose exercise runs on another machine. To the window it is a link like any other; behind it a thread keeps
//! the connection, and gets it back when it breaks.
//!
//! **Architecture invariant:** what the desk wrote before the connection came back goes with what waits, in the order of
//! its counters: nothing overtakes it.

mod dial;
mod keep;

use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use super::{Bell, DeskEnd, JoinLink, link};

pub(in crate::net) use dial::Socket;
pub use dial::Way;

/// How the connection stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Connection {
    /// It is being made for the first time.
    Connecting,
    /// The exercise is at the other end.
    Connected,
    /// The exercise is there, and something is waited for: in words.
    Waiting(String),
    /// It broke; another try comes by itself.
    Broken {
        /// Why.
        why: String,
        /// Seconds until the next try.
        again_in: u64,
    },
    /// It ended and will not come back: why.
    Ended(String),
}

impl Connection {
    /// Whether orders go out.
    pub fn stands(&self) -> bool {
        *self == Self::Connected
    }
}

/// Who is at the desk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Who {
    /// Drawn at random when the program starts.
    pub client: u64,
    /// For the roster of the exercise, where somebody says it.
    pub name: Option<String>,
}

impl Who {
    /// Somebody who does not say who they are.
    pub fn nobody(client: u64) -> Self {
        Self { client, name: None }
    }
}

/// A connection that is kept. Dropping it ends it.
pub struct Remote {
    state: Arc<Mutex<Connection>>,
    heard: Arc<Mutex<Option<Instant>>>,
    ended: Arc<Notify>,
    thread: Option<JoinHandle<()>>,
}

impl Remote {
    /// Joins on a thread of its own. `wake` is called when there is
    /// something for the desk, or the connection stands differently.
    ///
    /// # Errors
    /// Words where the machine gives no thread.
    pub fn join(
        to: JoinLink,
        way: Way,
        who: Who,
        wake: impl Fn() + Send + Sync + 'static,
    ) -> Result<(DeskEnd, Self), String> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|why| format!("the network cannot be used: {why}"))?;
        let said = Arc::new(Notify::new());
        let bell = {
            let said = Arc::clone(&said);
            Bell::calling(move || said.notify_one())
        };
        // The connection itself wakes the window, also where nothing but its state changed.
        let (desk, host) = link(bell, Bell::calling(|| ()));
        let state = Arc::new(Mutex::new(Connection::Connecting));
        let heard = Arc::new(Mutex::new(None));
        let ended = Arc::new(Notify::new());
        let keep = keep::Keep {
            to,
            way,
            who,
            desk: host,
            said,
            state: Arc::clone(&state),
            heard: Arc::clone(&heard),
            wake: Box::new(wake),
        };
        let until = Arc::clone(&ended);
        let run = move || {
            runtime.block_on(async move {
                tokio::select! {
                    () = keep.run() => {}
                    () = until.notified() => {}
                }
            });
        };
        let thread = std::thread::Builder::new().name("remote".to_owned()).spawn(run);
        let thread = thread.map_err(|why| format!("the network cannot have a thread of its own: {why}"))?;
        Ok((desk, Self { state, heard, ended, thread: Some(thread) }))
    }

    /// How the connection stands now.
    pub fn connection(&self) -> Connection {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How long ago the exercise was last heard; none where it never was.
    pub fn heard(&self) -> Option<Duration> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).map(|at| at.elapsed())
    }
}

impl Drop for Remote {
    fn drop(&mut self) {
        self.ended.notify_one();
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has said so; nothing here depends on it any more.
            let _ = thread.join();
        }
    }
}
