//! What drives the session: four steps, one after the other, each time something came or fell due.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crossbeam_channel::Receiver;

use crate::net::server::Standing;
use crate::net::{HostEnd, Lost};
use crate::record::Tip;
use crate::session::{Conn, Session};
use crate::store::Note;

use super::{Call, Keeper};

/// Between two rounds of news that nobody asked for, so that a window at rest draws twice a second at most.
const NEWS_EVERY: Duration = Duration::from_millis(500);
/// Records between two marks in the journal, from which it is opened again quickly.
const MARK_EVERY: u64 = 8_192;
/// Between two writes of the audit at least, where nothing else is written.
const NOTES_EVERY: Duration = Duration::from_secs(1);
/// Notes that are kept while they cannot be written.
const NOTES: usize = 4_096;
/// Without anything to do, so long at most.
const IDLE: Duration = Duration::from_secs(60);

/// The live exercise.
#[cfg_attr(feature = "host", derive(bevy::ecs::prelude::Resource))]
pub(super) struct Live {
    session: Session,
    /// Only ever used by the one system that has the resource to itself; the lock makes it shareable in type.
    keeper: Mutex<Box<dyn Keeper>>,
    wake: Box<dyn Fn() + Send + Sync>,
    stored: Arc<Mutex<Option<Tip>>>,
    /// Number of the last record that was marked.
    marked: u64,
    calls: Receiver<Call>,
    desks: BTreeMap<Conn, HostEnd>,
    began: Instant,
    told: Option<Instant>,
    /// A desk said something: it waits for what comes of it.
    asked: bool,
    /// What is still to be put down for the audit.
    notes: Vec<Note>,
    noted: Instant,
    stopping: bool,
}

impl Live {
    pub(super) fn new(
        session: Session,
        keeper: Box<dyn Keeper>,
        wake: Box<dyn Fn() + Send + Sync>,
        stored: Arc<Mutex<Option<Tip>>>,
        calls: Receiver<Call>,
    ) -> Self {
        *stored.lock().unwrap_or_else(PoisonError::into_inner) = keeper.tip();
        Self {
            session,
            keeper: Mutex::new(keeper),
            wake,
            stored,
            marked: 0,
            calls,
            desks: BTreeMap::new(),
            began: Instant::now(),
            told: None,
            asked: false,
            notes: Vec::new(),
            noted: Instant::now(),
            stopping: false,
        }
    }

    /// Milliseconds of a clock that nobody sets.
    fn wall_ms(&self) -> u64 {
        self.began.elapsed().as_millis() as u64
    }

    /// How long there is nothing to do, unless the bell rings.
    pub(super) fn rest(&self) -> Duration {
        let rest = self.session.wake_ms().map_or(IDLE, Duration::from_millis);
        if self.notes.is_empty() { rest } else { rest.min(NOTES_EVERY) }
    }

    /// Whether it was told to stop and everything is stored; then the keeper is closed, too.
    pub(super) fn has_stopped(&mut self) -> bool {
        if !self.stopping || self.session.wake_ms() == Some(0) {
            return false;
        }
        let keeper = self.keeper.get_mut().unwrap_or_else(PoisonError::into_inner);
        // The exercise does not wait for its audit.
        let _ = keeper.note(&self.notes);
        keeper.mark(self.session.state());
        keeper.close();
        true
    }

    /// Lets desks in and takes what they said.
    pub(super) fn receive(&mut self) {
        let live = self;
        let wall_ms = live.wall_ms();
        while let Ok(call) = live.calls.try_recv() {
            match call {
                Call::Connect(desk, person, end) => {
                    let conn = live.session.connect_as(desk, person);
                    live.desks.insert(conn, end);
                    live.asked = true;
                }
                Call::Stop => live.stopping = true,
                // Where they cannot be written, the oldest tell more of what began: the newest go.
                Call::Note(note) if live.notes.len() < NOTES => live.notes.push(note),
                Call::Note(_) => {}
                // Whoever asked may be gone.
                Call::Standing(answers) => drop(answers.try_send(live.standing())),
                Call::Records(after, room, answers) => {
                    drop(answers.try_send(live.session.records_after(after, room)));
                }
                Call::People(seat, answers) => {
                    let seat = live.session.state().seats.get(seat);
                    let _ = answers.try_send(seat.map_or(0, |seat| seat.team.people()));
                }
                Call::Copy(answers) => {
                    let keeper = live.keeper.get_mut().unwrap_or_else(PoisonError::into_inner);
                    drop(answers.try_send(keeper.copy()));
                }
            }
        }
        let mut gone = Vec::new();
        for (conn, end) in &live.desks {
            loop {
                match end.next() {
                    Ok(Some(frame)) => {
                        live.session.receive(*conn, frame, wall_ms);
                        live.asked = true;
                    }
                    Ok(None) => break,
                    Err(Lost) => {
                        gone.push(*conn);
                        break;
                    }
                }
            }
        }
        for conn in gone {
            live.desks.remove(&conn);
            live.session.disconnect(conn);
        }
    }

    /// Moves the exercise on.
    pub(super) fn advance(&mut self) {
        let wall_ms = self.wall_ms();
        self.session.advance(wall_ms);
    }

    /// Stores what happened.
    pub(super) fn store(&mut self) {
        let live = self;
        let began = live.began;
        let keeper = live.keeper.get_mut().unwrap_or_else(PoisonError::into_inner);
        let mut any = false;
        while let Some(batch) = live.session.to_store() {
            any = true;
            let result = keeper.append(batch);
            let failed = result.is_err();
            live.session.flushed(result, began.elapsed().as_millis() as u64);
            if failed {
                return;
            }
        }
        if !live.notes.is_empty() && (any || live.noted.elapsed() >= NOTES_EVERY) {
            live.noted = Instant::now();
            if keeper.note(&live.notes).is_ok() {
                live.notes.clear();
            }
        }
        if any {
            let last = keeper.tip().map_or(0, |tip| tip.records);
            if last >= live.marked + MARK_EVERY {
                keeper.mark(live.session.state());
                live.marked = last;
            }
            *live.stored.lock().unwrap_or_else(PoisonError::into_inner) = keeper.tip();
        }
    }

    /// How things stand, for whoever watches over the server.
    fn standing(&mut self) -> Standing {
        let stored = *self.stored.lock().unwrap_or_else(PoisonError::into_inner);
        let session = &mut self.session;
        Standing {
            seed: session.header().seed,
            clock: session.face(),
            fault: session.fault().map(str::to_owned),
            present: session.present().to_vec(),
            stored: session.stored(),
            hash: stored.map(|tip| tip.hash),
            signed_off: session.state().signed_off.is_some(),
        }
    }

    /// Tells the desks.
    pub(super) fn publish(&mut self) {
        let live = self;
        let rested = live.told.is_none_or(|told| told.elapsed() >= NEWS_EVERY);
        if !live.asked && !rested {
            return;
        }
        live.asked = false;
        let wall_ms = live.wall_ms();
        let mut any = false;
        for (conn, end) in &live.desks {
            for frame in live.session.frames(*conn, wall_ms, end.room()) {
                end.send(frame);
                any = true;
            }
        }
        if any {
            live.told = Some(Instant::now());
            (live.wake)();
        }
    }
}

/// Runs until it is told to stop and everything is stored.
#[cfg(not(feature = "host"))]
pub(super) fn run(mut live: Live, bell: &Receiver<()>) {
    loop {
        live.receive();
        live.advance();
        live.store();
        live.publish();
        if live.has_stopped() {
            return;
        }
        // Either way there is something to look at.
        let _ = bell.recv_timeout(live.rest());
    }
}
