//! What the journal holds: records in blocks, chained by their hashes.
//!
//! A record is a number, a moment and bytes; what the bytes mean is decided above. [`Log`] writes, [`Chain`] checks,
//! [`Block`] is what both hand to the store: one piece of bytes that carries its own length, place and hash.

mod block;
mod chain;
pub mod journal;
mod log;
pub mod replay;
pub mod snapshot;

pub use block::{BLOCK_RECORDS, Block, Fault, Hash, Record, Records};
pub use chain::{Chain, Tip};
pub use log::{BackInTime, Log, Payload};
