//! Controllers: exercise control's colleagues. They read all that it reads, play the injects and the White Cell, and leave the
//! rest to it.

use startex::exercise::order::{Rating, Team};
use startex::exercise::refusal::Rule;
use startex::exercise::role::Role;
use startex::wire::ExconMirror;

use super::roles::{compose, desk, refused};
use super::*;

/// A controller's desk.
struct Controller {
    conn: Conn,
    mirror: ExconMirror,
}

impl Controller {
    fn joins(room: &mut Room, name: &str) -> Self {
        let key = 90_000 + room.session.state().records;
        let conn = room.session.connect(desk(name));
        let mut joined = Self { conn, mirror: ExconMirror::new(key) };
        joined.hears(room);
        joined
    }

    fn hears(&mut self, room: &mut Room) {
        hear(room, self.conn, |frame| self.mirror.receive(frame).unwrap());
    }

    fn orders(&mut self, room: &mut Room, act: Act) -> Outcome {
        let frame = self.mirror.orders.send(act, room.now());
        room.session.receive(self.conn, frame, room.wall_ms);
        self.hears(room);
        self.mirror.orders.settled.back().unwrap().outcome.clone()
    }
}

#[test]
fn a_controller_reads_what_control_reads_and_is_called_by_its_name() {
    let mut room = Room::started(60);
    room.play(12_000);
    let mut one = Controller::joins(&mut room, "controller-1");
    assert_eq!(one.mirror.role, Some(Role::Controller("Controller 1".to_owned())));
    room.play(30_000);
    one.hears(&mut room);
    let (theirs, controls) = (one.mirror.open.as_ref().unwrap(), room.excon.1.open.as_ref().unwrap());
    assert_eq!(theirs.records, controls.records);
    assert_eq!(theirs.script.hash, controls.script.hash);
    assert_eq!(one.mirror.present, room.excon.1.present);
    // Control sees that they are there.
    assert!(room.excon.1.here.iter().any(|chair| chair.seat == "controller-1"));
}

#[test]
fn a_controller_plays_the_injects_and_the_white_cell() {
    let mut room = Room::started(60);
    room.play(12_000);
    let mut one = Controller::joins(&mut room, "controller-2");
    let at = room.now();
    let plays = [
        compose("ee-csirt", "Who calls the mayor?"),
        Control::Play {
            persona: "The mayor".to_owned(),
            to: vec!["ee-csirt".to_owned()],
            text: "Nobody called".to_owned(),
            settles: None,
        },
        Control::Hold { inject: "INJ-LATE".to_owned(), on: true },
        Control::Retell { inject: "INJ-LATE".to_owned(), says: "Later still".to_owned() },
        Control::Fire { inject: "INJ-LATE".to_owned() },
        Control::RecordFor {
            seat: "ee-csirt".to_owned(),
            occurred_at: at,
            verb: Box::new(message("by phone")),
        },
        Control::Observe { seat: Some("ee-csirt".to_owned()), objective: None, text: "They ask".to_owned() },
        Control::NoPlay { seat: Some("ee-csirt".to_owned()), on: true },
        Control::NoPlay { seat: Some("ee-csirt".to_owned()), on: false },
        Control::NoPlay { seat: None, on: true },
    ];
    for act in plays {
        let outcome = one.orders(&mut room, Act::Control(act.clone()));
        assert_eq!(outcome, Outcome::Taken, "{act:?}");
    }
    let read = |words: &str| room.seat.1.view.inbox.iter().any(|item| item.post.text.get("en") == words);
    assert!(read("Who calls the mayor?") && read("Nobody called"));
    // It stands in the journal under the controller's own name, and leads to the same again.
    let by = |record: &&Arc<Record>| record.order().is_some_and(|order| order.from == desk("controller-2"));
    assert_eq!(room.excon.1.open.as_ref().unwrap().records.iter().filter(by).count(), 10);
    let again = Session::resume(script(), header(), room.stored.clone(), Box::new(Doctrines)).unwrap();
    assert_eq!(again.state().injects.len(), room.session.state().injects.len());
}

#[test]
fn clock_world_seats_ratings_and_the_end_are_exercise_controls_alone() {
    let mut room = Room::started(60);
    room.play(12_000);
    let mut one = Controller::joins(&mut room, "controller-1");
    let seat = || "lv-csirt".to_owned();
    let orders = [
        Act::Control(Control::Start),
        Act::Control(Control::Pause),
        Act::Control(Control::Pace { minutes: 2 }),
        Act::Control(Control::SkipTo { at: minutes(600) }),
        Act::Control(Control::Endex),
        Act::Control(Control::NoPlay { seat: None, on: false }),
        Act::Control(Control::Staff { seat: seat(), staffing: Staffing::Empty }),
        Act::Control(Control::Reveal { item: "hidden-item".to_owned(), to: vec![seat()] }),
        Act::Control(Control::Void { record: 1, reason: "No".to_owned() }),
        Act::Control(Control::Rate {
            objective: "warn".to_owned(),
            task: 0,
            rating: Rating::Performed,
            text: String::new(),
        }),
        Act::Control(Control::SignOff { by: "me".to_owned(), on: String::new(), text: String::new() }),
        Act::Verb(message("as a seat").into()),
        Act::Team(Team::HandOn { to: 1 }),
    ];
    let before = (room.session.state().phase, room.session.state().pace);
    for act in orders {
        let outcome = one.orders(&mut room, act.clone());
        let (rule, message) = refused(&outcome);
        assert_eq!(*rule, Rule::NotThisDesk, "{act:?}");
        assert!(message.len() > 20, "{message}");
    }
    assert_eq!((room.session.state().phase, room.session.state().pace), before);
    // What is the server's alone to say is not even looked at.
    let sit = Control::Sit { seat: seat(), person: 1, key: 70_000 };
    assert!(matches!(one.orders(&mut room, Act::Control(sit)), Outcome::NotTaken(_)));
}
