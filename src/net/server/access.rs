//! Who may be which desk: one secret a desk, of which only the hash is kept, beside the journal and not in it.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// The name under which exercise control stands among the desks.
pub const EXCON: &str = "excon";

/// What is kept beside the journal.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Kept {
    /// Hashes of the secrets, in hexadecimal, by desk.
    desks: BTreeMap<String, String>,
    /// The certificate that the server made for itself, and its key.
    #[serde(default)]
    made: Option<(String, String)>,
}

/// The secrets of an exercise.
#[derive(Debug)]
pub struct Access {
    path: PathBuf,
    kept: Kept,
}

impl Access {
    /// Opens the file, or begins a new one.
    ///
    /// # Errors
    /// Words where it cannot be read or is none.
    pub fn open(path: &Path) -> Result<Self, String> {
        let named = |why: &dyn std::fmt::Display| format!("the seats' file {}: {why}", path.display());
        let kept = match std::fs::read(path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|why| named(&why))?,
            Err(why) if why.kind() == std::io::ErrorKind::NotFound => Kept::default(),
            Err(why) => return Err(named(&why)),
        };
        Ok(Self { path: path.to_owned(), kept })
    }

    /// Whether the desk has a secret.
    pub fn has(&self, desk: &str) -> bool {
        self.kept.desks.contains_key(desk)
    }

    /// A new secret for a desk; one that it had before is worth nothing any more. It is shown once: here.
    ///
    /// # Errors
    /// Words where the machine gives no random bytes.
    pub fn issue(&mut self, desk: &str) -> Result<String, String> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|why| format!("this machine gives no random bytes: {why}"))?;
        let secret = hex(&bytes);
        self.kept.desks.insert(desk.to_owned(), hash(&secret));
        Ok(secret)
    }

    /// The desk that a secret opens. Hashes are compared, so that the time it takes tells nothing of the secrets.
    pub fn desk(&self, secret: &str) -> Option<&str> {
        let given = hash(secret);
        self.kept.desks.iter().find(|(_, kept)| **kept == given).map(|(desk, _)| desk.as_str())
    }

    /// The certificate that the server made for itself: the same one after a restart, since clients know it.
    pub fn made(
        &mut self,
        make: impl FnOnce() -> Result<(String, String), String>,
    ) -> Result<(String, String), String> {
        match &self.kept.made {
            Some(made) => Ok(made.clone()),
            None => Ok(self.kept.made.insert(make()?).clone()),
        }
    }

    /// Writes the file, whole or not at all, readable to its owner alone.
    ///
    /// # Errors
    /// Words where it cannot be written.
    pub fn save(&self) -> Result<(), String> {
        let new = self.path.with_extension("new");
        let bytes = serde_json::to_vec_pretty(&self.kept).unwrap_or_default();
        private(&new)
            .and_then(|mut file| file.write_all(&bytes).and_then(|()| file.sync_all()))
            .and_then(|()| std::fs::rename(&new, &self.path))
            .map_err(|why| format!("the seats' file {} cannot be written: {why}", self.path.display()))
    }
}

#[cfg(unix)]
fn private(path: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn private(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().write(true).create(true).truncate(true).open(path)
}

fn hash(secret: &str) -> String {
    blake3::hash(secret.as_bytes()).to_hex().to_string()
}

/// Bytes in hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
