//! The evaluator's panel by its accessibility tree: what the figures suggest, one's own rating, what others said, the
//! queue of words, who rates, and consents; each act carried out by the rules.

use std::cell::RefCell;

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use startex::base::Span;
use startex::desk::excon::Tab;
use startex::exercise::evaluation::Criterion;
use startex::exercise::order::{Control, Mark, RaterRole, Rating, Staffing, Verb};

use super::desk::{choose, click, harness, line, lines, press};
use super::excon::Bench;
use super::exercise::Played;

/// Forty minutes of the quick start, with a statement of a person's in it.
fn bench() -> RefCell<Bench> {
    let mut played = Played::play("quickstart", Span::mins(40), &["si-csirt"]);
    let (seat, staffing) = ("si-csirt".to_owned(), Staffing::Person);
    played.control(Control::Staff { seat, staffing });
    let text = "Gates at Obala stand still. Stay away until noon.".to_owned();
    played.act("si-csirt", Verb::Statement { incident: None, claims: Default::default(), text });
    let bench = Bench::live(played);
    bench.borrow_mut().desk.tab = Tab::Observations;
    bench
}

fn ratings<'a>(bench: &'a RefCell<Bench>) -> Harness<'a> {
    let mut harness = harness(bench);
    click(&mut harness, "Ratings");
    harness
}

fn appoint(bench: &RefCell<Bench>, name: &str, role: RaterRole) {
    let act = Control::Appoint { rater: name.to_owned(), role: Some(role), states: Vec::new() };
    assert!(bench.borrow_mut().played.control(act).is_none());
}

fn first_task(harness: &mut Harness<'_>) {
    harness.get_by_role_and_label(Role::Grid, "Critical tasks").focus();
    harness.run();
    press(harness, Key::ArrowDown);
}

#[test]
fn a_task_shows_what_the_figures_suggest_and_takes_a_letter() {
    let bench = bench();
    let mut harness = ratings(&bench);
    first_task(&mut harness);
    harness.get_by_label_contains("The figures suggest P, performed without challenges");
    click(&mut harness, "Put the rating down");
    harness.get_by_role_and_label(Role::Alert, "Choose a letter, or that it was not observed");
    click(&mut harness, "The task: S, performed with some challenges");
    lines(&mut harness, "Why", "One slip, mended within minutes");
    line(&mut harness, "Entries that show it", "3, 4");
    click(&mut harness, "Put the rating down");
    let wanted = Control::RateTask {
        by: "Exercise control".into(),
        objective: "warn-in-time".into(),
        task: 0,
        state: None,
        rating: Some(Rating::SomeChallenges),
        evidence: vec![3, 4],
        text: "One slip, mended within minutes".into(),
    };
    assert_eq!(bench.borrow().acts(), [&wanted]);
    bench.borrow_mut().count();
    harness.run();
    harness.get_by_label("S  Exercise control: One slip, mended within minutes");
}

#[test]
fn a_second_opinion_is_one_and_a_dispute_is_the_leads_to_decide() {
    let bench = bench();
    appoint(&bench, "Evaluator 1", RaterRole::Evaluator);
    appoint(&bench, "Evaluator 2", RaterRole::Evaluator);
    appoint(&bench, "Evaluator 9", RaterRole::Lead);
    let rate = |rating| Control::RateTask {
        by: "Evaluator 1".to_owned(),
        objective: "warn-in-time".to_owned(),
        task: 0,
        state: None,
        rating: Some(rating),
        evidence: Vec::new(),
        text: "Both in time".to_owned(),
    };
    bench.borrow_mut().played.control(rate(Rating::Performed));
    bench.borrow_mut().count();
    let mut harness = ratings(&bench);
    choose(&mut harness, "Rating as", "Evaluator 2 (evaluator)");
    first_task(&mut harness);
    harness.get_by_label("One other has rated this; you see it once your own rating is down");
    assert!(harness.query_by_label_contains("Both in time").is_none());
    click(&mut harness, "The task: M, performed with major challenges");
    click(&mut harness, "Put the rating down");
    bench.borrow_mut().count();
    harness.run();
    harness.get_by_label("P  Evaluator 1: Both in time");
    harness.get_by_label("They differ: not assessed until the lead evaluator decides");
    choose(&mut harness, "Rating as", "Evaluator 9 (lead evaluator)");
    harness.get_by_label("The lead decides");
    click(&mut harness, "The task: S, performed with some challenges");
    click(&mut harness, "Put the rating down");
    bench.borrow_mut().count();
    harness.run();
    assert!(harness.query_by_label_contains("They differ").is_none());
}

#[test]
fn words_wait_with_their_questions() {
    let bench = bench();
    let mut harness = ratings(&bench);
    click(&mut harness, "Words 1");
    harness.get_by_role_and_label(Role::Grid, "Words to rate").focus();
    harness.run();
    press(&mut harness, Key::ArrowDown);
    harness.get_by_label("Does it say no more than was known?");
    click(&mut harness, "Put the ratings down");
    harness.get_by_role_and_label(Role::Alert, "Answer at least one question");
    click(&mut harness, "accuracy: P, performed without challenges");
    click(&mut harness, "one line: not observed");
    click(&mut harness, "Put the ratings down");
    let bench = bench.borrow();
    let marks = vec![
        Mark { criterion: Criterion::Accuracy, rating: Some(Rating::Performed) },
        Mark { criterion: Criterion::Line, rating: None },
    ];
    match bench.acts().last() {
        Some(Control::RateWords { marks: given, .. }) => assert_eq!(*given, marks),
        other => panic!("{other:?}"),
    }
}

#[test]
fn evaluators_are_appointed_for_some_states_and_dismissed() {
    let bench = bench();
    let mut harness = ratings(&bench);
    click(&mut harness, "Who rates");
    click(&mut harness, "Appoint");
    harness.get_by_role_and_label(Role::Alert, "Say who rates, by a role like “Evaluator 2”");
    line(&mut harness, "Who rates", "Evaluator 2");
    click(&mut harness, "SI");
    click(&mut harness, "Appoint");
    let wanted = Control::Appoint {
        rater: "Evaluator 2".into(),
        role: Some(RaterRole::Evaluator),
        states: vec!["SI".into()],
    };
    assert_eq!(bench.borrow().acts().last(), Some(&&wanted));
    harness.get_by_label("evaluator, SI");
    click(&mut harness, "Dismiss Evaluator 2");
    assert!(bench.borrow().played.exercise.state.raters.is_empty());
}

#[test]
fn a_state_consents_and_takes_it_back() {
    let bench = bench();
    let mut harness = ratings(&bench);
    click(&mut harness, "Consents");
    harness.get_by_label("0 of 3 states consent");
    line(&mut harness, "Who says so for the state", "Head of delegation");
    click(&mut harness, "Slovenia consents");
    let wanted = Control::Consent { state: "SI".into(), on: true, text: "Head of delegation".into() };
    assert_eq!(bench.borrow().acts().last(), Some(&&wanted));
    harness.get_by_label("1 of 3 states consent");
    click(&mut harness, "Slovenia consents");
    assert!(bench.borrow().played.exercise.state.consents.is_empty());
}
