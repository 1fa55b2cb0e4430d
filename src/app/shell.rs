//! The window itself: one app, a state a screen.

use std::path::PathBuf;

use bevy::log::{Level, LogPlugin};
use bevy::prelude::*;
use bevy::winit::WinitPlugin;
use bevy_egui::{EguiGlobalSettings, EguiPlugin, PrimaryEguiContext};

use super::display::Display;
use super::lobby::{Brought, Kept};
use super::{exercise, idle, keys, lobby, renderer, settings, shelf, ui};
use crate::stage;

/// What is on the screen.
#[derive(States, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Screen {
    /// Choosing and staffing.
    #[default]
    Lobby,
    /// A desk of the live exercise.
    Exercise,
    /// Looking back.
    Debrief,
}

/// Opens the window on the display that was called, for what was brought, and runs until it is closed; gives the exit code.
///
/// # Errors
/// Words where nothing on this machine can draw.
pub fn main(display: Display, brought: Brought) -> Result<u8, String> {
    renderer::check()?;
    let mut app = window(shelf::data_folder(), brought, false);
    // The window has a line of its own by now.
    drop(display);
    match app.run() {
        AppExit::Success => Ok(0),
        AppExit::Error(code) => Ok(code.get()),
    }
}

/// The window as an app that was not run yet: what the person keeps lies in `data`, or words say why nothing can be kept.
/// `any_thread` lets a test run it beside its main thread.
pub fn window(data: Result<PathBuf, String>, brought: Brought, any_thread: bool) -> App {
    let window = Window {
        title: "Startex".to_owned(),
        name: Some("startex".to_owned()),
        resolution: (1600, 900).into(),
        ..default()
    };
    let mut app = App::new();
    app.add_plugins(
        DefaultPlugins
            .set(WindowPlugin { primary_window: Some(window), ..default() })
            .set(WinitPlugin { run_on_any_thread: any_thread })
            .set(LogPlugin { level: Level::WARN, ..default() }),
    )
    .add_plugins(EguiPlugin::default())
    .insert_resource(Kept(data))
    .insert_resource(brought)
    .add_plugins(plugin);
    app
}

/// All of the window. Needs a renderer and [`EguiPlugin`] beside it.
pub fn plugin(app: &mut App) {
    app.world_mut().resource_mut::<EguiGlobalSettings>().auto_create_primary_context = false;
    app.add_systems(Startup, spawn_camera).add_plugins((
        screens(Screen::Lobby),
        idle::plugin,
        keys::plugin,
        settings::plugin,
    ));
}

/// The screens, in a window or off-screen, `first` first.
pub(super) fn screens(first: Screen) -> impl Fn(&mut App) {
    move |app| {
        app.insert_state(first).add_plugins((stage::plugin, ui::plugin, lobby::plugin, exercise::plugin));
    }
}

/// The one camera of the desks; it stays, for without it there is no context. It clears nothing: the map lies below.
fn spawn_camera(mut commands: Commands) {
    let camera = Camera { clear_color: ClearColorConfig::None, ..default() };
    commands.spawn((Name::new("Desk camera"), Camera2d, camera, PrimaryEguiContext));
}
