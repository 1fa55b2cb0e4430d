//! Seats over the network: a real server of the program, and real clients on loopback.

mod program;

use std::process::Command;

use program::{Joined, Served};
use startex::exercise::order::{Act, Control, Verb};
use startex::wire::Outcome;
use startex::wire::text::Code;

fn message(text: &str) -> Act {
    Act::Verb(Verb::Message { to: vec!["lv-csirt".into()], tlp: None, reply_to: None, text: text.into() })
}

#[test]
fn orders_over_the_network_are_answered_and_come_back_once_after_a_broken_line() {
    let dir = tempfile::tempdir().unwrap();
    let served = Served::start(dir.path(), &[]);
    let mut excon = Joined::new(&served, "excon", 70_001);
    assert_eq!(excon.order(Act::Control(Control::Start)), Outcome::Taken);
    let mut seat = Joined::new(&served, "ee-csirt", 70_002);
    let mut other = Joined::new(&served, "lv-csirt", 70_003);
    assert_eq!(seat.order(message("first")), Outcome::Taken);
    // The line breaks before the answer; the order is sent again under its id.
    seat.send_and_break(message("second"));
    seat.again(&served);
    seat.settle();
    other.until(|view| view.inbox.len() >= 2);
    let texts: Vec<String> = other.texts();
    for text in ["first", "second"] {
        assert_eq!(texts.iter().filter(|t| t.as_str() == text).count(), 1, "{texts:?}");
    }
}

#[test]
fn a_seat_has_no_rights_of_control_and_a_wrong_secret_none_at_all() {
    let dir = tempfile::tempdir().unwrap();
    let mut served = Served::start(dir.path(), &[]);
    let mut seat = Joined::new(&served, "ee-csirt", 70_002);
    assert!(matches!(seat.order(Act::Control(Control::Start)), Outcome::Refused(_)));
    assert_eq!(Joined::denied(&served, "no-such-secret", 1, "").code, Code::Secret);
    let secret = served.secret("ee-csirt").to_owned();
    assert_eq!(Joined::denied(&served, &secret, 2, "").code, Code::Version);
    assert_eq!(Joined::denied(&served, &secret, 1, &"x".repeat(300_000)).code, Code::Frame);
    assert!(
        !std::fs::read(dir.path().join("net.journal.seats"))
            .unwrap()
            .windows(64)
            .any(|w| w == secret.as_bytes())
    );
    // A new link makes the old one worthless.
    served.stop();
    let served = Served::start(dir.path(), &["--reissue", "ee-csirt"]);
    assert_eq!(Joined::denied(&served, &secret, 1, "").code, Code::Secret);
    assert_ne!(served.secret("ee-csirt"), secret);
}

#[test]
fn what_was_acknowledged_over_the_network_survives_kill_9() {
    let kills: u32 = std::env::var("STARTEX_KILLS").map_or(20, |text| text.parse().unwrap());
    let dir = tempfile::tempdir().unwrap();
    let mut acknowledged = Vec::new();
    let mut links = None;
    for round in 0..kills {
        let mut served = Served::start(dir.path(), &[]);
        let known = links.get_or_insert_with(|| served.links.clone()).clone();
        served.links = known;
        Joined::new(&served, "excon", 100_000 + u64::from(round)).order(Act::Control(Control::Start));
        let mut seat = Joined::new(&served, "ee-csirt", 200_000 + u64::from(round));
        for n in 0..1 + round % 7 {
            let text = format!("order {round}/{n}");
            assert_eq!(seat.order(message(&text)), Outcome::Taken);
            acknowledged.push(text);
        }
        seat.send_and_break(message("on its way"));
        served.kill();
    }
    let mut served = Served::start(dir.path(), &[]);
    served.links = links.unwrap();
    let mut other = Joined::new(&served, "lv-csirt", 70_003);
    other.until(|view| view.inbox.len() >= acknowledged.len());
    let texts = other.texts();
    for text in &acknowledged {
        assert_eq!(texts.iter().filter(|t| *t == text).count(), 1, "{text}");
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
