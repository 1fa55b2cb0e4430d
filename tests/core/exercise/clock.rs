//! The course of the exercise: pause, skip, NO PLAY, what was said aloud, repeats.

use startex::base::{At, Span};
use startex::exercise::Answer;
use startex::exercise::fact::{Fact, Phase};
use startex::exercise::order::{Act, Claims, Control, Desk, Order, OrderId, Ref, Verb};
use startex::exercise::refusal::Rule;

use super::TWO_STATES;
use crate::play::Play;

#[test]
fn while_the_clock_stands_nothing_falls_due_and_nobody_decides() {
    let mut play = Play::of(TWO_STATES);
    play.until("50m");
    play.control(Control::Pause);
    play.until("5h");
    assert_eq!(play.exercise.state.now, At::STARTEX + Span::mins(50));
    let refusal = play.tries("ee-port", r#"message(to: ["ee-csirt"], text: "Hello")"#).unwrap_err();
    assert_eq!(refusal.rule, Rule::NotRunning);
    play.control(Control::Start);
    play.until("1h06m");
    let first = play.facts().filter(|f| matches!(f, Fact::Delivered(..))).count();
    assert_eq!(first, 1, "no inject came twice, late, or all at once");
}

#[test]
fn a_refused_order_is_a_record_without_facts() {
    let mut play = Play::of(TWO_STATES);
    play.tries("ee-port", r#"classify(incident: "inc-secret-port", class: significant)"#).unwrap_err();
    assert!(play.records.last().unwrap().facts.is_empty());
}

#[test]
fn a_repeated_order_changes_nothing() {
    let mut play = Play::of(TWO_STATES);
    let message =
        || Verb::Message { to: vec!["ee-csirt".into()], tlp: None, reply_to: None, text: "Once".into() };
    let order = Order {
        id: OrderId { key: 9, counter: 1 },
        from: Desk::Seat(play.seat("ee-port")),
        act: Act::Verb(message().into()),
    };
    let Answer::Taken(record) = play.hand_in(order.clone()) else { panic!("not taken") };
    let before = play.records.len();
    let Answer::Repeat(last) = play.hand_in(order) else { panic!("taken twice") };
    assert_eq!((last.record, last.refused, play.records.len()), (record, false, before));
}

#[test]
fn no_play_stops_every_desk_until_control_ends_it() {
    let mut play = Play::of(TWO_STATES);
    let seat = play.seat("lv-clinic");
    play.order(Desk::Seat(seat), Act::Control(Control::NoPlay { seat: None, on: true }));
    let refusal = play.tries("ee-port", r#"message(to: ["ee-csirt"], text: "Hello")"#).unwrap_err();
    assert_eq!(refusal.rule, Rule::NoPlay);
    assert!(play.view("ee-csirt").no_play);
    play.until("9h");
    assert_eq!(play.exercise.state.now, At::STARTEX, "and the exercise waits");
    play.control(Control::NoPlay { seat: None, on: false });
    play.does("ee-port", r#"message(to: ["ee-csirt"], text: "Hello")"#);
}

#[test]
fn what_was_said_aloud_counts_at_the_time_it_was_said() {
    let mut play = Play::of(TWO_STATES);
    play.until("2h");
    let said = At::STARTEX + Span::mins(80);
    let verb = Verb::Classify {
        incident: "inc-secret-port".into(),
        class: startex::scenario::words::Class::Significant,
    };
    play.control(Control::RecordFor { seat: "ee-port".into(), occurred_at: said, verb: Box::new(verb) });
    let act = play.exercise.state.acts.last().unwrap();
    assert_eq!((act.at, act.by), (said, play.seat("ee-port")));
}

#[test]
fn every_seat_hears_how_fast_time_runs_from_startex_on() {
    let mut play = Play::of(TWO_STATES);
    play.until("10m");
    assert_eq!(play.view("ee-port").pace, 60, "the scenario's own, though nobody changed it");
    play.control(Control::Pace { minutes: 12 });
    play.control(Control::Pause);
    play.control(Control::Start);
    assert_eq!(play.view("ee-port").pace, 12);
}

#[test]
fn an_answer_that_control_puts_down_for_a_seat_is_the_seats_answer() {
    let mut play = Play::of(TWO_STATES);
    play.until("10m");
    play.does("lv-csirt", r#"ask(to: ["ee-csirt", "ee-port"], text: "Do you use the tool?")"#);
    let ask = play.view("ee-csirt").inbox.last().unwrap().post.thread.unwrap();
    let number = ask.number();
    let verb =
        Verb::Answer { ask: ask.into(), claims: Claims::default(), items: vec![], text: "We do".into() };
    let occurred_at = play.exercise.state.now;
    play.control(Control::RecordFor { seat: "ee-csirt".into(), occurred_at, verb: Box::new(verb) });
    assert!(play.view("ee-csirt").answered.contains(&number));
    assert!(play.view("ee-port").answered.is_empty(), "who was asked too has not answered");
    play.until("3h01m");
    let (probe, _) = play.view("lv-csirt").probes.pop_first().unwrap();
    let verb = Verb::Probe { question: Ref::handle(probe), answer: 0 };
    let occurred_at = play.exercise.state.now;
    play.control(Control::RecordFor { seat: "lv-csirt".into(), occurred_at, verb: Box::new(verb) });
    assert!(play.view("lv-csirt").answered.contains(&probe));
}

#[test]
fn endex_comes_by_itself_and_ends_everything() {
    let mut play = Play::of(TWO_STATES);
    play.until("200h");
    assert_eq!(play.exercise.state.phase, Phase::Ended);
    assert_eq!(play.exercise.state.now, At::STARTEX + Span::hours(96));
}

#[test]
fn a_seat_cannot_do_what_only_control_may() {
    let mut play = Play::of(TWO_STATES);
    let seat = play.seat("ee-port");
    let answer = play.order(Desk::Seat(seat), Act::Control(Control::Endex));
    assert!(matches!(answer, Answer::Refused(_, r) if r.rule == Rule::NotThisDesk));
}

#[test]
fn advancing_in_two_steps_is_advancing_in_one() {
    let mut once = Play::of(TWO_STATES);
    once.until("20h");
    let mut twice = Play::of(TWO_STATES);
    twice.until("1h07m").until("6h33m").until("20h");
    assert_eq!(once.records, twice.records);
}
