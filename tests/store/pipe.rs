//! Whoever reads what the program prints may go away before the end, as `head` does.

use std::io::{Write, pipe};
use std::path::Path;
use std::process::{Child, Stdio};

use crate::program::{HARBOUR, ORDERS, Said, call, journal, startex};

/// What a shell tells of a tool that a closed pipe ended.
const UNREAD: i32 = 141;

/// An end for writing whose other end is closed.
fn nobody() -> Stdio {
    let (reader, writer) = pipe().unwrap();
    drop(reader);
    writer.into()
}

fn started(args: &[&str]) -> Child {
    startex().args(args).stdin(Stdio::piped()).stdout(nobody()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Called as `startex ARGS | true`.
fn unread(args: &[&str]) -> Said {
    started(args).wait_with_output().unwrap().into()
}

fn assert_silent(said: &Said, what: &str) {
    assert_eq!(said.code, UNREAD, "{what}: {}", said.err);
    for word in ["startex:", "pipe", "panicked", "printed"] {
        assert!(!said.err.contains(word), "{what}: {}", said.err);
    }
}

#[test]
fn a_command_whose_reader_went_away_ends_without_a_word() {
    let dir = tempfile::tempdir().unwrap();
    let path = journal(dir.path());
    let path = path.to_str().unwrap();
    let to = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    let (out, new) = (to("report"), to("new.ron"));
    let commands: &[&[&str]] = &[
        &["check", HARBOUR],
        &["check", HARBOUR, "--format", "json"],
        &["new", &new],
        &["run", HARBOUR],
        &["run", HARBOUR, "--json"],
        &["run", HARBOUR, "--audience", "EE"],
        &["resume", path],
        &["replay", path],
        &["replay", path, "--json"],
        &["replay", path, "--seat", "ee-csirt"],
        &["replay", path, "--audience", "EE", "--json"],
        &["replay", path, "--audit", "--json"],
        &["report", path, "--out", &out, "--json"],
        &["verify", path],
        &["verify", path, "--json"],
        &["explain", path, "--measure", "information"],
        &["branch", path, "--at", "30m"],
        &["branch", path, "--at", "30m", "--json"],
        &["sweep", HARBOUR, "--runs", "2"],
    ];
    for args in commands {
        assert_silent(&unread(args), &args.join(" "));
    }
    assert!(Path::new(&new).exists() && Path::new(&out).join("report.html").exists(), "the work is done");
}

#[test]
fn a_journal_is_closed_although_nobody_reads_the_result() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("unread.journal");
    let path = path.to_str().unwrap();
    assert_silent(&unread(&["run", HARBOUR, "--orders", ORDERS, "--journal", path]), "run");
    let verdict = call(&["verify", path, "--json"]).json();
    assert_eq!((&verdict["ok"], &verdict["sealed"]), (&true.into(), &true.into()), "{verdict}");
}

#[test]
fn orders_from_standard_input_end_with_the_reader_of_their_answers() {
    let mut child = started(&["run", HARBOUR, "--orders", "-"]);
    let line = br#"(at: "15m", by: "ee-csirt", do: classify(incident: "port-outage", class: significant))"#;
    let mut input = child.stdin.take().unwrap();
    input.write_all(line).and_then(|()| input.write_all(b"\n")).unwrap();
    drop(input);
    assert_silent(&child.wait_with_output().unwrap().into(), "run --orders -");
}

#[test]
fn what_nobody_hears_besides_the_result_stops_no_run() {
    let dir = tempfile::tempdir().unwrap();
    let (path, orders) = (dir.path().join("deaf.journal"), dir.path().join("refused.ron"));
    // Refused, and told on stderr: Latvia has not heard of the incident.
    let refused =
        r#"[(at: "16m", by: "lv-csirt", do: classify(incident: "port-outage", class: significant))]"#;
    std::fs::write(&orders, refused).unwrap();
    let (path, orders) = (path.to_str().unwrap(), orders.to_str().unwrap());
    let args = ["run", HARBOUR, "--orders", orders, "--journal", path, "--json"];
    let said: Said = startex().args(args).stderr(nobody()).output().unwrap().into();
    assert_eq!((said.code, said.json()["ended_at"].as_str()), (0, Some("D1 12:00")), "{}", said.out);
    assert_eq!(call(&["verify", path, "--json"]).json()["sealed"], true);
    let wrong: Said = startex().args(["verify", "/nowhere"]).stderr(nobody()).output().unwrap().into();
    assert_eq!(wrong.code, 2, "what was wrong is told by the exit code still");
}

#[test]
fn what_a_participant_wrote_steers_no_terminal_and_is_exact_for_programs() {
    let dir = tempfile::tempdir().unwrap();
    let (orders, path) = (dir.path().join("orders.ron"), dir.path().join("harbour.journal"));
    let text =
        r#"[(at: "5m", by: "ee-port", do: message(to: ["ee-csirt"], text: "one \u{1b}[2J \u{202e}two"))]"#;
    std::fs::write(&orders, text).unwrap();
    let (orders, path) = (orders.to_str().unwrap(), path.to_str().unwrap());
    let ran = call(&["run", HARBOUR, "--orders", orders, "--until", "10m", "--journal", path]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let shown = call(&["replay", path, "--seat", "ee-csirt"]).out;
    assert!(shown.contains("one \u{fffd}[2J \u{fffd}two"), "{shown}");
    let exact = call(&["replay", path, "--seat", "ee-csirt", "--json"]).out;
    assert!(exact.contains("one \\u001b[2J \u{202e}two"), "{exact}");
}
