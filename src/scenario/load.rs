//! From texts to a scenario that may be run: read, check, compile. Texts come from [`Sources`], never from files.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::finding::{Finding, Sink};
use super::script::Script;
use super::{Files, checks, compile, expand, packs, read};

pub use super::sources::{ReadFault, Sources};

/// What became of a scenario.
#[derive(Debug)]
pub struct Loaded {
    /// The script, where there is no error.
    pub script: Option<Arc<Script>>,
    /// All that was found, in the order of files and places.
    pub findings: Vec<Finding>,
    /// Errors, those beyond the limit of findings counted.
    pub errors: usize,
    /// Warnings, likewise.
    pub warnings: usize,
    /// The texts, to show findings in.
    pub files: Files,
    /// Every text that was read, packs included, by path: what a journal's header keeps.
    pub sources: BTreeMap<String, String>,
}

/// Reads the scenario at `main` (a path for `sources`), checks it, and compiles it where it has no error.
pub fn load(sources: &dyn Sources, main: &str) -> Loaded {
    let mut sink = Sink::new();
    let mut read = read::read(sources, main, &mut sink);
    let packs = packs::read(sources, &mut read, &mut sink);
    let file = expand::expand(read.scenario, &packs, &mut sink);
    checks::check(&checks::Context::new(&file, &packs), &mut sink);
    let mut hash = blake3::Hasher::new();
    for (path, text) in &read.sources {
        hash.update(path.as_bytes());
        hash.update(&(text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    }
    let script = (sink.errors() == 0).then(|| {
        let mut script = compile::compile(&file, &packs);
        script.hash = *hash.finalize().as_bytes();
        Arc::new(script)
    });
    sink.sort();
    let (errors, warnings) = (sink.errors(), sink.warnings());
    Loaded {
        script,
        findings: sink.into_findings(),
        errors,
        warnings,
        files: read.files,
        sources: read.sources,
    }
}
