//! Shipped scenarios as the program reads them: their folder, with every pack of the program.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Folders of packs that a scenario may name or need.
const PACKS: [&str; 2] = ["doctrine", "world"];

/// A file of a shipped scenario; of its folder where no name is given.
pub(crate) fn file(folder: &str, name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(folder).join(name)
}

/// The texts of a shipped scenario and of all packs, by path.
pub(crate) fn sources(folder: &str) -> BTreeMap<String, String> {
    let mut sources = BTreeMap::new();
    add(&mut sources, &file(folder, ""), "");
    for pack in PACKS {
        let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets").join(pack);
        add(&mut sources, &assets, &format!("{pack}/"));
    }
    sources
}

fn add(sources: &mut BTreeMap<String, String>, folder: &Path, prefix: &str) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            sources.insert(format!("{prefix}{name}"), std::fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn a_shipped_scenario_may_lean_on_the_default_dependencies() {
    let mut sources = sources("quickstart");
    let text = sources["quickstart.ron"].replacen("states: [", "dependencies: default, states: [", 1);
    sources.insert("quickstart.ron".to_owned(), text);
    let loaded = startex::scenario::load(&sources, "quickstart.ron");
    let errors: Vec<_> =
        loaded.findings.iter().filter(|f| f.severity == startex::scenario::Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    assert!(loaded.script.is_some());
}
