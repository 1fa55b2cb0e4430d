//! Bodies of requests bent against a real server: each is answered in a sentence or the line ends, and the exercise goes on.

use std::io::Write;
use std::net::Shutdown;
use std::time::Duration;

use serde_json::{Value, json};
use startex::exercise::order::{Act, Control};
use startex::net::JoinLink;
use startex::net::server::{Limits, openapi};
use startex::wire::Outcome;

use super::client::{Joined, line};
use super::house::House;
use super::message;
use super::rest::{Answer, ask, read_answer};

const JSON: &str = "Content-Type: application/json\r\n";
/// The server's word for too much at once; the next try comes after a while.
const RATE: u16 = 429;

/// A request with a body, as the description of the interface has it.
struct Door {
    method: String,
    path: String,
    /// What it takes.
    good: Value,
}

/// Every request that has a body.
fn doors() -> Vec<Door> {
    let described = openapi();
    let mut doors = Vec::new();
    for (path, methods) in described["paths"].as_object().unwrap() {
        for (method, about) in methods.as_object().unwrap() {
            if about.get("requestBody").is_none() {
                continue;
            }
            let good = match path.as_str() {
                "/api/v1/orders" => {
                    json!({"id": {"key": 90_000, "counter": 1}, "control": {"pace": {"minutes": 12}}})
                }
                "/api/v1/seat-twice" => json!({"seat_twice": "share"}),
                "/api/v1/knocks/{number}" => json!({"how": "share"}),
                other => panic!("{other} has a body, and nobody bends it"),
            };
            doors.push(Door { method: method.to_uppercase(), path: path.replace("{number}", "1"), good });
        }
    }
    assert_eq!(doors.len(), 3);
    doors
}

/// Sends a request whose head ends in these lines; where nothing more comes the line is closed in that direction.
fn send(link: &JoinLink, door: &Door, head: &str, body: &[u8], ends: bool) -> Answer {
    loop {
        let (mut bytes, tcp) = line(link);
        tcp.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        let start = format!(
            "{} {} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {}\r\n{head}\r\n",
            door.method, door.path, link.secret
        );
        // A server that has heard enough may have hung up before all was said.
        let _ = bytes.write_all(start.as_bytes()).and_then(|()| bytes.write_all(body));
        let _ = bytes.flush();
        if ends {
            let _ = tcp.shutdown(Shutdown::Write);
        }
        let answer = read_answer(&mut *bytes);
        if answer.status != RATE {
            return answer;
        }
        std::thread::sleep(Duration::from_millis(500));
    }
}

/// Sends a whole body as what it should be.
fn put(link: &JoinLink, door: &Door, body: &[u8]) -> Answer {
    send(link, door, &format!("{JSON}Content-Length: {}\r\n", body.len()), body, false)
}

/// Refused as it has to be: by one of these numbers, with a code and a sentence.
fn is_refused(answer: &Answer, by: &[u16], what: &str) {
    assert!(by.contains(&answer.status), "{what}: {} {}", answer.status, answer.text());
    let said: Value = serde_json::from_slice(&answer.body).unwrap_or_else(|why| panic!("{what}: {why}"));
    assert!(said["code"].is_string(), "{what}: {said}");
    let message = said["message"].as_str().unwrap();
    assert!(message.contains(' ') && message.len() < 2_000, "{what}: {message}");
}

/// Every part of a value, replaced by something else of the kinds that JSON has.
fn other_kinds(good: &Value) -> Vec<Value> {
    let kinds =
        [json!(null), json!(true), json!(-1), json!(1.5), json!("x"), json!([]), json!({}), json!([[{}]])];
    let mut bent: Vec<Value> = kinds.to_vec();
    if let Value::Object(fields) = good {
        for (name, field) in fields {
            let put = |inner: Value| {
                let mut whole = fields.clone();
                whole.insert(name.clone(), inner);
                Value::Object(whole)
            };
            bent.extend(other_kinds(field).into_iter().map(put));
            let mut less = fields.clone();
            less.remove(name);
            bent.push(Value::Object(less));
        }
        let mut more = fields.clone();
        more.insert("more".to_owned(), json!(1));
        bent.push(Value::Object(more));
    }
    bent
}

/// Texts that are no JSON, or none that means anything here.
fn damaged(good: &str) -> Vec<(&'static str, Vec<u8>)> {
    let nested = |open: &str, close: &str| open.repeat(40_000) + &close.repeat(40_000);
    let number = |of: &str| good.replacen("90000", of, 1).replacen("\"share\"", of, 1).into_bytes();
    let string = |of: &str| good.replacen("\"share\"", of, 1).replacen("\"pace\"", of, 1);
    vec![
        ("nothing", Vec::new()),
        ("white", b" \r\n\t ".to_vec()),
        ("cut", good.as_bytes()[..good.len() - 1].to_vec()),
        ("cut in the middle", good.as_bytes()[..good.len() / 2].to_vec()),
        ("twice", good.repeat(2).into_bytes()),
        ("with a comma", good.replacen('}', ",}", 1).into_bytes()),
        ("in other quotes", good.replace('"', "'").into_bytes()),
        ("with a comment", format!("/* */{good}").into_bytes()),
        ("after a mark of byte order", format!("\u{feff}{good}").into_bytes()),
        ("in wide letters", good.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("nested", nested("[", "]").into_bytes()),
        ("nested in objects", nested("{\"a\":", "}").into_bytes()),
        ("nested in its place", good.replacen(':', &format!(":{}", "[".repeat(50_000)), 1).into_bytes()),
        ("beyond what a float holds", number("1e400")),
        ("beyond 64 bits", number("18446744073709551616")),
        ("below zero", number("-9223372036854775809")),
        ("a number of a thousand digits", number(&"9".repeat(1_000))),
        ("no number", number("NaN")),
        ("NUL in front", format!("\0{good}").into_bytes()),
        ("NUL inside", string("\"sha\0re\"").into_bytes()),
        ("NUL in escapes", string("\"share\\u0000\"").into_bytes()),
        ("half a pair", string("\"\\ud800\"").into_bytes()),
        ("an escape of none", string("\"\\q\"").into_bytes()),
        (
            "not UTF-8",
            string("\"?\"").replace('?', "\u{1}").bytes().map(|b| if b == 1 { 0xff } else { b }).collect(),
        ),
        ("longer than need be", [&b"{\"a\":\"\xc0\xaf\"}"[..], good.as_bytes()].concat()),
        ("a name twice", good.replacen('{', "{\"id\":1,\"how\":2,\"seat_twice\":3,", 1).into_bytes()),
    ]
}

/// It lives, and the exercise goes on.
fn goes_on(house: &House, seat: &mut Joined) {
    assert_eq!(ask(&house.link("excon"), "GET", "/health", "", "").text(), "ok");
    assert_eq!(seat.order(message("and on")), Outcome::Taken);
    assert_eq!(seat.fault(), None);
}

fn opened(dir: &std::path::Path) -> (House, Joined) {
    let limits = Limits { request: Duration::from_millis(500), ..Limits::default() };
    let house = House::open(dir, limits, false);
    let mut excon = Joined::new(&house.link("excon"), 70_001);
    assert_eq!(excon.order(Act::Control(Control::Start)), Outcome::Taken);
    let seat = Joined::new(&house.link("ee-csirt"), 70_002);
    (house, seat)
}

#[test]
fn what_is_no_json_or_none_of_the_right_shape_is_refused_in_a_sentence() {
    let dir = tempfile::tempdir().unwrap();
    let (house, mut seat) = opened(dir.path());
    let control = house.link("excon");
    for door in doors() {
        let good = door.good.to_string();
        for (what, body) in damaged(&good) {
            is_refused(&put(&control, &door, &body), &[400], &format!("{} {what}", door.path));
        }
        for bent in other_kinds(&door.good) {
            is_refused(
                &put(&control, &door, bent.to_string().as_bytes()),
                &[400],
                &format!("{} {bent}", door.path),
            );
        }
        goes_on(&house, &mut seat);
    }
}

#[test]
fn what_comes_as_something_else_or_not_to_its_end_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let (house, mut seat) = opened(dir.path());
    let control = house.link("excon");
    for door in doors() {
        let good = door.good.to_string();
        let length = good.len();
        let said = |head: &str, body: &str, ends: bool| send(&control, &door, head, body.as_bytes(), ends);
        for kind in ["text/plain", "application/x-www-form-urlencoded", "application/xml", "", "json"] {
            let head = format!("Content-Type: {kind}\r\nContent-Length: {length}\r\n");
            is_refused(&said(&head, &good, false), &[400, 415], &format!("{} as {kind:?}", door.path));
        }
        // It is larger than may be, and says so or does not.
        let large = format!("{}{good}", " ".repeat(256 << 10));
        is_refused(&put(&control, &door, large.as_bytes()), &[413], "too large");
        let chunks = format!("{:x}\r\n{large}\r\n0\r\n\r\n", large.len());
        let head = format!("{JSON}Transfer-Encoding: chunked\r\n");
        is_refused(&said(&head, &chunks, false), &[413], "too large, in chunks");
        // It says that it is longer than it is: it is waited for, but not for long.
        let more = format!("{JSON}Content-Length: {}\r\n", length + 1);
        is_refused(&said(&more, &good, false), &[408], "longer than it is");
        let answer = said(&more, &good, true);
        assert!([0, 400].contains(&answer.status), "cut off: {} {}", answer.status, answer.text());
        // It says that it is shorter.
        let less = format!("{JSON}Content-Length: {}\r\n", length - 1);
        is_refused(&said(&less, &good, false), &[400], "shorter than it is");
        // No length that there is, or two, or pieces that are none.
        for head in [
            "Content-Length: -1\r\n",
            "Content-Length: 99999999999999999999999\r\n",
            "Content-Length: 1e3\r\n",
            "Content-Length: 5\r\nContent-Length: 6\r\n",
            "Transfer-Encoding: gzip\r\n",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip\r\n",
        ] {
            let answer = said(&format!("{JSON}{head}"), &good, true);
            assert!([0, 400, 501].contains(&answer.status), "{head}: {} {}", answer.status, answer.text());
        }
        for pieces in [
            "xyz\r\n{}\r\n0\r\n\r\n",
            "-1\r\n{}\r\n0\r\n\r\n",
            "ffffffffffffffffff\r\n{}\r\n",
            "2\r\n{}{}{}\r\n0\r\n\r\n",
        ] {
            let answer = said(&format!("{JSON}Transfer-Encoding: chunked\r\n"), pieces, true);
            assert!([0, 400].contains(&answer.status), "{pieces:?}: {} {}", answer.status, answer.text());
        }
        goes_on(&house, &mut seat);
    }
}

#[test]
fn a_byte_that_is_another_one_is_read_or_refused() {
    let dir = tempfile::tempdir().unwrap();
    let (house, mut seat) = opened(dir.path());
    let control = house.link("excon");
    for door in doors() {
        let good = door.good.to_string().into_bytes();
        for place in 0..good.len() {
            let others = [0x00, 0xff, b'"', good[place] ^ 0x10];
            let mut body = good.clone();
            body[place] = others[place % others.len()];
            let answer = put(&control, &door, &body);
            if answer.status != 200 {
                is_refused(&answer, &[400], &format!("{} {}", door.path, String::from_utf8_lossy(&body)));
            }
        }
        goes_on(&house, &mut seat);
    }
}

#[test]
fn where_nothing_is_asked_for_a_body_is_passed_over_and_a_bent_path_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let (house, mut seat) = opened(dir.path());
    let control = house.link("excon");
    let door =
        |method: &str, path: &str| Door { method: method.to_owned(), path: path.to_owned(), good: json!({}) };
    let answer = put(&control, &door("POST", "/api/v1/links/room"), b"\xff{{{");
    assert_eq!(answer.status, 200, "{}", answer.text());
    for (method, path, by) in [
        ("POST", "/api/v1/links/nobody", 400),
        ("POST", "/api/v1/links/%ff", 400),
        ("POST", "/api/v1/links/%00", 400),
        ("POST", "/api/v1/knocks/one", 400),
        ("POST", "/api/v1/knocks/-1", 400),
        ("POST", "/api/v1/knocks/18446744073709551616", 400),
        ("DELETE", "/api/v1/roster/ee-csirt/65536", 400),
        ("GET", "/api/v1/records?after=x", 400),
        ("GET", "/api/v1/records?limit=-1", 400),
        ("POST", "/api/v1/status", 405),
        ("PATCH", "/api/v1/orders", 405),
        ("POST", "/api/v1/nothing", 404),
    ] {
        is_refused(
            &put(&control, &door(method, path), b"{\"how\": \"share\"}"),
            &[by],
            &format!("{method} {path}"),
        );
    }
    goes_on(&house, &mut seat);
}
