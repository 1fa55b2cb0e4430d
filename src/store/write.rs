//! The journal of a running exercise: blocks go in, and are on the disk when [`Store::append`] returns.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, params};

use crate::record::replay::{Each, Replay};
use crate::record::{Block, Log};

use super::read::Opened;
use super::{APPLICATION, Fault, NOTES, Note, SCHEMA, TABLES, note, now_ms, owned, read, seal};

/// A journal that this process alone may write.
#[derive(Debug)]
pub struct Store {
    db: Connection,
    path: PathBuf,
    /// Number of the block that comes next.
    next: u64,
    marker: [u8; seal::MARKER],
    /// A mark of an earlier closing may stand in the file, which the next write makes untrue.
    sealed: bool,
}

impl Store {
    /// Makes the file of a new journal and stores its header.
    ///
    /// # Errors
    /// [`Fault`] where the file exists or cannot be written.
    pub fn create(path: &Path, log: &mut Log) -> Result<Self, Fault> {
        // Whoever makes the file has it: nothing that is there is overwritten. What SQLite puts beside it has the same rights.
        owned().create_new(true).open(path).map_err(|fault| match fault.kind() {
            std::io::ErrorKind::AlreadyExists => Fault::Exists(path.display().to_string()),
            std::io::ErrorKind::NotFound => Fault::Failed {
                path: path.display().to_string(),
                why: "its folder does not exist".to_owned(),
            },
            _ => Fault::io(path, &fault),
        })?;
        // What could not be begun is not left for a journal: the next try begins it.
        Self::begin(path, log).inspect_err(|_| discard(path))
    }

    fn begin(path: &Path, log: &mut Log) -> Result<Self, Fault> {
        let db = connect(path)?;
        let of = |fault: rusqlite::Error| Fault::of(path, &fault);
        db.execute_batch(&format!(
            "BEGIN; {SCHEMA} {NOTES} PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {TABLES}; COMMIT;"
        ))
        .map_err(of)?;
        let header = log.blocks().next().map(|block| block.stored().to_vec()).unwrap_or_default();
        let marker = seal::marker(&header);
        db.execute("INSERT INTO seal VALUES (0, ?1)", [seal::blank(&marker)]).map_err(of)?;
        let mut store = Self { db, path: path.to_path_buf(), next: 0, marker, sealed: false };
        store.append(log)?;
        Ok(store)
    }

    /// Opens a journal to go on with it, and replays it. What a power cut left half-written was never acknowledged,
    /// and is gone. Records up to the last mark are folded, those behind it carried out anew; where the mark is of
    /// another state, all are.
    ///
    /// # Errors
    /// [`Fault`] where it is in use, no journal, or not as it was written.
    pub fn open(path: &Path, each: &mut Each<'_>) -> Result<(Self, Replay), Fault> {
        Self::open_with(path, &mut |_| (), each)
    }

    /// The same; `begun` looks at the journal once its header was read, before the first record.
    ///
    /// # Errors
    /// As for [`Store::open`].
    pub fn open_with(
        path: &Path,
        begun: &mut Opened<'_>,
        each: &mut Each<'_>,
    ) -> Result<(Self, Replay), Fault> {
        read::check_is_file(path)?;
        let db = connect(path)?;
        read::check_tables(&db, path)?;
        let (mut replay, marker) = read::skim(&db, path, begun, each)?;
        replay.settle(each);
        let mut store =
            Self { db, path: path.to_path_buf(), next: replay.tip().blocks, marker, sealed: true };
        store.migrate()?;
        Ok((store, replay))
    }

    /// Brings tables of an earlier release up to this one's. The chain in them stays as it was.
    fn migrate(&mut self) -> Result<(), Fault> {
        let path = &self.path;
        let of = |fault: rusqlite::Error| Fault::of(path, &fault);
        if read::tables(&self.db).map_err(of)? == TABLES {
            return Ok(());
        }
        let batch = self.db.transaction().map_err(of)?;
        batch.execute("UPDATE seal SET mark = ?1", [seal::blank(&self.marker)]).map_err(of)?;
        batch.execute_batch(&format!("{NOTES} PRAGMA user_version = {TABLES};")).map_err(of)?;
        batch.commit().map_err(of)?;
        self.sealed = false;
        Ok(())
    }

    /// Stores the closed blocks of the log that are not stored yet, all or none, and lets the log forget them. When
    /// this returns they are on the disk.
    ///
    /// # Errors
    /// [`Fault`]; then nothing was stored, the log still holds all, and the same call may be tried again.
    pub fn append(&mut self, log: &mut Log) -> Result<(), Fault> {
        let mut next = self.next;
        let of = |path: &Path, fault: rusqlite::Error| Fault::of(path, &fault);
        let path = &self.path;
        let blocks: Vec<Block<'_>> = log.blocks().filter(|block| block.number() >= next).collect();
        if blocks.is_empty() {
            return Ok(());
        }
        let batch = self.db.transaction().map_err(|fault| of(path, fault))?;
        if self.sealed {
            let blank = seal::blank(&self.marker);
            batch.execute("UPDATE seal SET mark = ?1", [blank]).map_err(|fault| of(path, fault))?;
        }
        for block in &blocks {
            batch
                .prepare_cached("INSERT INTO blocks VALUES (?1, ?2)")
                .and_then(|mut put| put.execute(params![block.number() as i64, block.stored()]))
                .map_err(|fault| of(path, fault))?;
            next = block.number() + 1;
        }
        batch
            .prepare_cached("INSERT INTO audit (wall_ms, blocks) VALUES (?1, ?2)")
            .and_then(|mut put| put.execute(params![now_ms(), blocks.len() as i64]))
            .map_err(|fault| of(path, fault))?;
        batch.commit().map_err(|fault| of(path, fault))?;
        (self.next, self.sealed) = (next, false);
        log.forget(next);
        Ok(())
    }

    /// Keeps a mark of the state after a record ([`crate::record::snapshot::mark`]), so that the journal is opened again
    /// quickly. A cache: older ones are thrown away.
    ///
    /// # Errors
    /// [`Fault`] where it cannot be written.
    pub fn keep_mark(&mut self, record: u64, bytes: &[u8]) -> Result<(), Fault> {
        let path = &self.path;
        let of = |fault: rusqlite::Error| Fault::of(path, &fault);
        let batch = self.db.transaction().map_err(of)?;
        batch.execute("UPDATE seal SET mark = ?1", [seal::blank(&self.marker)]).map_err(of)?;
        batch.execute("DELETE FROM snapshots", []).map_err(of)?;
        batch.execute("INSERT INTO snapshots VALUES (?1, ?2)", params![record as i64, bytes]).map_err(of)?;
        batch.commit().map_err(of)?;
        self.sealed = false;
        Ok(())
    }

    /// Stores notes of the audit, all or none. They are no part of the exercise.
    ///
    /// # Errors
    /// [`Fault`]; then none was stored, and the same call may be tried again.
    pub fn note(&mut self, notes: &[Note]) -> Result<(), Fault> {
        if notes.is_empty() {
            return Ok(());
        }
        let path = &self.path;
        let of = |fault: rusqlite::Error| Fault::of(path, &fault);
        let batch = self.db.transaction().map_err(of)?;
        if self.sealed {
            batch.execute("UPDATE seal SET mark = ?1", [seal::blank(&self.marker)]).map_err(of)?;
        }
        note::put(&batch, notes).map_err(of)?;
        batch.commit().map_err(of)?;
        self.sealed = false;
        Ok(())
    }

    /// Erases the notes of the audit from before this wall time, in ms since 1970; how many there were. When this returns
    /// nothing of them is left in the file or beside it; copies that were made before have them still.
    ///
    /// # Errors
    /// [`Fault`] where they cannot be erased; the same call may be tried again.
    pub fn erase_notes(&mut self, before_ms: i64) -> Result<usize, Fault> {
        let path = &self.path;
        let of = |fault: rusqlite::Error| Fault::of(path, &fault);
        let batch = self.db.transaction().map_err(of)?;
        let erased = note::erase(&batch, before_ms).map_err(of)?;
        if erased > 0 {
            batch.execute("UPDATE seal SET mark = ?1", [seal::blank(&self.marker)]).map_err(of)?;
            batch.commit().map_err(of)?;
            self.sealed = false;
        } else {
            drop(batch);
        }
        // Also where nothing was found: what an earlier call erased may still lie in what was written lately.
        let busy: bool =
            self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0)).map_err(of)?;
        if busy { Err(Fault::InUse(path.display().to_string())) } else { Ok(erased) }
    }

    /// The bytes of a closed and sealed file with all that is stored so far, made while the exercise goes on. Needs no
    /// room on the disk: it is there when the disk is full, too.
    ///
    /// # Errors
    /// [`Fault`] where the file cannot be read.
    pub fn copy(&mut self) -> Result<Vec<u8>, Fault> {
        let of = |fault: rusqlite::Error| Fault::of(&self.path, &fault);
        let mut bytes = self.db.serialize("main").map_err(of)?.to_vec();
        let io = |fault: std::io::Error| Fault::io(&self.path, &fault);
        seal::seal_in(&mut std::io::Cursor::new(&mut bytes), &self.marker).map_err(io)?;
        Ok(bytes)
    }

    /// Closes the file and seals it: from now on a change of any byte shows.
    ///
    /// # Errors
    /// [`Fault`] where the last bytes cannot be written; all that was acknowledged is stored anyway.
    pub fn close(self) -> Result<(), Fault> {
        let Self { db, path, marker, sealed, .. } = self;
        db.close().map_err(|(_, fault)| Fault::of(&path, &fault))?;
        read::sweep(&path);
        if sealed { Ok(()) } else { seal::seal(&path, &marker) }
    }
}

/// Opens the database for this process alone.
fn connect(path: &Path) -> Result<Connection, Fault> {
    let of = |fault: rusqlite::Error| Fault::of(path, &fault);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags).map_err(of)?;
    db.busy_timeout(Duration::from_millis(200)).map_err(of)?;
    let pragma = |name: &str, value: &str| db.pragma_update(None, name, value).map_err(of);
    pragma("locking_mode", "EXCLUSIVE")?;
    pragma("journal_mode", "WAL")?;
    pragma("synchronous", "FULL")?;
    // What is deleted is overwritten, so that a page holds nothing but what is in it.
    pragma("secure_delete", "ON")?;
    pragma("trusted_schema", "OFF")?;
    // The lock is taken now, not at the first order.
    db.execute_batch("BEGIN EXCLUSIVE; COMMIT;").map_err(of)?;
    Ok(db)
}

#[cfg(test)]
mod tests;

/// Takes away a file that this program has just made, and what SQLite put beside it.
fn discard(path: &Path) {
    for more in ["", "-wal", "-shm", "-journal"] {
        let mut beside = path.as_os_str().to_owned();
        beside.push(more);
        // Where it was not even made, there is nothing to do.
        let _ = std::fs::remove_file(beside);
    }
}
