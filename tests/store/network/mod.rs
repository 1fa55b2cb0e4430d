//! Seats over the network: a real server of the program, and real clients on loopback.

mod access;
mod attack;
mod bell;
mod bent;
mod client;
mod crowding;
mod disk;
mod far;
mod half_open;
mod hidden;
mod house;
mod kill;
mod load;
mod people;
mod program;
mod rest;
mod retention;
mod roles;
mod slow;
mod stay;
mod strangers;
mod unread;
mod welcome;
mod wire;

use std::process::Command;
use std::sync::Arc;

use client::Joined;
use program::Served;
use startex::exercise::order::{Act, Control, Verb};
use startex::scenario::words::Channel;
use startex::wire::text::{Down, Join, Up};
use startex::wire::{Outcome, ToDesk, VERSION};

fn message(text: &str) -> Act {
    let to = vec!["lv-csirt".into()];
    Act::Verb(Arc::new(Verb::Message { to, tlp: None, reply_to: None, text: text.into() }))
}

/// What control writes to the seat that messages go to: as much as it likes, where a seat's bytes are counted.
fn inject(text: &str) -> Act {
    let (to, sender, by) = (vec!["lv-csirt".to_owned()], "Press".to_owned(), Channel::Mail);
    Act::Control(Control::Compose { to, sender, by, says: text.to_owned(), at: None, about: None })
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
fn a_desk_that_comes_back_is_not_sent_the_directory_again() {
    let dir = tempfile::tempdir().unwrap();
    let served = Served::of("northern-lights", dir.path(), &["--tls"]);
    let desk = served.links.keys().find(|desk| desk.as_str() != "excon").unwrap();
    let hello = |directory: Option<&str>| {
        let link = served.link(desk);
        let (mut socket, _tcp) = client::dial(&link);
        let directory = directory.map(str::to_owned);
        let join = Join { version: VERSION, secret: link.secret, client: None, name: None, directory };
        socket.send(tungstenite::Message::text(Up::Join(join).encode())).unwrap();
        let text = client::next_text(&mut socket).unwrap();
        let Ok(Some(Down::Desk(ToDesk::Hello(hello)))) = Down::decode(&text) else { panic!("{text}") };
        (*hello, text.len())
    };
    let (first, whole) = hello(None);
    assert!(whole > 16_000, "so long that it comes in several fragments: {whole}");
    assert!(first.directory.unwrap().seats.contains_key(desk));
    let (again, short) = hello(Some(&first.directory_hash));
    assert_eq!((again.directory.is_none(), again.seat.as_deref()), (true, Some(desk.as_str())));
    assert!(short < 1_000, "{short}");
    let (other, as_whole) = hello(Some("of-another-exercise"));
    assert_eq!((other.directory.is_some(), as_whole), (true, whole));
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
