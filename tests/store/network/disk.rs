//! A disk that is full, read-only or broken while the exercise runs: the clock stands, control is told what to do,
//! nothing is acknowledged that is not stored, and it goes on when the disk does.

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::{Duration, Instant};

use startex::exercise::fact::{Phase, Record};
use startex::exercise::order::{Act, Control};
use startex::host::{Keeper, Stored};
use startex::net::server::Limits;
use startex::wire::Outcome;
use startex::wire::text::{Code, Join, Up};

use super::client::{Joined, Mirror};
use super::house::House;
use super::program::Served;
use super::{inject, message, start};

/// A journal whose disk fails as the test says.
struct Failing {
    stored: Stored,
    fails: Arc<AtomicU8>,
}

const HOW: [&str; 3] = ["the disk is full; free some space", "its folder is read-only", "disk I/O error"];

impl Keeper for Failing {
    fn append(&mut self, records: &[Arc<Record>]) -> Result<(), String> {
        match self.fails.load(Ordering::SeqCst) {
            0 => self.stored.append(records),
            n => Err(HOW[usize::from(n) - 1].to_owned()),
        }
    }
}

fn now(desk: &Joined) -> u64 {
    match &desk.mirror {
        Mirror::Excon(mirror) => mirror.clock.now.0,
        Mirror::Seat(mirror) => mirror.clock.now.0,
        Mirror::Watch(mirror) => mirror.clock.now.0,
    }
}

#[test]
fn while_the_disk_fails_the_clock_stands_control_is_told_and_nothing_is_acknowledged() {
    let dir = tempfile::tempdir().unwrap();
    let fails = Arc::new(AtomicU8::new(0));
    let disk = Arc::clone(&fails);
    let house = House::with(dir.path(), Limits::default(), false, |header| {
        Box::new(Failing { stored: House::stored(dir.path(), header), fails: disk })
    });
    let mut excon = Joined::new(&house.link("excon"), 70_001);
    assert_eq!(excon.order(Act::Control(Control::Pace { minutes: 60 })), Outcome::Taken);
    assert_eq!(excon.order(Act::Control(Control::Start)), Outcome::Taken);
    let mut seat = Joined::new(&house.link("ee-csirt"), 70_002);
    for how in 1..=3 {
        fails.store(how, Ordering::SeqCst);
        seat.send_order(message(&format!("while it fails {how}")));
        excon.until(|excon| excon.fault().is_some());
        assert!(excon.fault().unwrap().contains(HOW[usize::from(how) - 1]), "{:?}", excon.fault());
        seat.until(|seat| seat.fault().is_some());
        // Where the journal lies and what is wrong with it is none of the players' business.
        assert!(!seat.fault().unwrap().contains("disk") && !seat.fault().unwrap().contains("folder"));
        let ready = super::rest::ask(&house.link("excon"), "GET", "/ready", "", "");
        assert_eq!((ready.status, ready.text().contains("folder")), (503, false));
        // While time goes on a desk hears of it every second. What comes now ends, and tells of no answer and no time.
        seat.tcp.set_read_timeout(Some(Duration::from_millis(2_500))).unwrap();
        let began = Instant::now();
        while seat.hear().is_ok() {
            assert!(began.elapsed() < Duration::from_secs(10), "the clock does not stand");
        }
        assert_eq!(seat.orders().waiting.len(), 1, "nothing was acknowledged");
        let stood = now(&seat);
        fails.store(0, Ordering::SeqCst);
        // That line was given up by the time-out; the next one hears the answer.
        seat.again(&house.link("ee-csirt"));
        seat.settle();
        assert_eq!(seat.orders().settled.back().unwrap().outcome, Outcome::Taken);
        assert!(now(&seat) >= stood && now(&seat) < stood + 300_000, "it goes on where it stood");
        excon.until(|excon| excon.fault().is_none());
    }
    assert_eq!(seat.order(message("afterwards")), Outcome::Taken);
    let began = now(&seat);
    seat.until(|seat| now(seat) > began + 60_000);
}

/// To how many bytes the program's files may grow from now on.
fn limit(pid: u32, bytes: &str) {
    let set =
        Command::new("prlimit").args([&format!("--fsize={bytes}:"), "--pid", &pid.to_string()]).status();
    assert!(set.unwrap().success());
}

fn lift_the_limit(pid: u32) {
    limit(pid, "unlimited");
}

/// Whether there is something to limit a program with; it is said where there is not.
fn can_limit() -> bool {
    let can = Command::new("prlimit").arg("--version").output().is_ok();
    if !can {
        eprintln!("prlimit is not here: the disk of the real server was not made to fail");
    }
    can
}

#[cfg(target_os = "linux")]
#[test]
fn a_real_server_whose_disk_takes_no_more_stops_tells_control_and_goes_on_when_it_does() {
    if !can_limit() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    // The header with its sources fits, and not very much more.
    let mut served = Served::on_a_small_disk(dir.path(), 2_600);
    start(&served, 70_001);
    let mut excon = Joined::new(&served.link("excon"), 70_002);
    let mut seat = Joined::new(&served.link("ee-csirt"), 70_003);
    let (mut acknowledged, long, began) = (0, "x".repeat(15_000), Instant::now());
    // Control writes: a seat may not write so much at once.
    while excon.fault().is_none() {
        assert!(
            began.elapsed() < Duration::from_secs(60),
            "{acknowledged} orders, and the disk takes it all"
        );
        excon.send_order(inject(&format!("{acknowledged} {long}")));
        while !excon.orders().waiting.is_empty() && excon.fault().is_none() {
            excon.hear().unwrap();
        }
        acknowledged += u32::from(excon.orders().waiting.is_empty());
    }
    assert!(acknowledged > 3, "{acknowledged}");
    excon.until(|excon| excon.fault().is_some());
    assert!(excon.fault().unwrap().contains("net.journal"), "{:?}", excon.fault());
    // A copy can be had all the same.
    let link = served.link("excon");
    let copy = super::rest::ask(&link, "GET", "/api/v1/journal", &link.secret, "");
    assert_eq!(copy.status, 200, "{}", copy.text());
    lift_the_limit(served.id());
    excon.settle();
    assert_eq!(excon.orders().settled.back().unwrap().outcome, Outcome::Taken);
    assert_eq!(seat.order(message("the last")), Outcome::Taken);
    let Mirror::Excon(mirror) = &excon.mirror else { panic!() };
    assert_ne!(mirror.clock.phase, Phase::Ended);
    // Killed now, all that was acknowledged is there.
    served.kill();
    let mut served = Served::start(dir.path(), &[]);
    let mut other = Joined::new(&served.link("lv-csirt"), 70_004);
    other.until(|other| other.inbox().len() as u32 >= acknowledged + 2);
    assert_eq!(other.inbox().len() as u32, acknowledged + 2);
    served.stop();
    let said = crate::program::call(&["verify", served.journal.to_str().unwrap()]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
}

/// Which person of its seat it is.
fn person(desk: &Joined) -> u16 {
    let Mirror::Seat(mirror) = &desk.mirror else { panic!("no seat") };
    mirror.person
}

#[cfg(target_os = "linux")]
#[test]
fn what_control_orders_of_the_door_and_cannot_be_stored_has_not_happened() {
    if !can_limit() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let mut served = Served::on_a_small_disk(dir.path(), 100_000);
    let (excon, seat) = (served.link("excon"), served.link("ee-csirt"));
    let ask = |how: &str, path: &str| super::rest::ask(&excon, how, path, &excon.secret, "").status;
    let mut anna = Joined::named(&seat, 70_010, "Anna");
    start(&served, 70_001);
    assert_eq!(anna.order(message("I am here")), Outcome::Taken);
    limit(served.id(), "0");
    for (how, path) in [
        ("POST", "/api/v1/links/ee-csirt"),
        ("DELETE", "/api/v1/links/ee-csirt"),
        ("POST", "/api/v1/links/excon"),
        ("DELETE", "/api/v1/roster/ee-csirt/1"),
    ] {
        assert!(ask(how, path) >= 400, "{how} {path}");
    }
    // Every link opens as before, and Anna is who she was.
    assert_eq!(ask("GET", "/api/v1/seats"), 200);
    assert_eq!(person(&Joined::named(&seat, 70_011, "Anna")), 1);
    // Whose name is new cannot be written down, and does not read where.
    let (secret, name) = (seat.secret.clone(), Some("Berta".to_owned()));
    let first = Up::Join(Join { version: 1, secret, client: None, name, directory: None });
    let why = super::client::denied(&seat, &first.encode());
    assert!(why.message.contains("join without one") && !why.message.contains("net.journal"), "{why}");
    lift_the_limit(served.id());
    assert_eq!(person(&Joined::named(&seat, 70_012, "Berta")), 2);
    assert_eq!(ask("POST", "/api/v1/links/ee-csirt"), 200);
    assert_eq!(super::client::denied(&seat, &super::client::join(&seat.secret, 1)).code, Code::Secret);
    served.stop();
}
