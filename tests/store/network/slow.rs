//! A desk that does not read is let go, loses nothing, and holds up nobody.

use std::time::{Duration, Instant};

use startex::exercise::order::{Act, Control};
use startex::net::server::Limits;
use startex::wire::{FromDesk, Outcome};

use super::client::Joined;
use super::house::House;
use super::{inject, message};

#[test]
fn a_slow_reader_is_dropped_and_resumes_where_it_was_and_the_others_are_not_slowed() {
    let dir = tempfile::tempdir().unwrap();
    let limits = Limits { send: Duration::from_millis(500), ..Limits::default() };
    let house = House::open(dir.path(), limits, false);
    let mut excon = Joined::new(&house.link("excon"), 70_001);
    assert_eq!(excon.order(Act::Control(Control::Start)), Outcome::Taken);
    let mut seat = Joined::new(&house.link("ee-csirt"), 70_002);
    let mut slow = Joined::new(&house.link("lv-csirt"), 70_003);
    // So much that no buffer of a system holds it: it asks for everything again and again, and reads nothing.
    let long = "x".repeat(19_000);
    for n in 0..40 {
        assert_eq!(excon.order(inject(&format!("{n} {long}"))), Outcome::Taken);
    }
    let began = Instant::now();
    let mut latest = Duration::ZERO;
    let secret = house.link("excon").secret;
    let dropped = || {
        let page = super::rest::ask(&house.link("excon"), "GET", "/metrics", &secret, "").text();
        !page.lines().any(|line| line == "startex_slow_desks_total 0")
    };
    while !dropped() {
        assert!(began.elapsed() < Duration::from_secs(30), "nobody was dropped");
        slow.say(FromDesk::Resume { from: 0 });
        let sent = Instant::now();
        assert_eq!(seat.order(message("meanwhile")), Outcome::Taken);
        latest = latest.max(sent.elapsed());
        std::thread::sleep(Duration::from_millis(100));
    }
    assert!(latest < Duration::from_secs(2), "an order took {latest:?} beside a slow reader");
    assert_eq!(seat.order(message("the last")), Outcome::Taken);
    slow.again(&house.link("lv-csirt"));
    slow.until(|slow| slow.inbox().last().is_some_and(|text| text == "the last"));
    let numbers: Vec<u32> = (0..40).collect();
    let inbox = slow.inbox();
    let got = inbox.iter().filter(|text| text.len() > 10_000);
    let got: Vec<u32> = got.map(|text| text.split(' ').next().unwrap().parse().unwrap()).collect();
    assert_eq!(got, numbers, "everything, once, in its order");
}
