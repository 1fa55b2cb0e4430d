//! How long it serves: beyond ENDEX, until the debrief is signed off and people had time to read.

use std::time::Duration;

use startex::exercise::order::{Act, Control};
use startex::wire::{Outcome, SeatMirror};

use super::client::{Joined, Mirror};
use super::program::Served;
use super::running;

fn off() -> Act {
    Act::Control(Control::SignOff { by: "lead".into(), on: String::new(), text: String::new() })
}

#[test]
fn it_serves_on_after_endex_for_the_debrief_and_ends_after_the_sign_off_when_all_have_gone() {
    let dir = tempfile::tempdir().unwrap();
    let mut served = running(dir.path(), &[]);
    let mut excon = Joined::new(&served.link("excon"), 70_002);
    assert_eq!(excon.order(Act::Control(Control::Endex)), Outcome::Taken);
    std::thread::sleep(Duration::from_secs(3));
    // Late for the debrief, and let in.
    let mut seat = Joined::new(&served.link("ee-csirt"), 70_003);
    assert_eq!(excon.order(off()), Outcome::Taken);
    seat.until(|seat| matches!(&seat.mirror, Mirror::Seat(mirror) if has_score(mirror)));
    std::thread::sleep(Duration::from_secs(3));
    assert!(served.runs(), "somebody is still reading");
    drop((excon, seat));
    served.ends();
    // It was closed well: every byte is sealed.
    let reader = startex::store::Reader::open(&served.journal).unwrap();
    assert!(reader.check_file().unwrap());
}

fn has_score(mirror: &SeatMirror) -> bool {
    mirror.score.is_some()
}

#[test]
fn when_it_is_told_to_stop_desks_are_told_so_first() {
    let dir = tempfile::tempdir().unwrap();
    let mut served = Served::start(dir.path(), &[]);
    let mut seat = Joined::new(&served.link("ee-csirt"), 70_003);
    served.stop();
    let denied = super::client::why(&mut seat.socket);
    assert_eq!(denied.code, startex::wire::text::Code::Closed);
    assert!(denied.message.contains("join again"), "{denied}");
}

#[test]
fn off_loopback_it_serves_with_tls_unless_a_proxy_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let proxied = Served::start(dir.path(), &["--behind-proxy", "https://exercise.example"]);
    let link = &proxied.links["ee-csirt"];
    assert!(link.starts_with("https://exercise.example/join#secret=") && !link.contains("pin="), "{link}");
    for wrong in ["exercise.example", "http://exercise.example", "https://exercise.example/path"] {
        let journal = dir.path().join("other.journal");
        let args =
            ["serve", super::program::LIVE, "--journal", journal.to_str().unwrap(), "--behind-proxy", wrong];
        let said = crate::program::call(&args);
        assert_eq!(said.code, 2, "{wrong}");
        assert!(said.err.contains("no address of a proxy"), "{}", said.err);
        let _ = std::fs::remove_file(&journal);
    }
    let journal = dir.path().join("third.journal");
    let args =
        ["serve", super::program::LIVE, "--listen", "0.0.0.0:0", "--journal", journal.to_str().unwrap()];
    let said = crate::program::call(&args);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("--name"), "{}", said.err);
}
