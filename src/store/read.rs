//! A journal that is only looked at: replayed, verified, reported on. Its file is not changed.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::exercise::fact::Record;
use crate::exercise::state::State;
use crate::record::journal::Unreadable;
use crate::record::replay::{Each, Replay};
use crate::scenario::script::Script;

use super::{APPLICATION, Fault, Note, TABLES, note, seal, wal, when};

/// A journal that was opened to be read.
#[derive(Debug)]
pub struct Reader {
    db: Connection,
    path: PathBuf,
}

impl Reader {
    /// Opens a journal.
    ///
    /// # Errors
    /// [`Fault`] where it is missing, in use, or no journal.
    pub fn open(path: &Path) -> Result<Self, Fault> {
        check_is_file(path)?;
        let of = |fault: rusqlite::Error| Fault::of(path, &fault);
        let flags =
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
        let db = Connection::open_with_flags(address(path), flags).map_err(of)?;
        db.busy_timeout(Duration::from_millis(200)).map_err(of)?;
        db.pragma_update(None, "trusted_schema", "OFF").map_err(of)?;
        check_tables(&db, path)?;
        Ok(Self { db, path: path.to_path_buf() })
    }

    /// Reads the whole journal.
    ///
    /// # Errors
    /// [`Fault`] with the first record that is not as it was written.
    pub fn replay(&self, each: &mut Each<'_>) -> Result<Replay, Fault> {
        replay(&self.db, &self.path, None, &mut |_| (), each).map(|(replay, _)| replay)
    }

    /// The same, believing the journal's own mark as far as it is true: for a look at where it stands, a fraction of the
    /// time. The chain is checked all the same.
    ///
    /// # Errors
    /// As for [`Reader::replay`].
    pub fn skim(&self, each: &mut Each<'_>) -> Result<Replay, Fault> {
        skim(&self.db, &self.path, &mut |_| (), each).map(|(replay, _)| replay)
    }

    /// Wall time, in ms since 1970, at which this record was stored; none where there is no such record.
    ///
    /// # Errors
    /// [`Fault`] where the audit cannot be read.
    pub fn stored_ms(&self, record: u64) -> Result<Option<i64>, Fault> {
        when::stored_ms(&self.db, record).map_err(|fault| Fault::of(&self.path, &fault))
    }

    /// The script that the journal was run with.
    ///
    /// # Errors
    /// [`Fault`] where its header cannot be read, or gives another.
    pub fn script(&self) -> Result<Arc<Script>, Fault> {
        let bytes = header(&self.db).map_err(|fault| Fault::of(&self.path, &fault))?;
        let opened = Replay::open(&bytes)
            .map_err(|fault| Fault::Unreadable { path: self.path.display().to_string(), fault })?;
        Ok(opened.exercise.script)
    }

    /// Checks the file itself, beyond its records. The answer says whether every byte is covered: not, where the
    /// exercise still runs or was killed.
    ///
    /// # Errors
    /// [`Fault::Altered`] where it is not as it was closed.
    pub fn check_file(&self) -> Result<bool, Fault> {
        let altered = |why: String| Fault::Altered { path: self.path.display().to_string(), why };
        let of = |fault: rusqlite::Error| Fault::of(&self.path, &fault);
        let verdict: String =
            self.db.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).map_err(of)?;
        if verdict != "ok" {
            return Err(altered(verdict));
        }
        let header = header(&self.db).map_err(of)?;
        let mark: Vec<u8> =
            self.db.query_row("SELECT mark FROM seal WHERE id = 0", [], |row| row.get(0)).map_err(of)?;
        if has_wal(&self.path) {
            wal::check(&beside(&self.path, "-wal"))?;
            return Ok(false);
        }
        seal::check(&self.path, &seal::marker(&header), &mark)
    }

    /// The notes of the audit, oldest first; none in a journal of an earlier release.
    ///
    /// # Errors
    /// [`Fault`] where they cannot be read.
    pub fn notes(&self) -> Result<Vec<Note>, Fault> {
        let of = |fault: rusqlite::Error| Fault::of(&self.path, &fault);
        if tables(&self.db).map_err(of)? < 2 {
            return Ok(Vec::new());
        }
        note::all(&self.db).map_err(of)
    }

    /// The newest mark of a state: record number and bytes.
    ///
    /// # Errors
    /// [`Fault`] where it cannot be read.
    pub fn mark(&self) -> Result<Option<(u64, Vec<u8>)>, Fault> {
        mark(&self.db).map_err(|fault| Fault::of(&self.path, &fault))
    }
}

/// The file as SQLite is asked for it. A closed journal is opened as one that nobody changes, so that nothing is
/// written beside it and it may lie on a read-only medium.
fn address(path: &Path) -> String {
    use std::fmt::Write;
    let mut address = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => {
                address.push(char::from(*byte));
            }
            // Writing to memory cannot fail.
            _ => drop(write!(address, "%{byte:02X}")),
        }
    }
    if !has_wal(path) {
        address.push_str("?immutable=1");
    }
    address
}

/// Whether writes lie beside the file that are not in it yet.
fn has_wal(path: &Path) -> bool {
    std::fs::metadata(beside(path, "-wal")).is_ok_and(|about| about.len() > 0)
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Takes away what a reader left beside a journal that was killed, now that it was closed.
pub(super) fn sweep(path: &Path) {
    if !has_wal(path) {
        // Where it cannot be removed it does no harm.
        let _ = std::fs::remove_file(beside(path, "-shm"));
    }
}

/// Says so where there is no file, rather than make one.
pub(super) fn check_is_file(path: &Path) -> Result<(), Fault> {
    let about = std::fs::metadata(path).map_err(|fault| Fault::io(path, &fault))?;
    if about.is_file() { Ok(()) } else { Err(Fault::NoJournal(path.display().to_string())) }
}

/// Says so where the database is of another program, or of a later release.
pub(super) fn check_tables(db: &Connection, path: &Path) -> Result<(), Fault> {
    let number = |name: &str| {
        db.pragma_query_value(None, name, |row| row.get::<_, i32>(0)).map_err(|fault| Fault::of(path, &fault))
    };
    if number("application_id")? != APPLICATION {
        return Err(Fault::NoJournal(path.display().to_string()));
    }
    match number("user_version")? {
        1..=TABLES => Ok(()),
        other => Err(Fault::Failed {
            path: path.display().to_string(),
            why: format!(
                "its tables are of version {other}, this release knows {TABLES}: use a newer release"
            ),
        }),
    }
}

/// Version of the tables.
pub(super) fn tables(db: &Connection) -> rusqlite::Result<i32> {
    db.pragma_query_value(None, "user_version", |row| row.get(0))
}

fn header(db: &Connection) -> rusqlite::Result<Vec<u8>> {
    db.query_row("SELECT bytes FROM blocks WHERE number = 0", [], |row| row.get(0))
}

/// The newest mark of a state: record number and bytes.
pub(super) fn mark(db: &Connection) -> rusqlite::Result<Option<(u64, Vec<u8>)>> {
    use rusqlite::OptionalExtension;
    db.query_row("SELECT record, bytes FROM snapshots ORDER BY record DESC LIMIT 1", [], |row| {
        Ok((row.get::<_, i64>(0)?.unsigned_abs(), row.get(1)?))
    })
    .optional()
}

/// Looks at a journal of which the header was read.
pub type Opened<'a> = dyn FnMut(&Replay) + 'a;

/// Reads all blocks in order, believing those up to a mark; gives the marker of the file's seal as well.
pub(super) fn replay(
    db: &Connection,
    path: &Path,
    believed: Option<(u64, Vec<u8>)>,
    begun: &mut Opened<'_>,
    each: &mut Each<'_>,
) -> Result<(Replay, [u8; seal::MARKER]), Fault> {
    let of = |fault: rusqlite::Error| Fault::of(path, &fault);
    let unreadable = |fault: Unreadable| Fault::Unreadable { path: path.display().to_string(), fault };
    let mut rows = db.prepare("SELECT bytes FROM blocks ORDER BY number").map_err(of)?;
    let mut rows = rows.query([]).map_err(of)?;
    let mut believed = believed;
    let mut opened: Option<(Replay, [u8; seal::MARKER])> = None;
    while let Some(row) = rows.next().map_err(of)? {
        let bytes = row.get_ref(0).map_err(of)?.as_blob().map_err(|why| of(why.into()))?;
        match &mut opened {
            None => {
                let mut replay = Replay::open(bytes).map_err(unreadable)?;
                if let Some((record, mark)) = believed.take() {
                    replay = replay.believing(record, mark);
                }
                begun(&replay);
                opened = Some((replay, seal::marker(bytes)));
            }
            Some((replay, _)) => replay.take(bytes, each).map_err(unreadable)?,
        }
    }
    let opened = opened.ok_or_else(|| unreadable(Unreadable::NoJournal))?;
    opened.0.end().map_err(unreadable)?;
    Ok(opened)
}

/// Reads all blocks, believing the last mark as far as it is true. Nothing is given to `begun` or `each` twice.
pub(super) fn skim(
    db: &Connection,
    path: &Path,
    begun: &mut Opened<'_>,
    each: &mut Each<'_>,
) -> Result<(Replay, [u8; seal::MARKER]), Fault> {
    let Ok(Some(mark)) = mark(db) else { return replay(db, path, None, begun, each) };
    let mut given = 0;
    let mut counted = |state: &State, record: &Record| {
        given = record.number;
        each(state, record);
    };
    match replay(db, path, Some(mark), begun, &mut counted) {
        Err(Fault::Unreadable { fault: Unreadable::Mark { .. }, .. }) => {
            replay(db, path, None, &mut |_| (), &mut |state, record| {
                if record.number > given {
                    each(state, record);
                }
            })
        }
        done => done,
    }
}
