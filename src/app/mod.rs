//! The window: screens, settings, and the plugins that make it. Clean for WebAssembly, but for what the feature `host`
//! adds: an exercise on this very machine.

#[cfg(feature = "host")]
mod excon;
#[cfg(feature = "host")]
mod exercise;
mod idle;
#[cfg(feature = "host")]
mod lobby;
pub mod offscreen;
#[cfg(feature = "host")]
mod shelf;
#[cfg(feature = "host")]
mod shell;
mod ui;

#[cfg(feature = "host")]
pub use shell::{Screen, has_display, main, plugin};
