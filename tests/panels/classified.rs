//! Simulated classification at the desk: marked wherever it is read, asked for by a form, decided where it is asked, and
//! shown where it was broken.

use std::cell::RefCell;

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use startex::base::Span;
use startex::desk::seat::verbs::VerbKind;
use startex::exercise::order::{Ref, Verb};
use startex::scenario::words::Help;

use super::desk::{click, harness, press};
use super::exercise::Played;
use super::seat::Bench;

const CHIP: &str = "SIMULATED SIM-2";
const WHOLE: &str =
    "SIMULATED SIM-2 · releasable to AL/defence, AL/government, RO/defence · originator LT/defence";

/// Monday, ten past two: an ally's note has come to the ministry, and nobody has done anything about it.
fn afternoon() -> Played {
    Played::play("iron-gate", Span::mins(7 * 60 + 10), &["al-defence", "lt-defence"])
}

fn note(bench: &Bench) -> u32 {
    let note = bench.view.intel.iter().find(|(_, i)| i.classified.is_some());
    *note.expect("the ministry holds the note").0
}

fn read(bench: &RefCell<Bench>) {
    let mut bench = bench.borrow_mut();
    let handle = Ref::handle(note(&bench));
    let came = bench.view.inbox.iter().find(|r| r.post.items.iter().any(|item| Ref::from(*item) == handle));
    let number = came.expect("the note came with a call").number;
    bench.desk.read(number);
}

/// Adds a recipient by what is typed.
fn add(harness: &mut Harness<'_>, text: &str) {
    harness.get_by_label("To: add").focus();
    harness.run();
    harness.event(egui::Event::Text(text.into()));
    harness.run();
    press(harness, Key::Enter);
}

#[test]
fn what_is_classified_is_marked_in_list_reading_pane_and_table() {
    let bench = RefCell::new(Bench::new("al-defence", afternoon()));
    let mut harness = harness(&bench);
    let before = harness.query_all_by_label(CHIP).count();
    assert!(before > 0, "the list says it before the message is opened");
    read(&bench);
    harness.run();
    assert!(harness.query_all_by_label(CHIP).count() >= before + 2, "at the head, and at the item");
    harness.get_by_label(WHOLE);
    assert!(harness.query_all_by_label("TLP:AMBER+STRICT").count() > 0, "beside its TLP");
    harness.get_by_label_contains("What we know").click();
    harness.run();
    assert!(harness.query_all_by_label(CHIP).count() >= before + 3, "and in the table");
}

#[test]
fn an_originator_is_asked_from_where_the_item_is_read_and_the_form_says_who_is_not_cleared() {
    let bench = RefCell::new(Bench::new("al-defence", afternoon()));
    let mut harness = harness(&bench);
    read(&bench);
    harness.run();
    press(&mut harness, Key::F);
    let item = note(&bench.borrow());
    let form = bench.borrow().desk.form().map(|f| (f.kind, f.draft.item, f.draft.tear_line));
    assert_eq!(form, Some((VerbKind::Release, Some(item), false)));
    add(&mut harness, "border police");
    harness.get_by_label_contains("Not cleared: Information systems, Border Police");
    press(&mut harness, Key::Escape);
    bench.borrow_mut().open(VerbKind::Release);
    harness.run();
    click(&mut harness, "A tear-line");
    harness.key_press_modifiers(egui::Modifiers::COMMAND, Key::Enter);
    harness.run();
    let bench = bench.borrow();
    let sent = bench.sent();
    let Some(Verb::Release { item: asked, to, tear_line: true, .. }) = sent.first() else {
        panic!("{sent:?}")
    };
    assert_eq!((asked.number(), to.len()), (Some(item), 0));
}

#[test]
fn the_form_of_sharing_tells_who_may_not_have_it_and_without_help_does_not() {
    let bench = RefCell::new(Bench::new("al-defence", afternoon()));
    let mut harness = harness(&bench);
    bench.borrow_mut().open(VerbKind::Share);
    harness.run();
    let says = {
        let bench = bench.borrow();
        bench.view.intel[&note(&bench)].says.get("en").to_owned()
    };
    harness.get_by_role_and_label(Role::CheckBox, &says).click();
    harness.run();
    for to in ["CSIRT Albania", "head of government", "border police"] {
        add(&mut harness, to);
    }
    harness.get_by_label_contains("Not cleared: Information systems, Border Police");
    harness.get_by_label_contains("Not released to: Duty officer, CSIRT Albania");
    let mut directory = (*bench.borrow().played.directory).clone();
    directory.help = Help::None;
    bench.borrow_mut().played.directory = directory.into();
    harness.run();
    assert!(harness.query_by_label_contains("Not cleared").is_none());
}

#[test]
fn the_originator_reads_what_is_asked_and_hears_who_broke_its_marking() {
    let mut played = afternoon();
    let asks = |tear_line, to: &[&str]| Verb::Release {
        item: "allied-ear".into(),
        to: to.iter().map(|s| (*s).into()).collect(),
        tear_line,
        text: "They have to act.".into(),
    };
    played.act("al-defence", asks(false, &["gr-crisis"]));
    let share = |to: &str| Verb::Share {
        items: vec!["allied-ear".into()],
        to: vec![to.into()],
        tlp: None,
        text: String::new(),
    };
    played.act("al-defence", share("press"));
    played.act("al-defence", share("mk-crisis"));
    let bench = RefCell::new(Bench::new("lt-defence", played));
    let mut harness = harness(&bench);
    {
        let mut bench = bench.borrow_mut();
        let case = bench.view.inbox.iter().rev().find(|r| r.post.text.get("en") == "They have to act.");
        let number = case.expect("it was asked").number;
        bench.desk.read(number);
    }
    harness.run();
    harness.get_by_label("To be released to Cyber crisis authority, Greece");
    assert!(harness.query_all_by_label(CHIP).count() > 0);
    assert!(harness.query_by_label_contains("to The Strait, desk editor, who is not cleared").is_some());
    assert!(
        harness
            .query_by_label_contains("to Cyber crisis authority, North Macedonia, without our consent")
            .is_some()
    );
    press(&mut harness, VerbKind::Vote.key());
    assert_eq!(bench.borrow().desk.form().map(|f| f.kind), Some(VerbKind::Vote));
}

#[test]
fn exercise_control_reads_the_breach_in_its_journal() {
    let mut played = afternoon();
    let (items, to) = (vec!["allied-ear".into()], vec!["al-border".into()]);
    played.act("al-defence", Verb::Share { items, to, tlp: None, text: String::new() });
    let bench = RefCell::new(super::excon::Bench::new(played));
    let mut harness = harness(&bench);
    press(&mut harness, Key::Num6);
    harness.get_by_label("Search the journal").focus();
    harness.run();
    harness.event(egui::Event::Text("breach of classification border police not cleared".into()));
    harness.run();
    assert!(harness.query_by_label_contains("1 of ").is_some(), "found by its words, and nothing else is");
}
