//! One bad participant: a right secret takes its own share of the server, and no more.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use startex::exercise::order::{Act, Control, OrderId, Verb};
use startex::net::JoinLink;
use startex::net::server::Limits;
use startex::wire::text::{Code, Denied, Down, Up};
use startex::wire::{AccessNews, FromDesk, Outcome};
use tungstenite::Message;

use super::client::{Bytes, Joined, Socket, denied, join, line, next_text};
use super::house::House;
use super::message;

const SOON: Duration = Duration::from_secs(10);

/// Whether a desk of control has been told something with these words.
fn is_told(desk: &Joined, words: &str) -> bool {
    desk.door.iter().any(|news| matches!(news, AccessNews::Notice(said) if said.contains(words)))
}

#[test]
fn a_link_has_as_many_desks_as_it_may_and_the_others_notice_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let limits = Limits { desks_of_seat: 3, desks_of_control: 5, ..Limits::default() };
    let house = House::open(dir.path(), limits, false);
    let (control, link) = (house.link("excon"), house.link("ee-csirt"));
    let mut excon = Joined::new(&control, 70_001);
    assert_eq!(excon.order(Act::Control(Control::Start)), Outcome::Taken);
    let mut desks: Vec<Joined> = (0..3).map(|n| Joined::new(&link, 80_000 + n)).collect();
    for _ in 0..3 {
        let refused = denied(&link, &join(&link.secret, 1));
        assert_eq!(refused.code, Code::Closed, "a client tries again by itself: {refused}");
        assert!(refused.message.contains("3 desks"), "{refused}");
    }
    excon.until(|excon| is_told(excon, "The link of ee-csirt has 3 desks"));
    // Those who are there play on, and so do others; whoever comes back needs no room.
    assert_eq!(desks[0].order(message("we play on")), Outcome::Taken);
    Joined::new(&house.link("lv-csirt"), 70_003).until(|seat| seat.inbox() == ["we play on"]);
    for desk in &mut desks {
        desk.again(&link);
    }
    // Whoever goes leaves room.
    desks.pop();
    let began = Instant::now();
    while Joined::try_new(&link, 80_100).is_err() {
        assert!(began.elapsed() < SOON, "nobody finds the place that is free");
    }
    // Control is many, and not without end.
    let _more: Vec<Joined> = (0..4).map(|n| Joined::new(&control, 90_000 + n)).collect();
    let refused = denied(&control, &join(&control.secret, 1));
    assert!(refused.message.contains("5 desks"), "{refused}");
}

#[test]
fn a_link_that_joins_again_and_again_has_to_wait_and_no_other() {
    let dir = tempfile::tempdir().unwrap();
    let limits = Limits { desks_of_seat: 2, joins: 4, ..Limits::default() };
    let house = House::open(dir.path(), limits, false);
    let link = house.link("ee-csirt");
    let mut excon = Joined::new(&house.link("excon"), 70_001);
    let began = Instant::now();
    // Always the same client, so that there is a place.
    let (mut joins, mut desk) = (0, Joined::new(&link, 80_000));
    let refused = loop {
        joins += 1;
        match desk.try_again(&link) {
            Ok(()) => assert!(joins < 50, "it joins without end"),
            Err(why) => break why,
        }
    };
    assert!(refused.contains("too often"), "{refused}");
    let back = began.elapsed().as_secs() as u32 * 8 / 60 + 1;
    assert!((8..=8 + back).contains(&joins), "{joins}");
    excon.until(|excon| is_told(excon, "The link of ee-csirt is used to join or to resume"));
    Joined::new(&house.link("lv-csirt"), 70_003);
}

#[test]
fn to_ask_for_everything_again_costs_what_joining_again_does() {
    let dir = tempfile::tempdir().unwrap();
    let limits = Limits { desks_of_seat: 2, joins: 4, ..Limits::default() };
    let house = House::open(dir.path(), limits, false);
    let mut excon = Joined::new(&house.link("excon"), 70_001);
    for (name, again) in [
        ("ee-csirt", FromDesk::Resume { from: 0 }),
        ("lv-csirt", FromDesk::ResumeOf(std::collections::BTreeMap::new())),
    ] {
        let link = house.link(name);
        let began = Instant::now();
        let mut desk = Joined::new(&link, 80_000);
        let (mut asked, mut heard) = (0, None);
        while heard.is_none() {
            asked += 1;
            assert!(asked < 50, "it asks without end");
            desk.socket.send(Message::text(Up::Desk(again.clone()).encode())).unwrap();
            desk.socket.send(Message::text(Up::Ping(asked).encode())).unwrap();
            heard = until_pong(&mut desk.socket, asked);
        }
        let back = began.elapsed().as_secs() * 8 / 60 + 1;
        // Joining took one of eight; asking for the first time costs nothing more, and the one too many is refused.
        assert!((8..=8 + back).contains(&asked), "{asked}");
        let why = heard.unwrap();
        assert!(why.code == Code::Rate && why.message.contains("resume too often"), "{why}");
        excon.until(|excon| is_told(excon, &format!("The link of {name} is used to join or to resume")));
    }
    assert_eq!(excon.order(Act::Control(Control::Start)), Outcome::Taken, "others go on");
}

#[test]
fn long_orders_count_by_their_length_and_a_list_without_end_is_not_taken() {
    use startex::base::limits::{FRAME_BYTES, SEAT_BURST, SEAT_RATE, WIRE_VALUES};
    let dir = tempfile::tempdir().unwrap();
    let house = House::open(dir.path(), Limits::default(), false);
    let mut excon = Joined::new(&house.link("excon"), 70_001);
    assert_eq!(excon.order(Act::Control(Control::Start)), Outcome::Taken);
    let link = house.link("ee-csirt");
    let mut desk = Joined::new(&link, 80_000);
    let to = vec![startex::base::Name::from("lv-csirt"); WIRE_VALUES + 1];
    let verb = Verb::Message { to, tlp: None, reply_to: None, text: "m".into() };
    let Outcome::NotTaken(why) = desk.order(Act::Verb(verb.into())) else { panic!("it is taken") };
    assert!(why.contains("values at most"), "{why}");
    // Nothing of it is kept; and what is long is allowed so often as its bytes are.
    let began = Instant::now();
    let text = "x".repeat(16_000);
    let cost = 1 + text.len() / FRAME_BYTES;
    let mut orders = 0;
    let refused = loop {
        orders += 1;
        assert!(orders < 200, "it orders without end");
        let id = OrderId { key: 80_000, counter: 100 + orders };
        let act = message(&text);
        desk.socket.send(Message::text(Up::Desk(FromDesk::Order { id, act }).encode())).unwrap();
        desk.socket.send(Message::text(Up::Ping(orders.into()).encode())).unwrap();
        if let Some(why) = until_pong(&mut desk.socket, orders.into()) {
            break why;
        }
    };
    assert_eq!(refused.code, Code::Rate, "{refused}");
    let most = (SEAT_BURST + (began.elapsed().as_secs_f64() + 1.0) * SEAT_RATE) as usize / cost + 1;
    assert!((10..=most).contains(&(orders as usize)), "{orders} of {most}");
    assert_eq!(excon.order(Act::Control(Control::Pause)), Outcome::Taken, "others go on");
}

/// Reads up to the answer to a ping; why the line ends, where it does.
fn until_pong(socket: &mut Socket, number: u64) -> Option<Denied> {
    loop {
        match Down::decode(&next_text(socket).expect("the line ended without a word")).unwrap() {
            Some(Down::Pong(heard)) if heard == number => return None,
            Some(Down::Denied(why)) => return Some(why),
            _ => {}
        }
    }
}

/// Asks how the exercise goes, and keeps the line; how that was answered.
fn keeps_asking(link: &JoinLink, secret: &str) -> (String, (Box<dyn Bytes>, TcpStream)) {
    let (mut bytes, tcp) = line(link);
    tcp.set_read_timeout(Some(SOON)).unwrap();
    write!(bytes, "GET /api/v1/status HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {secret}\r\n\r\n")
        .unwrap();
    bytes.flush().unwrap();
    let (mut answer, mut chunk) = (String::new(), [0; 4_096]);
    while !answer.ends_with('}') {
        let read = bytes.read(&mut chunk).unwrap();
        assert!(read > 0, "the line ended: {answer}");
        answer += std::str::from_utf8(&chunk[..read]).unwrap();
    }
    (answer, (bytes, tcp))
}

#[test]
fn programs_have_so_many_connections_by_a_link_and_its_desks_have_their_own() {
    for tls in [false, true] {
        let dir = tempfile::tempdir().unwrap();
        let limits = Limits { programs: 2, header: Duration::from_secs(30), ..Limits::default() };
        let house = House::open(dir.path(), limits, tls);
        let link = house.link("ee-csirt");
        let mut kept = Vec::new();
        for _ in 0..2 {
            let (answer, line) = keeps_asking(&link, &link.secret);
            assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
            kept.push(line);
        }
        let (answer, _line) = keeps_asking(&link, &link.secret);
        assert!(answer.starts_with("HTTP/1.1 429") && answer.contains("2 connections"), "{answer}");
        let other = house.link("lv-csirt");
        assert!(keeps_asking(&other, &other.secret).0.starts_with("HTTP/1.1 200"));
        Joined::new(&link, 70_002);
        kept.pop();
        let began = Instant::now();
        while !keeps_asking(&link, &link.secret).0.starts_with("HTTP/1.1 200") {
            assert!(began.elapsed() < SOON, "no program finds the place that is free");
        }
    }
}
