//! Frames that nobody wrote: the examples of docs/protocol.md, bent by the seed. Whatever comes in, it is read or refused,
//! what was read is written alike, and the exercise and its desks go on.
//!
//! `STARTEX_SEEDS=1000000` bends so many; a failure names its seed, and `STARTEX_SEED=17` bends that one again.

use std::time::{Duration, Instant};

use rand::RngExt;
use rand::seq::IndexedRandom;
use startex::base::{At, Dice};
use startex::exercise::apply;
use startex::exercise::fact::Phase;
use startex::exercise::order::Desk;
use startex::exercise::state::State;
use startex::session::Conn;
use startex::wire::text::{Down, Up};
use startex::wire::{ExconMirror, FromDesk, SeatMirror};

use super::simulation::wanted;
use super::{Outcome, Room, message};
use crate::invariants::bytes;
use crate::protocol::examples;

/// Frames that are bent where nobody says how many, and how long that may take.
const FRAMES: u64 = 4_000;
const CAP: Duration = Duration::from_secs(15);

/// What breaks programs: where a number stands, or anywhere.
const NUMBERS: [&str; 8] =
    ["-1", "0", "18446744073709551615", "18446744073709551616", "1e400", "0.5", "null", "\"#4294967295\""];
const PIECES: [&str; 10] = ["{", "}", "[", "]", ",", ":", "\"", "\\u0000", "🛰", "\u{202e}"];

type Luck = rand::rngs::ChaCha8Rng;

/// Where a letter begins in the text, or its end.
fn place(text: &str, luck: &mut Luck) -> usize {
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    places.choose(luck).copied().unwrap_or(0)
}

fn part(text: &str, luck: &mut Luck) -> (usize, usize) {
    let (a, b) = (place(text, luck), place(text, luck));
    (a.min(b), a.max(b))
}

/// The text with a few faults in it.
fn bend(text: &str, others: &[&str], luck: &mut Luck) -> String {
    let mut text = text.to_owned();
    for _ in 0..luck.random_range(1..4) {
        match luck.random_range(0..7_u8) {
            0 => {
                let (from, to) = part(&text, luck);
                text.replace_range(from..to, "");
            }
            1 => {
                let (from, to) = part(&text, luck);
                let again = text[from..to].to_owned();
                text.insert_str(to, &again);
            }
            2 => text.insert_str(place(&text, luck), PIECES.choose(luck).unwrap_or(&"")),
            3 => {
                let (from, to) = part(&text, luck);
                let other = others.choose(luck).copied().unwrap_or_default();
                let (start, end) = part(other, luck);
                text.replace_range(from..to, &other[start..end]);
            }
            4 => {
                let deep = luck.random_range(1..400);
                text.insert_str(place(&text, luck), &"[".repeat(deep));
            }
            _ => another_number(&mut text, luck),
        }
    }
    text
}

/// One of the numbers in it becomes another: what stays a frame, and means something else.
fn another_number(text: &mut String, luck: &mut Luck) {
    let begins =
        |(at, c): (usize, char)| c.is_ascii_digit() && !text[..at].ends_with(|c: char| c.is_ascii_digit());
    let all: Vec<usize> = text.char_indices().filter(|found| begins(*found)).map(|(at, _)| at).collect();
    let Some(from) = all.choose(luck).copied() else { return };
    let length = text[from..].find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len() - from);
    let number = match luck.random_bool(0.5) {
        true => luck.random_range(0..20_u32).to_string(),
        false => NUMBERS.choose(luck).map_or_else(String::new, |n| (*n).to_owned()),
    };
    text.replace_range(from..from + length, &number);
}

/// Bends example after example, and shows each to `take`; gives how many.
fn each_bent(kind: &str, mut take: impl FnMut(u64, &str)) -> u64 {
    let examples = examples(kind);
    let mut one = |seed: u64| {
        let mut luck = Dice { seed }.throw("hostile-frames", kind, 0);
        let example = examples.choose(&mut luck).copied().unwrap_or_default();
        let bent = bend(example, &examples, &mut luck);
        take(seed, &bent);
    };
    if let Some(seed) = wanted("STARTEX_SEED") {
        one(seed);
        return 1;
    }
    let (asked, began) = (wanted("STARTEX_SEEDS"), Instant::now());
    let mut bent = 0;
    while bent < asked.unwrap_or(FRAMES) && (asked.is_some() || began.elapsed() < CAP) {
        one(bent);
        bent += 1;
    }
    bent
}

/// A room with a second desk at the seat, or at control's, that sends what it likes.
fn intruded(desk: impl Fn(&Room) -> Desk) -> (Room, Conn) {
    let mut room = Room::started(60);
    let desk = desk(&room);
    let conn = room.session.connect(desk);
    (room, conn)
}

fn send(room: &mut Room, conn: Conn, frame: FromDesk) {
    room.session.receive(conn, frame, room.wall_ms);
    room.turn();
    while !room.session.frames(conn, room.wall_ms, 64).is_empty() {}
}

#[test]
fn whatever_a_seat_sends_it_is_read_or_refused_and_the_exercise_goes_on() {
    let (mut room, conn) = intruded(|room| Desk::Seat(room.session.seat("ee-csirt").unwrap()));
    let (mut read, mut sent) = (0, 0);
    let all = each_bent("client", |seed, text| {
        let Ok(Some(up)) = Up::decode(text) else { return };
        read += 1;
        if !matches!(up, Up::Unreadable { .. } | Up::Access(Err(_))) {
            let again = Up::decode(&up.encode()).ok().flatten();
            assert_eq!(again.as_ref(), Some(&up), "seed {seed}: {text}");
        }
        if let Up::Desk(frame) = up {
            sent += 1;
            send(&mut room, conn, frame);
        }
    });
    assert!(
        all < 1_000 || (read > all / 100 && sent > all / 200),
        "of {all} only {read} were read, {sent} sent"
    );
    assert_eq!(room.session.fault(), None);
    let again = State::new(room.session.script(), 7);
    let again = room.stored.iter().fold(again, |mut state, record| {
        apply::apply_record(room.session.script(), &mut state, record);
        state
    });
    assert_eq!(bytes(&again), bytes(room.session.state()), "the journal says what is true");
    room.play(1_000);
    assert_eq!(room.decide(message("Still here")), Outcome::Taken);
    assert!(room.now() > At::STARTEX);
}

#[test]
fn whatever_a_desk_of_control_sends_nothing_falls_over() {
    let (mut room, mut conn) = intruded(|_| Desk::Excon);
    each_bent("client", |_, text| {
        if let Ok(Some(Up::Desk(frame))) = Up::decode(text) {
            send(&mut room, conn, frame);
        }
        // Control may end it: then another is played.
        if room.session.state().phase == Phase::Ended {
            (room, conn) = intruded(|_| Desk::Excon);
        }
    });
    assert_eq!(room.session.fault(), None);
}

#[test]
fn whatever_a_server_sends_a_desk_reads_it_or_says_why_not() {
    let mut mirrors = (SeatMirror::new(1), ExconMirror::new(2));
    let (mut read, mut refused) = (0, 0);
    let all = each_bent("server", |seed, text| {
        match Down::decode(text) {
            Ok(Some(down)) => {
                read += 1;
                let written = down.encode();
                let again = Down::decode(&written).ok().flatten().map(|down| down.encode());
                assert_eq!(again.as_ref(), Some(&written), "seed {seed}: {text}");
                if let Down::Desk(frame) = down {
                    mirrors.0.receive(frame.clone());
                    // What does not fit, control's desk says.
                    refused += u64::from(mirrors.1.receive(frame).is_err());
                }
            }
            Ok(None) => {}
            Err(why) => assert!(!why.message.is_empty(), "seed {seed}: {text}"),
        }
        if seed % 50 == 0 {
            mirrors = (SeatMirror::new(1), ExconMirror::new(2));
        }
    });
    assert!(all < 1_000 || read > all / 100, "of {all} only {read} were read; {refused} did not fit");
}
