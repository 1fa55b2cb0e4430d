//! The durable journal: one SQLite file an exercise (WAL, synchronous=FULL).
//!
//! The chain of [`crate::record`] covers what was written; SQLite makes a batch of blocks whole or not there at all.
//! Wall times, and who came to the door, stand in tables beside: they are no part of the exercise.

mod fault;
mod note;
mod read;
mod seal;
mod wal;
mod when;
mod write;

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

pub use fault::Fault;
pub use note::{Note, now_ms};
pub use read::{Opened, Reader};
pub use write::Store;

/// What every SQLite file begins with.
const SQLITE: &[u8; 16] = b"SQLite format 3\0";

/// Rights of a file that its owner alone may read, where the system of the machine has such.
#[cfg(unix)]
pub(crate) const OWNED: u32 = 0o600;

/// To write a file that its owner alone may read: secrets of the scenario and all that was decided stand in a journal, and
/// secrets of its seats beside it.
pub(crate) fn owned() -> std::fs::OpenOptions {
    let mut file = std::fs::OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut file, OWNED);
    file.write(true);
    file
}

/// Whether a file is one of the store's by its first bytes: scenarios and orders are text.
pub fn is_journal(path: &Path) -> bool {
    let mut first = [0; SQLITE.len()];
    path.is_file()
        && File::open(path).and_then(|mut file| file.read_exact(&mut first)).is_ok()
        && first == *SQLITE
}

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
