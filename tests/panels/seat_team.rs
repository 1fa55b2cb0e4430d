//! Several people at one seat, as each of them sees it, and what whoever comes late reads first.

use std::cell::RefCell;
use std::sync::Arc;

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable;
use startex::base::{At, Span};
use startex::desk::seat::Out;
use startex::desk::seat::brief::brief;
use startex::exercise::fact::Phase;
use startex::exercise::order::{Team, Verb};
use startex::exercise::refusal::{Refusal, Rule};
use startex::exercise::team::{Answer, DraftEnd};
use startex::exercise::view::{DraftView, EndedDraft};
use startex::wire::{Chair, Check};

use super::desk::{click, harness, line};
use super::seat::Bench;

fn message(text: &str) -> Verb {
    Verb::Message { to: vec!["LV/csirt".into()], tlp: None, reply_to: None, text: text.into() }
}

/// Person `me` of a seat where person 1 releases and person 2 has drafted something.
fn shared(me: u16) -> Bench {
    let mut bench = Bench::hour("ee-csirt");
    let now = bench.played.now();
    let chair =
        |person, writing| Chair { seat: "ee-csirt".into(), person, writing, idle: false, check: None };
    let names = [(1, "Anna Tamm".to_owned()), (2, "Berta Kask".to_owned())];
    bench.me_of = (me, vec![chair(1, false), chair(2, true)], names.into());
    bench.view.team.releaser = Some(1);
    let draft = DraftView { by: 2, at: now, verb: Arc::new(message("Do you see it too?")) };
    bench.view.team.drafts.insert(3, draft);
    bench
}

fn team(bench: &Bench) -> Vec<&Team> {
    let act = |out: &'_ Out| matches!(out, Out::Team { .. });
    bench
        .out
        .iter()
        .filter(|out| act(out))
        .filter_map(|out| if let Out::Team { act, .. } = out { Some(act) } else { None })
        .collect()
}

#[test]
fn who_releases_sees_the_drafts_and_releases_changes_or_gives_back() {
    let bench = RefCell::new(shared(1));
    let mut harness = harness(&bench);
    harness.get_by_label_contains("You release what this seat decides");
    harness.get_by_label_contains("Berta Kask writes");
    harness.get_by_label_contains("Draft 3 by Berta Kask: Message to");
    click(&mut harness, "Release draft 3");
    let released = Team::Release { draft: 3, verb: Arc::new(message("Do you see it too?")) };
    assert_eq!(team(&bench.borrow()), [&released]);
    line(&mut harness, "Why draft 3 goes back", "Say whom it concerns");
    click(&mut harness, "Give draft 3 back");
    let back = Team::GiveBack { draft: 3, reason: "Say whom it concerns".into() };
    assert_eq!(team(&bench.borrow())[1], &back);
    click(&mut harness, "Let Berta Kask release");
    assert_eq!(team(&bench.borrow())[2], &Team::HandOn { to: 2 });
    // Changed in its own form, it goes out as the release of that draft.
    click(&mut harness, "Change");
    harness.get_by_role_and_label(Role::MultilineTextInput, "Message").focus();
    harness.run();
    harness.event(egui::Event::Text("And since when? ".into()));
    harness.run();
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Enter);
    harness.run();
    let bench = bench.borrow();
    let Some(Team::Release { draft: 3, verb }) = team(&bench).last() else { panic!("{:?}", team(&bench)) };
    let Verb::Message { text, .. } = &**verb else { panic!("{verb:?}") };
    assert!(text.contains("And since when?") && text.contains("Do you see it too?"), "{text}");
}

#[test]
fn who_drafts_is_told_so_takes_back_and_mends_what_came_back() {
    let mut seat = shared(2);
    let draft = DraftView { by: 2, at: At::STARTEX, verb: Arc::new(message("Hello")) };
    let reason = "Too early".into();
    seat.view.team.ended.push(EndedDraft { draft, at: At::STARTEX, how: DraftEnd::GivenBack, by: 1, reason });
    let bench = RefCell::new(seat);
    let mut harness = harness(&bench);
    harness.get_by_label_contains("Anna Tamm releases what this seat decides; you draft");
    assert!(harness.query_by_label("Release draft 3").is_none());
    click(&mut harness, "Take draft 3 back");
    let back = Team::GiveBack { draft: 3, reason: String::new() };
    assert_eq!(team(&bench.borrow()), [&back]);
    harness.get_by_label_contains("Anna Tamm gave back");
    harness.get_by_label_contains("Too early");
    click(&mut harness, "Mend it");
    harness.get_by_label_contains("Lay it before who releases");
}

#[test]
fn where_who_releases_has_gone_a_colleague_steps_in_and_reads_the_brief() {
    let mut seat = shared(2);
    seat.me_of.1.remove(0);
    let bench = RefCell::new(seat);
    let mut harness = harness(&bench);
    harness.get_by_label_contains("Anna Tamm releases and is not here");
    assert!(harness.query_by_label("Clocks that run").is_none());
    click(&mut harness, "Step in: I release from now on");
    assert_eq!(team(&bench.borrow()), [&Team::HandOn { to: 2 }]);
    bench.borrow_mut().view.team.releaser = Some(2);
    harness.run();
    harness.get_by_role_and_label(Role::Heading, "Clocks that run");
    harness.get_by_label_contains("Draft 3 by Berta Kask");
}

#[test]
fn who_has_said_no_name_is_told_how_to_release_where_nobody_does() {
    let mut seat = shared(0);
    seat.me_of.1.remove(0);
    let bench = RefCell::new(seat);
    let harness = harness(&bench);
    harness.get_by_label_contains("Anna Tamm releases and is not here");
    harness.get_by_label_contains("Join under your name to release in their place");
    assert!(harness.query_by_label("Step in: I release from now on").is_none());
}

#[test]
fn the_brief_says_where_the_seat_stands_from_its_own_picture_alone() {
    let mut bench = shared(2);
    bench.view.done.push((
        At(600_000),
        startex::exercise::order::OrderId { key: 70_001, counter: 1 },
        Arc::new(message("Seen")),
    ));
    bench.view.team.keys.insert(70_001, 1);
    let input = bench.input();
    let said = brief(&input);
    let part = |title: &str| said.iter().find(|part| part.title == title).unwrap().lines.join("\n");
    let incident = bench.view.incidents.values().next().unwrap();
    assert!(part("What we know").contains(incident.title.get("en")), "{said:#?}");
    assert!(part("What we know").contains("we have not classed it"), "{said:#?}");
    assert!(part("Decided last").contains("D1 08:10 by Anna Tamm: Message to"), "{said:#?}");
    assert!(part("Drafts that wait").contains("Draft 3 by Berta Kask"), "{said:#?}");
    let questions =
        bench.view.inbox.iter().filter(|got| got.post.kind == startex::exercise::entry::PostKind::Ask);
    assert_eq!(part("Open questions").lines().count(), questions.count() + open_probes(&bench));
    // Another picture, another brief: an empty one says so in every part.
    let empty = Bench::new("ee-csirt", super::exercise::Played::open("harbour"));
    let lines: usize = brief(&empty.input()).iter().map(|part| part.lines.len()).sum();
    assert_eq!(lines, 0);
    assert_eq!(empty.played.now(), At::STARTEX + Span::ZERO);
}

fn open_probes(bench: &Bench) -> usize {
    bench.view.probes.iter().filter(|(n, probe)| !probe.closed && !bench.view.answered.contains(n)).count()
}

#[test]
fn whoever_comes_late_reads_the_brief_first_and_finds_it_again() {
    let mut seat = Bench::hour("ee-csirt");
    seat.desk.arrive();
    let bench = RefCell::new(seat);
    let mut harness = harness(&bench);
    harness.get_by_role_and_label(Role::Heading, "Decided last");
    harness.get_by_label("Nothing was decided from this seat");
    click(&mut harness, "Overview");
    assert!(harness.query_by_label("Decided last").is_none());
    click(&mut harness, "Handover brief");
    harness.get_by_role_and_label(Role::Heading, "Decided last");
}

#[test]
fn that_somebody_is_here_and_writes_is_told_now_and_then() {
    let bench = RefCell::new(Bench::hour("ee-csirt"));
    let mut harness = harness(&bench);
    super::desk::press(&mut harness, egui::Key::M);
    harness.get_by_role_and_label(Role::MultilineTextInput, "Message").focus();
    harness.run();
    for letter in ["a", "b", "c", "d"] {
        harness.event(egui::Event::Text(letter.into()));
        harness.run();
    }
    let told = bench.borrow().told.iter().filter(|writes| **writes).count();
    assert_eq!(told, 1, "not with every letter");
}

#[test]
fn before_startex_a_seat_says_that_it_reads_and_can_send_or_what_is_wrong() {
    let bench = RefCell::new(Bench::new("ee-csirt", super::exercise::Played::open("harbour")));
    let mut harness = harness(&bench);
    assert!(harness.query_all_by_label_contains("Communications check").next().is_some());
    line(&mut harness, "What is wrong", "The sound is gone");
    click(&mut harness, "Tell control");
    click(&mut harness, "I read and can send");
    let answers = [Check::Trouble("The sound is gone".into()), Check::Ready].map(Out::Check);
    assert_eq!(bench.borrow().out, answers);
    let check = Some(Check::Ready);
    let mine = Chair { seat: "ee-csirt".into(), person: 0, writing: false, idle: false, check };
    bench.borrow_mut().me_of.1 = vec![mine];
    harness.run();
    assert!(harness.query_all_by_label_contains("You are ready").next().is_some());
    bench.borrow_mut().view.phase = Phase::Running;
    harness.run();
    assert!(harness.query_by_label("I read and can send").is_none());
}

#[test]
fn what_was_refused_among_the_people_says_why() {
    let why = Refusal::new(Rule::NotYourPower, "Person 1 of this seat releases what it decides");
    let mut bench = shared(2);
    bench.last = Some((Team::HandOn { to: 2 }, Some(why.clone().needing("Let them hand it on"))));
    let bench = RefCell::new(bench);
    let mut harness = harness(&bench);
    harness.get_by_role_and_label(Role::Alert, &format!("{why}: Let them hand it on"));
    bench.borrow_mut().last = Some((Team::HandOn { to: 2 }, None));
    harness.run();
    assert!(harness.query_by_role(Role::Alert).is_none());
}

#[test]
fn after_endex_the_questionnaire_stands_where_decisions_stood() {
    let mut bench = Bench::hour("ee-csirt");
    bench.view.phase = Phase::Ended;
    let asked = bench.played.directory.questionnaire.clone();
    let (says, asks) = (asked.statements[0].get("en").to_owned(), asked.questions[0].get("en").to_owned());
    let bench = RefCell::new(bench);
    let mut harness = harness(&bench);
    harness.get_by_role_and_label(Role::Heading, "Questionnaire");
    click(&mut harness, "Send the answers");
    assert!(team(&bench.borrow()).is_empty(), "nothing is answered yet");
    click(&mut harness, &format!("{says}: agree"));
    harness.get_by_label("Send the answers").scroll_to_me();
    harness.run();
    super::desk::lines(&mut harness, &asks, "The lists were right");
    click(&mut harness, "Send the answers");
    let rated = Answer { asked: says, rating: Some(4), text: String::new() };
    let told = Answer { asked: asks, rating: None, text: "The lists were right".to_owned() };
    let given = Team::Feedback { answers: vec![rated, told] };
    assert_eq!(team(&bench.borrow()), [&given]);
    bench.borrow_mut().last = Some((given, None));
    harness.run();
    harness.get_by_role_and_label(Role::Alert, "Thank you: Send it again, and only the latest counts");
}
