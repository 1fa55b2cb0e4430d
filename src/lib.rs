//! Startex: rehearse cross-border cyber crises. The map of the house, from the ground up:
//!
//! - [`base`] time, texts, integer units, dice, limits, the EXERCISE marking
//! - [`model`] numbers only: spread, service cascade, loss, trust, agreement, network measures
//! - [`scenario`] the language of scenarios: syntax, checks, packs, compile
//! - [`exercise`] what is asked, what happens, what is due
//! - [`bots`] players for seats that nobody plays
//! - [`record`] the journal's records and their hash chain
//! - [`score`] how well the states worked together, with the records behind every point
//! - [`batch`] runs without people
//! - [`report`] records in plain words, and the after-action report
//! - [`wire`] what the live exercise and a desk say to one another
//! - [`session`] the live exercise, without doing any I/O
//! - `store` (feature `store`) the durable journal
//! - `library`, `cli` (feature `store`) where scenarios come from; the command line
//! - `desk` (feature `panels`) the egui desks: views in, orders out
//! - `stage` (feature `client`) the map of Europe as Bevy entities
//! - `net` the link between a desk and the live exercise
//! - `host` (feature `serve`) the live exercise on its own thread; in a headless Bevy app with the feature `host`
//! - `app` (feature `client`) the window and its off-screen twin

// Whoever reads what is printed may go away: `print!` and `eprint!` would take the program down with them.
#![warn(clippy::print_stdout, clippy::print_stderr)]

#[cfg(feature = "client")]
pub mod app;
pub mod base;
pub mod batch;
pub mod bots;
#[cfg(feature = "store")]
pub mod cli;
#[cfg(feature = "panels")]
pub mod desk;
pub mod exercise;
#[cfg(feature = "serve")]
pub mod host;
#[cfg(feature = "store")]
pub mod library;
pub mod model;
#[cfg(any(feature = "client", feature = "serve"))]
pub mod net;
pub mod record;
pub mod report;
pub mod scenario;
pub mod score;
pub mod session;
#[cfg(feature = "client")]
pub mod stage;
#[cfg(feature = "store")]
pub mod store;
pub mod wire;
