//! The link between a desk and the live exercise: bounded channels in one process, and between machines a server that
//! lets desks in, by join links that clients read and trust.
//!
//! **Architecture invariant:** neither side ever waits for the other. A desk that does not read fills its own channel,
//! and the host asks the session for no more than there is room for.

mod address;
#[cfg(any(feature = "client", feature = "serve"))]
pub mod client;
mod link;
#[cfg(feature = "serve")]
pub mod load;
#[cfg(feature = "serve")]
pub mod remote;
#[cfg(feature = "serve")]
pub mod server;
#[cfg(feature = "tls")]
pub mod trust;

pub use address::{JoinLink, NoLink};
pub use link::{Bell, DeskEnd, HostEnd, Lost, link};
