//! Evaluators, observers, the room and national moderators: each reads what its role may, orders what its role may, and
//! nobody notices that it looks.

use super::*;
use startex::exercise::order::{RaterRole, Rating};
use startex::exercise::refusal::Rule;
use startex::exercise::role::{self, Role};
use startex::scenario::words::Channel;
use startex::wire::text::Down;
use startex::wire::{PUBLIC, WatchMirror};

/// Words that go to Latvia alone.
const FOR_LATVIA: &str = "This is for Latvia alone";

/// A desk that watches, with every text that it got.
pub(super) struct Watcher {
    pub(super) conn: Conn,
    pub(super) mirror: WatchMirror,
    pub(super) texts: String,
}

impl Watcher {
    pub(super) fn joins(room: &mut Room, desk: Desk) -> Self {
        let role = Role::of(room.session.script(), desk).unwrap();
        let key = 80_000 + room.session.state().records;
        let conn = room.session.connect(desk);
        let mut joined = Self { conn, mirror: WatchMirror::new(role, key), texts: String::new() };
        joined.hears(room);
        joined
    }

    pub(super) fn hears(&mut self, room: &mut Room) {
        hear(room, self.conn, |frame| {
            self.texts += &Down::Desk(frame.clone()).encode();
            self.mirror.receive(frame)
        });
    }

    /// A guide is made anew every few seconds at most while the clock runs.
    pub(super) fn hears_later(&mut self, room: &mut Room) {
        room.play(4_000);
        self.hears(room);
    }

    fn orders(&mut self, room: &mut Room, act: Act) -> Outcome {
        let frame = self.mirror.orders.send(act, room.now());
        room.session.receive(self.conn, frame, room.wall_ms);
        self.hears(room);
        self.mirror.orders.settled.back().unwrap().outcome.clone()
    }

    pub(super) fn control(&mut self, room: &mut Room, control: Control) -> Outcome {
        self.orders(room, Act::Control(control))
    }
}

pub(super) fn desk(name: &str) -> Desk {
    role::desk(&script(), name).unwrap_or_else(|| panic!("no desk {name}"))
}

pub(super) fn appoint(room: &mut Room, rater: &str, role: RaterRole, states: &[&str]) {
    let states = states.iter().map(|code| (*code).to_owned()).collect();
    let act = Control::Appoint { rater: rater.to_owned(), role: Some(role), states };
    assert_eq!(room.control(act), Outcome::Taken);
}

pub(super) fn compose(to: &str, says: &str) -> Control {
    Control::Compose {
        to: vec![to.to_owned()],
        sender: "Somebody".to_owned(),
        by: Channel::Phone,
        says: says.to_owned(),
        at: None,
        about: None,
    }
}

/// Twelve minutes in: Estonia has read of its gates, and Latvia what is for Latvia alone.
fn room() -> Room {
    let mut room = Room::started(60);
    room.play(12_000);
    assert_eq!(room.control(compose("lv-csirt", FOR_LATVIA)), Outcome::Taken);
    room
}

pub(super) fn refused(outcome: &Outcome) -> (&Rule, &str) {
    let Outcome::Refused(refusal) = outcome else { panic!("{outcome:?}") };
    (&refusal.rule, &refusal.message)
}

#[test]
fn every_role_reads_the_pictures_that_are_its_and_not_a_byte_of_another() {
    let mut room = room();
    appoint(&mut room, "Evaluator 1", RaterRole::Evaluator, &["EE"]);
    appoint(&mut room, "Evaluator 2", RaterRole::Lead, &[]);
    let mut all: Vec<(&str, Watcher)> =
        ["evaluator-1", "evaluator-2", "evaluator-3", "observer", "room", "moderator-LV"]
            .into_iter()
            .map(|name| (name, Watcher::joins(&mut room, desk(name))))
            .collect();
    // Beyond the hour and a half everybody hears the news.
    room.play(85_000);
    for (name, watcher) in &mut all {
        watcher.hears(&mut room);
        let seats: Vec<&str> = watcher.mirror.seats.keys().map(String::as_str).collect();
        let wanted: &[&str] = match *name {
            "evaluator-1" => &["ee-csirt"],
            "evaluator-2" => &["ee-csirt", "lv-csirt"],
            "moderator-LV" => &["lv-csirt"],
            _ => &[],
        };
        assert_eq!(seats, wanted, "{name}");
        for (words, seat) in [("Gate terminals restart", "ee-csirt"), (FOR_LATVIA, "lv-csirt")] {
            assert_eq!(watcher.texts.contains(words), wanted.contains(&seat), "{name}: {words}");
        }
        assert!(watcher.texts.contains("Trucks queue to the motorway"), "{name} hears what all hear");
        assert_eq!(watcher.mirror.public.view.inbox.len(), 1, "{name}");
        // What is hidden behind the scenes is hidden from all of them.
        for hidden in ["Quiet Tide", "hidden-item", "hidden-stage", "hidden-rule", "INJ-LATE"] {
            assert!(!watcher.texts.contains(hidden), "{name}: {hidden}");
        }
        let open = room.excon.1.open.as_ref().unwrap();
        for (seat, picture) in &watcher.mirror.seats {
            let own = &open.views[room.session.seat(seat).unwrap()];
            assert_eq!(picture.view, *own, "{name} reads {seat} as it reads itself");
            // Only who rates has a use for the numbers of records.
            let counted = if name.starts_with("evaluator") { own.entries as usize } else { 0 };
            assert_eq!(picture.records.len(), counted, "{name}");
        }
    }
    // The states that an evaluator judges may change while they are there.
    let (_, first) = &mut all[0];
    appoint(&mut room, "Evaluator 1", RaterRole::Evaluator, &["LV"]);
    first.hears(&mut room);
    assert_eq!(first.mirror.seats.keys().collect::<Vec<_>>(), ["lv-csirt"]);
    assert!(first.texts.contains(FOR_LATVIA));
    appoint(&mut room, "Evaluator 1", RaterRole::Evaluator, &["EE", "LV"]);
    first.hears(&mut room);
    let open = room.excon.1.open.as_ref().unwrap();
    assert_eq!(first.mirror.seats["ee-csirt"].view, open.views[room.session.seat("ee-csirt").unwrap()]);
}

#[test]
fn an_observer_reads_what_the_scenario_grants() {
    let mut sources = header().sources;
    let granting = SCENARIO.replacen("pace: 12,", "pace: 12,\n    observers: [\"LV\"],", 1);
    sources.insert("main.ron".to_owned(), granting);
    let loaded = load(&sources, "main.ron");
    let script = loaded.script.unwrap_or_else(|| panic!("{:#?}", loaded.findings));
    let header = Header { sources, ..header() };
    let mut room = Room::new(Session::open(script, header, Box::new(Doctrines), &[]));
    room.control(Control::Start);
    room.control(compose("lv-csirt", FOR_LATVIA));
    let observer = Watcher::joins(&mut room, Desk::Observer);
    assert_eq!(observer.mirror.seats.keys().collect::<Vec<_>>(), ["lv-csirt"]);
    assert!(observer.texts.contains(FOR_LATVIA));
    let screen = Watcher::joins(&mut room, Desk::Room);
    assert!(
        screen.mirror.seats.is_empty() && !screen.texts.contains(FOR_LATVIA),
        "the room has players in it"
    );
}

#[test]
fn a_desk_that_watches_and_comes_back_gets_the_rest_once() {
    let mut room = room();
    appoint(&mut room, "Evaluator 1", RaterRole::Evaluator, &[]);
    let mut watcher = Watcher::joins(&mut room, Desk::Evaluator(1));
    let before = watcher.mirror.seats["lv-csirt"].view.entries;
    room.session.disconnect(watcher.conn);
    room.control(compose("lv-csirt", "while the evaluator was away"));
    watcher.conn = room.session.connect(Desk::Evaluator(1));
    watcher.texts.clear();
    watcher.hears(&mut room);
    let picture = &watcher.mirror.seats["lv-csirt"];
    assert!(picture.view.entries > before);
    assert_eq!(picture.view.entries as usize, picture.records.len());
    assert!(!watcher.texts.contains(FOR_LATVIA), "what it has is not sent again");
    // Behind a gap it asks for the rest anew, by picture.
    let lost = FromDesk::ResumeOf(BTreeMap::from([("lv-csirt".to_owned(), 1), (PUBLIC.to_owned(), 0)]));
    room.session.receive(watcher.conn, lost, room.wall_ms);
    watcher.hears(&mut room);
    assert!(watcher.texts.contains(FOR_LATVIA));
    let open = room.excon.1.open.as_ref().unwrap();
    assert_eq!(watcher.mirror.seats["lv-csirt"].view, open.views[room.session.seat("lv-csirt").unwrap()]);
}

#[test]
fn nobody_notices_that_somebody_looks() {
    let play = |watched: bool| {
        let mut room = Room::started(60);
        let mut watchers = Vec::new();
        if watched {
            let names = ["evaluator-1", "observer", "room", "moderator-EE"];
            watchers.extend(names.map(|name| Watcher::joins(&mut room, desk(name))));
        }
        let seat = room.session.seat("lv-csirt").unwrap();
        let other = room.session.connect(Desk::Seat(seat));
        room.session.receive(other, FromDesk::Resume { from: 0 }, room.wall_ms);
        let mut texts = Vec::new();
        for n in 0..30 {
            room.play(1_000);
            assert_eq!(room.decide(message(&format!("line {n}"))), Outcome::Taken);
            watchers.iter_mut().for_each(|watcher| watcher.hears(&mut room));
            let frames = room.session.frames(other, room.wall_ms, 64);
            texts.extend(frames.into_iter().map(|frame| Down::Desk(frame).encode()));
        }
        (texts, room.stored, room.seat.1.view)
    };
    let (alone, looked_at) = (play(false), play(true));
    assert!(alone.0.len() > 30);
    assert_eq!(alone.0, looked_at.0, "not a byte to a seat is another");
    assert_eq!(alone.1, looked_at.1, "nothing of it is in the journal");
    assert_eq!(alone.2, looked_at.2);
}

#[test]
fn what_the_press_brings_to_every_seat_stands_on_the_rooms_screen() {
    let mut room = room();
    let mut screen = Watcher::joins(&mut room, desk("room"));
    let press = |to: &str, by, says: &str| Control::Compose {
        to: vec![to.to_owned()],
        sender: "Evening paper".to_owned(),
        by,
        says: says.to_owned(),
        at: None,
        about: None,
    };
    for (to, by, says, everybody) in [
        ("all", Channel::News, "The gates stand still", true),
        ("all", Channel::Mail, "A mail to each of them", false),
        ("lv-csirt", Channel::News, "Cut out for one desk", false),
    ] {
        assert_eq!(room.control(press(to, by, says)), Outcome::Taken);
        screen.hears(&mut room);
        assert_eq!(screen.texts.contains(says), everybody, "{says}");
    }
}

#[test]
fn what_is_not_a_roles_to_order_is_refused_with_a_sentence_and_any_of_them_may_stop_for_a_real_matter() {
    let mut room = room();
    appoint(&mut room, "Evaluator 1", RaterRole::Lead, &[]);
    let seat = || "lv-csirt".to_owned();
    let orders = [
        Act::Control(Control::Pause),
        Act::Control(Control::Endex),
        Act::Control(Control::Fire { inject: "INJ-LATE".to_owned() }),
        Act::Control(Control::NoPlay { seat: None, on: false }),
        Act::Control(Control::Staff { seat: seat(), staffing: Staffing::Empty }),
        Act::Control(Control::Reveal { item: "hidden-item".to_owned(), to: vec![seat()] }),
        Act::Control(Control::SignOff { by: "me".to_owned(), on: String::new(), text: String::new() }),
        Act::Control(Control::Rate {
            objective: "warn".to_owned(),
            task: 0,
            rating: Rating::Performed,
            text: String::new(),
        }),
        Act::Control(compose("ee-csirt", "for the neighbour")),
        Act::Verb(message("as a seat").into()),
        Act::Team(startex::exercise::order::Team::HandOn { to: 1 }),
    ];
    for name in ["evaluator-1", "observer", "room", "moderator-LV"] {
        let mut watcher = Watcher::joins(&mut room, desk(name));
        let before = room.session.state().clone();
        for act in &orders {
            let outcome = watcher.orders(&mut room, act.clone());
            let (rule, message) = refused(&outcome);
            // Of an inject of others a moderator hears what anybody hears of one that there is not.
            let unknown = name == "moderator-LV" && matches!(act, Act::Control(Control::Fire { .. }));
            let wanted = if unknown { Rule::NoSuchName } else { Rule::NotThisDesk };
            assert_eq!(*rule, wanted, "{name}: {act:?}");
            assert!(message.len() > 20, "{name}: {message}");
        }
        assert_eq!(room.session.state().messages.len(), before.messages.len());
        assert_eq!(room.session.state().phase, before.phase);
        let stop = Control::NoPlay { seat: None, on: true };
        assert_eq!(watcher.control(&mut room, stop), Outcome::Taken, "{name}");
        assert!(room.session.state().no_play);
        room.control(Control::NoPlay { seat: None, on: false });
    }
}

#[test]
fn a_national_moderator_acts_on_the_seats_of_the_own_state() {
    let mut room = room();
    let mut own = Watcher::joins(&mut room, desk("moderator-EE"));
    assert_eq!(own.mirror.role, Role::Moderator("EE".to_owned()));
    let words = "The mayor asks what is closed";
    assert_eq!(own.control(&mut room, compose("ee-csirt", words)), Outcome::Taken);
    assert!(room.seat.1.view.inbox.iter().any(|item| item.post.text.get("en") == words));
    assert!(own.texts.contains(words));
    let at = room.now();
    let aloud = |seat: &str| Control::RecordFor {
        seat: seat.to_owned(),
        occurred_at: at,
        verb: Box::new(message("said by phone")),
    };
    assert_eq!(own.control(&mut room, aloud("ee-csirt")), Outcome::Taken);
    assert_eq!(room.session.state().messages.len(), 1);
    let no_play = |seat: &str, on| Control::NoPlay { seat: Some(seat.to_owned()), on };
    assert_eq!(own.control(&mut room, no_play("ee-csirt", true)), Outcome::Taken);
    assert_eq!(own.control(&mut room, no_play("ee-csirt", false)), Outcome::Taken);
    let about = Control::Compose {
        to: vec!["ee-csirt".to_owned()],
        sender: "Somebody".to_owned(),
        by: Channel::Mail,
        says: "About what nobody told them of".to_owned(),
        at: None,
        about: Some("hidden-incident".to_owned()),
    };
    for act in [compose("all", "to everybody"), aloud("lv-csirt"), no_play("lv-csirt", true), about] {
        let outcome = own.control(&mut room, act.clone());
        assert_eq!(*refused(&outcome).0, Rule::NotThisDesk, "{act:?}");
    }
    // What it ordered stands in the journal under its name, and leads to the same again.
    let open = room.excon.1.open.as_ref().unwrap();
    let by = |record: &&Arc<Record>| record.order().is_some_and(|order| order.from == desk("moderator-EE"));
    assert!(open.records.iter().filter(by).count() >= 8);
    let again = Session::resume(script(), header(), room.stored.clone(), Box::new(Doctrines)).unwrap();
    let came = |state: &startex::exercise::state::State| (state.messages.len(), state.injects.len());
    assert_eq!(came(again.state()), came(room.session.state()));
}

#[test]
fn a_desk_of_a_role_has_one_name_and_a_seat_of_the_same_name_comes_first() {
    let script = script();
    for name in ["excon", "ee-csirt", "evaluator-1", "evaluator-99", "observer", "room", "moderator-LV"] {
        assert_eq!(role::name(&script, role::desk(&script, name).unwrap()), name);
    }
    for none in ["evaluator-0", "evaluator-01", "evaluator-100", "moderator-FR", "moderator-", "nobody", ""] {
        assert_eq!(role::desk(&script, none), None, "{none}");
    }
    assert_eq!((role::evaluator("Evaluator 7"), role::evaluator("Lead")), (Some(7), None));
}

#[test]
fn control_sees_who_watches_as_there_while_they_say_so_and_the_rooms_screen_as_long_as_it_is_connected() {
    let mut room = Room::started(60);
    let names = ["evaluator-1", "moderator-EE", "observer", "room"];
    let watchers = names.map(|name| Watcher::joins(&mut room, desk(name)));
    let there = |room: &mut Room, here: &[&str]| {
        // For longer than it takes to be called away.
        for _ in 0..25 {
            room.wall_ms += 10_000;
            for (name, watcher) in names.iter().zip(&watchers) {
                if here.contains(name) {
                    let writing = *name == "moderator-EE";
                    room.session.receive(watcher.conn, FromDesk::Here { writing }, room.wall_ms);
                }
            }
            room.session.advance(room.wall_ms);
            room.turn();
        }
        names.map(|name| {
            let chair = room.excon.1.here.iter().find(|chair| chair.seat == name).unwrap();
            match (chair.writing, chair.idle) {
                (true, _) => "writes",
                (false, true) => "away",
                (false, false) => "here",
            }
        })
    };
    assert_eq!(there(&mut room, &["evaluator-1", "moderator-EE"]), ["here", "writes", "away", "here"]);
    assert_eq!(there(&mut room, &["observer"]), ["away", "away", "here", "here"]);
    let [.., screen] = &watchers;
    room.session.disconnect(screen.conn);
    room.wall_ms += 2_000;
    room.turn();
    assert!(room.excon.1.here.iter().all(|chair| chair.seat != "room"), "it is gone");
}
