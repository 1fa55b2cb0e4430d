//! The tab of the door: who is there, who would like to be, links, and the roster.

use std::cell::RefCell;

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable;
use startex::base::Span;
use startex::desk::excon::{Out, Tab};
use startex::exercise::order::{Control, Staffing};
use startex::wire::{AccessNews, AccessOrder, Admission, Chair, Check, Door, SeatTwice};

use super::desk::{click, harness, press};
use super::excon::Bench;
use super::exercise::Played;

fn bench(door: Option<Door>) -> RefCell<Bench> {
    let mut bench = Bench::new(Played::play("harbour", Span::mins(30), &["ee-port"]));
    let chair = |person, writing, idle| Chair { seat: "ee-csirt".into(), person, writing, idle, check: None };
    (bench.here, bench.door) = (vec![chair(1, false, true), chair(2, true, false)], door);
    RefCell::new(bench)
}

fn door() -> Door {
    let mut door = Door::default();
    let name = |person, name: &str| AccessNews::Person { seat: "ee-csirt".into(), person, name: name.into() };
    for news in [
        AccessNews::SeatTwice(SeatTwice::Share),
        AccessNews::Knock { number: 7, seat: "ee-csirt".into() },
        name(1, "Anna Tamm"),
        name(2, "Berta Kask"),
        AccessNews::Notice("Wrong secrets are being tried".into()),
    ] {
        door.hear(news);
    }
    door
}

fn orders(bench: &RefCell<Bench>) -> Vec<AccessOrder> {
    let order = |out: &Out| if let Out::Door(order) = out { Some(order.clone()) } else { None };
    bench.borrow().out.iter().filter_map(order).collect()
}

fn title(bench: &RefCell<Bench>) -> String {
    let bench = bench.borrow();
    let script = &bench.played.script;
    let seat = &script.seats[script.names.seats["ee-csirt"]];
    format!("{}, {}: writing, 2 persons", seat.title.get("en"), script.orgs[seat.org].name.get("en"))
}

fn shown(harness: &egui_kittest::Harness<'_>, words: &str) -> bool {
    harness.query_all_by_label_contains(words).next().is_some()
}

#[test]
fn a_knock_is_answered_a_rule_is_set_and_links_are_made_and_revoked_after_asking() {
    let bench = bench(Some(door()));
    let mut harness = harness(&bench);
    harness.get_by_label("Door 1");
    press(&mut harness, Key::Num8);
    assert_eq!(bench.borrow().desk.tab, Tab::Door);
    assert!(shown(&harness, "Somebody waits for") && shown(&harness, "Wrong secrets are being tried"));
    click(&mut harness, "Let them take it over");
    click(&mut harness, "Ask me");
    click(&mut harness, &title(&bench));
    for grave in ["New link", "Revoke link"] {
        harness.get_by_label(grave).scroll_to_me();
        harness.run();
        click(&mut harness, grave);
        if grave == "New link" {
            click(&mut harness, "Make a new link");
        }
    }
    click(&mut harness, "Leave it");
    let seat = || "ee-csirt".to_owned();
    let expected = [
        AccessOrder::Admit { knock: 7, how: Admission::TakeOver },
        AccessOrder::SeatTwice(SeatTwice::Ask),
        AccessOrder::Reissue { seat: seat() },
    ];
    assert_eq!(orders(&bench), expected, "what was not confirmed is not ordered");
    let link = AccessNews::Link { seat: seat(), link: "https://exercise.example/join#secret=1".into() };
    bench.borrow_mut().door.as_mut().unwrap().hear(link);
    bench.borrow_mut().door.as_mut().unwrap().hear(AccessNews::KnockOver { number: 7 });
    harness.run();
    assert!(shown(&harness, "shown this once"));
    assert!(!shown(&harness, "Somebody waits for"));
    harness.get_by_label("Put away").scroll_to_me();
    harness.run();
    click(&mut harness, "Put away");
    assert!(!shown(&harness, "shown this once"));
}

#[test]
fn who_is_there_writes_or_is_away_is_seen_and_who_releases_is_said() {
    let bench = bench(Some(door()));
    bench.borrow_mut().desk.tab = Tab::Door;
    let mut harness = harness(&bench);
    click(&mut harness, &title(&bench));
    harness.get_by_label_contains("Anna Tamm (ee-csirt/1) is away");
    harness.get_by_label_contains("Berta Kask (ee-csirt/2) writes");
    click(&mut harness, "Let Berta Kask (ee-csirt/2) release");
    let wanted = Control::Releaser { seat: "ee-csirt".into(), person: Some(2) };
    assert_eq!(bench.borrow().acts(), [&wanted]);
    harness.get_by_label("The roster has 2 names");
    click(&mut harness, "Erase the roster");
    click(&mut harness, "Erase all names");
    assert_eq!(orders(&bench), [AccessOrder::Forget { person: None }]);
    bench.borrow_mut().door.as_mut().unwrap().hear(AccessNews::Forgotten { person: None });
    harness.run();
    harness.get_by_label_contains("ee-csirt/2 writes");
    assert!(harness.query_by_label_contains("Berta Kask").is_none());
}

#[test]
fn an_exercise_on_one_machine_says_that_it_has_no_door() {
    let bench = bench(None);
    bench.borrow_mut().desk.tab = Tab::Door;
    let mut harness = harness(&bench);
    harness.get_by_label_contains("there is no door to keep");
    click(&mut harness, &title(&bench));
    assert!(harness.query_by_role_and_label(Role::Button, "New link").is_none());
}

#[test]
fn before_startex_the_board_says_who_is_not_ready_and_go_is_given_when_all_are() {
    let mut bench = Bench::new(Played::open("harbour"));
    bench.desk.tab = Tab::Door;
    let people: Vec<String> = {
        let (script, state) = (&bench.played.script, &bench.played.exercise.state);
        let seats = script.seats.iter().filter(|(id, _)| state.seats[*id].staffing == Staffing::Person);
        seats.map(|(_, spec)| spec.id.clone()).collect()
    };
    assert!(people.len() > 1, "{people:?}");
    let chair =
        |seat: &String, check| Chair { seat: seat.clone(), person: 0, writing: false, idle: false, check };
    bench.here = people.iter().skip(1).map(|seat| chair(seat, Some(Check::Ready))).collect();
    bench.here.push(chair(&people[0], Some(Check::Trouble("No sound".into()))));
    let bench = RefCell::new(bench);
    let mut harness = harness(&bench);
    assert!(shown(&harness, &format!("{} of {} ready", people.len() - 1, people.len())));
    harness.get_by_label_contains(&format!("({}): “No sound”", people[0]));
    click(&mut harness, "No-go: start all the same");
    click(&mut harness, "Wait for them");
    assert!(bench.borrow().acts().is_empty());
    bench.borrow_mut().here.last_mut().unwrap().check = Some(Check::Ready);
    harness.run();
    click(&mut harness, "Go: STARTEX");
    assert_eq!(bench.borrow().acts(), [&Control::Start]);
}

#[test]
fn whoever_watches_gets_a_link_here_and_loses_it_here() {
    let mut door = door();
    door.hear(AccessNews::Watchers(vec!["evaluator-1".into(), "room".into()]));
    let bench = bench(Some(door));
    bench.borrow_mut().desk.tab = Tab::Door;
    let here = Chair { seat: "room".into(), person: 0, writing: false, idle: false, check: None };
    bench.borrow_mut().here.push(here);
    let mut harness = harness(&bench);
    let look = |harness: &mut egui_kittest::Harness<'_>, row: &str, act: &str| {
        harness.get_by_label_contains(row).scroll_to_me();
        harness.run();
        harness.get_by_label_contains(row).click();
        harness.run();
        harness.get_by_label(act).scroll_to_me();
        harness.run();
        click(harness, act);
    };
    look(&mut harness, "Evaluator 2: no link", "Make a link");
    look(&mut harness, "The screen of the room: here", "Revoke link");
    click(&mut harness, "Revoke the link");
    let seat = |name: &str| name.to_owned();
    let expected =
        [AccessOrder::Reissue { seat: seat("evaluator-2") }, AccessOrder::Revoke { seat: seat("room") }];
    assert_eq!(orders(&bench), expected);
}
