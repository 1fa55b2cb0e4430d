//! The program as a server.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use startex::net::JoinLink;

/// The scenario of these tests.
pub(crate) const LIVE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/core/live/live.ron");

/// A running server.
pub(crate) struct Served {
    child: Option<Child>,
    pub(crate) links: BTreeMap<String, String>,
    address: String,
    pub(crate) journal: PathBuf,
}

impl Served {
    pub(crate) fn start(dir: &Path, more: &[&str]) -> Self {
        Self::of(LIVE, dir, more)
    }

    pub(crate) fn of(scenario: &str, dir: &Path, more: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_startex"));
        command.args(["serve", scenario, "--listen", "127.0.0.1:0", "--journal"]);
        command.arg(dir.join("net.journal")).args(more);
        Self::run(command, dir)
    }

    /// Under a limit of the system on the size of files, in blocks of 512 bytes: a write beyond it fails as on a
    /// broken disk, until the limit is raised.
    pub(crate) fn on_a_small_disk(dir: &Path, blocks: u64) -> Self {
        let mut command = Command::new("sh");
        let program = env!("CARGO_BIN_EXE_startex");
        let script = format!("trap '' XFSZ; ulimit -S -f {blocks}; exec \"$@\"");
        command.args(["-c", &script, "sh", program, "serve", LIVE, "--listen", "127.0.0.1:0", "--journal"]);
        command.arg(dir.join("net.journal"));
        Self::run(command, dir)
    }

    fn run(mut command: Command, dir: &Path) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut err = BufReader::new(child.stderr.take().unwrap());
        let mut said = String::new();
        while !said.contains("serves on ") {
            assert!(err.read_line(&mut said).unwrap() > 0, "it did not start: {said}");
        }
        let address = said.split("serves on ").nth(1).unwrap().split(';').next().unwrap();
        let address = address.split("://").nth(1).unwrap().to_owned();
        // What it says later is read, so that it never waits for us.
        std::thread::spawn(move || {
            err.lines().map_while(Result::ok).for_each(|line| eprintln!("server: {line}"));
        });
        // All links are told before it says that it serves. Those of an earlier start are remembered here.
        let links = dir.join("links");
        let mut told = std::fs::read_to_string(&links).unwrap_or_default();
        let out = child.stdout.take().unwrap();
        told += &ready_lines(out);
        std::fs::write(&links, &told).unwrap();
        let links = told.lines().filter_map(|line| line.split_once(' '));
        let links: BTreeMap<String, String> = links.map(|(d, l)| (d.to_owned(), l.to_owned())).collect();
        Self { child: Some(child), links, address, journal: dir.join("net.journal") }
    }

    /// Where a desk joins; a server that was started again listens elsewhere.
    pub(crate) fn link(&self, desk: &str) -> JoinLink {
        let port = self.address.rsplit(':').next().unwrap().parse().unwrap();
        JoinLink { port, ..self.links[desk].parse().unwrap() }
    }

    pub(crate) fn secret(&self, desk: &str) -> String {
        self.link(desk).secret
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.as_ref().unwrap().id()
    }

    pub(crate) fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// Ends it as a system does, and it ends well.
    pub(crate) fn stop(&mut self) {
        let id = self.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        self.ends();
    }

    /// It ends by itself, and well.
    pub(crate) fn ends(&mut self) {
        if let Some(mut child) = self.child.take() {
            assert!(child.wait().unwrap().success());
        }
    }

    /// Whether it still runs.
    pub(crate) fn runs(&mut self) -> bool {
        self.child.as_mut().is_some_and(|child| child.try_wait().unwrap().is_none())
    }
}

/// What stands in the pipe by now.
fn ready_lines(mut out: std::process::ChildStdout) -> String {
    use std::io::Read;
    // A reader on a thread of its own: the pipe stays open as long as the server runs.
    let (sends, hears) = std::sync::mpsc::sync_channel(16);
    std::thread::spawn(move || {
        let mut buffer = [0; 65_536];
        while let Ok(read) = out.read(&mut buffer) {
            if read == 0 || sends.send(buffer[..read].to_vec()).is_err() {
                return;
            }
        }
    });
    let mut all = Vec::new();
    while let Ok(more) = hears.recv_timeout(std::time::Duration::from_millis(300)) {
        all.extend(more);
    }
    String::from_utf8(all).unwrap()
}

impl Drop for Served {
    fn drop(&mut self) {
        self.kill();
    }
}
