//! The host's Bevy app: four sets of systems, one after the other, each time something came or fell due.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use bevy::app::{App, Update};
use bevy::ecs::prelude::*;
use bevy::ecs::schedule::SingleThreadedExecutor;
use crossbeam_channel::Receiver;

use crate::net::{HostEnd, Lost};
use crate::record::Tip;
use crate::session::{Conn, Session};

use super::{Call, Keeper};

/// What the host does each time, in this order.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LiveSystems {
    /// Lets desks in and takes what they said.
    Receive,
    /// Moves the exercise on.
    Advance,
    /// Stores what happened.
    Store,
    /// Tells the desks.
    Publish,
}

/// Between two rounds of news that nobody asked for, so that a window at rest draws twice a second at most.
const NEWS_EVERY: Duration = Duration::from_millis(500);
/// Records between two marks in the journal, from which it is opened again quickly.
const MARK_EVERY: u64 = 8_192;
/// Without anything to do, so long at most.
const IDLE: Duration = Duration::from_secs(60);

/// The live exercise.
#[derive(Resource)]
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
            stopping: false,
        }
    }

    /// Milliseconds of a clock that nobody sets.
    fn wall_ms(&self) -> u64 {
        self.began.elapsed().as_millis() as u64
    }

    /// How long there is nothing to do, unless the bell rings.
    fn rest(&self) -> Duration {
        self.session.wake_ms().map_or(IDLE, Duration::from_millis)
    }
}

/// Runs until it is told to stop and everything is stored.
pub(super) fn run(live: Live, bell: &Receiver<()>) {
    let mut app = App::new();
    app.add_plugins(plugin).insert_resource(live);
    // On this thread alone: a window that waits for this one to stop may hold all the threads of Bevy's pool.
    for (_, schedule) in app.world_mut().resource_mut::<Schedules>().iter_mut() {
        schedule.set_executor(SingleThreadedExecutor::new());
    }
    loop {
        app.update();
        let Some(mut live) = app.world_mut().get_resource_mut::<Live>() else { return };
        if live.stopping && live.session.wake_ms() != Some(0) {
            let live = &mut *live;
            let keeper = live.keeper.get_mut().unwrap_or_else(PoisonError::into_inner);
            keeper.mark(live.session.state());
            keeper.close();
            return;
        }
        // Either way there is something to look at.
        let _ = bell.recv_timeout(live.rest());
    }
}

fn plugin(app: &mut App) {
    use LiveSystems::{Advance, Publish, Receive, Store};
    app.configure_sets(Update, (Receive, Advance, Store, Publish).chain()).add_systems(
        Update,
        (receive.in_set(Receive), advance.in_set(Advance), store.in_set(Store), publish.in_set(Publish)),
    );
}

fn receive(mut live: ResMut<Live>) {
    let live = &mut *live;
    let wall_ms = live.wall_ms();
    while let Ok(call) = live.calls.try_recv() {
        match call {
            Call::Connect(desk, end) => {
                let conn = live.session.connect(desk);
                live.desks.insert(conn, end);
                live.asked = true;
            }
            Call::Stop => live.stopping = true,
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

fn advance(mut live: ResMut<Live>) {
    let wall_ms = live.wall_ms();
    live.session.advance(wall_ms);
}

fn store(mut live: ResMut<Live>) {
    let live = &mut *live;
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
    if any {
        let last = keeper.tip().map_or(0, |tip| tip.records);
        if last >= live.marked + MARK_EVERY {
            keeper.mark(live.session.state());
            live.marked = last;
        }
        *live.stored.lock().unwrap_or_else(PoisonError::into_inner) = keeper.tip();
    }
}

fn publish(mut live: ResMut<Live>) {
    let live = &mut *live;
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
