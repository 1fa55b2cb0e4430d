//! `startex run`, `resume` and `replay`: what they print, and that the same is the same.

use std::io::Write;
use std::process::Stdio;

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
