//! The window and what it shows, on a real renderer.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should say so")]

mod desks;
mod driver;
#[path = "../fixtures/exercise.rs"]
mod exercise;
mod live;
mod look;
mod snapshot;
mod window;
