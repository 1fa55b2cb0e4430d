//! The program as a server, and its exercise control.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use startex::exercise::order::{Act, Control};
use startex::net::JoinLink;
use startex::net::load::{Board, Crowd};
use startex::net::remote::Way;
use startex::scenario::words::Channel;
use tempfile::TempDir;

/// How long anything may take.
pub(crate) const PATIENCE: Duration = Duration::from_secs(120);
/// Keys of the desks; those of control are above.
const KEY: u64 = 1 << 20;

/// A running server.
pub(crate) struct Program {
    child: Child,
    links: BTreeMap<String, JoinLink>,
    _folder: Option<TempDir>,
}

impl Program {
    /// Serves a new exercise.
    pub(crate) fn serve(scenario: &str, tls: bool) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("load.ron");
        std::fs::write(&file, scenario).expect("a scenario");
        let mut command = Command::new(env!("CARGO_BIN_EXE_startex"));
        command.arg("serve").arg(&file).args(["--listen", "127.0.0.1:0", "--journal"]);
        command.arg(folder.path().join("load.journal")).args(tls.then_some("--tls"));
        Self::run(command, Some(folder))
    }

    /// Goes on with a journal, with new links.
    pub(crate) fn again(folder: &Path, journal: &Path) -> Self {
        let _ = std::fs::remove_file(folder.join("load.journal.seats"));
        let mut command = Command::new(env!("CARGO_BIN_EXE_startex"));
        command.args(["serve", "-", "--listen", "127.0.0.1:0", "--journal"]).arg(journal);
        Self::run(command, None)
    }

    fn run(mut command: Command, folder: Option<TempDir>) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program");
        let out = child.stdout.take().expect("its output");
        let (tell, told) = std::sync::mpsc::sync_channel(16_384);
        // Whatever it prints is read, so that it never waits for us.
        std::thread::spawn(move || {
            let lines = BufReader::new(out).lines().map_while(Result::ok);
            lines.for_each(|line| tell.send(line).unwrap_or(()));
        });
        let mut err = BufReader::new(child.stderr.take().expect("its errors"));
        let mut said = String::new();
        while !said.contains("serves on ") {
            assert!(err.read_line(&mut said).expect("its words") > 0, "it did not start: {said}");
        }
        std::thread::spawn(move || std::io::copy(&mut err, &mut std::io::sink()));
        let mut links = BTreeMap::new();
        // Links are told before it says that it serves; the last of them is on its way at most.
        while let Ok(line) =
            told.recv_timeout(Duration::from_millis(if links.is_empty() { 5_000 } else { 20 }))
        {
            let (desk, link) = line.split_once(' ').expect("a link");
            links.insert(desk.to_owned(), link.parse().expect("a link"));
        }
        Self { child, links, _folder: folder }
    }

    /// The links of all seats.
    pub(crate) fn seats(&self) -> Vec<JoinLink> {
        self.links.iter().filter(|(desk, _)| desk.as_str() != "excon").map(|(_, link)| link.clone()).collect()
    }

    /// Nobody yet, with texts marked by so many numbers.
    pub(crate) fn crowd(&self, marks: usize) -> Crowd {
        // Each crowd has keys of its own.
        static CROWDS: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(1);
        let key = KEY * CROWDS.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        Crowd::new(Way::to(&self.links["excon"], None).expect("a way"), key, marks)
    }

    pub(crate) async fn control(&self) -> Excon {
        let mut crowd = self.crowd(0);
        crowd.join(&[self.links["excon"].clone()], 1).await.expect("control");
        Excon(crowd)
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
pub(crate) struct Excon(Crowd);

impl Excon {
    pub(crate) async fn start(&mut self) {
        self.order(Control::Start).await;
    }

    /// An inject to everybody; gives the moment at which it was ordered.
    pub(crate) async fn compose(&mut self, says: &str) -> Instant {
        let sent = Instant::now();
        let (to, sender, by) = (vec!["all".to_owned()], "Press".to_owned(), Channel::Mail);
        let control = Control::Compose { to, sender, by, says: says.to_owned(), at: None, about: None };
        self.0.order(0, Act::Control(control));
        sent
    }

    /// An order, until it was taken.
    pub(crate) async fn order(&mut self, control: Control) {
        let before = self.0.board.outcomes()[0];
        self.0.order(0, Act::Control(control));
        assert!(
            self.0.board.until(PATIENCE, |board| board.outcomes()[0] > before).await,
            "control is obeyed"
        );
    }
}

/// The texts that such a scenario is read from.
pub(crate) fn sources(scenario: &str) -> BTreeMap<String, String> {
    let mut sources = BTreeMap::from([("load.ron".to_owned(), scenario.to_owned())]);
    for (name, folder) in [("europe", "world"), ("eu", "doctrine")] {
        let path = format!("{}/assets/{folder}/{name}.ron", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).expect("a pack");
        sources.insert(format!("{folder}/{name}.ron"), text);
    }
    sources
}

/// A scenario with so many seats in all states, and injects over its 72 hours, each to one of them.
pub(crate) fn scenario(seats: usize, injects: usize) -> String {
    const STATES: [&str; 27] = [
        "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT",
        "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE",
    ];
    const KINDS: [&str; 4] = ["csirt", "crisis", "foreign", "police"];
    const LENGTH_S: usize = 72 * 3_600;
    let (mut lines, mut events) = (String::new(), String::new());
    for n in 0..seats {
        let state = STATES[n % STATES.len()];
        let kind = KINDS[n / STATES.len() % KINDS.len()];
        let _ =
            writeln!(lines, "        (id: \"seat-{n:04}\", of: \"{state}/{kind}\", title: \"Desk {n}\"),");
    }
    for n in 0..injects {
        let (at, seat) = ((n + 1) * (LENGTH_S - 600) / injects, n * 7 % seats);
        let says =
            format!("{} Something has happened, and somebody should know.", Board::marked(0, "Inject"));
        let _ = writeln!(
            events,
            "        (id: \"INJ-{n:05}\", at: \"{at}s\", to: [\"seat-{seat:04}\"], from: \"Press\", by: mail, says: \"{says}\"),"
        );
    }
    let states: Vec<String> = STATES.iter().map(|state| format!("\"{state}\"")).collect();
    format!(
        "(\n    format: 1, id: \"load\", title: \"Load\", summary: \"Many seats.\", authors: [\"Startex\"],\n    \
         licence: \"CC-BY-4.0\", difficulty: \"introductory\", world: \"europe\", doctrine: [\"eu\"],\n    \
         startex: \"2027-03-02 08:00 Europe/Brussels\", length: \"72h\", pace: 1, tick: \"30m\",\n    \
         states: [{}],\n    seats: [\n{lines}    ],\n    injects: [\n{events}    ],\n)\n",
        states.join(", ")
    )
}
