//! Every widget has a name and a role, is reached by keyboard where it does something, and lays out what is seen only.

use std::cell::{Cell, RefCell};

use egui::Key;
use egui::accesskit::{Role, Toggled};
use egui_kittest::kittest::{NodeT, Queryable};
use egui_kittest::{Harness, Node};
use startex::base::{At, Ppm, Span};
use startex::desk::Theme;
use startex::desk::theme::{Mode, Voice};
use startex::desk::widgets::{
    banner, button, clock, confirm, countdown, empty, icon, key, list, marking, measure, section, service,
    status, table, tlp, toggle,
};
use startex::scenario::words::{ServiceStep, Tlp};

fn desk<'a>(ui: impl FnMut(&mut egui::Ui) + 'a) -> Harness<'a> {
    let mut ui = ui;
    let mut first = true;
    Harness::builder().with_size([800.0, 600.0]).build_ui(move |root| {
        if std::mem::take(&mut first) {
            Theme::new(Mode::Dark).still(true).apply(root.ctx());
            // The fonts come with the next pass.
            return;
        }
        ui(root);
    })
}

fn focused(harness: &Harness<'_>) -> Option<String> {
    harness.root().children_recursive().find(Node::is_focused).and_then(|node| node.accesskit_node().label())
}

#[test]
fn the_marking_says_the_same_on_bar_and_line() {
    let harness = desk(|ui| {
        marking::marking_bar_ui(ui, "Northern Lights", Tlp::Green);
        marking::marking_ui(ui, "Northern Lights", Tlp::Green);
    });
    let said = startex::base::marking::marking("Northern Lights", Tlp::Green);
    assert_eq!(harness.get_all_by_label(&said).count(), 2);
}

#[test]
fn what_is_shown_by_shape_or_colour_is_said_in_words() {
    let harness = desk(|ui| {
        for &tlp in Tlp::ALL {
            tlp::tlp_ui(ui, tlp);
        }
        for &step in ServiceStep::ALL {
            service::service_mark_ui(ui, "Grid", Some(step));
        }
        service::service_mark_ui(ui, "Rail", None);
        for status in status::Status::ALL {
            status::status_ui(ui, status);
        }
        let run = countdown::Countdown {
            name: "early warning",
            opened: At(0),
            due: At(0) + Span::hours(24),
            now: At(0) + Span::hours(25),
        };
        countdown::countdown_ui(ui, &run);
        key::key_ui(ui, "Ctrl+Enter");
        clock::clock_ui(ui, "D1 09:42:10", clock::Run::Going { pace: 60 }, Voice::Clock);
    });
    for said in [
        "TLP:AMBER+STRICT",
        "TLP:RED",
        "Grid: normal",
        "Grid: failing",
        "Rail: not known",
        "overdue",
        "skipped",
        "early warning, overdue by 1 h",
        "key Ctrl+Enter",
        "exercise time D1 09:42:10, 60× real time",
    ] {
        harness.get_by_label(said);
    }
}

#[test]
fn a_banner_and_a_heading_have_their_roles() {
    let harness = desk(|ui| {
        section::section_ui(ui, "Next up", "12", |ui| {
            button::tool_button_ui(ui, icon::PLUS, "Compose an inject")
        });
        banner::banner_ui(ui, banner::Tone::Alert, "Not sent", "Name a recipient");
    });
    harness.get_by_role_and_label(Role::Heading, "Next up");
    harness.get_by_role_and_label(Role::Button, "Compose an inject");
    harness.get_by_role_and_label(Role::Alert, "Not sent: Name a recipient");
}

#[test]
fn an_empty_place_leads_on() {
    let asked = Cell::new(false);
    let mut harness = desk(|ui| {
        let place = empty::Empty {
            icon: icon::TRAY,
            sentence: "No messages yet",
            hint: "The first arrives at D1 09:10",
            action: Some("Read the briefing"),
        };
        asked.set(asked.get() | empty::empty_ui(ui, &place));
    });
    harness.get_by_label("No messages yet");
    harness.key_press(Key::Tab);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert!(asked.get());
}

#[test]
fn a_measure_that_was_not_assessed_says_so_and_can_be_chosen_by_keyboard() {
    let chosen = Cell::new(None);
    let measures = [
        measure::Measure {
            name: "Notification",
            value: Some(Ppm(610_000)),
            weight: Ppm(150_000),
            assessed: 7,
            of: 9,
        },
        measure::Measure { name: "Public line", value: None, weight: Ppm(100_000), assessed: 0, of: 2 },
    ];
    let mut harness = desk(|ui| {
        if let Some(picked) = measure::measures_ui(ui, &measures, chosen.get()) {
            chosen.set(Some(picked));
        }
    });
    harness.get_by_label("Notification: 0.61, 7 of 9 assessed, weight 15 %");
    harness.get_by_label("Public line: not assessed, 0 of 2 assessed, weight 10 %");
    for key in [Key::Tab, Key::Tab, Key::Space] {
        harness.key_press(key);
        harness.run();
    }
    assert_eq!(chosen.get(), Some(1));
}

#[test]
fn chips_are_toggled_and_chosen_by_keyboard() {
    let (on, tab) = (Cell::new(false), Cell::new("Next up"));
    let mut harness = desk(|ui| {
        let (mut layer, mut chosen) = (on.get(), tab.get());
        toggle::toggle_chip_ui(ui, &mut layer, "Messages");
        toggle::choice_chips_ui(ui, &mut chosen, &[("Next up", "Next up"), ("Journal", "Journal")]);
        on.set(layer);
        tab.set(chosen);
    });
    for key in [Key::Tab, Key::Space, Key::Tab, Key::Tab, Key::Space] {
        harness.key_press(key);
        harness.run();
    }
    assert!(on.get());
    assert_eq!(tab.get(), "Journal");
    let chip = harness.get_by_role_and_label(Role::CheckBox, "Messages");
    assert_eq!(chip.accesskit_node().toggled(), Some(Toggled::True));
    harness.get_by_role_and_label(Role::RadioButton, "Journal");
}

#[test]
fn a_grave_act_is_asked_for_and_enter_alone_does_not_do_it() {
    let ended = Cell::new(0);
    let question = confirm::Confirm {
        question: "End the exercise for everybody?",
        consequence: "23 seats stop at once. The journal is kept",
        act: "End the exercise",
        back: "Keep going",
    };
    let mut harness = desk(|ui| {
        if confirm::confirm_button_ui(ui, "ENDEX", &question) {
            ended.set(ended.get() + 1);
        }
    });
    let ask = |harness: &mut Harness<'_>| {
        harness.get_by_label("ENDEX").click();
        harness.run();
    };
    ask(&mut harness);
    assert_eq!(focused(&harness).as_deref(), Some("Keep going"));
    harness.key_press(Key::Enter);
    harness.run();
    assert!(harness.query_by_label("Keep going").is_none() && ended.get() == 0);

    ask(&mut harness);
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.query_by_label("Keep going").is_none() && ended.get() == 0);

    ask(&mut harness);
    harness.get_by_label("End the exercise").click();
    harness.run();
    assert!(harness.query_by_label("Keep going").is_none());
    assert_eq!(ended.get(), 1);
}

#[test]
fn a_table_of_a_hundred_thousand_rows_draws_what_is_seen_and_is_walked_by_keyboard() {
    let (chosen, opened, drawn) = (Cell::new(None), Cell::new(None), Cell::new(0));
    let mut harness = desk(|ui| {
        drawn.set(0);
        let table = table::Table {
            name: "Journal",
            columns: &[("Time", table::Width::Fixed(80.0)), ("What", table::Width::Rest)],
            rows: 100_000,
            chosen: chosen.get(),
            follow: false,
        };
        let picked = table::table_ui(
            ui,
            &table,
            |row| format!("row {row}"),
            |ui, row, column| {
                drawn.set(drawn.get() + 1);
                ui.label(format!("{row}.{column}"));
            },
        );
        chosen.set(picked.chosen.or(chosen.get()));
        opened.set(picked.opened.or(opened.get()));
    });
    harness.run();
    assert!((10..100).contains(&drawn.get()), "{} cells were drawn", drawn.get());
    harness.get_by_label("5.1").click();
    harness.run();
    assert_eq!(chosen.get(), Some(5));
    for (key, row) in [(Key::ArrowDown, 6), (Key::End, 99_999), (Key::ArrowUp, 99_998), (Key::Home, 0)] {
        harness.key_press(key);
        harness.run();
        assert_eq!(chosen.get(), Some(row), "{key:?}");
        harness.get_by_label(&format!("{row}.1"));
    }
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(opened.get(), Some(0));
    let grid = harness.get_by_role_and_label(Role::Grid, "Journal");
    assert_eq!(grid.accesskit_node().value().as_deref(), Some("row 0"));
}

#[test]
fn a_list_is_searched_and_walked_without_the_mouse() {
    let state = RefCell::new(list::ListState::default());
    let mut harness = desk(|ui| {
        let list = list::List { name: "seats", items: 5_000, version: 0, height: 40.0 };
        list::list_ui(
            ui,
            &mut state.borrow_mut(),
            &list,
            |item| format!("seat {item}"),
            |ui, item, _| drop(ui.label(format!("Seat no {item}"))),
        );
    });
    harness.run();
    harness.key_press(Key::Tab);
    harness.run();
    assert_eq!(focused(&harness).as_deref(), Some("Search seats"));
    harness.event(egui::Event::Text("seat 499".into()));
    harness.run();
    harness.key_press(Key::ArrowDown);
    harness.run();
    harness.key_press(Key::ArrowDown);
    harness.run();
    assert_eq!(state.borrow().chosen, Some(1_499), "the second of 499, 1499, 2499, …");
    harness.get_by_label("Seat no 1499");

    state.borrow_mut().query = "nobody".into();
    harness.run();
    harness.get_by_label("No match");
    harness.get_by_label("Show all").click();
    harness.run();
    assert_eq!(state.borrow().query, "");
}
