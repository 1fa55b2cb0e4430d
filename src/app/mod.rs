//! The window: screens, settings, and the plugins that make it. Clean for WebAssembly, but for what the feature `host`
//! adds: an exercise on this very machine.

#![expect(clippy::needless_pass_by_value, reason = "a Bevy system takes what it needs by value")]

#[cfg(feature = "host")]
mod chair;
#[cfg(feature = "host")]
mod control;
#[cfg(feature = "host")]
mod debrief;
#[cfg(feature = "host")]
mod display;
#[cfg(feature = "host")]
mod exercise;
#[cfg(feature = "host")]
mod far;
mod idle;
mod journals;
mod keys;
#[cfg(feature = "host")]
mod lobby;
mod look;
#[cfg(feature = "host")]
mod map;
pub mod offscreen;
mod renderer;
#[cfg(feature = "host")]
mod settings;
#[cfg(feature = "host")]
mod shelf;
#[cfg(feature = "host")]
mod shell;
#[cfg(feature = "host")]
pub mod snapshot;
mod ui;
#[cfg(feature = "host")]
mod watcher;

#[cfg(feature = "host")]
pub use display::{Display, NoDisplay};
#[cfg(feature = "host")]
pub use lobby::Brought;
pub use look::Look;
pub use renderer::check as check_renderer;
#[cfg(feature = "host")]
pub use shell::{Screen, main, plugin, window};
