//! Who may be which desk: one secret a desk, of which only the hash is kept, beside the journal and not in it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::beside;

/// The file in words.
const WHAT: &str = "the seats' file";
/// The name under which exercise control stands among the desks.
pub const EXCON: &str = "excon";
/// The name under which a machine that watches over the server stands: it may read figures of it, and nothing else.
pub const MONITOR: &str = "monitor";

/// What is kept beside the journal.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Kept {
    /// Links by desk.
    desks: BTreeMap<String, Link>,
    /// Desks whose link was revoked and not issued again.
    #[serde(default)]
    revoked: BTreeSet<String>,
    /// The certificate that the server made for itself, and its key.
    #[serde(default)]
    made: Option<(String, String)>,
}

/// A link that was issued: what stands before the dash in its secret, and the hash of the whole.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Link {
    /// Tells which link somebody meant, who has its secret wrong.
    id: String,
    hash: String,
}

/// The secrets of an exercise.
#[derive(Clone, Debug)]
pub struct Access {
    path: PathBuf,
    kept: Kept,
    /// Desks by the hashes of their secrets.
    by_hash: BTreeMap<String, String>,
}

impl Access {
    /// Opens the file, or begins a new one.
    ///
    /// # Errors
    /// Words where it cannot be read or is none.
    pub fn open(path: &Path) -> Result<Self, String> {
        let kept: Kept = beside::read(WHAT, path)?.unwrap_or_default();
        let by_hash = kept.desks.iter().map(|(desk, link)| (link.hash.clone(), desk.clone())).collect();
        Ok(Self { path: path.to_owned(), kept, by_hash })
    }

    /// Whether the desk has a link, or had one that was taken from it on purpose.
    pub fn has(&self, desk: &str) -> bool {
        self.kept.desks.contains_key(desk) || self.is_revoked(desk)
    }

    /// Whether the desk's link was revoked.
    pub fn is_revoked(&self, desk: &str) -> bool {
        self.kept.revoked.contains(desk)
    }

    /// Every desk that has a link, or had one that was taken from it on purpose.
    pub fn desks(&self) -> impl Iterator<Item = &str> {
        let revoked = self.kept.revoked.iter().filter(|desk| !self.kept.desks.contains_key(*desk));
        self.kept.desks.keys().chain(revoked).map(String::as_str)
    }

    /// A new secret for a desk; one that it had before is worth nothing any more. It is shown once: here.
    ///
    /// # Errors
    /// Words where the machine gives no random bytes.
    pub fn issue(&mut self, desk: &str) -> Result<String, String> {
        let mut bytes = [0; 36];
        getrandom::fill(&mut bytes).map_err(|why| format!("this machine gives no random bytes: {why}"))?;
        let (id, rest) = bytes.split_at(4);
        let (id, secret) = (hex(id), format!("{}-{}", hex(id), hex(rest)));
        self.revoke(desk);
        self.kept.revoked.remove(desk);
        let hash = hash(&secret);
        self.by_hash.insert(hash.clone(), desk.to_owned());
        self.kept.desks.insert(desk.to_owned(), Link { id, hash });
        Ok(secret)
    }

    /// The desk has no link any more, until one is issued again.
    pub fn revoke(&mut self, desk: &str) {
        if let Some(link) = self.kept.desks.remove(desk) {
            self.by_hash.remove(&link.hash);
        }
        self.kept.revoked.insert(desk.to_owned());
    }

    /// The desk that a secret opens. Hashes are compared, so that the time it takes tells nothing of the secrets.
    pub fn desk(&self, secret: &str) -> Option<&str> {
        self.by_hash.get(&hash(secret)).map(String::as_str)
    }

    /// The desk whose link was meant by a secret that is wrong.
    pub fn meant(&self, secret: &str) -> Option<&str> {
        let (id, _) = secret.split_once('-')?;
        self.kept.desks.iter().find(|(_, link)| link.id == id).map(|(desk, _)| desk.as_str())
    }

    /// The certificate that the server made for itself: the same one after a restart, since clients know it.
    ///
    /// # Errors
    /// Words where none can be made.
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
        beside::write(WHAT, &self.path, &self.kept)
    }
}

fn hash(secret: &str) -> String {
    blake3::hash(secret.as_bytes()).to_hex().to_string()
}

/// Bytes in hexadecimal.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
