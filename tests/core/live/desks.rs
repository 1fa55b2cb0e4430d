//! What each desk gets.

use super::*;

#[test]
fn the_mirrors_are_what_the_session_has() {
    let mut room = Room::started(60);
    room.play(4_000);
    assert_eq!(room.decide(message("as agreed")), Outcome::Taken);
    room.play(10_000);
    let open = room.excon.1.open.as_ref().unwrap();
    // Between two records only the hand moves, and that comes as a clock face.
    let mut mirrored = open.state.clone();
    mirrored.now = room.excon.1.clock.now;
    let bytes = |state| postcard::to_stdvec(state).unwrap();
    assert!(bytes(&mirrored) == bytes(room.session.state()), "control's mirror is the session's state");
    let seat = room.session.seat("ee-csirt").unwrap();
    assert_eq!(
        room.seat.1.view, open.views[seat],
        "what control sees over the shoulder is what the seat sees"
    );
    assert!(room.seat.1.view.entries > 2);

    let before = open.past(minutes(5)).0;
    assert!(before.injects[open.script.names.injects["INJ-TEN"]].delivered.is_none());
    assert_eq!(open.past(At::NEVER).0.records, open.state.records);
}

/// However many desks there are, those that nothing reached need not be looked at.
#[test]
fn whom_a_stored_record_reached_is_known_and_nobody_else_is_named() {
    let mut room = Room::started(60);
    let latvia = room.session.seat("lv-csirt").unwrap();
    let other = room.session.connect(Desk::Seat(latvia));
    room.session.all_are_told();
    assert_eq!(room.session.reached(), [room.excon.0], "control is told of every record");

    // A decision in words is the seat's own matter.
    let act = Act::Verb(Verb::Decide { about: None, text: "We wait".to_owned() }.into());
    let order = |counter, act| FromDesk::Order { id: OrderId { key: 2_000_000, counter }, act };
    room.session.receive(room.seat.0, order(1, act), room.wall_ms);
    assert!(room.session.reached().is_empty(), "nothing that is not stored is told");
    room.store();
    let reached = room.session.reached();
    assert!(reached.contains(&room.seat.0) && reached.contains(&room.excon.0), "{reached:?}");
    assert!(!reached.contains(&other), "{reached:?}");

    // A message reaches both; and once named, a desk is not named again for the same.
    let act = Act::Verb(message("over to you").into());
    room.session.receive(room.seat.0, order(2, act), room.wall_ms);
    room.store();
    let reached = room.session.reached();
    assert!(reached.contains(&other) && reached.contains(&room.seat.0), "{reached:?}");
    assert_eq!(room.session.reached(), [room.excon.0]);

    room.session.disconnect(other);
    room.session.receive(room.seat.0, order(3, Act::Verb(message("and again").into())), room.wall_ms);
    room.store();
    assert!(!room.session.reached().contains(&other), "who has gone is not told");
}

/// Long enough for several kept moments behind the one that is looked at.
#[test]
fn a_score_that_was_rewound_to_is_that_of_a_fold_from_the_first_record() {
    let mut room = Room::started(60);
    for n in 0..2_600 {
        if n % 100 == 0 {
            room.play(60_000 / 60);
        }
        let frame = room.seat.1.decide(message(&format!("line {n}")));
        room.session.receive(room.seat.0, frame, room.wall_ms);
        room.turn();
    }
    let open = room.excon.1.open.as_ref().unwrap();
    assert!(open.records.len() > 2_500, "{}", open.records.len());
    for at in [0, 3, 7, 11, 16, 21, 25].map(minutes) {
        let (state, score) = open.past(at);
        let mut fresh = Open::new(Arc::clone(&open.header)).unwrap();
        for record in open.records.iter().filter(|record| record.at <= at) {
            fresh.push(Arc::clone(record)).unwrap();
        }
        fresh.state.now = fresh.state.now.max(at);
        let bytes = |state| postcard::to_stdvec(state).unwrap();
        assert!(bytes(&state) == bytes(&fresh.state), "the state at {at}");
        assert_eq!(score, fresh.score(at), "the score at {at}");
    }
}

/// After ENDEX the lead stands for the debrief; what is signed off stays as it is until that is taken back.
#[test]
fn the_debrief_is_signed_off_once_after_endex_and_taken_back_with_a_reason() {
    let mut room = Room::started(60);
    let sign = |by: &str| Control::SignOff { by: by.to_owned(), on: "today".to_owned(), text: String::new() };
    let reopen = |reason: &str| Control::Reopen { reason: reason.to_owned() };
    let refused = |outcome: Outcome| matches!(outcome, Outcome::Refused(_));
    assert!(refused(room.control(sign("Lead evaluator"))), "not before ENDEX");
    assert_eq!(room.control(Control::Endex), Outcome::Taken);
    assert!(refused(room.control(sign(" "))), "somebody signs");
    assert!(refused(room.control(reopen("why not"))), "there is nothing to take back");
    assert_eq!(room.control(sign("Lead evaluator")), Outcome::Taken);
    let signed = room.excon.1.open.as_ref().unwrap().state.signed_off;
    assert_eq!(signed, Some(room.session.state().records));
    let observe = Control::Observe { seat: None, objective: None, text: "late".to_owned() };
    assert!(refused(room.control(observe.clone())), "what is signed off stays as it is");
    assert!(refused(room.control(reopen(""))));
    assert_eq!(room.control(reopen("A rating is missing")), Outcome::Taken);
    assert_eq!(room.session.state().signed_off, None);
    assert_eq!(room.control(observe), Outcome::Taken);
}

#[test]
fn a_desk_that_was_away_gets_the_rest_once() {
    let mut room = Room::started(60);
    room.play(2_000);
    let frame = room.seat.1.decide(message("the answer to this is lost"));
    room.session.receive(room.seat.0, frame, room.wall_ms);
    room.store();
    room.session.disconnect(room.seat.0);
    room.play(15_000);
    room.seat.0 = room.session.connect(Desk::Seat(room.session.seat("ee-csirt").unwrap()));
    room.turn();
    assert_eq!(room.seat.1.orders.settled.back().unwrap().outcome, Outcome::Taken);
    assert_eq!(room.session.state().messages.len(), 1);
    let seat = room.session.seat("ee-csirt").unwrap();
    assert_eq!(room.seat.1.view, room.excon.1.open.as_ref().unwrap().views[seat]);
    assert!(room.excon.1.present.contains(&"ee-csirt".to_owned()));
}

#[test]
fn a_desk_that_does_not_read_holds_up_nobody() {
    let mut room = Room::open();
    let deaf = room.session.connect(Desk::Seat(room.session.seat("lv-csirt").unwrap()));
    room.control(Control::Pace { minutes: 60 });
    room.control(Control::Start);
    room.play(12_000);
    assert!(!room.seat.1.view.inbox.is_empty());
    assert!(room.session.frames(deaf, room.wall_ms, 0).is_empty());
    assert!(
        room.session.frames(deaf, room.wall_ms, 64).len() < 8,
        "one clock face, not one for every second"
    );
}

#[test]
fn what_is_long_comes_in_frames_of_a_bounded_length() {
    use startex::base::limits::WIRE_DOWN;
    const LONG: usize = 19_000;
    let mut room = Room::started(60);
    for _ in 0..40 {
        assert_eq!(room.decide(message(&"x".repeat(LONG))), Outcome::Taken);
    }
    let reader = room.session.connect(Desk::Seat(room.session.seat("lv-csirt").unwrap()));
    room.session.receive(reader, FromDesk::Resume { from: 0 }, room.wall_ms);
    let frames = room.session.frames(reader, room.wall_ms, 64);
    let long: Vec<usize> = frames
        .iter()
        .filter(|frame| matches!(frame, ToDesk::Entries(_)))
        .map(|frame| serde_json::to_string(frame).unwrap().len())
        .collect();
    assert!(long.iter().sum::<usize>() >= 40 * LONG, "all of them come");
    assert!(long.iter().all(|long| *long <= WIRE_DOWN + LONG), "{long:?}");
}

#[test]
fn nothing_hidden_is_in_the_directory_or_in_any_frame_to_a_seat() {
    let mut room = Room::started(60);
    let mut said = serde_json::to_string(&Directory::new(&script())).unwrap();
    for id in ["ee-csirt", "lv-csirt"] {
        let conn = room.session.connect(Desk::Seat(room.session.seat(id).unwrap()));
        room.session.receive(conn, FromDesk::Resume { from: 0 }, room.wall_ms);
        for _ in 0..20 {
            room.play(1_000);
            for frame in room.session.frames(conn, room.wall_ms, 64) {
                said.push_str(&serde_json::to_string(&frame).unwrap());
            }
        }
    }
    assert!(said.contains("Gate terminals restart"), "what was delivered is there");
    for hidden in HIDDEN {
        assert!(!said.contains(hidden), "`{hidden}` reached a seat");
    }
}

#[test]
fn a_desk_cannot_use_the_keys_of_the_house() {
    let mut room = Room::started(1);
    let id = OrderId { key: 1, counter: 99 };
    let act = Act::Control(Control::Endex);
    room.session.receive(room.excon.0, FromDesk::Order { id, act }, room.wall_ms);
    room.turn();
    assert_eq!(room.session.state().phase, Phase::Running);
}
