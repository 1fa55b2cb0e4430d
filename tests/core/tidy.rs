//! The house rules that a compiler does not hold: layering, sizes, what the core may not touch, names that may not
//! stand anywhere.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms from the ground up. A room may use those above it in this list, never those below.
const ROOMS: &[&str] = &[
    "base", "model", "scenario", "exercise", "record", "score", "bots", "batch", "report", "wire", "session",
    "store", "library", "desk", "stage", "net", "host", "app", "cli",
];

/// Rooms without Bevy, files, threads, wall clock, or the machine's dice.
const CORE: &[&str] = &[
    "base", "model", "scenario", "exercise", "record", "score", "bots", "batch", "report", "wire", "session",
];

/// What core rooms may not touch, and why.
const NOT_IN_CORE: &[(&str, &str)] = &[
    ("bevy", "the core does not know Bevy"),
    ("tokio", "the core does not wait"),
    ("std::fs", "the core reads no files: texts come from `Sources`"),
    ("std::net", "the core does no I/O"),
    ("std::thread", "the core starts no threads"),
    ("std::env", "the core does not know where it runs"),
    ("SystemTime", "exercise time is what counts"),
    ("Instant::now", "exercise time is what counts"),
    ("HashMap", "its order differs from run to run: use BTreeMap, Table or Lookup"),
    ("HashSet", "its order differs from run to run: use BTreeSet or Known"),
    ("rand::rng()", "dice are functions of the seed"),
];

/// The one file of the core that may hash: what it keeps can be asked and not gone through.
const HASHED: &str = "src/base/lookup.rs";

/// Lines of a file: typical is 100–200. What is longer than this needs a reason below.
const LINES: usize = 400;
/// What is longer than this is wrong.
const TOO_LONG: usize = 800;

/// Files over [`LINES`], each with its reason.
const LONG: &[(&str, &str)] = &[
    (
        "src/exercise/apply.rs",
        "one match over all facts: a reader looks for a fact, not for a part of the state",
    ),
    ("src/exercise/fact.rs", "one enum, each fact with its meaning"),
    ("src/exercise/order.rs", "one enum, each verb with its fields"),
    (
        "src/exercise/project.rs",
        "the only door between what is true and what is seen: kept in one place to be audited",
    ),
    ("src/report/model.rs", "the shape of the report's JSON on one page, each field with its meaning"),
    ("src/scenario/schema.rs", "the whole language on one page, each field with its meaning"),
    ("src/scenario/script.rs", "the compiled counterpart of the schema"),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, wanted: &dyn Fn(&Path) -> bool, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).map(|d| d.flatten().map(|e| e.path()).collect()).unwrap_or_default();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, wanted, found);
        } else if wanted(&path) {
            found.push(path);
        }
    }
}

fn rust_files(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    files(&root().join(folder), &|p| p.extension().is_some_and(|e| e == "rs"), &mut found);
    found
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
            (name, fs::read_to_string(&path).unwrap())
        })
        .collect()
}

/// The room of a file in src/, and its place in the list.
fn room(name: &str) -> Option<(usize, &str)> {
    let rest = name.strip_prefix("src/")?;
    let room = rest.split('/').next()?;
    ROOMS.iter().position(|r| *r == room).map(|place| (place, room))
}

/// Code without comments and strings' neighbours: what tests say below `#[cfg(test)]` does not count.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let end = text.find("#[cfg(test)]\nmod").unwrap_or(text.len());
    text[..end]
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(n, line)| (n + 1, line))
}

#[test]
fn every_folder_of_the_house_is_a_known_room() {
    for (name, _) in rust_files("src") {
        let inside = name.matches('/').count() > 1;
        assert!(
            !inside || room(&name).is_some(),
            "{name}: no such room; add it to ROOMS at its floor, and to ARCHITECTURE.md"
        );
    }
}

#[test]
fn upper_rooms_never_reach_into_lower_ones_from_below() {
    let mut wrong = Vec::new();
    for (name, text) in rust_files("src") {
        let Some((place, _)) = room(&name) else { continue };
        for (line, code) in code(&text) {
            for used in code.split("crate::").skip(1) {
                let used = used.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
                if ROOMS.iter().position(|r| *r == used).is_some_and(|other| other > place) {
                    wrong.push(format!("{name}:{line} uses the room `{used}`, which stands above it"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_core_touches_nothing_of_the_machine() {
    let mut wrong = Vec::new();
    for (name, text) in rust_files("src") {
        if !room(&name).is_some_and(|(_, room)| CORE.contains(&room)) {
            continue;
        }
        for (line, code) in code(&text) {
            for (word, why) in NOT_IN_CORE {
                if code.contains(word) && !(name == HASHED && word.starts_with("Hash")) {
                    wrong.push(format!("{name}:{line} has `{word}`: {why}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_are_short_or_have_a_reason() {
    let mut wrong = Vec::new();
    let all = ["src", "tests", "benches", "fuzz/src"];
    for (name, text) in all.into_iter().flat_map(rust_files) {
        let lines = text.lines().count();
        let reason = LONG.iter().any(|(long, _)| *long == name);
        if lines > TOO_LONG || (lines > LINES && !reason) {
            wrong.push(format!(
                "{name}: {lines} lines; split it, or give its reason in LONG (never over {TOO_LONG})"
            ));
        }
        if lines <= LINES && reason {
            wrong.push(format!("{name}: {lines} lines; it needs no reason in LONG any more"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent: Vec<String> = rust_files("src")
        .into_iter()
        .filter(|(name, text)| !name.ends_with("/tests.rs") && !text.trim_start().starts_with("//!"))
        .map(|(name, _)| name)
        .collect();
    assert!(silent.is_empty(), "begin these files with a `//!` line: {}", silent.join(", "));
}

#[test]
fn nothing_is_left_undone_or_switched_off() {
    // Put together so that this file does not find itself.
    let words = [
        "todo".to_owned() + "!(",
        "unimplemented".to_owned() + "!(",
        "#[ig".to_owned() + "nore",
        "#[should_".to_owned() + "panic",
    ];
    let mut wrong = Vec::new();
    for (name, text) in rust_files("src").into_iter().chain(rust_files("tests")).chain(rust_files("benches"))
    {
        for word in &words {
            if text.contains(word.as_str()) {
                wrong.push(format!("{name} has `{word}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_file_names_a_machine_of_ours() {
    // Paths of people's machines have no place in a project that others build.
    let words = ["/wo".to_owned() + "rk/", "/ro".to_owned() + "ot/", "/ho".to_owned() + "me/"];
    let mut found = Vec::new();
    let text_like = |p: &Path| {
        p.extension()
            .and_then(|e| e.to_str())
            .is_some_and(|e| matches!(e, "rs" | "ron" | "md" | "toml" | "py" | "sh" | "json"))
    };
    for folder in
        ["src", "tests", "benches", "fuzz/src", "fuzz/fuzz_targets", "assets", "scenarios", "docs", ".ci"]
    {
        files(&root().join(folder), &text_like, &mut found);
    }
    let mut wrong = Vec::new();
    for path in found {
        let text = fs::read_to_string(&path).unwrap_or_default();
        for word in &words {
            if text.contains(word.as_str()) {
                wrong.push(format!("{} names `{word}`", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
