//! Exercise control writes to everybody, however many they are; players to so many at once and no more.

use std::fmt::Write;
use std::sync::Arc;

use startex::base::limits::{RECIPIENTS, WIRE_UP};
use startex::exercise::entry::PostKind;
use startex::exercise::order::{Act, Control, Desk, Order, OrderId, Verb};
use startex::exercise::refusal::Rule;
use startex::exercise::state::State;
use startex::exercise::{Answer, apply};
use startex::scenario::script::Script;
use startex::scenario::words::Channel;
use startex::wire::FromDesk;
use startex::wire::text::Up;

use crate::invariants::bytes;
use crate::play::{Play, load};

/// More than a player may address.
const SEATS: usize = RECIPIENTS + 500;

fn script() -> Arc<Script> {
    let mut seats = String::new();
    for n in 0..SEATS {
        let org = if n % 2 == 0 { "EE/csirt" } else { "LV/csirt" };
        // Writing to memory cannot fail.
        let _ = writeln!(seats, "        (id: \"seat-{n:04}\", of: \"{org}\"),");
    }
    load(&format!(
        r#"(
    format: 1, id: "everybody", title: "Everybody", summary: "For tests.", licence: "CC0-1.0",
    doctrine: ["eu"], world: "europe", startex: "2027-03-02 08:00 Europe/Tallinn", length: "6h", pace: 60, tick: "1h",
    states: ["EE", "LV"],
    seats: [
{seats}    ],
    injects: [(id: "INJ-LATE", at: "5h", to: ["seat-0000"], from: "Press", by: mail, says: "A question of the press.")],
)"#
    ))
}

fn ids() -> Vec<String> {
    (0..SEATS).map(|n| format!("seat-{n:04}")).collect()
}

fn compose(to: Vec<String>, says: &str) -> Control {
    let (sender, says) = ("Exercise control".to_owned(), says.to_owned());
    Control::Compose { to, sender, by: Channel::Mail, says, at: None, about: None }
}

/// How often each seat reads these words.
fn read_by_all(play: &Play, words: &str) -> Vec<usize> {
    let reads = |id: &String| {
        let view = play.view(id);
        view.inbox.iter().filter(|item| item.post.text.get("en") == words).count()
    };
    ids().iter().map(reads).collect()
}

#[test]
fn what_control_writes_to_everybody_reaches_each_of_them_once_by_whatever_address() {
    let mut play = Play::begin(script(), 1);
    let each = vec![1; SEATS];
    let twice_named = [ids(), vec!["all".to_owned(), "EE".to_owned(), "*/csirt".to_owned()]].concat();
    let all = [
        (vec!["all".to_owned()], "To all"),
        (vec!["EE/*".to_owned(), "LV".to_owned()], "To two states"),
        (ids(), "To each by name"),
        (twice_named, "To each by several names"),
    ];
    for (n, (to, words)) in all.into_iter().enumerate() {
        play.control(compose(to, words));
        play.until(&format!("{}s", n + 1));
        assert!(read_by_all(&play, words) == each, "{words}");
    }
    let (persona, text) = ("A minister".to_owned(), "To all of you".to_owned());
    play.control(Control::Play { persona, to: ids(), text, settles: None });
    assert!(read_by_all(&play, "To all of you") == each);
    play.control(Control::Readdress { inject: "INJ-LATE".to_owned(), to: ids() });
    play.until("5h1m");
    assert!(read_by_all(&play, "A question of the press.") == each);
    // Nobody learns from their own copy how many others there are.
    let view = play.view("seat-0007");
    let posts: Vec<_> = view.inbox.iter().filter(|item| item.post.kind == PostKind::Inject).collect();
    assert!(posts.len() == 5 && posts.iter().all(|item| item.post.to.is_empty()), "{posts:#?}");
    // The journal says the same as what happened.
    let mut again = State::new(play.script(), 1);
    for record in &play.records {
        apply::replay(play.script(), &mut again, record).unwrap();
    }
    assert_eq!(bytes(&again), bytes(&play.exercise.state));
}

#[test]
fn a_player_writes_to_a_thousand_and_not_to_one_more() {
    let mut play = Play::begin(script(), 1);
    let mut write = |many: usize| {
        let to = ids().into_iter().skip(1).take(many).map(Into::into).collect();
        let verb = Verb::Message { to, tlp: None, reply_to: None, text: "Hello".into() };
        let from = Desk::Seat(play.seat("seat-0000"));
        play.order(from, Act::Verb(verb.into()))
    };
    assert!(matches!(write(RECIPIENTS), Answer::Taken(_)));
    let Answer::Refused(_, refusal) = write(RECIPIENTS + 1) else { panic!("it was taken") };
    assert_eq!((refusal.rule, refusal.field.as_deref()), (Rule::OutOfRange, Some("to")));
    let read = read_by_all(&play, "Hello");
    assert_eq!(read.iter().sum::<usize>(), RECIPIENTS);
}

#[test]
fn an_order_of_control_that_names_the_largest_exercise_seat_by_seat_fits_into_a_frame() {
    let all = (0..startex::base::limits::SEATS).map(|n| format!("xx-organisation-{n:05}")).collect();
    let (id, act) = (OrderId { key: 70_000, counter: 1 }, Act::Control(compose(all, "To all")));
    let text = Up::Desk(FromDesk::Order { id, act: act.clone() }).encode();
    assert!(text.len() <= WIRE_UP, "{}", text.len());
    let Ok(Some(Up::Desk(FromDesk::Order { act: read, .. }))) = Up::decode(&text) else {
        panic!("it is no order")
    };
    assert_eq!(read, act);
    let order = Order { id, from: Desk::Excon, act };
    let answer = Play::begin(script(), 1).hand_in(order);
    assert!(
        matches!(answer, Answer::Refused(_, why) if why.rule == Rule::NoSuchName),
        "they are not of this one"
    );
}
