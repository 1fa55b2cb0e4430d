//! The lobby: the quick start is the obvious choice, a scenario with errors cannot be opened, seats are staffed.

use std::cell::RefCell;

use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use startex::base::Span;
use startex::desk::Theme;
use startex::desk::lobby::{Card, FindingRow, JournalCard, Lobby, LobbyInput, Out, SeatRow};
use startex::desk::theme::Mode;
use startex::exercise::order::Staffing;

fn card(id: &str, title: &str) -> Card {
    let seat = |id: &str, title: &str, staffing| SeatRow {
        id: id.into(),
        title: title.into(),
        of: "Slovenia".into(),
        staffing,
    };
    Card {
        id: id.into(),
        title: title.into(),
        summary: "A tool stops a port's gates".into(),
        length: Span::hours(2),
        pace: 12,
        states: vec!["Slovenia".into()],
        seats: vec![
            seat("si-csirt", "Duty officer", Staffing::Bot("by_the_book".into())),
            seat("si-port", "Port", Staffing::Person),
        ],
        difficulty: "introductory".into(),
        ..Card::default()
    }
}

fn broken() -> Card {
    let row =
        FindingRow { error: true, place: "b.ron, line 7".into(), message: "there is no seat `x`".into() };
    Card { errors: 1, findings: vec![row], ..card("b", "Broken") }
}

fn journal(id: &str, title: &str, ended: bool) -> JournalCard {
    let note = if ended { "The gates, finished on 27 November 2026" } else { "The gates, at D1 09:30" };
    JournalCard { id: id.into(), title: title.into(), note: note.into(), ended }
}

fn lobby<'a>(journals: &'a [JournalCard], out: &'a RefCell<Vec<Out>>) -> Harness<'a> {
    let cards = [card("quickstart", "The gates"), broken()];
    let (mut panel, mut first) = (Lobby::default(), true);
    Harness::builder().with_size([1400.0, 900.0]).build_ui(move |root| {
        if std::mem::take(&mut first) {
            Theme::new(Mode::Dark).still(true).apply(root.ctx());
            return;
        }
        let input = LobbyInput { cards: &cards, journals, reading: 0, trouble: None };
        panel.ui(root, &input, &mut out.borrow_mut());
    })
}

#[test]
fn a_newcomer_is_one_click_from_the_quick_start() {
    let out = RefCell::default();
    let mut harness = lobby(&[], &out);
    harness.run();
    harness.get_by_label("Try the quick start").click();
    harness.run();
    let out = out.borrow();
    let [Out::Open { scenario, staffing, .. }] = out.as_slice() else { panic!("{out:?}") };
    assert_eq!((scenario.as_str(), staffing.len()), ("quickstart", 2));
}

#[test]
fn who_was_here_before_is_offered_to_go_on() {
    let journals = [journal("j", "quickstart-001", false)];
    let out = RefCell::default();
    let mut harness = lobby(&journals, &out);
    harness.run();
    assert!(harness.query_by_label("Try the quick start").is_none());
    harness.get_by_label("Go on with quickstart-001").click();
    harness.run();
    assert_eq!(*out.borrow(), [Out::Resume("j".into())]);
}

#[test]
fn many_unfinished_exercises_leave_the_scenarios_in_sight_until_all_are_asked_for() {
    let journals: Vec<JournalCard> =
        (1..=8).map(|n| journal(&n.to_string(), &format!("old {n}"), false)).collect();
    let out = RefCell::default();
    let mut harness = lobby(&journals, &out);
    harness.run();
    assert!(harness.query_by_label("Go on with old 4").is_none());
    harness.get_by_label("Show all 8").click();
    harness.run();
    harness.get_by_label("Go on with old 8").click();
    harness.run();
    assert_eq!(*out.borrow(), [Out::Resume("8".into())]);
    harness.get_by_label("Show fewer");
}

#[test]
fn a_finished_exercise_is_looked_back_on_below_those_that_go_on() {
    let mut journals: Vec<JournalCard> =
        (1..=40).map(|n| journal(&n.to_string(), &format!("done {n}"), true)).collect();
    journals.push(journal("j", "left", false));
    let out = RefCell::default();
    let mut harness = lobby(&journals, &out);
    harness.run();
    assert_eq!(harness.get_all_by_label_contains("finished on 27 November 2026").count(), 2);
    let height = |harness: &Harness<'_>, label: &str| harness.get_by_label(label).rect().top();
    assert!(height(&harness, "Go on with left") < height(&harness, "Look back on done 1"));
    // Forty of them bury nothing: the scenarios stay where they are seen at once.
    assert!(harness.query_by_label("Look back on done 3").is_none());
    let card = harness.get_all_by_role(Role::RadioButton).next().unwrap();
    assert!(card.rect().bottom() < 700.0, "{:?}", card.rect());
    harness.get_by_label("Look back on done 2").click();
    harness.run();
    harness.get_by_label("Show all 40").click();
    harness.run();
    harness.get_by_label("Look back on done 40");
    harness.get_by_label("Look back on done 9").click();
    harness.run();
    assert_eq!(*out.borrow(), [Out::LookBack("2".into()), Out::LookBack("9".into())]);
}

#[test]
fn nobody_is_taken_for_a_newcomer_while_the_journals_are_read() {
    let cards = [card("quickstart", "The gates")];
    let (mut panel, mut first) = (Lobby::default(), true);
    let mut harness = Harness::builder().with_size([1400.0, 900.0]).build_ui(move |root| {
        if std::mem::take(&mut first) {
            Theme::new(Mode::Dark).still(true).apply(root.ctx());
            return;
        }
        let input = LobbyInput { cards: &cards, journals: &[], reading: 7, trouble: None };
        panel.ui(root, &input, &mut Vec::new());
    });
    harness.run();
    assert!(harness.query_by_label("Try the quick start").is_none());
    harness.get_by_label("7 journals still to be read");
}

#[test]
fn a_card_is_chosen_by_keyboard_and_opened_with_its_staffing() {
    let journals = [journal("j", "old", false)];
    let out = RefCell::default();
    let mut harness = lobby(&journals, &out);
    harness.run();
    // First comes the exercise to go on with, then the first card.
    for _ in 0..2 {
        harness.key_press(egui::Key::Tab);
        harness.run();
    }
    harness.key_press(egui::Key::Space);
    harness.run();
    harness.get_by_label("Duty officer: Bot, by the book");
    harness.get_by_label("Open the exercise").click();
    harness.run();
    let out = out.borrow();
    let [Out::Open { scenario, seed, staffing }] = out.as_slice() else { panic!("{out:?}") };
    assert_eq!((scenario.as_str(), *seed), ("quickstart", None));
    assert!(staffing.contains(&("si-port".into(), Staffing::Person)));
}

#[test]
fn a_scenario_with_errors_shows_them_and_cannot_be_opened() {
    let out = RefCell::default();
    let mut harness = lobby(&[], &out);
    harness.run();
    let broken = harness.get_all_by_role(Role::RadioButton).last().unwrap();
    assert!(broken.accesskit_node().label().unwrap().contains("1 error"));
    broken.click();
    harness.run();
    harness.get_by_label("there is no seat `x`");
    assert!(harness.get_by_label("Open the exercise").accesskit_node().is_disabled());
    harness.get_by_label("Open the exercise").click();
    harness.run();
    assert!(out.borrow().is_empty());
}

#[test]
fn scenarios_that_lie_elsewhere_are_read_by_their_path() {
    let out = RefCell::default();
    let mut harness = lobby(&[], &out);
    harness.run();
    let field = harness.get_by_role_and_label(Role::TextInput, "From a file, a folder or a join link");
    field.focus();
    harness.run();
    harness
        .get_by_role_and_label(Role::TextInput, "From a file, a folder or a join link")
        .type_text("exercises/mine.ron");
    harness.run();
    harness.key_press(egui::Key::Enter);
    harness.run();
    assert_eq!(*out.borrow(), [Out::Bring("exercises/mine.ron".into())]);
}

#[test]
fn a_join_link_in_the_same_field_leads_to_another_machine() {
    let out = RefCell::default();
    let mut harness = lobby(&[], &out);
    harness.run();
    let field = |harness: &Harness<'_>| {
        harness.get_by_role_and_label(Role::TextInput, "From a file, a folder or a join link").focus();
    };
    field(&harness);
    harness.run();
    let link = "https://exercise.example/join#secret=0a1b2c3d-00112233";
    harness.get_by_role_and_label(Role::TextInput, "From a file, a folder or a join link").type_text(link);
    harness.run();
    harness.get_by_label("Join").click();
    harness.run();
    let join = |name: Option<&str>| Out::Join {
        link: link.into(),
        authorities: None,
        name: name.map(str::to_owned),
    };
    assert_eq!(*out.borrow(), [join(None)], "the name may be left out");
    harness.get_by_role_and_label(Role::TextInput, "Your name").focus();
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "Your name").type_text(" Anna Tamm ");
    harness.run();
    harness.get_by_label("Join").click();
    harness.run();
    assert_eq!(out.borrow()[1], join(Some("Anna Tamm")));
}
