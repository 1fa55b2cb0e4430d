//! The window and what it shows, on a real renderer.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should say so")]

mod desks;
mod driver;
#[path = "../fixtures/exercise.rs"]
mod exercise;
mod far;
#[path = "../store/network/house.rs"]
#[allow(dead_code, reason = "the tests of the network use more of it")]
mod house;
mod live;
mod look;
mod many;
#[path = "../store/network/program.rs"]
#[allow(dead_code, reason = "the tests of the network use more of it")]
mod program;
mod snapshot;
mod window;
#[path = "../store/network/wire.rs"]
#[allow(dead_code, reason = "the tests of the network use more of it")]
mod wire;
