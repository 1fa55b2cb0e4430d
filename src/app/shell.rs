//! The window itself: one app, a state a screen.

use std::process::ExitCode;

use bevy::log::{Level, LogPlugin};
use bevy::prelude::*;
use bevy_egui::{EguiGlobalSettings, EguiPlugin, PrimaryEguiContext};

use super::{exercise, idle, lobby, ui};
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

/// Whether there is a screen to open a window on. Only Linux can tell beforehand.
pub fn has_display() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// Opens the window and runs until it is closed.
pub fn main() -> ExitCode {
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
            .set(LogPlugin { level: Level::WARN, ..default() }),
    )
    .add_plugins(EguiPlugin::default())
    .add_plugins(plugin);
    match app.run() {
        AppExit::Success => ExitCode::SUCCESS,
        AppExit::Error(code) => ExitCode::from(code.get()),
    }
}

/// All screens. Needs a renderer and [`EguiPlugin`] beside it.
pub fn plugin(app: &mut App) {
    app.world_mut().resource_mut::<EguiGlobalSettings>().auto_create_primary_context = false;
    app.init_state::<Screen>().add_systems(Startup, spawn_camera).add_plugins((
        stage::plugin,
        idle::plugin,
        ui::plugin,
        lobby::plugin,
        exercise::plugin,
    ));
}

/// The one camera of the desks; it stays, for without it there is no context. It clears nothing: the map lies below.
fn spawn_camera(mut commands: Commands) {
    let camera = Camera { clear_color: ClearColorConfig::None, ..default() };
    commands.spawn((Name::new("Desk camera"), Camera2d, camera, PrimaryEguiContext));
}
