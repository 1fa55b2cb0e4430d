//! Several people at one seat: each is a number, one releases, the others draft, and all of it survives.

use std::sync::Arc;

use super::*;
use startex::exercise::order::Team;
use startex::exercise::team::{DraftEnd, pseudonym};
use startex::wire::Check;

/// A person of the seat `ee-csirt`, at a desk of their own.
struct Person {
    conn: Conn,
    mirror: SeatMirror,
}

impl Person {
    fn joins(room: &mut Room, person: u16, key: u64) -> Self {
        let seat = room.session.seat("ee-csirt").unwrap();
        let conn = room.session.connect_as(Desk::Seat(seat), person);
        let mut joined = Self { conn, mirror: SeatMirror::new(key) };
        joined.hears(room);
        joined
    }

    fn hears(&mut self, room: &mut Room) {
        hear(room, self.conn, |frame| self.mirror.receive(frame));
    }

    fn orders(&mut self, room: &mut Room, act: Act) -> Outcome {
        let frame = self.mirror.act(act);
        room.session.receive(self.conn, frame, room.wall_ms);
        self.hears(room);
        self.mirror.orders.settled.back().unwrap().outcome.clone()
    }

    fn decides(&mut self, room: &mut Room, verb: Verb) -> Outcome {
        self.orders(room, Act::Verb(verb.into()))
    }

    fn team(&mut self, room: &mut Room, team: Team) -> Outcome {
        self.orders(room, Act::Team(team))
    }
}

fn refused(outcome: &Outcome) -> &str {
    let Outcome::Refused(refusal) = outcome else { panic!("{outcome:?}") };
    &refusal.message
}

#[test]
fn who_was_there_first_releases_whoever_writes_first() {
    let mut room = Room::started(60);
    let seat = Desk::Seat(room.session.seat("ee-csirt").unwrap());
    let sits_down = |room: &mut Room, person, key| {
        let joined = Person::joins(room, person, key);
        room.session.sits_down(seat, room.wall_ms);
        joined
    };
    let mut chief = sits_down(&mut room, 1, 70_001);
    let _nameless = sits_down(&mut room, 0, 70_003);
    chief.hears(&mut room);
    assert_eq!(chief.mirror.view.team.releaser, None, "alone, but for somebody without a name");
    let mut assistant = sits_down(&mut room, 2, 70_002);
    chief.hears(&mut room);
    assert_eq!(chief.mirror.view.team.releaser, Some(1));
    assert_eq!(assistant.decides(&mut room, message("typed at once")), Outcome::Taken);
    assert!(room.session.state().messages.is_empty(), "it is a draft");
    chief.hears(&mut room);
    assert_eq!(chief.mirror.view.team.drafts.len(), 1);
    // Who said that each decides alone is not overruled by the next who comes.
    assert_eq!(room.control(Control::Releaser { seat: "ee-csirt".into(), person: None }), Outcome::Taken);
    sits_down(&mut room, 3, 70_004);
    chief.hears(&mut room);
    assert_eq!(chief.mirror.view.team.releaser, None);
}

#[test]
fn with_the_second_person_the_first_releases_and_the_other_drafts() {
    let mut room = Room::started(60);
    let mut first = Person::joins(&mut room, 1, 70_001);
    let mut second = Person::joins(&mut room, 2, 70_002);
    assert_eq!(first.decides(&mut room, message("by the first, alone")), Outcome::Taken);
    assert_eq!(second.decides(&mut room, message("by the second")), Outcome::Taken);
    first.hears(&mut room);
    assert_eq!(room.session.state().messages.len(), 1, "a draft is no decision");
    for person in [&first, &second] {
        let team = &person.mirror.view.team;
        assert_eq!((team.releaser, team.drafts.len()), (Some(1), 1));
        assert_eq!(team.drafts[&1].by, 2);
    }
    assert_eq!((first.mirror.person, second.mirror.person), (1, 2));

    // Who drafts may not release, whatever the desk sends.
    let release = |text: &str| Team::Release { draft: 1, verb: Arc::new(message(text)) };
    assert!(refused(&second.team(&mut room, release("by the second"))).contains("Person 1"));
    assert_eq!(room.session.state().messages.len(), 1);
    assert_eq!(first.team(&mut room, release("as the first made it")), Outcome::Taken);
    second.hears(&mut room);
    assert_eq!(room.session.state().messages.len(), 2);
    let ended = &second.mirror.view.team.ended[0];
    assert_eq!((ended.how, ended.by, ended.draft.by), (DraftEnd::Changed, 1, 2));
    let said = &second.mirror.view.done.last().unwrap();
    assert_eq!(*said.2, message("as the first made it"));
    assert_eq!(second.mirror.view.team.person(said.1), 1, "the order says which person it was");
    assert!(refused(&first.team(&mut room, release("twice"))).contains("No draft"));

    let records = &room.excon.1.open.as_ref().unwrap().records;
    let script = room.session.script();
    let state = room.session.state();
    let told: Vec<String> = records
        .iter()
        .map(|record| startex::report::narrate::record(script, state, record).text)
        .filter(|text| text.contains(&pseudonym("ee-csirt", 2)))
        .collect();
    assert!(told.iter().any(|text| text.contains("ee-csirt/2 drafted to send a message")), "{told:#?}");
}

#[test]
fn a_draft_is_given_back_with_a_reason_or_taken_back_by_who_wrote_it() {
    let mut room = Room::started(60);
    let mut first = Person::joins(&mut room, 1, 70_001);
    let mut second = Person::joins(&mut room, 2, 70_002);
    let mut third = Person::joins(&mut room, 3, 70_003);
    assert_eq!(first.decides(&mut room, message("one")), Outcome::Taken);
    for text in ["two", "three"] {
        assert_eq!(second.decides(&mut room, message(text)), Outcome::Taken);
    }
    let back = |draft, reason: &str| Team::GiveBack { draft, reason: reason.to_owned() };
    assert!(refused(&third.team(&mut room, back(1, ""))).contains("Person 1"), "it is not theirs");
    assert_eq!(second.team(&mut room, back(1, "Not yet")), Outcome::Taken);
    assert_eq!(first.team(&mut room, back(2, "Say whom it concerns")), Outcome::Taken);
    second.hears(&mut room);
    let ended: Vec<_> = second.mirror.view.team.ended.iter().map(|e| (e.how, e.by, &*e.reason)).collect();
    assert_eq!(
        ended,
        [(DraftEnd::GivenBack, 2, "Not yet"), (DraftEnd::GivenBack, 1, "Say whom it concerns")]
    );
    assert_eq!(room.session.state().messages.len(), 1);
}

#[test]
fn who_releases_is_handed_on_or_said_by_control_and_stepped_into_where_they_have_gone() {
    let mut room = Room::started(60);
    let mut first = Person::joins(&mut room, 1, 70_001);
    let mut second = Person::joins(&mut room, 2, 70_002);
    first.decides(&mut room, message("one"));
    second.decides(&mut room, message("two"));
    assert!(refused(&second.team(&mut room, Team::HandOn { to: 2 })).contains("Person 1"), "they are there");
    assert_eq!(first.team(&mut room, Team::HandOn { to: 2 }), Outcome::Taken);
    assert_eq!(second.decides(&mut room, message("three")), Outcome::Taken);
    assert_eq!(room.session.state().messages.len(), 2);
    let releaser = |person| Control::Releaser { seat: "ee-csirt".to_owned(), person };
    assert_eq!(room.control(releaser(Some(1))), Outcome::Taken);
    second.decides(&mut room, message("four"));
    assert_eq!(room.session.state().messages.len(), 2, "control said so");

    room.session.disconnect(first.conn);
    assert_eq!(second.team(&mut room, Team::HandOn { to: 2 }), Outcome::Taken);
    assert_eq!(second.decides(&mut room, message("five")), Outcome::Taken);
    assert_eq!(room.session.state().messages.len(), 3);
    assert_eq!(room.control(releaser(None)), Outcome::Taken);
    let mut again = Person::joins(&mut room, 1, 70_011);
    assert_eq!(again.decides(&mut room, message("six")), Outcome::Taken);
    assert_eq!(room.session.state().messages.len(), 4, "everybody decides for themselves");
}

#[test]
fn nobody_orders_under_the_key_of_another_person_or_says_who_sits_where() {
    let mut room = Room::started(60);
    let mut first = Person::joins(&mut room, 1, 70_001);
    first.decides(&mut room, message("mine"));
    let mut second = Person::joins(&mut room, 2, 70_001);
    let outcome = second.decides(&mut room, message("under a key that is another's"));
    assert!(matches!(&outcome, Outcome::NotTaken(why) if why.contains("another person")), "{outcome:?}");
    // Whoever says not who they are is no exception.
    let mut nobody = Person::joins(&mut room, 0, 70_001);
    assert!(matches!(nobody.decides(&mut room, message("again")), Outcome::NotTaken(_)));
    assert_eq!(room.session.state().messages.len(), 1);
    let sit = Control::Sit { seat: "ee-csirt".to_owned(), person: 3, key: 70_009 };
    assert!(matches!(room.control(sit.clone()), Outcome::NotTaken(_)));
    assert!(refused(&first.orders(&mut room, Act::Control(sit))).contains("control"));
}

#[test]
fn whoever_has_not_said_who_they_are_drafts_too_while_somebody_releases() {
    let mut room = Room::started(60);
    assert_eq!(room.decide(message("as ever")), Outcome::Taken);
    let mut first = Person::joins(&mut room, 1, 70_001);
    let mut second = Person::joins(&mut room, 2, 70_002);
    first.decides(&mut room, message("one"));
    assert_eq!(room.decide(message("still nobody releases")), Outcome::Taken);
    second.decides(&mut room, message("two"));
    let before = room.session.state().messages.len();
    assert_eq!(room.decide(message("a draft now")), Outcome::Taken);
    assert_eq!(room.session.state().messages.len(), before);
    assert_eq!(room.seat.1.view.team.drafts.values().filter(|draft| draft.by == 0).count(), 1);
}

#[test]
fn nobody_hands_a_seat_on_to_somebody_who_was_never_there() {
    let mut room = Room::started(60);
    let nobody = |outcome: Outcome| match outcome {
        Outcome::NotTaken(why) => assert!(why.contains("Nobody with the number 9"), "{why}"),
        other => panic!("{other:?}"),
    };
    let id = OrderId { key: 70_100, counter: 1 };
    room.session.receive(
        room.seat.0,
        FromDesk::Order { id, act: Act::Team(Team::HandOn { to: 9 }) },
        room.wall_ms,
    );
    let releaser = Control::Releaser { seat: "ee-csirt".to_owned(), person: Some(9) };
    nobody(room.control(releaser));
    let mut first = Person::joins(&mut room, 1, 70_001);
    nobody(first.team(&mut room, Team::HandOn { to: 9 }));
    let sent = room.session.state().messages.len();
    assert_eq!(room.decide(message("each still decides alone")), Outcome::Taken);
    assert_eq!(room.session.state().messages.len(), sent + 1, "and it is no draft");
    // Whoever has only just come, and ordered nothing yet, is somebody.
    let _second = Person::joins(&mut room, 2, 70_002);
    assert_eq!(first.team(&mut room, Team::HandOn { to: 2 }), Outcome::Taken);
}

#[test]
fn drafts_and_numbers_outlive_the_server_and_replay_to_the_same() {
    let mut room = Room::started(60);
    let mut first = Person::joins(&mut room, 1, 70_001);
    let mut second = Person::joins(&mut room, 2, 70_002);
    first.decides(&mut room, message("one"));
    room.control(Control::Pause);
    assert_eq!(second.decides(&mut room, message("while the clock stands one may draft")), Outcome::Taken);
    let before = postcard::to_stdvec(room.session.state()).unwrap();
    let stored = room.stored.clone();
    let again = Session::resume(script(), header(), stored, Box::new(Doctrines)).unwrap();
    assert!(postcard::to_stdvec(again.state()).unwrap() == before);
    let mut room = Room::new(again);
    let mut first = Person::joins(&mut room, 1, 70_021);
    assert_eq!(first.mirror.view.team.drafts.len(), 1);
    let release = Team::Release { draft: 1, verb: first.mirror.view.team.drafts[&1].verb.clone() };
    assert!(
        refused(&first.team(&mut room, release.clone())).contains("clock stands"),
        "one may draft, not send"
    );
    room.control(Control::Start);
    assert_eq!(first.team(&mut room, release), Outcome::Taken);
    assert_eq!(first.mirror.view.team.ended[0].how, DraftEnd::Released);
    assert_eq!(room.session.state().messages.len(), 2);
}

#[test]
fn people_see_who_is_there_and_writes_at_their_own_seat_alone() {
    let mut room = Room::started(60);
    let mut first = Person::joins(&mut room, 1, 70_001);
    assert_eq!(first.mirror.here.len(), 2, "the room's own desk and this one");
    let mut second = Person::joins(&mut room, 2, 70_002);
    let other = room.session.connect(Desk::Seat(room.session.seat("lv-csirt").unwrap()));
    let writes = |room: &mut Room, person: &mut Person| {
        room.wall_ms += 2_000;
        room.session.advance(room.wall_ms);
        person.hears(room);
        room.turn();
        let of = |chairs: &[startex::wire::Chair]| {
            let found = chairs.iter().find(|chair| chair.person == 2).cloned();
            found.map(|chair| (chair.seat, chair.writing, chair.idle))
        };
        (of(&person.mirror.here), of(&room.excon.1.here))
    };
    room.session.receive(second.conn, FromDesk::Here { writing: true }, room.wall_ms);
    let expected = Some(("ee-csirt".to_owned(), true, false));
    assert_eq!(writes(&mut room, &mut first), (expected.clone(), expected));
    for _ in 0..30 {
        room.wall_ms += 10_000;
        room.session.receive(first.conn, FromDesk::Here { writing: false }, room.wall_ms);
        room.session.advance(room.wall_ms);
    }
    let expected = Some(("ee-csirt".to_owned(), false, true));
    assert_eq!(writes(&mut room, &mut first), (expected.clone(), expected));
    let frames = room.session.frames(other, room.wall_ms, 64);
    assert!(!frames.iter().any(|frame| matches!(frame, ToDesk::Here(_))), "another seat is told nothing");
    second.hears(&mut room);
    room.session.disconnect(first.conn);
    second.hears(&mut room);
    assert_eq!(second.mirror.here.iter().filter(|chair| chair.person == 1).count(), 0);
}

/// Nothing of the check is in the journal, nobody but control and the own colleagues learn of it, and it ends with STARTEX.
#[test]
fn before_startex_seats_answer_the_check_outside_the_journal() {
    let mut room = Room::open();
    let before = room.session.state().records;
    let mut first = Person::joins(&mut room, 1, 70_001);
    let other = room.session.connect(Desk::Seat(room.session.seat("lv-csirt").unwrap()));
    let answer = |room: &mut Room, person: &mut Person, check: Check| {
        room.session.receive(person.conn, FromDesk::Check(check), room.wall_ms);
        room.wall_ms += 2_000;
        person.hears(room);
        room.turn();
    };
    let board = |room: &Room| {
        let found = room.excon.1.here.iter().find(|chair| chair.person == 1);
        found.and_then(|chair| chair.check.clone())
    };
    answer(&mut room, &mut first, Check::Trouble("x".repeat(5_000)));
    assert!(matches!(board(&room), Some(Check::Trouble(words)) if words.len() == 200));
    answer(&mut room, &mut first, Check::Ready);
    assert_eq!(board(&room), Some(Check::Ready));
    assert!(first.mirror.here.iter().any(|chair| chair.check == Some(Check::Ready)), "it sees what it said");
    assert_eq!(room.session.state().records, before);
    let told = serde_json::to_string(&room.session.frames(other, room.wall_ms, 64)).unwrap();
    assert!(!told.contains("check") && !told.contains("ready\"}"), "{told}");
    assert_eq!(room.control(Control::Start), Outcome::Taken);
    answer(&mut room, &mut first, Check::Ready);
    assert_eq!(board(&room), None, "with STARTEX it is over");
}

#[test]
fn whoever_takes_a_seat_over_releases_there() {
    let mut room = Room::started(60);
    let seat = room.session.seat("ee-csirt").unwrap();
    let releaser = |room: &Room| room.session.state().seats[seat].team.releaser;
    room.session.hand_over(seat, 2, room.wall_ms);
    assert_eq!(releaser(&room), None, "where each decides alone nothing is handed over");
    room.session.connect_as(Desk::Seat(seat), 1);
    let control = Control::Releaser { seat: "ee-csirt".to_owned(), person: Some(1) };
    assert_eq!(room.control(control.clone()), Outcome::Taken);
    room.session.hand_over(seat, 2, room.wall_ms);
    room.turn();
    assert_eq!(releaser(&room), Some(2));
    assert_eq!(room.control(control), Outcome::Taken);
    room.session.hand_over(seat, 0, room.wall_ms);
    assert_eq!(releaser(&room), None, "whoever has no number decides alone");
}
