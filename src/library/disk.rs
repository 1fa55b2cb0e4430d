//! A scenario in a folder. What lies outside the folder is not read, whatever the scenario asks for.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use crate::base::limits;
use crate::scenario::{ReadFault, Sources};

use super::embedded;

/// The texts of a scenario in a folder; packs come from the folder itself, an assets folder, or the binary.
#[derive(Clone, Debug)]
pub struct DiskSources {
    folder: PathBuf,
    assets: Option<PathBuf>,
}

impl DiskSources {
    /// Reads below `folder`, packs also below `assets`.
    pub fn new(folder: &Path, assets: Option<PathBuf>) -> Self {
        let folder = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.to_path_buf() };
        Self { folder, assets }
    }
}

impl Sources for DiskSources {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadFault> {
        match read_below(&self.folder, path) {
            Err(ReadFault::Missing) => {}
            other => return other,
        }
        if !(["doctrine/", "world/", "bots/"].iter().any(|kind| path.starts_with(kind))) {
            return Err(ReadFault::Missing);
        }
        match self.assets.as_deref().map(|assets| read_below(assets, path)) {
            None | Some(Err(ReadFault::Missing)) => {
                embedded::pack(path).map(<[u8]>::to_vec).ok_or(ReadFault::Missing)
            }
            Some(other) => other,
        }
    }
}

/// Reads `folder/path`, if that lies in the folder by its name and in truth.
fn read_below(folder: &Path, path: &str) -> Result<Vec<u8>, ReadFault> {
    let plain = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    if path.is_empty() || path.contains('\\') || path.contains('\0') || !plain {
        return Err(ReadFault::Outside);
    }
    // The folder itself may be reached by links, as the person who gave it wishes; nothing in it may be one.
    let mut file = folder.to_path_buf();
    for part in Path::new(path).components() {
        file.push(part);
        let kind = std::fs::symlink_metadata(&file).map_err(|fault| words(&fault))?.file_type();
        if kind.is_symlink() {
            return Err(ReadFault::Outside);
        }
    }
    read_limited(&file)
}

/// Reads a plain file up to [`limits::FILE_BYTES`]: devices and pipes never end.
///
/// # Errors
/// Why it cannot be had.
pub fn read_limited(path: &Path) -> Result<Vec<u8>, ReadFault> {
    let about = std::fs::metadata(path).map_err(|fault| words(&fault))?;
    if !about.is_file() {
        return Err(ReadFault::Failed("it is not a file".to_owned()));
    }
    let limit = limits::FILE_BYTES as u64;
    if about.len() > limit {
        return Err(ReadFault::TooLarge(about.len()));
    }
    let mut bytes = Vec::with_capacity(about.len() as usize);
    let file = File::open(path).map_err(|fault| words(&fault))?;
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|fault| words(&fault))?;
    if bytes.len() as u64 > limit {
        return Err(ReadFault::TooLarge(bytes.len() as u64));
    }
    Ok(bytes)
}

fn words(fault: &io::Error) -> ReadFault {
    match fault.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => ReadFault::Missing,
        io::ErrorKind::PermissionDenied => ReadFault::Failed("you may not read it".to_owned()),
        _ => ReadFault::Failed(fault.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_the_folder_is_read() {
        let dir = tempfile::tempdir().unwrap();
        let inside = dir.path().join("in");
        std::fs::create_dir(&inside).unwrap();
        std::fs::write(dir.path().join("secret.ron"), "secret").unwrap();
        std::fs::write(inside.join("here.ron"), "here").unwrap();
        let sources = DiskSources::new(&inside, None);
        assert_eq!(sources.read("here.ron"), Ok(b"here".to_vec()));
        let absolute = dir.path().join("secret.ron");
        for path in ["../secret.ron", "a/../../secret.ron", "./here.ron", "", absolute.to_str().unwrap()] {
            assert_eq!(sources.read(path), Err(ReadFault::Outside), "{path}");
        }
        assert_eq!(sources.read("none.ron"), Err(ReadFault::Missing));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_not_followed() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("secret.ron"), "secret").unwrap();
        let inside = dir.path().join("in");
        std::fs::create_dir(&inside).unwrap();
        std::os::unix::fs::symlink("../secret.ron", inside.join("link.ron")).unwrap();
        std::os::unix::fs::symlink("..", inside.join("folder")).unwrap();
        let sources = DiskSources::new(&inside, None);
        assert_eq!(sources.read("link.ron"), Err(ReadFault::Outside));
        assert_eq!(sources.read("folder/secret.ron"), Err(ReadFault::Outside));
    }

    #[test]
    fn a_file_beyond_the_limit_is_not_read() {
        let dir = tempfile::tempdir().unwrap();
        let size = limits::FILE_BYTES as u64 + 1;
        File::create(dir.path().join("huge.ron")).unwrap().set_len(size).unwrap();
        let sources = DiskSources::new(dir.path(), None);
        assert_eq!(sources.read("huge.ron"), Err(ReadFault::TooLarge(size)));
    }

    #[test]
    fn an_assets_folder_comes_before_the_binary() {
        let dir = tempfile::tempdir().unwrap();
        let assets = dir.path().join("assets");
        std::fs::create_dir_all(assets.join("doctrine")).unwrap();
        std::fs::write(assets.join("doctrine/eu.ron"), "mine").unwrap();
        let sources = DiskSources::new(dir.path(), Some(assets));
        assert_eq!(sources.read("doctrine/eu.ron"), Ok(b"mine".to_vec()));
        assert!(sources.read("doctrine/nato.ron").is_ok_and(|bytes| bytes.len() > 100));
    }
}
