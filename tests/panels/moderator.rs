//! The desk of a national moderator, by its accessibility tree: the injects of the own state, and what is done about them.

use egui::Key;
use egui::accesskit::Role as Widget;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use startex::base::{At, Span, Text};
use startex::desk::watch::Out;
use startex::exercise::order::Control;
use startex::exercise::role::Role;
use startex::scenario::words::Channel;
use startex::wire::{InjectLine, Stands};

use super::desk::{click, harness, lines, press, sized};
use super::watch::{Bench, received, shown};

fn slovenia() -> std::cell::RefCell<Bench> {
    Bench::new(Role::Moderator("SI".to_owned()), &["si-csirt", "si-port"])
}

/// What was asked for so far.
fn acts(bench: &std::cell::RefCell<Bench>) -> Vec<Control> {
    let act = |out: &Out| match out {
        Out::Act(control) => Some(control.as_ref().clone()),
        _ => None,
    };
    bench.borrow().out.iter().filter_map(act).collect()
}

/// Walks to the row that says so.
fn walk(harness: &mut Harness<'_>, id: &str) {
    harness.get_by_role_and_label(Widget::Grid, "Injects").focus();
    harness.run();
    for _ in 0..12 {
        press(harness, Key::ArrowDown);
        let grid = harness.get_by_role_and_label(Widget::Grid, "Injects");
        if grid.accesskit_node().value().is_some_and(|said| said.starts_with(id)) {
            return;
        }
    }
    panic!("no row {id}");
}

#[test]
fn a_moderator_reads_what_comes_to_the_own_seats_alone_and_what_is_expected_of_them() {
    let bench = slovenia();
    let mut harness = harness(&bench);
    harness.get_by_role_and_label(Widget::Heading, "Injects for your seats alone");
    assert!(shown(&harness, "Ahead"));
    click(&mut harness, "All");
    walk(&mut harness, "QS-01");
    assert!(shown(&harness, "From Gate supervisor"));
    assert!(shown(&harness, "To Port of Obala, IT operations"));
    assert!(shown(&harness, "Two cranes") || shown(&harness, "two cranes have stopped"));
    assert!(shown(&harness, "Expected of Port of Obala, IT operations"));
    assert!(harness.query_by_label("Hold").is_none(), "what came cannot be held");
    // Titles and notes are the author's, and what goes elsewhere too is exercise control's.
    for hidden in ["Gates stop at Obala", "under-classify", "QS-03", "QS-09", "first headline", "Laguna"] {
        assert!(!shown(&harness, hidden), "{hidden}");
    }
}

#[test]
fn a_moderator_delivers_holds_takes_out_rewords_and_readdresses_what_is_to_come() {
    let bench = slovenia();
    let mut harness = harness(&bench);
    let ahead = bench.borrow().injects.iter().flatten().find(|line| line.is_ahead()).unwrap().id.clone();
    walk(&mut harness, &ahead);
    harness.get_by_label_contains("Deliver now").click();
    harness.run();
    click(&mut harness, "Hold");
    click(&mut harness, "Skip");
    harness.get_by_label_contains("It will not come any more");
    click(&mut harness, "Keep it");
    assert_eq!(acts(&bench).len(), 2, "nothing is taken out before it was asked");
    click(&mut harness, "Skip");
    click(&mut harness, "Take it out");
    let inject = || ahead.clone();
    let wanted = [
        Control::Fire { inject: inject() },
        Control::Hold { inject: inject(), on: true },
        Control::Skip { inject: inject() },
    ];
    assert_eq!(acts(&bench), wanted);

    click(&mut harness, "Change the words…");
    lines(&mut harness, "New words", "Ring me at once. ");
    click(&mut harness, "Change it");
    let said = acts(&bench).pop();
    assert!(
        matches!(&said, Some(Control::Retell { says, .. }) if says.contains("Ring me at once.")),
        "{said:?}"
    );
    // It was taken: the buttons are there again.
    click(&mut harness, "Other recipients…");
    assert_eq!(harness.query_all_by_role(Widget::CheckBox).count(), 2, "the own seats, and no other");
    for node in harness.query_all_by_role(Widget::CheckBox).map(|node| node.rect()).collect::<Vec<_>>() {
        assert!(node.right() <= 1600.0, "{node:?}");
    }
    harness.get_by_role_and_label(Widget::CheckBox, "Port of Obala, IT operations").click();
    harness.run();
    click(&mut harness, "Change it");
    let to = match acts(&bench).pop() {
        Some(Control::Readdress { to, .. }) => to,
        other => panic!("{other:?}"),
    };
    assert_eq!(to.len(), 2, "{to:?}");
}

#[test]
fn where_there_are_no_injects_it_is_said_why() {
    let bench = slovenia();
    bench.borrow_mut().injects = None;
    let mut harness = harness(&bench);
    assert!(shown(&harness, "The injects have not come yet"));
    bench.borrow_mut().injects = Some(Vec::new());
    harness.run();
    assert!(shown(&harness, "Nothing goes to your seats alone"));
    assert!(shown(&harness, "exercise control's"));
    bench.borrow_mut().injects = received(vec![many(0)]);
    harness.run();
    click(&mut harness, "Come");
    assert!(shown(&harness, "No injects here"));
}

fn many(n: u64) -> InjectLine {
    InjectLine {
        id: format!("MSEL-{n:04}"),
        at: Some(At::STARTEX + Span::mins(n)),
        stands: if n % 3 == 1 { Stands::Held } else { Stands::Due },
        to: vec!["si-csirt".to_owned(), "si-port".to_owned()],
        from: Text::plain("Somebody"),
        by: Channel::Phone,
        says: Text::plain(format!(
            "Line {n} of a text that is too long for the column that it stands in, by far"
        )),
        tlp: None,
        expects: Vec::new(),
    }
}

#[test]
fn of_a_thousand_injects_only_what_is_seen_is_laid_out_and_nothing_stands_over_anything_else() {
    let bench = slovenia();
    bench.borrow_mut().injects = received((0..1_000).map(many).collect());
    for width in [1280.0, 1600.0, 2560.0] {
        let harness = sized(&bench, width);
        assert!(shown(&harness, "Injects 1000"));
        let rows = harness.query_all_by_label_contains("of a text that is too long").count();
        assert!((5..60).contains(&rows), "{rows} rows at {width}");
        let rects = |words: &str| -> Vec<egui::Rect> {
            harness.query_all_by_label_contains(words).map(|node| node.rect()).collect()
        };
        let (words, of_it) = (rects("of a text that is too long"), rects("MSEL-0"));
        let states: Vec<egui::Rect> = ["due", "held"]
            .into_iter()
            .flat_map(|word| harness.query_all_by_label(word).map(|node| node.rect()).collect::<Vec<_>>())
            .collect();
        assert!(states.len() >= rows && of_it.len() >= rows);
        for state in &states {
            assert!(state.right() <= width - 8.0, "{state:?} at {width}");
            for text in words.iter().chain(&of_it) {
                assert!(!text.shrink(0.5).intersects(*state), "{text:?} runs into {state:?} at {width}");
            }
        }
        for text in &words {
            for other in &of_it {
                assert!(
                    !text.shrink(1.0).intersects(other.shrink(1.0)),
                    "{text:?} over {other:?} at {width}"
                );
            }
        }
        for tab in ["Injects 1000", "Write", "Observe"] {
            assert!(harness.get_by_label(tab).rect().right() <= width, "{tab} at {width}");
        }
    }
}
