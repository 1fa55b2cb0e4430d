//! A line of which one end has gone without a word: no end, no reset, nothing comes. Both sides notice in time of their
//! own, and nothing is lost or doubled; also where everything takes long, under TLS, and at control's desk.

use std::time::{Duration, Instant};

use startex::exercise::order::{Act, Control};
use startex::net::JoinLink;
use startex::net::remote::Way;
use startex::net::server::Limits;
use startex::scenario::words::Channel;
use startex::wire::Outcome;

use super::client::Joined;
use super::far::{Far, say};
use super::house::House;
use super::wire::Wire;

/// What the server waits for in this test.
const SILENCE: Duration = Duration::from_secs(2);
/// A desk hears nothing for twenty seconds at most, looks every five, and needs one more for the way.
const DESK: Duration = Duration::from_secs(27);
const WORDS: [&str; 3] = ["one", "two", "three"];

/// How many connections of desks the server has.
fn desks(house: &House) -> String {
    let link = house.link("excon");
    let page = super::rest::ask(&link, "GET", "/metrics", &link.secret, "").text();
    let line = page.lines().find(|line| line.starts_with("startex_desks "));
    line.unwrap_or_else(|| panic!("{page}")).to_owned()
}

/// A desk whose line goes silent in the midst of an order, and who writes all the [`WORDS`] by `send`.
fn goes_silent(tls: bool, desk: &str, key: u64, send: impl Fn(&mut Far, &str)) {
    let dir = tempfile::tempdir().unwrap();
    let limits = Limits { beat: Duration::from_millis(500), silence: SILENCE, ..Limits::default() };
    let house = House::open(dir.path(), limits, tls);
    let mut excon = Joined::new(&house.link("excon"), key);
    assert_eq!(excon.order(Act::Control(Control::Start)), Outcome::Taken);
    drop(excon);
    let wire = Wire::to(house.link(desk).port);
    let link = JoinLink { port: wire.port, ..house.link(desk) };
    let way = Way::to(&link, None).unwrap();
    let mut far = match desk {
        "excon" => Far::control(link, way, key + 1),
        _ => Far::join(link, way, key + 1),
    };
    far.wait("hello", Far::stands);
    send(&mut far, WORDS[0]);
    far.wait("one", |far| far.orders().settled.len() == 1);
    // Everything takes long, and in the midst of it the line goes silent: nobody knows how far the order came.
    wire.delay(Duration::from_millis(150));
    send(&mut far, WORDS[1]);
    far.client.pump();
    std::thread::sleep(Duration::from_millis(200));
    let (before, began) = (desks(&house), Instant::now());
    wire.hush();
    send(&mut far, WORDS[2]);
    // The server misses the desk after its own silence and one beat more.
    while desks(&house) == before {
        assert!(began.elapsed() < SILENCE + Duration::from_secs(4), "{before}: the server does not notice");
        std::thread::sleep(Duration::from_millis(50));
    }
    // The desk misses the server, and comes back over a new line.
    far.wait("it is missed", |far| !far.stands());
    assert!(began.elapsed() < DESK, "{:?}", began.elapsed());
    far.wait("back", |far| far.stands() && far.orders().waiting.is_empty());
    assert!(far.orders().settled.iter().all(|s| matches!(s.outcome, Outcome::Taken | Outcome::Known)));
    assert_eq!(wire.lines(), 2, "it came back once");

    let mut other = Joined::new(&house.link("lv-csirt"), key + 2);
    let ours = |text: &String| WORDS.contains(&text.as_str());
    other.until(|other| other.inbox().iter().filter(|text| ours(text)).count() >= WORDS.len());
    let sent: Vec<String> = other.inbox().into_iter().filter(ours).collect();
    assert_eq!(sent, WORDS);
}

#[test]
fn a_half_open_line_is_noticed_at_both_ends_in_time_and_everything_goes_out_once() {
    goes_silent(false, "ee-csirt", 90_001, |far, words| far.client.decide(say(words)));
}

#[test]
fn under_tls_a_half_open_line_is_noticed_alike() {
    goes_silent(true, "ee-csirt", 90_011, |far, words| far.client.decide(say(words)));
}

#[test]
fn what_control_orders_over_a_half_open_line_happens_once() {
    goes_silent(true, "excon", 90_021, |far, words| {
        let (to, sender) = (vec!["lv-csirt".to_owned()], "Press".to_owned());
        let says = words.to_owned();
        far.client.control(Control::Compose { to, sender, by: Channel::Mail, says, at: None, about: None });
    });
}
