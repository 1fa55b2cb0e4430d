//! An attacker's afternoon: whatever somebody without a right secret sends, or somebody with one sends that is not
//! theirs to send, the others play on.

use std::io::{Read, Write};
use std::time::{Duration, Instant};

use startex::exercise::order::{Act, Control, OrderId, Verb};
use startex::net::JoinLink;
use startex::net::server::Limits;
use startex::wire::text::{Code, Up};
use startex::wire::{FromDesk, Outcome};
use tungstenite::Message;

use super::client::{Joined, denied, dial, dial_as, join, line, next_text, why};
use super::house::House;
use super::rest::{ask, read_answer};
use super::{message, running};

/// Limits that a test has time for.
fn hasty() -> Limits {
    let short = Duration::from_millis(400);
    Limits {
        handshake: short,
        header: short,
        request: short,
        join: short,
        strangers: 64,
        ..Limits::default()
    }
}

fn started(house: &House) -> Joined {
    let mut excon = Joined::new(&house.link("excon"), 70_001);
    assert_eq!(excon.order(Act::Control(Control::Start)), Outcome::Taken);
    let mut seat = Joined::new(&house.link("ee-csirt"), 70_002);
    assert_eq!(seat.order(message("before")), Outcome::Taken);
    seat
}

#[test]
fn what_is_no_frame_or_none_of_this_desk_or_too_large_ends_that_line_with_a_word() {
    let dir = tempfile::tempdir().unwrap();
    let served = running(dir.path(), &[]);
    let link = served.link("ee-csirt");
    for rubbish in
        ["", "{", "[]", "\"join\"", "{\"join\": 1}", "{\"resume\": {\"from\": 0}}", "{\"ping\": 1}"]
    {
        assert_eq!(denied(&link, rubbish).code, Code::Frame, "{rubbish}");
    }
    assert_eq!(denied(&link, &"[".repeat(8_000)).code, Code::Frame);
    assert_eq!(denied(&link, &format!("{{\"join\": \"{}\"}}", "x".repeat(300_000))).code, Code::Size);
    // Where it is larger than what is read at all, the line ends, with a word where that still arrives.
    let (mut socket, _tcp) = dial(&link);
    let _ = socket.send(Message::text("x".repeat(8 << 20)));
    if let Some(text) = next_text(&mut socket) {
        assert!(text.contains("\"size\""), "{text}");
    }
    let (mut socket, _tcp) = dial(&link);
    socket.send(Message::binary(vec![0; 8])).unwrap();
    assert_eq!(why(&mut socket).code, Code::Frame);
    // Versions are told apart before anything else.
    for (offered, says) in [("startex.v2", "startex.v2"), ("chat", "startex.v1")] {
        let refused = dial_as(&link, offered).map(|_| ()).unwrap_err();
        assert!(refused.starts_with("400") && refused.contains(says), "{refused}");
    }
    // Joined, and then out of turn.
    for (text, code) in [
        (join(&link.secret, 1), Code::Frame),
        ("{\"order\": {\"act\": {}}}".to_owned(), Code::Frame),
        ("{\"access\": {\"revoke\": {\"seat\": \"lv-csirt\"}}}".to_owned(), Code::Role),
        ("{\"access\": 7}".to_owned(), Code::Role),
        ("[".repeat(200_000), Code::Frame),
        ("x".repeat(300_000), Code::Size),
    ] {
        let mut seat = Joined::new(&link, 70_002);
        seat.socket.send(Message::text(text.clone())).unwrap();
        assert_eq!(why(&mut seat.socket).code, code, "{text}");
    }
    let mut seat = Joined::new(&link, 70_002);
    seat.socket.send(Message::text("{\"later\": {\"release\": true}}".to_owned())).unwrap();
    assert_eq!(seat.order(message("it still plays")), Outcome::Taken);
}

#[test]
fn frames_that_are_replayed_are_answered_and_not_carried_out_on_whatever_line_and_never_for_another_seat() {
    let dir = tempfile::tempdir().unwrap();
    let served = running(dir.path(), &[]);
    let mut seat = Joined::new(&served.link("ee-csirt"), 70_002);
    let id = OrderId { key: 70_002, counter: 1 };
    assert_eq!(seat.order(message("once")), Outcome::Taken);
    let frame = Up::Desk(FromDesk::Order { id, act: message("once") }).encode();
    for _ in 0..5 {
        seat.socket.send(Message::text(frame.clone())).unwrap();
    }
    let mut thief = Joined::new(&served.link("ee-csirt"), 70_050);
    thief.socket.send(Message::text(frame.clone())).unwrap();
    // Under another desk's secret the very same bytes are that desk's order, and lv-csirt cannot write to itself unseen.
    let mut other = Joined::new(&served.link("lv-csirt"), 70_003);
    assert_eq!(seat.order(message("twice")), Outcome::Taken);
    assert_eq!(thief.order(message("thrice")), Outcome::Taken);
    other.until(|seat| seat.inbox().iter().any(|text| text == "thrice"));
    assert_eq!(other.inbox().iter().filter(|text| text.as_str() == "once").count(), 1);
    assert!(other.view().inbox.iter().all(|item| item.post.from_seat.as_deref() == Some("ee-csirt")));
}

#[test]
fn a_seat_that_floods_is_let_go_and_the_others_do_not_notice() {
    let dir = tempfile::tempdir().unwrap();
    let served = running(dir.path(), &[]);
    let mut other = Joined::new(&served.link("lv-csirt"), 70_003);
    let mut seat = Joined::new(&served.link("ee-csirt"), 70_002);
    for n in 0..2_000 {
        let frame = Up::Ping(n).encode();
        if seat.socket.send(Message::text(frame)).is_err() {
            break;
        }
    }
    assert_eq!(why(&mut seat.socket).code, Code::Rate);
    let (to, text) = (vec!["ee-csirt".into()], "not me".into());
    let verb = Verb::Message { to, tlp: None, reply_to: None, text };
    assert_eq!(other.order(Act::Verb(verb.into())), Outcome::Taken);
}

#[test]
fn headers_that_are_too_large_too_many_or_never_end_are_cut_off() {
    let dir = tempfile::tempdir().unwrap();
    let house = House::open(dir.path(), hasty(), false);
    let mut seat = started(&house);
    let link = house.link("excon");
    let large = format!("GET /health HTTP/1.1\r\nHost: x\r\nX-Large: {}\r\n\r\n", "x".repeat(100_000));
    let many = format!("GET /health HTTP/1.1\r\nHost: x\r\n{}\r\n", "X-Many: x\r\n".repeat(200));
    for (request, wanted) in [(large, "431"), (many, "431"), ("\u{1}\u{2}\u{3}\r\n\r\n".to_owned(), "400")] {
        let (mut bytes, _tcp) = line(&link);
        let _ = bytes.write_all(request.as_bytes());
        let answer = read_answer(&mut *bytes);
        assert!(answer.status == 0 || answer.status.to_string() == wanted, "{wanted}: {}", answer.status);
    }
    let body = ask(&link, "POST", "/api/v1/orders", &link.secret, &"x".repeat(400_000));
    assert!([413, 0].contains(&body.status), "{}", body.status);
    // Slow-loris: a header, a body, a WebSocket that comes byte by byte or not at all.
    let beginnings = [
        "GET /health HTTP/1.1\r\nHost: x\r\n".to_owned(),
        format!(
            "POST /api/v1/orders HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\nContent-Length: 100\r\n\r\n{{",
            link.secret
        ),
        String::new(),
    ];
    for beginning in beginnings {
        let (mut bytes, _tcp) = line(&link);
        bytes.write_all(beginning.as_bytes()).unwrap();
        let began = Instant::now();
        let answer = read_answer(&mut *bytes);
        assert!([0, 408].contains(&answer.status), "{beginning:?}: {}", answer.status);
        assert!(began.elapsed() < Duration::from_secs(5), "{beginning:?} took {:?}", began.elapsed());
    }
    let (mut silent, _tcp) = dial(&link);
    assert_eq!(why(&mut silent).code, Code::Frame);
    assert_eq!(seat.order(message("after")), Outcome::Taken);
}

#[test]
fn malformed_tls_ends_and_a_handshake_that_stops_half_way_too() {
    let dir = tempfile::tempdir().unwrap();
    let house = House::open(dir.path(), hasty(), true);
    let mut seat = started(&house);
    let link = house.link("excon");
    let plain = JoinLink { pin: None, ..link.clone() };
    // A TLS record's head, and nothing or rubbish behind it.
    let heads: [&[u8]; 6] = [
        b"",
        b"\x16",
        b"\x16\x03\x01\x40\x00",
        b"\x16\x03\x01\x00\x05\x01\x00\x00\x01\xff",
        b"GET / HTTP/1.1\r\n\r\n",
        &[0xff; 70_000],
    ];
    for head in heads {
        let (mut bytes, _tcp) = line(&plain);
        let _ = bytes.write_all(head);
        let began = Instant::now();
        let mut end = Vec::new();
        let _ = bytes.read_to_end(&mut end);
        assert!(began.elapsed() < Duration::from_secs(5), "{head:.8?} took {:?}", began.elapsed());
        assert!(end.len() < 64, "{end:?}");
    }
    // Another certificate than the link's is none.
    let forged = JoinLink { pin: Some([7; 32]), ..link.clone() };
    let (mut bytes, _tcp) = line(&forged);
    assert!(bytes.write_all(b"GET /health HTTP/1.1\r\n\r\n").is_err());
    assert_eq!(seat.order(message("after")), Outcome::Taken);
    Joined::new(&link, 70_004);
}

#[test]
fn a_crowd_of_connections_that_say_nothing_keeps_nobody_out() {
    let dir = tempfile::tempdir().unwrap();
    let limits = Limits { join: Duration::from_secs(30), header: Duration::from_secs(30), ..hasty() };
    let house = House::open(dir.path(), limits, false);
    let mut seat = started(&house);
    let link = house.link("ee-csirt");
    let mut crowd = Vec::new();
    for n in 0..300 {
        crowd.push(line(&link));
        if n % 60 == 0 {
            // In the middle of it, a rightful one comes, and one who was there plays on.
            let mut late = Joined::new(&link, 80_000 + n);
            assert_eq!(late.order(message("late")), Outcome::Taken);
            assert_eq!(seat.order(message("still here")), Outcome::Taken);
        }
    }
    let page = ask(&house.link("excon"), "GET", "/metrics", &house.link("excon").secret, "").text();
    let figure = |name: &str| {
        let line = page.lines().find(|l| l.starts_with(&format!("startex_{name} "))).unwrap();
        line.rsplit(' ').next().unwrap().parse::<u64>().unwrap()
    };
    assert!(figure("strangers") <= 64 && figure("turned_away_total") > 200, "{page}");
    assert!(figure("connections") < 140, "{page}");
}
