//! What is stored, and what is shown of it.

use super::*;

#[test]
fn nothing_is_acknowledged_or_shown_before_it_is_stored() {
    let mut room = Room::open();
    let frame = room.excon.1.control(Control::Start);
    room.session.receive(room.excon.0, frame, room.wall_ms);
    let early = room.session.frames(room.excon.0, room.wall_ms, 64);
    let early_seat = room.session.frames(room.seat.0, room.wall_ms, 64);
    assert!(early.is_empty() && early_seat.is_empty(), "{early:?} {early_seat:?}");
    room.turn();
    assert_eq!(room.excon.1.orders.settled.back().unwrap().outcome, Outcome::Taken);
    assert_eq!(room.seat.1.view.phase, Phase::Running);
}

#[test]
fn a_full_disk_stops_clock_and_intake_and_loses_nothing() {
    let mut room = Room::started(60);
    room.play(2_000);
    room.disk_is_full = true;
    let frame = room.seat.1.decide(message("before the disk was full"));
    room.session.receive(room.seat.0, frame, room.wall_ms);
    room.turn();
    let (stands_at, stored) = (room.now(), room.stored.len());
    let batch: Vec<_> = room.session.to_store().unwrap().to_vec();

    let frame = room.seat.1.decide(message("while it was full"));
    room.session.receive(room.seat.0, frame, room.wall_ms);
    room.play(60_000);
    assert_eq!((room.now(), room.stored.len()), (stands_at, stored));
    assert_eq!(room.session.to_store().unwrap(), batch, "the same batch again");
    assert_eq!(room.seat.1.orders.waiting.len(), 2, "neither was acknowledged");
    assert!(!room.seat.1.fault.as_deref().unwrap().contains("disk"), "a seat is told no more than it needs");
    assert_eq!(room.excon.1.fault.as_deref(), Some("the disk is full"));

    room.disk_is_full = false;
    room.turn();
    assert!(room.seat.1.orders.waiting.is_empty() && room.seat.1.fault.is_none());
    assert_eq!(room.now(), stands_at, "the clock goes on from where it stood");
    room.play(1_000);
    assert_eq!(room.now(), stands_at + Span::mins(1));
    let texts = room.stored.iter().filter(|r| format!("{r:?}").contains("the disk was full")).count();
    assert_eq!(texts, 1);
}

#[test]
fn an_order_that_is_sent_twice_is_one_order_with_one_answer() {
    let mut room = Room::started(1);
    let frame = room.seat.1.decide(message("once"));
    for _ in 0..3 {
        room.session.receive(room.seat.0, frame.clone(), room.wall_ms);
    }
    room.turn();
    assert_eq!(room.session.state().messages.len(), 1);
    let refused = room.seat.1.decide(message(""));
    room.session.receive(room.seat.0, refused.clone(), room.wall_ms);
    room.turn();
    let first = room.seat.1.orders.settled.back().unwrap().outcome.clone();
    assert!(matches!(first, Outcome::Refused(_)), "{first:?}");
    room.session.receive(room.seat.0, refused, room.wall_ms);
    room.store();
    let again = room.session.frames(room.seat.0, room.wall_ms, 64);
    assert!(
        again.iter().any(|f| matches!(f, ToDesk::Answer { outcome, .. } if *outcome == first)),
        "{again:?}"
    );
}

#[test]
fn an_exercise_that_is_opened_again_stands_until_somebody_lets_it_run() {
    let mut room = Room::started(60);
    room.play(12_000);
    let (stored, was) = (room.stored.clone(), room.now());
    let again = Session::resume(script(), header(), stored.clone(), Box::new(Doctrines)).unwrap();
    let mut room = Room::new(again);
    assert_eq!(room.session.state().phase, Phase::Paused);
    assert!(room.now() <= was && room.now() >= stored.last().unwrap().at);
    room.play(60_000);
    assert_eq!(room.excon.1.open.as_ref().unwrap().records.len(), stored.len() + 1, "the pause is on record");
    room.control(Control::Start);
    room.play(4_000);
    assert!(room.deliveries("INJ-TEN").is_empty(), "it came before, and comes no more");
    assert!(room.now() > was);
}

#[test]
fn an_order_that_waited_for_the_disk_is_taken_though_its_desk_has_gone() {
    let mut room = Room::started(60);
    room.disk_is_full = true;
    room.play(12_000);
    assert!(room.session.fault().is_some());
    let frame = room.seat.1.decide(message("said before the line broke"));
    room.session.receive(room.seat.0, frame, room.wall_ms);
    room.session.disconnect(room.seat.0);
    room.disk_is_full = false;
    room.store();
    assert_eq!(room.session.state().messages.len(), 1);
}
