//! The host's Bevy app: four sets of systems, one after the other, each time something came or fell due.

use bevy::app::{App, Update};
use bevy::ecs::prelude::*;
use bevy::ecs::schedule::SingleThreadedExecutor;
use crossbeam_channel::Receiver;

use super::drive::Live;

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
        if live.has_stopped() {
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
        (
            (|mut live: ResMut<Live>| live.receive()).in_set(Receive),
            (|mut live: ResMut<Live>| live.advance()).in_set(Advance),
            (|mut live: ResMut<Live>| live.store()).in_set(Store),
            (|mut live: ResMut<Live>| live.publish()).in_set(Publish),
        ),
    );
}
