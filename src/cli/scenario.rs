//! Reads a scenario for a command.

use std::path::Path;
use std::sync::Arc;

use crate::library;
use crate::record::journal::{Header, Options};
use crate::scenario::script::Script;
use crate::scenario::{self, Finding, Loaded, Severity};

use super::{Failure, orders};

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

/// Reads a scenario that must be fit to run, with the header of a journal of it; `bots` play in place of the scenario's.
pub(super) fn read_to_run(
    name: &str,
    assets: Option<&Path>,
    seed: u64,
    bots: Option<&str>,
) -> Result<(Arc<Script>, Header), Failure> {
    let Read { main, shown, loaded } = read(name, assets)?;
    if loaded.errors > 0 {
        let errors: Vec<&Finding> =
            loaded.findings.iter().filter(|f| f.severity == Severity::Error).collect();
        let errors = orders::tell(&errors, &loaded.files, loaded.errors);
        return Err(Failure::wrong(format!(
            "{shown} has {errors}; `startex check` prints all that was found"
        )));
    }
    let script = loaded.script.ok_or_else(|| Failure::wrong(format!("{shown} cannot be run")))?;
    let options = Options { bots: bots.map(ToOwned::to_owned) };
    let header = Header { options, ..Header::new(&script, main, loaded.sources, seed) };
    Ok((script, header))
}
