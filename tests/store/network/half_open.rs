//! A line of which one end has gone without a word: no end, no reset, nothing comes. Both sides notice in time of their
//! own, and nothing is lost or doubled; also where everything takes long.

use std::time::{Duration, Instant};

use startex::exercise::order::{Act, Control};
use startex::net::JoinLink;
use startex::net::remote::Way;
use startex::net::server::Limits;
use startex::wire::Outcome;

use super::client::Joined;
use super::far::{Far, say};
use super::house::House;
use super::wire::Wire;

/// What the server waits for in this test.
const SILENCE: Duration = Duration::from_secs(2);
/// A desk hears nothing for twenty seconds at most, looks every five, and needs one more for the way.
const DESK: Duration = Duration::from_secs(27);

/// How many connections of desks the server has.
fn desks(house: &House) -> String {
    let link = house.link("excon");
    let page = super::rest::ask(&link, "GET", "/metrics", &link.secret, "").text();
    let line = page.lines().find(|line| line.starts_with("startex_desks "));
    line.unwrap_or_else(|| panic!("{page}")).to_owned()
}

#[test]
fn a_half_open_line_is_noticed_at_both_ends_in_time_and_everything_goes_out_once() {
    let dir = tempfile::tempdir().unwrap();
    let limits = Limits { beat: Duration::from_millis(500), silence: SILENCE, ..Limits::default() };
    let house = House::open(dir.path(), limits, false);
    let mut excon = Joined::new(&house.link("excon"), 90_001);
    assert_eq!(excon.order(Act::Control(Control::Start)), Outcome::Taken);
    drop(excon);
    let wire = Wire::to(house.link("ee-csirt").port);
    let link = JoinLink { port: wire.port, ..house.link("ee-csirt") };
    let way = Way::to(&link, None).unwrap();
    let mut far = Far::join(link, way, 90_002);
    far.until("hello", |_, line| line.stands());
    far.client.decide(say("one"));
    far.until("one", |seat, _| seat.orders.settled.len() == 1);
    // Everything takes long, and in the midst of it the line goes silent: nobody knows how far the order came.
    wire.delay(Duration::from_millis(150));
    far.client.decide(say("two"));
    far.client.pump();
    std::thread::sleep(Duration::from_millis(200));
    let (before, began) = (desks(&house), Instant::now());
    wire.hush();
    far.client.decide(say("three"));
    // The server misses the desk after its own silence and one beat more.
    while desks(&house) == before {
        assert!(began.elapsed() < SILENCE + Duration::from_secs(4), "{before}: the server does not notice");
        std::thread::sleep(Duration::from_millis(50));
    }
    // The desk misses the server, and comes back over a new line.
    far.until("it is missed", |_, line| !line.stands());
    assert!(began.elapsed() < DESK, "{:?}", began.elapsed());
    far.until("back", |seat, line| line.stands() && seat.orders.waiting.is_empty());
    assert!(far.seat().orders.settled.iter().all(|s| matches!(s.outcome, Outcome::Taken | Outcome::Known)));
    assert_eq!(wire.lines(), 2, "it came back once");

    let mut other = Joined::new(&house.link("lv-csirt"), 90_003);
    let ours = |text: &String| ["one", "two", "three"].contains(&text.as_str());
    other.until(|other| other.inbox().iter().filter(|text| ours(text)).count() >= 3);
    let sent: Vec<String> = other.inbox().into_iter().filter(ours).collect();
    assert_eq!(sent, ["one", "two", "three"]);
}
