//! The program as a server, and its exercise control.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use startex::exercise::order::Control;
use startex::net::JoinLink;
use startex::scenario::words::Channel;
use startex::wire::ExconMirror;
use tempfile::TempDir;

use super::desks::Line;

/// A running server with as many seats as were asked for.
pub(crate) struct Program {
    child: Child,
    pub(crate) links: BTreeMap<String, JoinLink>,
    _folder: TempDir,
}

impl Program {
    pub(crate) fn start(seats: usize, tls: bool) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("load.ron");
        std::fs::write(&file, scenario(seats)).expect("a scenario");
        let mut command = Command::new(env!("CARGO_BIN_EXE_startex"));
        command.arg("serve").arg(&file).args(["--listen", "127.0.0.1:0", "--journal"]);
        command.arg(folder.path().join("load.journal")).args(tls.then_some("--tls"));
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program");
        let mut out = child.stdout.take().expect("its output");
        let told = std::thread::spawn(move || {
            let mut out = BufReader::new(&mut out).lines().map_while(Result::ok);
            out.by_ref().take(seats + 1).collect::<Vec<_>>()
        });
        let mut err = BufReader::new(child.stderr.take().expect("its errors"));
        let mut said = String::new();
        while !said.contains("serves on ") {
            assert!(err.read_line(&mut said).expect("its words") > 0, "it did not start: {said}");
        }
        std::thread::spawn(move || std::io::copy(&mut err, &mut std::io::sink()));
        let told = told.join().expect("links");
        let links = told.iter().filter_map(|line| line.split_once(' '));
        let links = links.map(|(desk, link)| (desk.to_owned(), link.parse().expect("a link"))).collect();
        Self { child, links, _folder: folder }
    }

    pub(crate) async fn control(&self) -> Excon {
        let mirror = ExconMirror::new(1 << 40);
        Excon { line: Line::dial(&self.links["excon"], 1 << 40).await, mirror }
    }

    /// Processor time so far.
    pub(crate) fn cpu(&self) -> Duration {
        cpu(self.child.id())
    }

    /// Memory that it holds now.
    pub(crate) fn memory_kb(&self) -> i64 {
        let status =
            std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("its status");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("its memory");
        line.trim().trim_end_matches(" kB").parse().expect("a number")
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Processor time of a process, as the system counts it: in hundredths of a second.
pub(crate) fn cpu(process: u32) -> Duration {
    let mut stat = String::new();
    let file = std::fs::File::open(format!("/proc/{process}/stat")).expect("its figures");
    BufReader::new(file).read_to_string(&mut stat).expect("its figures");
    let rest = stat.rsplit(')').next().expect("its figures");
    let ticks =
        |place: usize| rest.split_whitespace().nth(place).and_then(|t| t.parse::<u64>().ok()).unwrap_or(0);
    Duration::from_millis((ticks(11) + ticks(12)) * 10)
}

/// Exercise control.
pub(crate) struct Excon {
    line: Line,
    mirror: ExconMirror,
}

impl Excon {
    pub(crate) async fn start(&mut self) {
        self.order(Control::Start).await;
    }

    /// An inject to everybody; gives the moment at which it was ordered.
    pub(crate) async fn compose(&mut self, says: &str) -> Instant {
        let sent = Instant::now();
        let (to, sender, by) = (vec!["all".to_owned()], "Press".to_owned(), Channel::Mail);
        self.order(Control::Compose { to, sender, by, says: says.to_owned(), at: None, about: None }).await;
        sent
    }

    /// Control's records are not looked at: nothing here needs them.
    async fn order(&mut self, control: Control) {
        let frame = self.mirror.control(control);
        self.line.say(frame).await;
    }
}

/// A scenario with so many seats in all states, in which nothing happens by itself.
fn scenario(seats: usize) -> String {
    const STATES: [&str; 27] = [
        "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT",
        "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE",
    ];
    const KINDS: [&str; 4] = ["csirt", "crisis", "foreign", "police"];
    let mut lines = String::new();
    for n in 0..seats {
        let state = STATES[n % STATES.len()];
        let kind = KINDS[n / STATES.len() % KINDS.len()];
        let _ =
            writeln!(lines, "        (id: \"seat-{n:04}\", of: \"{state}/{kind}\", title: \"Desk {n}\"),");
    }
    let states: Vec<String> = STATES.iter().map(|state| format!("\"{state}\"")).collect();
    format!(
        "(\n    format: 1, id: \"load\", title: \"Load\", summary: \"Many seats.\", authors: [\"Startex\"],\n    \
         licence: \"CC-BY-4.0\", difficulty: \"introductory\", world: \"europe\", doctrine: [\"eu\"],\n    \
         startex: \"2027-03-02 08:00 Europe/Brussels\", length: \"72h\", pace: 1, tick: \"30m\",\n    \
         states: [{}],\n    seats: [\n{lines}    ],\n)\n",
        states.join(", ")
    )
}
