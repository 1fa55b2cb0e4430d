//! The real program, called as people call it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The scenario of the tests.
pub(crate) const HARBOUR: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/harbour.ron");
/// Orders for it.
pub(crate) const ORDERS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/harbour-orders.ron");

/// The program, ready to be given arguments.
pub(crate) fn startex() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_startex"));
    command.stdin(Stdio::null());
    command
}

/// What the program said.
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Said {
    /// What it printed, as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|why| panic!("{why}: {}{}", self.out, self.err))
    }
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// Calls the program.
pub(crate) fn call(args: &[&str]) -> Said {
    startex().args(args).output().unwrap().into()
}

/// A finished journal of the harbour scenario in a folder.
pub(crate) fn journal(folder: &Path) -> PathBuf {
    let path = folder.join("harbour.journal");
    let said = call(&["run", HARBOUR, "--orders", ORDERS, "--journal", path.to_str().unwrap()]);
    assert_eq!(said.code, 0, "{}", said.err);
    path
}
