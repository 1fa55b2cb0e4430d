//! National moderators and the own seats: who is there, who plays, who releases, and who is out for a real matter.

use super::*;
use startex::wire::Sits;

#[test]
fn a_moderator_is_told_whether_people_or_bots_play_the_own_seats_and_nothing_of_others() {
    let mut room = room();
    room.control(Control::Start);
    let mut own = Watcher::joins(&mut room, desk("moderator-EE"));
    let mut neighbour = Watcher::joins(&mut room, desk("moderator-LV"));
    let staffed = |watcher: &Watcher, seat: &str| watcher.mirror.staffed.get(seat).copied();
    assert_eq!(own.mirror.staffed.len(), 1);
    let before = staffed(&neighbour, "lv-csirt");
    for (staffing, sits) in [
        (Staffing::Bot("by_the_book".to_owned()), Sits::Bot),
        (Staffing::Empty, Sits::Empty),
        (Staffing::Person, Sits::Person),
    ] {
        room.control(Control::Staff { seat: "ee-csirt".to_owned(), staffing });
        own.hears(&mut room);
        neighbour.hears(&mut room);
        assert_eq!(staffed(&own, "ee-csirt"), Some(sits));
        assert_eq!(staffed(&neighbour, "lv-csirt"), before);
    }
    assert!(!own.texts.contains("by_the_book"), "which bot it is, is control's");
    let theirs: Vec<&str> = neighbour.texts.split("{\"staffed\"").skip(1).collect();
    assert!(
        !theirs.is_empty() && theirs.iter().all(|text| !text.split("}}").next().unwrap().contains("ee-"))
    );
}

#[test]
fn no_play_of_one_seat_and_of_all_are_told_apart_and_lifting_one_lifts_not_the_other() {
    let mut room = room();
    room.control(Control::Start);
    let mut own = Watcher::joins(&mut room, desk("moderator-EE"));
    let mut set = |room: &mut Room, seat: Option<&str>, on| {
        assert_eq!(room.control(Control::NoPlay { seat: seat.map(str::to_owned), on }), Outcome::Taken);
        own.hears(room);
        let view = &own.mirror.seats["ee-csirt"].view;
        (view.no_play, view.seat_no_play, view.is_out_of_play())
    };
    assert_eq!(set(&mut room, Some("ee-csirt"), true), (false, true, true));
    assert_eq!(set(&mut room, None, true), (true, true, true));
    assert_eq!(set(&mut room, None, false), (false, true, true), "the seat is still out for its own matter");
    assert_eq!(*refused(&room.decide(message("too early"))).0, Rule::NoPlay);
    assert_eq!(set(&mut room, None, true), (true, true, true));
    assert_eq!(
        set(&mut room, Some("ee-csirt"), false),
        (true, false, true),
        "and now everything still stands"
    );
    assert_eq!(set(&mut room, None, false), (false, false, false));
    assert_eq!(room.decide(message("in time")), Outcome::Taken);
}

#[test]
fn a_moderator_is_told_who_is_at_the_own_seats_and_says_who_of_them_releases() {
    let mut room = room();
    room.control(Control::Start);
    let mut own = Watcher::joins(&mut room, desk("moderator-EE"));
    let mut neighbour = Watcher::joins(&mut room, desk("moderator-LV"));
    let seat = room.session.seat("ee-csirt").unwrap();
    let second = room.session.connect_as(Desk::Seat(seat), 2);
    let later = |room: &mut Room, watcher: &mut Watcher| {
        room.wall_ms += 2_000;
        watcher.hears(room);
        watcher.mirror.here.iter().map(|chair| (chair.seat.clone(), chair.person)).collect::<Vec<_>>()
    };
    let at = |person| ("ee-csirt".to_owned(), person);
    assert_eq!(later(&mut room, &mut own), [at(0), at(2)]);
    assert_eq!(later(&mut room, &mut neighbour), [], "nobody is at the seats of Latvia");
    assert!(!neighbour.texts.contains("{\"here\""));
    let releaser = |seat: &str| Control::Releaser { seat: seat.to_owned(), person: Some(2) };
    assert_eq!(own.control(&mut room, releaser("ee-csirt")), Outcome::Taken);
    assert_eq!(own.mirror.seats["ee-csirt"].view.team.releaser, Some(2));
    assert_eq!(*refused(&own.control(&mut room, releaser("lv-csirt"))).0, Rule::NotThisDesk);
    room.session.disconnect(second);
    assert_eq!(later(&mut room, &mut own), [at(0)]);
    // Of those who left while the line was broken nothing is left.
    room.session.disconnect(own.conn);
    room.session.disconnect(room.seat.0);
    own.conn = room.session.connect(desk("moderator-EE"));
    assert_eq!(later(&mut room, &mut own), []);
}

#[test]
fn a_moderator_writes_in_a_role_to_the_own_seats_alone_and_settles_nothing_of_the_white_cell() {
    let mut room = room();
    room.control(Control::Start);
    let mut own = Watcher::joins(&mut room, desk("moderator-EE"));
    let play = |to: &str, settles| Control::Play {
        persona: "Harbour master".to_owned(),
        to: vec![to.to_owned()],
        text: "Which gate is open?".to_owned(),
        settles,
    };
    assert_eq!(own.control(&mut room, play("ee-csirt", None)), Outcome::Taken);
    own.hears(&mut room);
    let inbox = &own.mirror.seats["ee-csirt"].view.inbox;
    let post = &inbox.last().unwrap().post;
    assert_eq!((post.from.get("en"), post.text.get("en")), ("Harbour master", "Which gate is open?"));
    for (to, settles) in [("lv-csirt", None), ("all", None), ("ee-csirt", Some(0))] {
        assert_eq!(*refused(&own.control(&mut room, play(to, settles))).0, Rule::NotThisDesk, "{to}");
    }
}
