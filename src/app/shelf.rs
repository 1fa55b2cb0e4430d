//! What the lobby has to offer on this machine: the scenarios that come with the program, and where journals lie.

use std::path::{Path, PathBuf};

use crate::desk::lobby::{Card, QUICK_START};
use crate::library;
use crate::record::journal::Header;
use crate::scenario::{Loaded, load};

/// Scenarios that are read from a folder at most.
const FOLDER: usize = 200;

/// A scenario with everything that was read of it.
pub(super) struct Scenario {
    pub(super) card: Card,
    main: String,
    pub(super) loaded: Loaded,
}

impl Scenario {
    /// The header of a journal of it.
    pub(super) fn header(&self, seed: u64) -> Option<Header> {
        let script = self.loaded.script.as_ref()?;
        Some(Header::new(script, self.main.clone(), self.loaded.sources.clone(), seed))
    }
}

/// The shipped scenarios, the quick start first.
pub(super) fn scenarios() -> Vec<Scenario> {
    let mut ids = library::shipped();
    ids.sort_by_key(|id| (id != QUICK_START, id.clone()));
    ids.iter().filter_map(|id| read(id).ok()).collect()
}

/// The scenarios at `path`: a file, a scenario's own folder, a folder of scenarios, or the id of a shipped one. One with
/// errors is among them, for its findings.
///
/// # Errors
/// Words where there is none.
pub(super) fn at(path: &str) -> Result<Vec<Scenario>, String> {
    let folder = Path::new(path);
    if !folder.is_dir() || library::find(path, None).is_ok() {
        return read(path).map(|scenario| vec![scenario]);
    }
    let entries = std::fs::read_dir(folder).map_err(|why| format!("`{path}` cannot be read: {why}"))?;
    let mut paths: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(|p| is_scenario(p)).collect();
    paths.sort();
    let found: Vec<Scenario> =
        paths.iter().take(FOLDER).filter_map(|path| read(&path.to_string_lossy()).ok()).collect();
    if found.is_empty() {
        return Err(format!(
            "there is no scenario in the folder `{path}`. A scenario is a .ron file with a `format`, or a folder with \
             such a file of the same name; startex new FILE writes one"
        ));
    }
    Ok(found)
}

fn read(name: &str) -> Result<Scenario, String> {
    let found = library::find(name, None)?;
    let loaded = load(found.sources.as_ref(), &found.main);
    let mut card = Card::new(name, &loaded);
    if loaded.script.is_none() {
        card.title.clone_from(&found.main);
    }
    Ok(Scenario { card, main: found.main, loaded })
}

/// Whether this lies in a folder of scenarios as one of them, and not as a part of one or a list of orders.
fn is_scenario(path: &Path) -> bool {
    if path.is_dir() {
        return library::find(&path.to_string_lossy(), None).is_ok();
    }
    let ron = path.extension().is_some_and(|ending| ending == "ron");
    ron && library::read_limited(path).is_ok_and(|bytes| {
        String::from_utf8_lossy(&bytes).lines().any(|l| l.trim_start().starts_with("format:"))
    })
}

/// Where journals lie in the data folder.
///
/// # Errors
/// Words where it cannot be made.
pub(super) fn journals_folder(data: &Path) -> Result<PathBuf, String> {
    made(data.join("journals"))
}

/// Where reports lie in the data folder.
///
/// # Errors
/// Words where it cannot be made.
pub(super) fn reports_folder(data: &Path) -> Result<PathBuf, String> {
    made(data.join("reports"))
}

/// The program's folder among the person's data, as the platform has it.
///
/// # Errors
/// Words where there is no such folder, or it cannot be made.
pub(super) fn data_folder() -> Result<PathBuf, String> {
    let from = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let base = if cfg!(windows) {
        from("APPDATA")
    } else if cfg!(target_os = "macos") {
        from("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        from("XDG_DATA_HOME").or_else(|| from("HOME").map(|home| home.join(".local/share")))
    };
    let folder = base.ok_or("this machine names no folder for a person's data (HOME is not set)")?;
    made(folder.join("startex"))
}

fn made(folder: PathBuf) -> Result<PathBuf, String> {
    std::fs::create_dir_all(&folder).map_err(|why| format!("{} cannot be made: {why}", folder.display()))?;
    Ok(folder)
}

/// A file name for a new journal that is not taken.
pub(super) fn new_journal(folder: &Path, scenario: &str) -> PathBuf {
    (1..)
        .map(|n| folder.join(format!("{scenario}-{n:03}.startex")))
        .find(|path| !path.exists())
        .unwrap_or_else(|| folder.join(format!("{scenario}.startex")))
}
