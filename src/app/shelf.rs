//! What the lobby has to offer on this machine: the scenarios that come with the program, and journals in the data folder.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::desk::lobby::{Card, JournalCard, QUICK_START};
use crate::exercise::fact::Phase;
use crate::library;
use crate::record::journal::{Header, Options, RULES};
use crate::scenario::{Loaded, load};
use crate::store::Reader;

/// Journals that the lobby shows at most: the latest.
const JOURNALS: usize = 8;

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
        Some(Header {
            rules: RULES,
            seed,
            scenario: script.about.id.clone(),
            main: self.main.clone(),
            sources: self.loaded.sources.clone(),
            script: script.hash,
            options: Options::default(),
        })
    }
}

/// The shipped scenarios, the quick start first.
pub(super) fn scenarios() -> Vec<Scenario> {
    let mut ids = library::shipped();
    ids.sort_by_key(|id| (id != QUICK_START, id.clone()));
    ids.iter().filter_map(|id| read(id)).collect()
}

fn read(id: &str) -> Option<Scenario> {
    let found = library::find(id, None).ok()?;
    let loaded = load(found.sources.as_ref(), &found.main);
    Some(Scenario { card: Card::new(id, &loaded), main: found.main, loaded })
}

/// Where journals lie: the data folder of the person, as the platform has it.
///
/// # Errors
/// Words where there is no such folder, or it cannot be made.
pub(super) fn journals_folder() -> Result<PathBuf, String> {
    let from = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let base = if cfg!(windows) {
        from("APPDATA")
    } else if cfg!(target_os = "macos") {
        from("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        from("XDG_DATA_HOME").or_else(|| from("HOME").map(|home| home.join(".local/share")))
    };
    let folder = base.ok_or("this machine names no folder for a person's data (HOME is not set)")?;
    let folder = folder.join("startex").join("journals");
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

/// The journals that can be gone on with, the latest first.
pub(super) fn journals() -> Vec<JournalCard> {
    let Ok(folder) = journals_folder() else { return Vec::new() };
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<(SystemTime, PathBuf)> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "startex"))
        .filter_map(|path| Some((path.metadata().ok()?.modified().ok()?, path)))
        .collect();
    found.sort_by(|a, b| b.cmp(a));
    found.into_iter().take(JOURNALS).filter_map(|(_, path)| journal(&path)).collect()
}

/// A journal that has not ended. One that cannot be read is shown with the reason: it may be somebody's only copy.
fn journal(path: &Path) -> Option<JournalCard> {
    let name = path.file_stem().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let card = |note: String| Some(JournalCard { id: path.display().to_string(), title: name.clone(), note });
    let read = Reader::open(path).and_then(|reader| reader.replay(&mut |_, _| ()));
    match read {
        Ok(replay) => {
            let state = &replay.exercise.state;
            let script = &replay.exercise.script;
            if state.phase == Phase::Ended {
                return None;
            }
            card(format!("{}, at {}", script.about.title, script.clock.show(state.now)))
        }
        Err(fault) => card(fault.to_string()),
    }
}
