//! What a seat sends: held back where it is addressed to nobody, refused at the field that caused it, and closed once it is
//! done.

use std::cell::RefCell;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use startex::desk::seat::verbs::VerbKind;
use startex::desk::seat::{Fate, Out, SeatDesk, Sent};
use startex::exercise::order::Verb;
use startex::exercise::refusal::{Refusal, Rule};

use super::desk::{harness, press};
use super::seat::{Bench, own};

#[test]
fn a_refusal_stands_in_the_form_and_says_what_is_needed_and_done_closes_it() {
    let bench = RefCell::new(Bench::hour("ee-csirt"));
    let mut harness = harness(&bench);
    press(&mut harness, Key::M);
    address(&mut harness, "latvia");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    harness.run();
    let tag = {
        let mut bench = bench.borrow_mut();
        let Some(Out::Send { tag, verb }) = bench.out.pop() else { panic!("nothing was sent") };
        let refusal = Refusal::at(Rule::Incomplete, "text", "Say it in words: the text is empty");
        let at = bench.played.now();
        bench.orders.push(Sent { tag, id: own(tag), at, verb: *verb, fate: Fate::Refused(refusal) });
        tag
    };
    harness.run();
    harness.get_by_role_and_label(Role::Alert, "Say it in words: the text is empty");
    // Mended and sent again; once it is done the form closes and the order stands in the list.
    harness.get_by_label_contains("Who will see this: National CSIRT, Latvia");
    harness.get_by_role_and_label(Role::MultilineTextInput, "Message").focus();
    harness.run();
    harness.event(egui::Event::Text("Do you see it too?".into()));
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    harness.run();
    {
        let mut bench = bench.borrow_mut();
        let Some(Out::Send { tag: second, verb }) = bench.out.pop() else { panic!("nothing was sent") };
        assert_ne!(tag, second);
        assert_eq!(
            *verb,
            Verb::Message {
                to: vec!["LV/csirt".into()],
                tlp: None,
                reply_to: None,
                text: "Do you see it too?".into()
            }
        );
        let at = bench.played.now();
        bench.orders.push(Sent { tag: second, id: own(second), at, verb: *verb, fate: Fate::Done });
    }
    harness.run();
    assert!(bench.borrow().desk.form().is_none());
    harness.get_by_label_contains("Message to National CSIRT, Latvia: Do you see it too?");
}

/// Adds the recipient that these letters find first.
fn address(harness: &mut Harness<'_>, letters: &str) {
    harness.get_by_label("To: add").focus();
    harness.run();
    harness.event(egui::Event::Text(letters.into()));
    harness.run();
    press(harness, Key::Enter);
}

#[test]
fn what_is_addressed_to_nobody_is_not_sent_and_nothing_of_it_is_lost() {
    const NOBODY: &str = "Nobody is addressed: Choose at least one recipient other than yourself";
    let bench = RefCell::new(Bench::hour("ee-csirt"));
    let mut harness = harness(&bench);
    press(&mut harness, Key::M);
    harness.get_by_role_and_label(Role::MultilineTextInput, "Message").focus();
    harness.run();
    harness.event(egui::Event::Text("Do you see it too?".into()));
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    harness.run();
    assert!(bench.borrow().sent().is_empty(), "the journal would have it as refused");
    harness.get_by_role_and_label(Role::Alert, NOBODY);
    // Beside the field, not somewhere in the form.
    let (alert, search) =
        (harness.get_by_role_and_label(Role::Alert, NOBODY), harness.get_by_label("To: add"));
    let gap = alert.rect().top() - search.rect().bottom();
    assert!((0.0..24.0).contains(&gap), "{gap} points below the field");
    assert_eq!(
        bench.borrow().desk.form().map(|f| f.draft.text.clone()).as_deref(),
        Some("Do you see it too?")
    );
    address(&mut harness, "latvia");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    harness.run();
    let bench = bench.borrow();
    let sent = bench.sent();
    assert!(
        matches!(sent[..], [Verb::Message { to, text, .. }] if to.len() == 1 && text == "Do you see it too?")
    );
}

#[test]
fn whatever_the_rules_want_addressed_is_held_back_without_a_recipient() {
    let bench = RefCell::new(Bench::hour("ee-csirt"));
    for (kind, goes) in [
        (VerbKind::Ask, false),
        (VerbKind::Message, false),
        (VerbKind::Share, false),
        // These are for everybody, or for nobody.
        (VerbKind::Decide, true),
        (VerbKind::Statement, true),
    ] {
        bench.borrow_mut().open(kind);
        let mut harness = harness(&bench);
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
        harness.run();
        assert_eq!(bench.borrow_mut().out.drain(..).count() > 0, goes, "{kind:?}");
        bench.borrow_mut().desk = SeatDesk::default();
    }
}
