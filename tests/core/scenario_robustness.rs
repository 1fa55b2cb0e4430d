//! Whatever is done to a scenario's text, loading it ends soon, with findings and without a panic.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use startex::scenario::load::{Loaded, ReadFault, Sources};
use startex::scenario::{load, template};

use super::cpu;

/// What a release build may take. Others are hardly optimised: ten times that.
const BUDGET: Duration = Duration::from_secs(if cfg!(debug_assertions) { 20 } else { 2 });

/// Measures what this thread itself used, where the system tells: others may keep the machine busy.
struct Watch {
    wall: Instant,
    used: Option<Duration>,
}

impl Watch {
    fn start() -> Self {
        Self { wall: Instant::now(), used: cpu::used() }
    }

    fn elapsed(&self) -> Duration {
        match (self.used, cpu::used()) {
            (Some(before), Some(now)) if now > before => now - before,
            _ => self.wall.elapsed(),
        }
    }
}

/// Files as bytes, so that they may be no text.
struct Folder(BTreeMap<String, Vec<u8>>);

impl Folder {
    fn with(files: &[(&str, &[u8])]) -> Self {
        let packs = [
            ("doctrine/eu.ron", include_str!("../../assets/doctrine/eu.ron")),
            ("world/europe.ron", include_str!("../../assets/world/europe.ron")),
        ];
        let packs = packs.map(|(path, text)| (path, text.as_bytes()));
        Self(packs.iter().chain(files).map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())).collect())
    }
}

impl Sources for Folder {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadFault> {
        if path.contains("..") || path.starts_with('/') {
            return Err(ReadFault::Outside);
        }
        self.0.get(path).cloned().ok_or(ReadFault::Missing)
    }
}

fn load_bytes(bytes: &[u8]) -> Loaded {
    load(&Folder::with(&[("s.ron", bytes)]), "s.ron")
}

fn codes(loaded: &Loaded) -> Vec<&'static str> {
    loaded.findings.iter().map(|finding| finding.code).collect()
}

/// A small generator of its own (SplitMix64): the same damage on every machine.
struct Seed(u64);

impl Seed {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }

    fn slice(&mut self, len: usize) -> std::ops::Range<usize> {
        let from = self.below(len);
        from..(from + self.below(200)).min(len)
    }
}

fn damaged(sample: &[u8], seed: u64) -> Vec<u8> {
    let mut dice = Seed(seed);
    let mut bytes = sample.to_vec();
    for _ in 0..=dice.below(3) {
        let len = bytes.len();
        match dice.below(7) {
            0 => bytes.truncate(dice.below(len)),
            1 => {
                for _ in 0..=dice.below(20) {
                    let at = dice.below(bytes.len());
                    if let Some(byte) = bytes.get_mut(at) {
                        *byte ^= 1 << dice.below(8);
                    }
                }
            }
            2 => drop(bytes.drain(dice.slice(len))),
            3 => {
                let copy = bytes[dice.slice(len)].to_vec();
                let at = dice.below(len);
                bytes.splice(at..at, copy);
            }
            4 => {
                let at = dice.below(len);
                bytes.splice(at..at, b"[({".repeat(dice.below(500)));
            }
            5 => {
                let at = dice.below(len);
                bytes.splice(at..at, [0xff, 0xfe, 0xc3, 0x28]);
            }
            _ => {
                // Two slices change places: good words where they do not belong.
                let (a, b) = (dice.slice(len), dice.slice(len));
                let (first, second) = (bytes[a.clone()].to_vec(), bytes[b.clone()].to_vec());
                if a.end <= b.start {
                    bytes.splice(b, first);
                    bytes.splice(a, second);
                }
            }
        }
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}

#[test]
fn a_thousand_damaged_scenarios_load_with_findings_and_without_a_panic() {
    for seed in 0..1_000 {
        let bytes = damaged(template::TEXT.as_bytes(), seed);
        let start = Watch::start();
        let loaded = load_bytes(&bytes);
        assert!(start.elapsed() < BUDGET, "seed {seed} takes {:?}", start.elapsed());
        assert_eq!(loaded.script.is_some(), loaded.errors == 0, "seed {seed}");
        for finding in &loaded.findings {
            let shown = startex::scenario::render::text(finding, &loaded.files, false);
            assert!(shown.contains(finding.code), "seed {seed}: {shown}");
        }
    }
}

#[test]
fn deep_and_huge_files_end_soon_with_a_finding() {
    let deep = "(injects: ".to_owned() + &"[".repeat(1_000_000);
    let same = format!("(states: [{}])", "\"EE\",".repeat(1_000_000));
    let typos: String = (0..60_000)
        .map(|n| format!("(id: \"I{n}\", at: \"1h\", to: \"ee-csirtt{n}\", says: \"x\"),"))
        .collect();
    let typos = template::TEXT.replacen("    injects: [", &format!("    injects: [{typos}"), 1);
    let chain: String = (1..60_000)
        .rev()
        .map(|n| format!("(id: \"C{n}\", at: \"+1s after C{}\", to: \"ee-csirt\", says: \"x\"),", n - 1))
        .collect();
    let chain = template::TEXT.replacen("    injects: [", &format!("    injects: [{chain}"), 1);
    for (name, text) in [("deep", deep), ("same", same), ("typos", typos), ("chain", chain)] {
        let start = Watch::start();
        let loaded = load_bytes(text.as_bytes());
        assert!(start.elapsed() < BUDGET, "{name} takes {:?}", start.elapsed());
        assert!(loaded.errors > 0 && loaded.script.is_none(), "{name}");
    }
}

#[test]
fn a_circle_of_ten_thousand_services_is_judged_soon() {
    let services: String = (0..9_000)
        .map(|n| {
            format!(
                "(id: \"s{n}\", state: \"EE\", sector: health, needs: [(service: \"s{}\", weight: 1)]),",
                (n + 1) % 9_000
            )
        })
        .collect();
    let text = template::TEXT.replacen("    services: [", &format!("    services: [{services}"), 1);
    let start = Watch::start();
    let loaded = load_bytes(text.as_bytes());
    assert!(start.elapsed() < BUDGET, "{:?}", start.elapsed());
    assert_eq!(codes(&loaded), ["unstable-services"]);
}

#[test]
fn includes_that_cannot_be_had_are_told_where_they_are_named() {
    let text = template::TEXT.replacen(
        "    format: 1,",
        "    format: 1, include: [\"../secret.ron\", \"gone.ron\", \"s.ron\", \"part.ron\", \"part.ron\"],",
        1,
    );
    let part = b"(include: [\"s.ron\", \"part.ron\"], rules: [])";
    let loaded = load(&Folder::with(&[("s.ron", text.as_bytes()), ("part.ron", part)]), "s.ron");
    let mut found = codes(&loaded);
    found.sort_unstable();
    assert_eq!(
        found,
        [
            "double-include",
            "double-include",
            "double-include",
            "double-include",
            "unreadable-file",
            "unreadable-file"
        ]
    );
    assert!(loaded.script.is_none());
}

#[test]
fn a_pack_that_is_not_there_is_told_with_the_nearest_name() {
    let text = template::TEXT.replacen("doctrine: [\"eu\"]", "doctrine: [\"eu\", \"natto\"]", 1);
    let loaded = load_bytes(text.as_bytes());
    assert_eq!(codes(&loaded), ["unknown-pack"]);
    assert_eq!(loaded.findings[0].help.as_deref(), Some("did you mean `nato`?"));
}
