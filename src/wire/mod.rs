//! The wire: what the live exercise and a desk say to one another, and the desk's mirror of it. Sans-I/O: the same
//! frames go through a channel in one process and through a socket between machines.
//!
//! **Architecture invariant:** nothing that a desk may not see is ever in a frame to it. A seat gets its own entries
//! and the [`Directory`](crate::exercise::directory::Directory); a desk that watches gets the entries of the seats that
//! its role may read, and a moderator the injects of the own state; scripts and records go to exercise control alone.

mod access;
mod book;
mod door;
mod excon;
mod frame;
mod injects;
mod line;
mod orders;
mod scribe;
mod seat;
pub mod text;
mod watch;

pub use access::{AccessNews, AccessOrder, Admission, SeatTwice};
pub use book::{Book, Held};
pub use door::Door;
pub use excon::{ExconMirror, Open};
pub use frame::{Chair, Check, ClockFace, FromDesk, Hello, Outcome, PUBLIC, Picture, Sits, ToDesk, VERSION};
pub use injects::{Expected, InjectLine, Injects, Stands};
pub use line::{Greeted, Line};
pub use orders::{Orders, Settled, Waiting};
pub use scribe::Scribe;
pub use seat::SeatMirror;
pub use watch::{WatchMirror, Watched};
