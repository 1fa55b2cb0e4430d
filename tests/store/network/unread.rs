//! Answers that nobody reads, and bodies that nobody asked for.

use std::io::{Read, Write};
use std::time::{Duration, Instant};

use startex::net::JoinLink;
use startex::net::server::Limits;

use super::client::line;
use super::house::House;
use super::rest::{ask, read_answer};

/// Far longer than what is waited for.
const SOON: Duration = Duration::from_secs(15);

fn connections(house: &House) -> u64 {
    let control = house.link("excon");
    let page = ask(&control, "GET", "/metrics", &control.secret, "").text();
    let line = page.lines().find(|line| line.starts_with("startex_connections ")).unwrap();
    line.rsplit(' ').next().unwrap().parse().unwrap()
}

#[test]
fn whoever_asks_on_and_reads_nothing_is_let_go_also_with_a_right_secret() {
    for tls in [false, true] {
        let dir = tempfile::tempdir().unwrap();
        let limits = Limits { send: Duration::from_millis(500), ..Limits::default() };
        let house = House::open(dir.path(), limits, tls);
        let (link, before) = (house.link("ee-csirt"), connections(&house));
        let (mut bytes, tcp) = line(&link);
        tcp.set_write_timeout(Some(Duration::from_millis(500))).unwrap();
        let known = format!(
            "GET /api/v1/status HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\n\r\n",
            link.secret
        );
        bytes.write_all(known.as_bytes()).unwrap();
        // Answers that no buffer of a system holds.
        let more = "GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n".repeat(3_000);
        let _ = bytes.write_all(more.as_bytes()).and_then(|()| bytes.flush());
        assert!(connections(&house) > before, "it was not there");
        let began = Instant::now();
        while connections(&house) > before {
            assert!(began.elapsed() < SOON, "it is still there");
            std::thread::sleep(Duration::from_millis(200));
        }
    }
}

/// What somebody hears who says what will come, and waits to be asked for it.
fn announces(link: &JoinLink, secret: &str, length: u64) -> String {
    let (mut bytes, tcp) = line(link);
    tcp.set_read_timeout(Some(SOON)).unwrap();
    write!(
        bytes,
        "POST /api/v1/orders HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {secret}\r\n\
         Expect: 100-continue\r\nContent-Length: {length}\r\n\r\n"
    )
    .unwrap();
    bytes.flush().unwrap();
    let mut heard = [0; 12];
    bytes.read_exact(&mut heard).unwrap();
    String::from_utf8(heard.to_vec()).unwrap()
}

#[test]
fn nobody_is_asked_for_a_body_before_it_is_known_whose_and_how_large_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let house = House::open(dir.path(), Limits::default(), false);
    let (control, seat) = (house.link("excon"), house.link("ee-csirt"));
    assert_eq!(announces(&control, "wrong", 100), "HTTP/1.1 401");
    assert_eq!(announces(&control, &seat.secret, 100), "HTTP/1.1 403");
    assert_eq!(announces(&control, &control.secret, 10 << 30), "HTTP/1.1 413");
    assert_eq!(announces(&control, &control.secret, 100), "HTTP/1.1 100");
    // Whoever sends it all the same is not listened to.
    let (mut bytes, tcp) = line(&control);
    tcp.set_write_timeout(Some(Duration::from_secs(1))).unwrap();
    write!(bytes, "POST /api/v1/orders HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n", 10_u64 << 30)
        .unwrap();
    let (began, mut sent) = (Instant::now(), 0_u64);
    while let Ok(()) = bytes.write_all(&[b'['; 64 << 10]) {
        sent += 64 << 10;
        assert!(began.elapsed() < SOON && sent < 64 << 20, "{sent} bytes of a stranger were taken in");
    }
    let answer = read_answer(&mut *bytes);
    assert!([0, 401].contains(&answer.status), "{}", answer.status);
}
