//! What somebody may send of whom nobody knows yet who they are, and what somebody who is known may send in pieces: all of
//! it counts, and none of it holds the others up.

use std::io::{Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rustls::{ClientConnection, StreamOwned};
use startex::exercise::order::{Act, Control};
use startex::net::server::Limits;
use startex::net::{JoinLink, trust};
use startex::wire::Outcome;
use startex::wire::text::Code;
use tungstenite::Message;

use super::client::{Joined, dial, dial_as, join, line, why};
use super::house::House;
use super::message;

/// So long nothing takes that is refused at once.
const AT_ONCE: Duration = Duration::from_secs(5);
/// Nobody is late in these tests.
const LATE: Duration = Duration::from_secs(40);

fn patient() -> Limits {
    Limits { join: LATE, header: LATE, ..Limits::default() }
}

/// A frame of a WebSocket as a client sends it, of this kind: masked with zeros, which changes nothing.
fn frame(kind: u8, payload: &[u8]) -> Vec<u8> {
    let mut bytes = vec![kind, 0x80 | payload.len() as u8, 0, 0, 0, 0];
    bytes.extend(payload);
    bytes
}

const PING: u8 = 0x89;
const PONG: u8 = 0x8a;
const TEXT: u8 = 0x81;
/// A text that goes on in the next frame.
const BEGINS: u8 = 0x01;
/// Goes on, and is not the end.
const GOES_ON: u8 = 0x00;

#[test]
fn http_in_its_second_version_is_not_spoken() {
    for tls in [false, true] {
        let dir = tempfile::tempdir().unwrap();
        let house = House::open(dir.path(), Limits::default(), tls);
        let link = house.link("ee-csirt");
        let (mut bytes, tcp) = line(&link);
        tcp.set_read_timeout(Some(AT_ONCE)).unwrap();
        // The preface, and settings that are empty: whoever speaks it answers with its own.
        bytes.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").unwrap();
        bytes.flush().unwrap();
        let mut said = Vec::new();
        let mut chunk = [0; 1_024];
        // It may end without a word, and over what it did not read.
        while let Ok(read) = bytes.read(&mut chunk) {
            said.extend(&chunk[..read]);
            if read == 0 || said.len() >= 9 {
                break;
            }
        }
        assert!(said.is_empty() || said.starts_with(b"HTTP/1.1 "), "{said:?}");
    }
}

#[test]
fn whoever_offers_the_second_version_alone_is_not_let_in_by_tls() {
    let dir = tempfile::tempdir().unwrap();
    let house = House::open(dir.path(), Limits::default(), true);
    let link = house.link("ee-csirt");
    let offers = |all: &[&str]| {
        let mut config = trust::pinned(link.pin.unwrap()).unwrap();
        config.alpn_protocols = all.iter().map(|name| name.as_bytes().to_vec()).collect();
        let name = trust::server_name(&link.host).unwrap();
        let tls = ClientConnection::new(Arc::new(config), name).unwrap();
        let tcp = std::net::TcpStream::connect((link.host.as_str(), link.port)).unwrap();
        tcp.set_read_timeout(Some(AT_ONCE)).unwrap();
        let mut line = StreamOwned::new(tls, tcp);
        line.write_all(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n").and_then(|()| line.flush())?;
        line.read_exact(&mut [0; 15])?;
        Ok::<_, std::io::Error>(line.conn.alpn_protocol().map(<[u8]>::to_vec))
    };
    assert!(offers(&["h2"]).is_err());
    assert_eq!(offers(&["h2", "http/1.1"]).unwrap().unwrap(), b"http/1.1");
    assert_eq!(offers(&[]).unwrap(), None);
}

#[test]
fn everything_that_comes_before_the_first_frame_is_counted() {
    let dir = tempfile::tempdir().unwrap();
    let house = House::open(dir.path(), patient(), false);
    let link = house.link("ee-csirt");
    let pieces = [frame(BEGINS, b""), frame(GOES_ON, b"").repeat(40)].concat();
    let kinds = [
        ("pings", frame(PING, b"").repeat(40)),
        ("pongs", frame(PONG, b"").repeat(40)),
        ("empty pieces", pieces),
        ("frames of later releases", frame(TEXT, b"{\"later\":1}").repeat(40)),
    ];
    for (what, bytes) in kinds {
        let (mut socket, _tcp) = dial(&link);
        let began = Instant::now();
        socket.get_mut().write_all(&bytes).unwrap();
        let denied = why(&mut socket);
        assert_eq!(denied.code, Code::Rate, "{what}: {denied}");
        assert!(began.elapsed() < AT_ONCE, "{what} took {:?}", began.elapsed());
    }
    // A client that greets with a ping and says who it is in pieces is no stranger to anybody.
    let (mut socket, _tcp) = dial(&link);
    let first = join(&link.secret, 1);
    let (head, tail) = first.as_bytes().split_at(20);
    let bytes = [frame(PING, b"hello"), frame(BEGINS, head), frame(PING, b""), frame(0x80, tail)].concat();
    socket.get_mut().write_all(&bytes).unwrap();
    let text = super::client::next_text(&mut socket).unwrap();
    assert!(text.starts_with("{\"hello\""), "{text}");
}

#[test]
fn the_first_frame_of_a_stranger_is_small_and_those_of_a_desk_need_not_be() {
    let dir = tempfile::tempdir().unwrap();
    let house = House::open(dir.path(), patient(), false);
    let link = house.link("ee-csirt");
    let long = |bytes: usize| {
        let mut join = join(&link.secret, 1);
        let rest = " ".repeat(bytes - join.len());
        join += &rest;
        Message::text(join)
    };
    let (mut socket, _tcp) = dial(&link);
    socket.send(long(8 << 10)).unwrap();
    assert!(super::client::next_text(&mut socket).unwrap().starts_with("{\"hello\""));
    for bytes in [(8 << 10) + 1, 40_000] {
        let (mut socket, _tcp) = dial(&link);
        socket.send(long(bytes)).unwrap();
        let denied = why(&mut socket);
        assert_eq!(denied.code, Code::Size, "{denied}");
        assert!(denied.message.contains("8192 bytes"), "{denied}");
    }
    // One that only says it will be long is not waited for.
    let (mut socket, _tcp) = dial(&link);
    socket.get_mut().write_all(&[0x81, 0xff, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0]).unwrap();
    let began = Instant::now();
    assert_eq!(why(&mut socket).code, Code::Size);
    assert!(began.elapsed() < AT_ONCE);
    let mut seat = Joined::new(&link, 70_002);
    let later = format!("{{\"later\": \"{}\"}}", "x".repeat(200 << 10));
    seat.socket.send(Message::text(later)).unwrap();
    assert!(matches!(seat.order(message("it plays on")), Outcome::Refused(_)), "before STARTEX");
}

#[test]
fn pieces_of_a_desk_are_counted_like_frames_of_it() {
    let dir = tempfile::tempdir().unwrap();
    let house = House::open(dir.path(), patient(), false);
    let mut seat = Joined::new(&house.link("ee-csirt"), 70_002);
    let began = Instant::now();
    // One message, that never comes to its end.
    let bytes = [frame(BEGINS, b"{"), frame(GOES_ON, b"").repeat(2_000)].concat();
    let _ = seat.socket.get_mut().write_all(&bytes);
    assert_eq!(why(&mut seat.socket).code, Code::Rate);
    assert!(began.elapsed() < AT_ONCE, "{:?}", began.elapsed());
}

#[test]
fn whoever_never_stops_talking_holds_up_nobody() {
    let dir = tempfile::tempdir().unwrap();
    let house = House::open(dir.path(), patient(), false);
    let mut excon = Joined::new(&house.link("excon"), 70_001);
    assert_eq!(excon.order(Act::Control(Control::Start)), Outcome::Taken);
    let mut seat = Joined::new(&house.link("ee-csirt"), 70_002);
    let ends = Arc::new(AtomicBool::new(false));
    let flood = |link: JoinLink| {
        let ends = Arc::clone(&ends);
        std::thread::spawn(move || {
            let pieces = frame(GOES_ON, b"").repeat(20_000);
            while !ends.load(Ordering::Relaxed) {
                let Ok((mut socket, tcp)) = dial_as(&link, "startex.v1") else { continue };
                tcp.set_write_timeout(Some(Duration::from_secs(1))).unwrap();
                let line = socket.get_mut();
                let mut goes = line.write_all(&frame(BEGINS, b"")).is_ok();
                while goes && !ends.load(Ordering::Relaxed) {
                    goes = line.write_all(&pieces).is_ok();
                }
            }
        })
    };
    let floods: Vec<_> = (0..4).map(|_| flood(house.link("lv-csirt"))).collect();
    let mut latest = Duration::ZERO;
    for n in 0..20 {
        let began = Instant::now();
        assert_eq!(seat.order(message(&format!("order {n}"))), Outcome::Taken);
        latest = latest.max(began.elapsed());
        std::thread::sleep(Duration::from_millis(50));
    }
    ends.store(true, Ordering::Relaxed);
    floods.into_iter().for_each(|flood| flood.join().unwrap());
    assert!(latest < Duration::from_secs(2), "an order took {latest:?}");
}
