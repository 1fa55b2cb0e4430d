//! What can go wrong with a journal's file, in words.

use std::path::Path;

use rusqlite::ErrorCode;

use crate::record::journal::Unreadable;

/// Why a journal cannot be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// There is no such file.
    #[error("there is no journal `{0}`")]
    Missing(String),
    /// A new journal would overwrite something.
    #[error("`{0}` exists already: give another name, or go on with it by `startex resume`")]
    Exists(String),
    /// Another process has it open.
    #[error("`{0}` is open in another program: close it there and try again")]
    InUse(String),
    /// The disk is full.
    #[error(
        "`{0}` could not be written: the disk is full; free some space, and a running exercise goes on by itself"
    )]
    Full(String),
    /// It may not be written.
    #[error("`{0}` could not be written: it, or its folder, is read-only")]
    ReadOnly(String),
    /// It is something else.
    #[error("`{0}` is no Startex journal: name one that --journal of `startex run` or `startex serve` wrote")]
    NoJournal(String),
    /// Its file was altered.
    #[error("`{path}` was altered: {why}")]
    Altered {
        /// The file.
        path: String,
        /// What shows it.
        why: String,
    },
    /// Its records are not as they were written.
    #[error("`{path}`: {fault}")]
    Unreadable {
        /// The file.
        path: String,
        /// The first fault.
        fault: Unreadable,
    },
    /// The machine says why.
    #[error("`{path}` failed: {why}")]
    Failed {
        /// The file.
        path: String,
        /// Why.
        why: String,
    },
}

impl Fault {
    /// A fault of the database in words.
    pub(super) fn of(path: &Path, fault: &rusqlite::Error) -> Self {
        let shown = path.display().to_string();
        match fault.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::InUse(shown),
            Some(ErrorCode::DiskFull) => Self::Full(shown),
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly(shown),
            Some(ErrorCode::NotADatabase) => Self::NoJournal(shown),
            Some(ErrorCode::DatabaseCorrupt) => Self::Altered { path: shown, why: fault.to_string() },
            _ => Self::Failed { path: shown, why: fault.to_string() },
        }
    }

    /// A fault of the file system in words.
    pub(super) fn io(path: &Path, fault: &std::io::Error) -> Self {
        let shown = path.display().to_string();
        match fault.kind() {
            std::io::ErrorKind::NotFound => Self::Missing(shown),
            std::io::ErrorKind::StorageFull => Self::Full(shown),
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                Self::ReadOnly(shown)
            }
            _ => Self::Failed { path: shown, why: fault.to_string() },
        }
    }

    /// Whether the file is there and readable, but not as it was written.
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Altered { .. } | Self::Unreadable { .. } | Self::NoJournal(_))
    }
}
