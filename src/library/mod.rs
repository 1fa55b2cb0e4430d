//! Where scenarios and packs come from: the binary itself, or a folder.
//!
//! A scenario is asked for by a path, or by the id of one that comes with the program.

mod disk;
mod embedded;

use std::path::{Path, PathBuf};

use crate::scenario::Sources;

pub use disk::{DiskSources, read_limited};
pub use embedded::{EmbeddedSources, main_of, shipped};

/// A scenario that was found, to be read by [`crate::scenario::load()`].
pub struct Found {
    /// Its texts.
    pub sources: Box<dyn Sources>,
    /// The path of its main file, for `sources`.
    pub main: String,
    /// What stands before the paths of its files when they are shown: the folder as it was given.
    pub folder: String,
}

/// Finds a scenario by the path of its main file, of its folder, or by the id of a shipped one. `assets` is a folder
/// whose `doctrine/` and `world/` come before the packs in the binary.
///
/// # Errors
/// A sentence that says what was looked for and what there is.
pub fn find(name: &str, assets: Option<&Path>) -> Result<Found, String> {
    let mut path = PathBuf::from(name);
    if path.is_dir() {
        let id = path.file_name().and_then(|n| n.to_str()).unwrap_or_default().to_owned();
        path.push(main_of(&id));
    }
    let is_id = !name.contains(['/', '\\', '.']);
    if is_id && !path.exists() {
        let Some(sources) = EmbeddedSources::new(name) else {
            let known = shipped();
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            let near = crate::scenario::finding::nearest(name, known.iter().copied());
            return Err(match near {
                Some(near) => {
                    format!("there is no file and no shipped scenario `{name}`; did you mean `{near}`?")
                }
                None => format!(
                    "there is no file and no shipped scenario `{name}`; shipped are: {}",
                    if known.is_empty() { "none".to_owned() } else { known.join(", ") }
                ),
            });
        };
        return Ok(Found { sources: Box::new(sources), main: main_of(name), folder: format!("{name}/") });
    }
    let Some(main) = path.file_name().and_then(|n| n.to_str()).map(ToOwned::to_owned) else {
        return Err(format!("`{name}` names no file"));
    };
    if !path.is_file() {
        return Err(format!("there is no file `{}`", path.display()));
    }
    let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
    let shown = if folder.as_os_str().is_empty() { String::new() } else { format!("{}/", folder.display()) };
    let sources = DiskSources::new(&folder, assets.map(Path::to_path_buf));
    Ok(Found { sources: Box::new(sources), main, folder: shown })
}
