//! Files that lie beside a journal and are no part of it: JSON that their owner alone may read, written whole or not at all.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::store::{OWNED, owned};

/// Reads the file; none where there is none. `what` names it in words.
///
/// # Errors
/// Words where it cannot be read, or is none.
pub(super) fn read<T: DeserializeOwned>(what: &str, path: &Path) -> Result<Option<T>, String> {
    let named = |why: &dyn std::fmt::Display| format!("{what} {}: {why}", path.display());
    match std::fs::read(path) {
        Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|why| named(&why)),
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(why) => Err(named(&why)),
    }
}

/// Writes the file, whole or not at all, readable to its owner alone. `what` names it in words.
///
/// # Errors
/// Words where it cannot be written.
pub(super) fn write(what: &str, path: &Path, kept: &impl Serialize) -> Result<(), String> {
    let mut new = path.as_os_str().to_owned();
    new.push(".new");
    let bytes = serde_json::to_vec_pretty(kept).unwrap_or_default();
    // So that a server starts again on a full disk, where all is as it was.
    if std::fs::read(path).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    private(Path::new(&new))
        .and_then(|mut file| file.write_all(&bytes).and_then(|()| file.sync_all()))
        .and_then(|()| std::fs::rename(&new, path))
        .map_err(|why| format!("{what} {} cannot be written: {why}", path.display()))
}

/// A file that its owner alone may read, as far as the system of the machine has that.
///
/// # Errors
/// Where it cannot be made.
pub fn private(path: &Path) -> std::io::Result<File> {
    let file = owned().create(true).truncate(true).open(path)?;
    // One that was there keeps the rights that it had.
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(OWNED))?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_as_it_was_needs_no_room() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kept");
        write("the file", &path, &["one"]).unwrap();
        // Nothing can be written beside it any more.
        std::fs::create_dir(folder.path().join("kept.new")).unwrap();
        write("the file", &path, &["one"]).unwrap();
        let why = write("the file", &path, &["two"]).unwrap_err();
        assert!(why.starts_with("the file") && why.contains("cannot be written"), "{why}");
        assert_eq!(read::<Vec<String>>("the file", &path).unwrap().unwrap(), ["one"]);
    }
}
