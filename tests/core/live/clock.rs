//! Exercise time against real time.

use super::*;

#[test]
fn a_pause_neither_delays_an_inject_nor_doubles_it() {
    let mut room = Room::started(60);
    room.play(9_000);
    room.control(Control::Pause);
    room.play(3_600_000);
    assert_eq!(room.now(), minutes(9));
    room.control(Control::Start);
    room.play(3_000);
    assert_eq!(room.deliveries("INJ-TEN"), [minutes(10)]);
    room.play(600_000);
    assert_eq!(room.deliveries("INJ-TEN"), [minutes(10)]);
}

#[test]
fn an_inject_fired_by_hand_after_a_pause_comes_at_once() {
    let mut room = Room::started(60);
    room.play(2_000);
    room.control(Control::Pause);
    room.play(600_000);
    room.control(Control::Start);
    room.control(Control::Fire { inject: "INJ-LATE".into() });
    room.play(500);
    assert_eq!(room.deliveries("INJ-LATE"), [minutes(2)]);
}

#[test]
fn a_machine_that_slept_does_not_fire_all_that_it_slept_through() {
    let mut room = Room::started(60);
    room.wall_ms += 8 * 3_600_000;
    room.session.advance(room.wall_ms);
    room.turn();
    assert_eq!(room.now(), At(STEP_MS * 60));
    assert!(room.deliveries("INJ-TEN").is_empty());
}

#[test]
fn a_wall_clock_that_jumps_back_costs_nothing() {
    let mut room = Room::started(60);
    room.play(5_000);
    room.wall_ms = 3;
    room.session.advance(room.wall_ms);
    room.play(6_000);
    assert_eq!(room.now(), minutes(11));
    assert_eq!(room.deliveries("INJ-TEN"), [minutes(10)]);
}

#[test]
fn a_wall_clock_that_jumps_two_hours_either_way_moves_no_inject() {
    const JUMP_MS: u64 = 2 * 3_600_000;
    let mut room = Room::started(60);
    room.play(5_000);
    room.wall_ms += JUMP_MS;
    room.play(2_000);
    let (before, step) = (room.now(), Span(STEP_MS * 60));
    assert!(before <= minutes(7) + step, "no more than the longest step is made up for: {before:?}");
    room.wall_ms -= JUMP_MS;
    room.play(6_000);
    assert!(room.now() >= before && room.now() <= before + Span::mins(6));
    assert_eq!(room.deliveries("INJ-TEN"), [minutes(10)]);
}

#[test]
fn a_change_of_pace_on_the_way_to_an_inject_and_in_the_midst_of_it_delivers_it_once_at_its_moment() {
    let mut room = Room::started(60);
    room.play(9_000);
    room.control(Control::Pace { minutes: 10 });
    room.play(3_000);
    assert!(room.deliveries("INJ-TEN").is_empty(), "half a minute is to go");
    // It falls due and is not stored yet when the pace changes once more.
    room.wall_ms += 3_000;
    room.session.advance(room.wall_ms);
    room.control(Control::Pace { minutes: 600 });
    room.play(2_000);
    assert_eq!(room.deliveries("INJ-TEN"), [minutes(10)]);
    let says = "Gate terminals restart in a loop.";
    let read = room.seat.1.view.inbox.iter().filter(|item| item.post.text.get("en") == says);
    assert_eq!(read.count(), 1);
}

#[test]
fn a_server_that_is_started_again_a_day_later_goes_on_where_it_stood() {
    let mut room = Room::started(60);
    room.play(12_000);
    let (stored, was, wall_ms) = (room.stored.clone(), room.now(), room.wall_ms);
    let again = Session::resume(script(), header(), stored, Box::new(Doctrines)).unwrap();
    let mut room = Room::new(again);
    room.wall_ms = wall_ms + 24 * 3_600_000;
    room.play(1_000);
    assert!(room.now() <= was, "nothing went on while it was not there");
    room.control(Control::Start);
    room.play(120_000);
    assert!(room.deliveries("INJ-TEN").is_empty(), "it came the day before");
    assert_eq!(room.deliveries("INJ-LATE"), [minutes(100)]);
}

#[test]
fn a_skip_arrives_at_once_and_from_a_pause_stands_again() {
    for paused in [false, true] {
        let mut room = Room::started(1);
        if paused {
            room.control(Control::Pause);
        }
        room.control(Control::SkipTo { at: minutes(30) });
        assert_eq!(room.excon.1.orders.settled.back().unwrap().outcome, Outcome::Taken);
        assert_eq!(room.now(), minutes(30));
        assert_eq!(room.deliveries("INJ-TEN"), [minutes(10)]);
        assert_eq!(room.session.state().phase, if paused { Phase::Paused } else { Phase::Running });
        room.play(60_000);
        assert_eq!(room.now(), if paused { minutes(30) } else { minutes(31) });
    }
}

#[test]
fn a_real_matter_stops_the_clock_until_it_is_over() {
    let mut room = Room::started(60);
    room.play(1_000);
    let frame = room.seat.1.act(Act::Control(Control::NoPlay { seat: None, on: true }));
    room.session.receive(room.seat.0, frame, room.wall_ms);
    room.turn();
    assert!(room.seat.1.view.no_play && !room.excon.1.clock.runs());
    room.play(60_000);
    assert_eq!(room.now(), minutes(1));
    room.control(Control::NoPlay { seat: None, on: false });
    room.play(1_000);
    assert_eq!(room.now(), minutes(2));
}
