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
