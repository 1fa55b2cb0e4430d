//! The desk of a national moderator, by its accessibility tree: the injects of the own state, and what is done about them.

use egui::Key;
use egui::accesskit::Role as Widget;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use startex::base::{At, Name, Span, Text};
use startex::desk::seat::verbs::VerbKind;
use startex::desk::watch::Out;
use startex::exercise::order::{Control, Verb};
use startex::exercise::role::Role;
use startex::scenario::words::Channel;
use startex::wire::{Chair, InjectLine, Sits, Stands};

use super::desk::{choose, click, harness, line, lines, press, sized};
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

/// Takes a seat of the drop-down, which stands over the list of pictures that has the same seats.
fn choose_seat(harness: &mut Harness<'_>, title: &str) {
    harness.get_by_role_and_label(Widget::ComboBox, "Seat").click();
    harness.run();
    let rows: Vec<egui::Rect> =
        harness.query_all_by_role_and_label(Widget::Button, title).map(|node| node.rect()).collect();
    let right = rows.iter().map(egui::Rect::left).fold(0.0, f32::max);
    let row =
        harness.query_all_by_role_and_label(Widget::Button, title).find(|node| node.rect().left() == right);
    row.expect("the drop-down is open").click();
    harness.run();
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
        beyond: false,
    }
}

#[test]
fn an_own_inject_that_others_would_feel_can_be_reworded_and_is_said_to_be_controls_to_time() {
    let bench = slovenia();
    bench.borrow_mut().injects = received(vec![InjectLine { beyond: true, ..many(0) }, many(2)]);
    let mut harness = harness(&bench);
    walk(&mut harness, "MSEL-0000");
    assert!(shown(&harness, "What follows from it reaches beyond your state"));
    for act in ["Deliver now", "Hold", "Skip"] {
        assert!(harness.query_by_label_contains(act).is_none(), "{act}");
    }
    click(&mut harness, "Change the words…");
    lines(&mut harness, "New words", "Ring me. ");
    click(&mut harness, "Change it");
    assert!(matches!(acts(&bench).pop(), Some(Control::Retell { .. })));
    walk(&mut harness, "MSEL-0002");
    assert!(!shown(&harness, "reaches beyond your state"));
    harness.get_by_label_contains("Deliver now");
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

#[test]
fn a_moderator_writes_as_somebody_a_message_at_once_and_an_inject_for_later() {
    let bench = slovenia();
    let mut harness = harness(&bench);
    click(&mut harness, "Write");
    harness.get_by_role_and_label(Widget::CheckBox, "Port of Obala, IT operations").click();
    harness.run();
    line(&mut harness, "Seems to come from", "Harbour master");
    lines(&mut harness, "Words", "Which gate is open?");
    line(&mut harness, "When", "at noon");
    click(&mut harness, "Put it in");
    assert_eq!(acts(&bench), [], "that is no moment");
    harness.get_by_role_and_label(Widget::TextInput, "When").focus();
    harness.run();
    harness.key_press_modifiers(egui::Modifiers::CTRL | egui::Modifiers::COMMAND, Key::A);
    press(&mut harness, Key::Delete);
    line(&mut harness, "When", "D1 11:30");
    click(&mut harness, "Put it in");
    let to = || vec!["si-port".to_owned()];
    let sender = || "Harbour master".to_owned();
    let inject = Control::Compose {
        to: to(),
        sender: sender(),
        by: Channel::Mail,
        says: "Which gate is open?".to_owned(),
        at: Some(At::STARTEX + Span::mins(150)),
        about: None,
    };
    assert_eq!(acts(&bench), [inject]);
    // It was taken: the words are gone, and who writes to whom is kept.
    click(&mut harness, "Message");
    assert!(harness.query_by_role_and_label(Widget::TextInput, "When").is_none(), "it comes at once");
    lines(&mut harness, "Words", "I am on my way.");
    click(&mut harness, "Send it now");
    let message =
        Control::Play { persona: sender(), to: to(), text: "I am on my way.".to_owned(), settles: None };
    assert_eq!(acts(&bench).pop(), Some(message));
}

#[test]
fn what_a_seat_decided_aloud_is_put_down_by_its_own_form() {
    let bench = slovenia();
    let mut harness = harness(&bench);
    click(&mut harness, "Said aloud");
    assert!(harness.query_by_label_contains("Record for this seat").is_none());
    // Of the own state, without its name, and nobody else.
    harness.get_by_role_and_label(Widget::ComboBox, "Seat").click();
    harness.run();
    assert!(harness.query_by_label("CSIRT Croatia, duty officer").is_none());
    press(&mut harness, Key::Escape);
    choose_seat(&mut harness, "Port of Obala, IT operations");
    choose(&mut harness, "Decision", VerbKind::Ask.name());
    line(&mut harness, "When it was said", "D1 09:30");
    lines(&mut harness, "Question", "Who opens gate two?");
    line(&mut harness, "To: add", "CSIRT Slovenia");
    press(&mut harness, Key::Enter);
    harness.get_by_label_contains("Record for this seat").click();
    harness.run();
    let act = acts(&bench).pop();
    let Some(Control::RecordFor { seat, occurred_at, verb }) = act else { panic!("{act:?}") };
    assert_eq!((seat.as_str(), occurred_at), ("si-port", At::STARTEX + Span::mins(30)));
    let asked = |to: &[Name], text: &str| !to.is_empty() && text == "Who opens gate two?";
    assert!(matches!(verb.as_ref(), Verb::Ask { to, text, .. } if asked(to, text)), "{verb:?}");
}

#[test]
fn of_the_own_seats_it_is_said_who_is_there_who_releases_and_whether_one_is_out_of_play() {
    let bench = slovenia();
    let chair =
        |person, writing| Chair { seat: "si-csirt".to_owned(), person, writing, idle: !writing, check: None };
    bench.borrow_mut().here = vec![chair(1, true), chair(2, false)];
    let mut harness = harness(&bench);
    click(&mut harness, "Seats");
    assert!(shown(&harness, "1 of 2"));
    assert!(shown(&harness, "CSIRT Slovenia, duty officer: writing, 2 persons"));
    click(&mut harness, "Port of Obala, IT operations: nobody");
    assert!(shown(&harness, "No person is connected here"));
    click(&mut harness, "Release for a real matter");
    let no_play = |seat: &str, on| Control::NoPlay { seat: Some(seat.to_owned()), on };
    assert_eq!(acts(&bench), [no_play("si-port", true)]);
    bench.borrow_mut().seats.get_mut("si-port").unwrap().view.seat_no_play = true;
    harness.run();
    assert!(shown(&harness, "Port of Obala, IT operations: released for a real matter"));
    // Everything stands as well: of this seat it is still said that it is out for a matter of its own.
    bench.borrow_mut().played.control(no_play_of_all(true));
    harness.run();
    assert!(shown(&harness, "Port of Obala, IT operations: released for a real matter"));
    assert!(shown(&harness, "CSIRT Slovenia, duty officer: writing"), "and of that one that it is not");
    bench.borrow_mut().played.control(no_play_of_all(false));
    harness.run();
    assert!(shown(&harness, "Port of Obala, IT operations: released for a real matter"));
    click(&mut harness, "Back in play");
    assert_eq!(acts(&bench).pop(), Some(no_play("si-port", false)));

    harness.get_by_label_contains("duty officer: writing").click();
    harness.run();
    assert!(shown(&harness, "si-csirt/1 writes") && shown(&harness, "si-csirt/2 is away"));
    click(&mut harness, "Let si-csirt/2 release");
    let releaser = |person| Control::Releaser { seat: "si-csirt".to_owned(), person };
    assert_eq!(acts(&bench).pop(), Some(releaser(Some(2))));
    bench.borrow_mut().seats.get_mut("si-csirt").unwrap().view.team.releaser = Some(2);
    harness.run();
    assert!(shown(&harness, "si-csirt/2 releases"));
    assert!(harness.query_by_label("Let si-csirt/2 release").is_none());
    click(&mut harness, "Let each decide alone");
    assert_eq!(acts(&bench).pop(), Some(releaser(None)));
}

fn no_play_of_all(on: bool) -> Control {
    Control::NoPlay { seat: None, on }
}

#[test]
fn a_seat_that_a_bot_plays_is_said_to_be_played_by_one_and_an_empty_one_to_be_empty() {
    let bench = slovenia();
    let sits = |sits| ("si-port".to_owned(), sits);
    bench.borrow_mut().staffed = [sits(Sits::Bot)].into();
    let mut harness = harness(&bench);
    click(&mut harness, "Seats");
    click(&mut harness, "Port of Obala, IT operations: a bot plays it");
    assert!(shown(&harness, "until somebody joins it"));
    bench.borrow_mut().staffed = [sits(Sits::Empty)].into();
    harness.run();
    assert!(shown(&harness, "Port of Obala, IT operations: nobody; the White Cell answers"));
    bench.borrow_mut().staffed = [sits(Sits::Person)].into();
    harness.run();
    harness.get_by_label("Port of Obala, IT operations: nobody");
}

#[test]
fn a_desk_that_watches_tells_that_somebody_is_there_and_whether_they_write() {
    let bench = slovenia();
    let mut harness = harness(&bench);
    let before = bench.borrow().told.len();
    assert!(before <= 1, "nobody touched anything but the window itself");
    click(&mut harness, "Write");
    assert_eq!(bench.borrow().told.last(), Some(&false));
    lines(&mut harness, "Words", "What is");
    assert_eq!(bench.borrow().told.last(), Some(&true));
    let told = bench.borrow().told.len();
    lines(&mut harness, "Words", " closed?");
    assert_eq!(bench.borrow().told.len(), told, "it is not told with every letter");
}
