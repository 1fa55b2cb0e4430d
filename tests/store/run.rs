//! `startex run`, `resume` and `replay`: what they print, and that the same is the same.

use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use startex::store::{Reader, Store};

use crate::program::{HARBOUR, ORDERS, Said, call, journal, startex};

fn run(seed: &str) -> serde_json::Value {
    let said = call(&["run", HARBOUR, "--orders", ORDERS, "--seed", seed, "--json"]);
    assert_eq!(said.code, 0, "{}", said.err);
    said.json()
}

#[test]
fn one_seed_gives_one_hash_and_another_seed_another() {
    assert_eq!(run("1"), run("1"));
    assert_ne!(run("1")["journal_hash"], run("2")["journal_hash"]);
    assert_eq!(run("1")["script_hash"], run("2")["script_hash"]);
}

#[test]
fn the_result_says_what_was_run_and_how_it_ended() {
    let result = run("3");
    assert_eq!(result["scenario"], "harbour");
    assert_eq!(result["seed"], 3);
    assert_eq!(result["ended_at"], "D1 12:00");
    assert!(result["entries"].as_u64().unwrap() > 20);
    assert_eq!(result["journal_hash"].as_str().unwrap().len(), 64);
}

#[test]
fn a_journal_changes_nothing_of_the_run() {
    let dir = tempfile::tempdir().unwrap();
    let path = journal(dir.path());
    let verdict = call(&["verify", path.to_str().unwrap(), "--json"]).json();
    assert_eq!(verdict["ok"], true);
    assert_eq!(verdict["rerun"], true);
    assert_eq!(verdict["sealed"], true);
    assert_eq!(verdict["journal_hash"], run("1")["journal_hash"]);
    let left: Vec<_> = std::fs::read_dir(dir.path()).unwrap().flatten().collect();
    assert_eq!(left.len(), 1, "nothing lies beside a closed journal: {left:?}");
}

#[test]
fn a_run_that_was_stopped_goes_on_as_if_it_had_not() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.journal");
    let path = path.to_str().unwrap();
    for until in ["10m", "1h", "1h30m"] {
        let first = ["run", HARBOUR, "--orders", ORDERS, "--journal", path, "--until", until];
        assert_eq!(call(&first).code, 0);
        let went_on = call(&["resume", path, "--orders", ORDERS, "--json"]);
        assert_eq!(went_on.code, 0, "{}", went_on.err);
        assert_eq!(went_on.json()["entries"], run("1")["entries"], "stopped at {until}");
        assert_eq!(call(&["verify", path]).code, 0);
        std::fs::remove_file(path).unwrap();
    }
}

#[test]
fn a_journal_is_never_overwritten() {
    let dir = tempfile::tempdir().unwrap();
    let path = journal(dir.path());
    let before = std::fs::read(&path).unwrap();
    let said = call(&["run", HARBOUR, "--journal", path.to_str().unwrap()]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("exists already"), "{}", said.err);
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_seat_is_shown_what_it_received_up_to_a_moment() {
    let dir = tempfile::tempdir().unwrap();
    let path = journal(dir.path());
    let path = path.to_str().unwrap();
    let entries = |args: &[&str]| {
        let said = call(&[&["replay", path, "--json"], args].concat());
        assert_eq!(said.code, 0, "{}", said.err);
        said.json()["entries"].as_array().unwrap().clone()
    };
    let all = entries(&["--seat", "lv-csirt"]);
    let early = entries(&["--seat", "lv-csirt", "--at", "D1 08:59"]);
    assert!(early.len() < all.len());
    assert_eq!(early[..], all[..early.len()]);
    let shown = serde_json::to_string(&early).unwrap();
    assert!(!shown.contains("odd-address") && !shown.contains("INJ-"), "{shown}");
    assert!(all.iter().zip(1..).all(|(entry, number)| entry["number"] == number));
    assert!(entries(&[]).len() > all.len());
    let wrong = call(&["replay", path, "--seat", "lv-cisrt"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("did you mean `lv-csirt`"), "{}", wrong.err);
}

#[test]
fn a_replay_reads_as_words_and_a_seats_tells_no_more_than_it_received() {
    let dir = tempfile::tempdir().unwrap();
    let path = journal(dir.path());
    let path = path.to_str().unwrap();
    let said = |args: &[&str]| {
        let said = call(&[&["replay", path], args].concat());
        assert_eq!(said.code, 0, "{}", said.err);
        assert!(said.out.lines().count() > 5, "{}", said.out);
        for line in said.out.lines() {
            assert!(line.starts_with("D1 ") || line.starts_with("D2 "), "{line}");
            for code in ["Some(", "None", "(\"", "Id(", "{"] {
                assert!(!line.contains(code), "{line}");
            }
        }
        said
    };
    let all = said(&[]);
    assert!(all.out.contains("STARTEX: the clock runs") && all.out.contains("ENDEX"), "{}", all.out);
    assert!(all.err.contains("are left out"), "{}", all.err);
    let own = said(&["--seat", "lv-csirt"]);
    for hidden in ["odd-address", "INJ-", "expected"] {
        assert!(!own.out.contains(hidden), "{}", own.out);
    }
    assert!(said(&["--at", "D1 08:59"]).out.len() < all.out.len());
}

#[test]
fn a_faulty_order_file_is_told_with_its_place_and_nothing_runs() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("orders.ron");
    std::fs::write(&path, "[\n    (at: \"1h\", by: \"ee-cisrt\", do: start),\n]\n").unwrap();
    let said = call(&["run", HARBOUR, "--orders", path.to_str().unwrap()]);
    assert_eq!((said.code, said.out.as_str()), (1, ""));
    assert!(said.err.contains(":2:20") && said.err.contains("did you mean `ee-csirt`"), "{}", said.err);
}

#[test]
fn every_line_of_orders_is_answered() {
    let mut child = startex()
        .args(["run", HARBOUR, "--orders", "-", "--until", "1h", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = r#"(at: "15m", by: "ee-csirt", do: classify(incident: "port-outage", class: significant))
(at: "16m", by: "lv-csirt", do: classify(incident: "port-outage", class: significant))
(at: "17m", by: "lv-csirt", do: clasify(incident: "port-outage"))
(by: "lv-csirt", do: message(to: ["ee-csirt"], text: "Hello"))
"#;
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let said: Said = child.wait_with_output().unwrap().into();
    assert_eq!(said.code, 0, "{}", said.err);
    let answers: Vec<serde_json::Value> =
        said.out.lines().take(4).map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(answers.iter().zip(1..).all(|(answer, n)| answer["order"] == n));
    assert!(answers[0]["record"].is_u64() && answers[0]["refused"].is_null());
    assert!(answers[1]["refused"].is_string(), "nobody told Latvia of the incident");
    assert!(answers[2]["unread"].is_string() && answers[2]["record"].is_null());
    assert!(answers[3]["record"].is_u64());
}

/// The bytes of a journal's only mark, and what it is put to.
fn mark(path: &Path, change: impl FnOnce(i64, Vec<u8>) -> (i64, Vec<u8>)) {
    let db = rusqlite::Connection::open(path).unwrap();
    let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
    let (record, bytes): (i64, Vec<u8>) =
        db.query_row("SELECT record, bytes FROM snapshots", [], row).unwrap();
    let (record, bytes) = change(record, bytes);
    db.execute("UPDATE snapshots SET record = ?1, bytes = ?2", rusqlite::params![record, bytes]).unwrap();
}

/// What a journal is when it is opened to go on: every record once, the state behind them, and whether it is whole.
fn opened(path: &Path) -> (Vec<u64>, Vec<u8>) {
    let mut seen = Vec::new();
    let (_store, replay) = Store::open(path, &mut |_, record| seen.push(record.number)).unwrap();
    let state = postcard::to_stdvec(&replay.exercise.state).unwrap();
    (seen, state)
}

#[test]
fn a_mark_of_the_state_changes_nothing_and_one_that_is_damaged_or_foreign_is_ignored() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("half.journal");
    let said = call(&["run", HARBOUR, "--until", "3h", "--journal", path.to_str().unwrap()]);
    assert_eq!(said.code, 0, "{}", said.err);
    let whole = Reader::open(&path).unwrap().replay(&mut |_, _| {}).unwrap();
    let records = whole.tip().records;
    let state = postcard::to_stdvec(&whole.exercise.state).unwrap();
    let numbers: Vec<u64> = (1..=records).collect();
    let whole = (numbers, state);
    assert_eq!(Reader::open(&path).unwrap().mark().unwrap().map(|(record, _)| record), Some(records));
    assert!(opened(&path) == whole, "folded up to the mark");
    type Change = fn(i64, Vec<u8>) -> (i64, Vec<u8>);
    let changes: [(&str, Change); 4] = [
        ("damaged", |record, mut bytes| {
            bytes[3] ^= 1;
            (record, bytes)
        }),
        ("of an earlier record", |record, bytes| (record - 5, bytes)),
        ("of a record that never was", |record, bytes| (record + 50_000, bytes)),
        ("nothing", |record, _| (record, Vec::new())),
    ];
    for (what, change) in changes {
        mark(&path, change);
        assert!(opened(&path) == whole, "{what}");
    }
    let path = path.to_str().unwrap();
    assert_eq!(call(&["resume", path]).code, 0);
    assert_eq!(call(&["verify", path]).code, 0);
}

#[test]
fn a_run_that_was_resumed_ends_as_one_that_was_not() {
    let dir = tempfile::tempdir().unwrap();
    let (one, two) = (dir.path().join("one.journal"), dir.path().join("two.journal"));
    let (one, two) = (one.to_str().unwrap(), two.to_str().unwrap());
    assert_eq!(call(&["run", HARBOUR, "--journal", one]).code, 0);
    assert_eq!(call(&["run", HARBOUR, "--until", "3h", "--journal", two]).code, 0);
    let resumed = call(&["resume", two, "--json"]);
    assert_eq!(resumed.code, 0, "{}", resumed.err);
    let entries = |path| call(&["replay", path, "--json"]).json()["entries"].clone();
    assert!(entries(one) == entries(two));
}
