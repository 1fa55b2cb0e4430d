//! Notes of an audit: who came to the door, who was refused, what roles were used for. They carry wall times and stand
//! beside the chain, so that they can be erased when their time is over and the exercise still verifies.

use std::time::{SystemTime, UNIX_EPOCH};

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use crate::base::excerpt::count;

/// The event that stands for notes that were erased. It tells nothing of anybody, and stays.
const ERASED: &str = "erased";

/// A note of the audit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Wall time, in ms since 1970.
    pub wall_ms: i64,
    /// Seat id, or `excon`; empty where it is not known who it was.
    pub desk: String,
    /// What happened, in a word: `join`, `leave`, `refused`, `role`, …
    pub event: String,
    /// The rest, for people: an address, a reason.
    pub detail: String,
}

impl Note {
    /// Something that happens now.
    pub fn now(desk: impl Into<String>, event: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { wall_ms: now_ms(), desk: desk.into(), event: event.into(), detail: detail.into() }
    }
}

/// Puts notes behind those that are there, within the caller's transaction.
pub(super) fn put(db: &Connection, notes: &[Note]) -> rusqlite::Result<()> {
    let mut put =
        db.prepare_cached("INSERT INTO notes (wall_ms, desk, event, detail) VALUES (?1, ?2, ?3, ?4)")?;
    notes.iter().try_for_each(|note| {
        put.execute(params![note.wall_ms, note.desk, note.event, note.detail]).map(|_| ())
    })
}

/// Erases the notes from before this wall time within the caller's transaction, and puts down that it was done; how many
/// there were.
pub(super) fn erase(db: &Connection, before_ms: i64) -> rusqlite::Result<usize> {
    let erased =
        db.execute("DELETE FROM notes WHERE wall_ms < ?1 AND event <> ?2", params![before_ms, ERASED])?;
    if erased > 0 {
        put(db, &[Note::now("", ERASED, count(erased, "note"))])?;
    }
    Ok(erased)
}

/// All notes, oldest first.
pub(super) fn all(db: &Connection) -> rusqlite::Result<Vec<Note>> {
    let mut rows = db.prepare("SELECT wall_ms, desk, event, detail FROM notes ORDER BY number")?;
    let rows = rows.query_map([], |row| {
        Ok(Note { wall_ms: row.get(0)?, desk: row.get(1)?, event: row.get(2)?, detail: row.get(3)? })
    })?;
    rows.collect()
}

/// Wall time, in ms since 1970.
#[allow(clippy::disallowed_methods, reason = "the audit stands beside the exercise and is read by people")]
pub fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
