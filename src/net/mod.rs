//! The link between a desk and the live exercise: bounded channels in one process, and behind them the server that
//! lets desks of other machines in.
//!
//! **Architecture invariant:** neither side ever waits for the other. A desk that does not read fills its own channel,
//! and the host asks the session for no more than there is room for.

#[cfg(feature = "client")]
pub mod client;
mod link;
#[cfg(feature = "serve")]
pub mod server;

pub use link::{Bell, DeskEnd, HostEnd, Lost, link};
