//! A load: desks that join, read, decide and come back as fast as they can, and keep no picture of what they read. The
//! command `startex load` and the network bench are built on it.

mod board;
mod crowd;
mod desk;
mod figures;

pub use board::{Board, Mark};
pub use crowd::Crowd;
pub use figures::Waits;

/// Desks of a load at most.
pub const DESKS: usize = 10_000;
