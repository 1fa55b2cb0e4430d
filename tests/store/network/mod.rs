//! Seats over the network: a real server of the program, and real clients on loopback.

mod access;
mod attack;
mod client;
mod disk;
mod far;
mod half_open;
mod hidden;
mod house;
mod kill;
mod people;
mod program;
mod rest;
mod slow;
mod stay;
mod wire;

use std::process::Command;
use std::sync::Arc;

use client::Joined;
use program::Served;
use startex::exercise::order::{Act, Control, Verb};
use startex::wire::Outcome;

fn message(text: &str) -> Act {
    let to = vec!["lv-csirt".into()];
    Act::Verb(Arc::new(Verb::Message { to, tlp: None, reply_to: None, text: text.into() }))
}

/// A server whose exercise runs.
fn running(dir: &std::path::Path, more: &[&str]) -> Served {
    let served = Served::start(dir, more);
    start(&served, 70_001);
    served
}

/// Lets the exercise run.
fn start(served: &Served, key: u64) {
    assert_eq!(Joined::new(&served.link("excon"), key).order(Act::Control(Control::Start)), Outcome::Taken);
}

#[test]
fn orders_over_the_network_are_answered_and_come_back_once_after_a_broken_line() {
    let dir = tempfile::tempdir().unwrap();
    let served = running(dir.path(), &[]);
    let mut seat = Joined::new(&served.link("ee-csirt"), 70_002);
    let mut other = Joined::new(&served.link("lv-csirt"), 70_003);
    assert_eq!(seat.order(message("first")), Outcome::Taken);
    // The line breaks before the answer; the order is sent again under its id.
    seat.send_and_break(message("second"));
    seat.again(&served.link("ee-csirt"));
    seat.settle();
    other.until(|seat| seat.view().inbox.len() >= 2);
    let texts: Vec<String> = other.inbox();
    for text in ["first", "second"] {
        assert_eq!(texts.iter().filter(|t| t.as_str() == text).count(), 1, "{texts:?}");
    }
}

#[test]
fn a_client_in_python_joins_over_tls_reads_its_inbox_and_decides() {
    if Command::new("python3").arg("--version").output().is_err() {
        eprintln!("python3 is not here: the client in Python was not run");
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let served = Served::start(dir.path(), &["--tls"]);
    let run = |args: &[&str]| {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/seat.py");
        let out = Command::new("python3").arg(script).args(args).output().unwrap();
        (String::from_utf8(out.stdout).unwrap(), String::from_utf8(out.stderr).unwrap())
    };
    let link = &served.links["ee-csirt"];
    let (out, err) = run(&[link, "--say", "lv-csirt", "from Python", "--wait", "0"]);
    assert!(
        out.contains("seat ee-csirt") && out.contains("answer {\"refused\""),
        "before STARTEX: {out}{err}"
    );
    let forged = link.replace("pin=", "pin=00");
    assert!(run(&[&forged]).1.contains("not the server of the link"));
}
