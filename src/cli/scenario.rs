//! Reads a scenario for a command.

use crate::base::excerpt::count;
use std::io::IsTerminal;
use std::path::Path;

use crate::library;
use crate::scenario::{self, Loaded, Severity, render};

use super::Failure;

/// A scenario that was read, and where its main file lies among its sources.
pub(super) struct Read {
    pub(super) main: String,
    /// The main file as people see it.
    pub(super) shown: String,
    pub(super) loaded: Loaded,
}

/// Finds and reads a scenario, whatever is wrong with it.
pub(super) fn read(name: &str, assets: Option<&Path>) -> Result<Read, Failure> {
    let found = library::find(name, assets).map_err(Failure::usage)?;
    let mut loaded = scenario::load(found.sources.as_ref(), &found.main);
    loaded.files.show_below(&found.folder);
    Ok(Read { shown: format!("{}{}", found.folder, found.main), main: found.main, loaded })
}

/// Prints what was found in a scenario to stderr, errors only if there are any.
pub(super) fn tell(loaded: &Loaded) {
    let colours = std::io::stderr().is_terminal();
    for finding in loaded.findings.iter().filter(|f| f.severity == Severity::Error) {
        eprint!("{}", render::text(finding, &loaded.files, colours));
    }
}

/// Reads a scenario that must be fit to run.
pub(super) fn read_good(name: &str, assets: Option<&Path>) -> Result<Read, Failure> {
    let read = read(name, assets)?;
    if read.loaded.errors > 0 {
        tell(&read.loaded);
        return Err(Failure::wrong(format!(
            "{} has {}; mend them and try again",
            read.shown,
            count(read.loaded.errors, "error")
        )));
    }
    Ok(read)
}
