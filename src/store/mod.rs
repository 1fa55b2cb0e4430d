//! The durable journal: one SQLite file an exercise (WAL, synchronous=FULL).
//!
//! The chain of [`crate::record`] covers what was written; SQLite makes a batch of blocks whole or not there at all.
//! Wall times, and who came to the door, stand in tables beside: they are no part of the exercise.

mod fault;
mod note;
mod read;
mod seal;
mod wal;
mod write;

pub use fault::Fault;
pub use note::{Note, now_ms};
pub use read::{Opened, Reader};
pub use write::Store;

/// Marks the file as a Startex journal (`STX1`).
const APPLICATION: i32 = 0x5354_5831;
/// Version of the tables. The first had no table of notes.
const TABLES: i32 = 2;

const SCHEMA: &str = "
    CREATE TABLE blocks (number INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
    CREATE TABLE snapshots (record INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
    CREATE TABLE audit (number INTEGER PRIMARY KEY, wall_ms INTEGER NOT NULL, blocks INTEGER NOT NULL) STRICT;
    CREATE TABLE seal (id INTEGER PRIMARY KEY, mark BLOB NOT NULL) STRICT;
";

/// What came with the second version of the tables.
const NOTES: &str = "
    CREATE TABLE notes (
        number INTEGER PRIMARY KEY, wall_ms INTEGER NOT NULL, desk TEXT NOT NULL, event TEXT NOT NULL, detail TEXT NOT NULL
    ) STRICT;
";
