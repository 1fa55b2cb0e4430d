//! The line to the exercise breaks: no clock looks alive, nothing can be sent, what is written stays, and all of it comes back
//! by itself.

use std::cell::RefCell;
use std::time::Duration;

use egui::accesskit::Role as Widget;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use startex::base::Span;
use startex::desk::excon::Tab;
use startex::desk::line::Line;
use startex::exercise::role::Role;

use super::desk::{harness, press};
use super::exercise::Played;
use super::{excon, seat, watch};

const DOWN: Line = Line::Down { heard: Some(Duration::from_secs(130)) };

fn disabled(harness: &Harness<'_>, label: &str) -> bool {
    harness.get_by_role_and_label(Widget::Button, label).accesskit_node().is_disabled()
}

fn writes(harness: &mut Harness<'_>, field: &str, text: &str) {
    harness.get_by_role_and_label(Widget::MultilineTextInput, field).focus();
    harness.run();
    harness.event(egui::Event::Text(text.into()));
    harness.run();
}

/// The letters of icons stand in private places; what is left is the word on a button.
fn buttons(harness: &Harness<'_>) -> Vec<(String, bool)> {
    let all = harness.root().children_recursive();
    let of = all.filter(|node| node.accesskit_node().role() == Widget::Button);
    let said = |text: String| text.trim_start_matches(|c: char| !c.is_ascii_alphabetic()).to_owned();
    of.filter_map(|node| Some((said(node.accesskit_node().label()?), node.accesskit_node().is_disabled())))
        .collect()
}

#[test]
fn at_a_seat_the_clock_is_stale_nothing_is_sent_and_the_draft_is_written_on() {
    let bench = RefCell::new(seat::Bench::hour("ee-csirt"));
    bench.borrow_mut().view.pace = 12;
    let mut harness = harness(&bench);
    assert!(watch::shown(&harness, "12× real time"));
    press(&mut harness, Key::X);
    writes(&mut harness, "Decision", "We wake ");
    bench.borrow_mut().line = DOWN;
    harness.run();
    harness.get_by_label("exercise time D1 09:00, as of 2 min ago");
    assert!(harness.query_by_label_contains("12× real time").is_none(), "it looks as if it ran");
    writes(&mut harness, "Decision", "the minister");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    harness.run();
    assert!(bench.borrow().sent().is_empty());
    harness.get_by_label_contains("The line is down; your text is kept until it is back");
    assert!(disabled(&harness, "NO PLAY"));
    bench.borrow_mut().line = Line::Stands;
    harness.run();
    assert!(watch::shown(&harness, "12× real time"));
    assert!(!disabled(&harness, "NO PLAY"));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    harness.run();
    assert_eq!(bench.borrow().sent().len(), 1, "what was written is sent once");
}

#[test]
fn a_clock_of_a_duty_does_not_count_on_as_if_somebody_knew() {
    let played = Played::play("northern-lights", Span::hours(9), &[]);
    let runs = |id: &&&str| played.views[**id].duties.values().any(|d| !d.done && d.due > played.now());
    let me = ["ee-csirt", "ee-grid", "lv-csirt", "lt-csirt", "fi-csirt"].iter().find(runs);
    let me = *me.unwrap_or_else(|| panic!("no clock runs for any of them"));
    let bench = RefCell::new(seat::Bench::new(me, played));
    let harness = |line| {
        bench.borrow_mut().line = line;
        harness(&bench)
    };
    let left = |harness: &Harness<'_>| {
        let all = harness.query_all_by_label_contains(" left");
        all.filter_map(|node| node.accesskit_node().value()).collect::<Vec<_>>()
    };
    let before = left(&harness(Line::Stands));
    assert!(!before.is_empty(), "it owes nothing: no clock to look at");
    assert!(before.iter().all(|said| !said.contains("when the line broke")), "{before:?}");
    let after = left(&harness(DOWN));
    assert!(after.iter().any(|said| said.contains("when the line broke")), "{after:?}");
}

#[test]
fn control_can_neither_drive_the_clock_nor_act_and_goes_on_writing() {
    let bench = RefCell::new(excon::Bench::new(Played::play("harbour", Span::mins(10), &["ee-port"])));
    let mut harness = harness(&bench);
    let acts = ["Pause", "Next inject", "Skip to", "ENDEX", "NO PLAY"];
    let of = |harness: &Harness<'_>, word: &str| {
        let all = buttons(harness);
        let found = all.iter().find(|(said, _)| said.starts_with(word));
        found.unwrap_or_else(|| panic!("no button {word} among {all:?}")).1
    };
    assert!(!of(&harness, "Pause") && !of(&harness, "ENDEX"));
    bench.borrow_mut().line = DOWN;
    harness.run();
    for word in acts {
        assert!(of(&harness, word), "{word} looks alive");
    }
    assert!(watch::shown(&harness, "as of 2 min ago"));
    press(&mut harness, Key::Space);
    press(&mut harness, Key::J);
    for word in ["Fire", "Hold", "Skip"] {
        assert!(of(&harness, word), "{word} looks alive");
    }
    press(&mut harness, Key::F);
    press(&mut harness, Key::H);
    assert!(bench.borrow().acts().is_empty());
    bench.borrow_mut().desk.tab = Tab::Observations;
    harness.run();
    writes(&mut harness, "Observation", "The port waited");
    assert!(of(&harness, "Put it down"));
    bench.borrow_mut().line = Line::Stands;
    harness.run();
    assert!(!of(&harness, "Pause") && !of(&harness, "Put it down"));
    harness.get_by_role_and_label(Widget::MultilineTextInput, "Observation");
    press(&mut harness, Key::Escape);
    harness.get_by_label_contains("Put it down").click();
    harness.run();
    assert_eq!(bench.borrow().acts().len(), 1);
}

#[test]
fn why_a_button_is_dead_says_the_pointer() {
    let bench = RefCell::new(excon::Bench::new(Played::play("harbour", Span::mins(90), &["ee-port"])));
    bench.borrow_mut().line = DOWN;
    let mut harness = harness(&bench);
    for label in ["ENDEX", "NO PLAY"] {
        harness.get_by_role_and_label(Widget::Button, label).hover();
        harness.run_steps(90);
        harness.get_by_label_contains("The line is down");
        harness.hover_at(egui::Pos2::new(700.0, 400.0));
        harness.run_steps(10);
    }
}

#[test]
fn who_watches_and_the_room_read_that_the_time_is_old() {
    for role in [Role::Evaluator("Evaluator 1".to_owned()), Role::Room] {
        let bench = watch::Bench::new(role, &["si-csirt"]);
        bench.borrow_mut().line = DOWN;
        let harness = harness(&bench);
        assert!(watch::shown(&harness, "as of 2 min ago"));
    }
}
