//! The debrief by its accessibility tree: the scrubber moves everything, every point leads to what it stands on.

use std::cell::RefCell;
use std::sync::Arc;

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use startex::base::{At, Span};
use startex::desk::debrief::{Chart, DebriefDesk, DebriefInput, Format, Out, Part};
use startex::desk::line::Line;
use startex::exercise::order::{Control, Ref, Staffing, Verb};
use startex::report::Audience;
use startex::score::{Score, score};

use super::desk::{Desk, harness};
use super::exercise::Played;

pub(super) struct Bench {
    pub(super) played: Played,
    pub(super) score: Score,
    desk: DebriefDesk,
    shown: At,
    signed_off: Option<&'static str>,
    may_sign: bool,
    out: Vec<Out>,
}

impl Bench {
    fn new(span: Span) -> Self {
        let played = if span == Span::ZERO {
            Played::open("harbour")
        } else {
            Played::play("harbour", span, &["ee-port"])
        };
        Self::of(played)
    }

    pub(super) fn of(played: Played) -> Self {
        let state = &played.exercise.state;
        let score = score(&played.board, &played.script, state, state.now);
        let mut desk = DebriefDesk::default();
        desk.part = Part::Scores;
        Self { shown: played.now(), score, played, desk, signed_off: None, may_sign: true, out: Vec::new() }
    }
}

impl Desk for Bench {
    fn ui(&mut self, ui: &mut egui::Ui) {
        let input = DebriefInput {
            script: &self.played.script,
            directory: &self.played.directory,
            shown: self.shown,
            end: self.played.now(),
            state: &self.played.exercise.state,
            score: &self.score,
            records: &self.played.records,
            history: self.played.board.history(),
            last: &self.played.exercise.state,
            signed_off: self.signed_off,
            may_sign: self.may_sign,
            pending: 0,
            refused: None,
            line: Line::Stands,
        };
        self.desk.ui(ui, &input, &mut self.out);
    }
}

#[test]
fn a_measure_leads_to_its_entries_and_an_entry_to_its_moment() {
    let bench = RefCell::new(Bench::new(Span::hours(3)));
    let mut harness = harness(&bench);
    harness.get_by_label("PRELIMINARY");
    harness.get_by_label_contains("Notification: ").click();
    harness.run();
    harness.get_by_label("How it is computed");
    harness.get_by_role_and_label(Role::Grid, "Entries").focus();
    harness.run();
    harness.key_press(Key::ArrowDown);
    harness.run();
    harness.get_by_label_contains("Look at this moment").click();
    harness.run();
    assert!(matches!(bench.borrow().out[..], [Out::Show(at)] if at <= bench.borrow().played.now()));
}

#[test]
fn the_debrief_opens_with_the_timeline_and_without_a_figure() {
    let bench = RefCell::new(Bench::new(Span::hours(3)));
    bench.borrow_mut().desk = DebriefDesk::default();
    let mut harness = harness(&bench);
    harness.get_by_role_and_label(Role::Grid, "Timeline").focus();
    assert!(harness.query_by_label_contains("Notification: ").is_none(), "no measure");
    assert!(harness.query_by_label_contains("HTML report").is_none(), "no report that holds one");
    harness.run();
    harness.key_press(Key::ArrowDown);
    harness.run();
    harness.get_by_label_contains("Look at this moment").click();
    harness.run();
    assert!(matches!(bench.borrow().out[..], [Out::Show(_)]));
    harness.get_by_label("Scores").click();
    harness.run();
    harness.get_by_label_contains("Notification: ");
}

#[test]
fn the_timeline_shows_no_more_than_had_happened_and_only_whose_acts_are_asked_for() {
    let bench = RefCell::new(Bench::new(Span::hours(3)));
    bench.borrow_mut().desk = DebriefDesk::default();
    let rows = |harness: &Harness<'_>| {
        let count = harness.get_by_label_contains(" entries").accesskit_node();
        let said = count.value().or(count.label()).unwrap_or_default();
        said.split(' ').next().and_then(|n| n.parse::<u32>().ok()).unwrap_or_default()
    };
    let mut harness = harness(&bench);
    let all = rows(&harness);
    harness.get_by_label("Estonia").click();
    harness.run();
    let own = rows(&harness);
    bench.borrow_mut().shown = At::STARTEX + Span::mins(30);
    harness.run();
    let early = rows(&harness);
    assert!(0 < early && early < own && own < all, "{early} of {own} of {all}");
}

#[test]
fn signing_off_asks_for_a_role_and_taking_it_back_for_a_reason() {
    let bench = RefCell::new(Bench::new(Span::hours(1)));
    let mut harness = harness(&bench);
    harness.get_by_label("Sign off…").click();
    harness.run();
    harness.get_by_role_and_label(Role::MultilineTextInput, "Your role, not your name").focus();
    harness.run();
    harness
        .get_by_role_and_label(Role::MultilineTextInput, "Your role, not your name")
        .type_text("Lead evaluator");
    harness.run();
    harness.get_by_label("Sign off").click();
    harness.run();
    let signed = Out::SignOff { by: "Lead evaluator".to_owned(), text: String::new() };
    assert_eq!(bench.borrow().out, [signed]);
    bench.borrow_mut().signed_off = Some("Signed off by Lead evaluator at 22 November 2026, 16:40 UTC");
    harness.run();
    assert!(harness.query_by_label("PRELIMINARY").is_none());
    harness.get_by_label("Signed off by Lead evaluator at 22 November 2026, 16:40 UTC");
    harness.get_by_label("Take it back…").click();
    harness.run();
    harness.get_by_role_and_label(Role::MultilineTextInput, "Why").focus();
    harness.run();
    harness.get_by_role_and_label(Role::MultilineTextInput, "Why").type_text("A rating is missing");
    harness.run();
    harness.get_by_label("Take it back").click();
    harness.run();
    let reopened = Out::Reopen { reason: "A rating is missing".to_owned() };
    assert_eq!(bench.borrow().out.last(), Some(&reopened));
}

#[test]
fn before_endex_nobody_signs_off() {
    let bench = RefCell::new(Bench::new(Span::hours(1)));
    bench.borrow_mut().may_sign = false;
    let harness = harness(&bench);
    assert!(harness.get_by_label("Sign off…").accesskit_node().is_disabled());
}

#[test]
fn the_scrubber_is_moved_by_keyboard() {
    let bench = RefCell::new(Bench::new(Span::hours(3)));
    let mut harness = harness(&bench);
    harness.get_by_role_and_label(Role::Slider, "Moment").focus();
    harness.run();
    for key in [Key::ArrowLeft, Key::Home, Key::PageUp] {
        harness.key_press(key);
        harness.run();
    }
    let end = At::STARTEX + Span::hours(3);
    let wanted = [
        Out::Show(At(end.0 - Span::mins(5).0)),
        Out::Show(At::STARTEX),
        Out::Show(At(end.0 - Span::hours(1).0)),
    ];
    assert_eq!(bench.borrow().out, wanted);
}

#[test]
fn every_chart_is_reached_by_its_number_and_says_what_it_shows() {
    let bench = RefCell::new(Bench::new(Span::hours(3)));
    let mut harness = harness(&bench);
    harness.get_by_label_contains("Score over time");
    harness.key_press(Key::Num2);
    harness.run();
    harness.get_by_label_contains("Estonia for Latvia: ").click();
    harness.run();
    harness.get_by_label_contains("Latvia trusts Estonia: ");
    harness.key_press(Key::Num3);
    harness.run();
    harness.get_by_role_and_label(Role::Grid, "Obligations");
    harness.key_press(Key::Num4);
    harness.run();
    harness.get_by_role_and_label(Role::Grid, "Who knew what");
}

#[test]
fn reports_are_asked_for_by_their_shape() {
    let bench = RefCell::new(Bench::new(Span::hours(1)));
    let mut harness = harness(&bench);
    harness.get_by_label_contains("HTML report").click();
    harness.run();
    assert_eq!(bench.borrow().out, [Out::Export { format: Format::Html, audience: Audience::Excon }]);
}

#[test]
fn an_exercise_in_which_nothing_happened_is_shown_as_that() {
    let bench = RefCell::new(Bench::new(Span::ZERO));
    let mut harness = harness(&bench);
    harness.get_by_label("Nothing counted yet");
    bench.borrow_mut().desk.chart = Chart::Obligations;
    harness.run();
    harness.get_by_label("No duties yet");
}

#[test]
fn a_hundred_thousand_entries_cost_a_pass_no_more_than_a_few() {
    let bench = RefCell::new(Bench::new(Span::hours(3)));
    {
        let mut bench = bench.borrow_mut();
        let records = bench.played.records.clone();
        while bench.played.records.len() < 100_000 {
            bench.played.records.extend(records.iter().map(Arc::clone));
        }
        let measure = &mut bench.score.measures[1].evidence;
        let some = measure.clone();
        assert!(!some.is_empty());
        while measure.len() < 100_000 {
            measure.extend(some.iter().cloned());
        }
    }
    let mut harness = harness(&bench);
    harness.get_by_label_contains("Notification: ").click();
    harness.run();
    let passes = super::pace::passes(&mut harness, |_, _| {});
    println!("debrief desk, 100,000 entries: {passes}");
    // The figure to reach is 2 ms, optimised; this build is not, and names every node for a screen reader.
    assert!(passes.cpu_us < 12_000, "{passes}");
}

#[test]
fn an_export_is_for_somebody_and_names_wait_for_consent() {
    let bench = RefCell::new(Bench::new(Span::hours(3)));
    let mut harness = harness(&bench);
    harness.get_by_role_and_label(Role::ComboBox, "Export for").click();
    harness.run();
    assert!(harness.query_by_label("For the participants, names").is_none(), "nobody has consented");
    harness.get_by_label("For the plenary, pseudonyms").click();
    harness.run();
    harness.get_by_label_contains("Markdown").click();
    harness.run();
    let wanted = Out::Export { format: Format::Markdown, audience: Audience::Plenary };
    assert_eq!(bench.borrow().out, [wanted]);
}

#[test]
fn where_they_agreed_on_what_is_wrong_stands_apart() {
    let mut played = Played::play("northern-lights", Span::hours(8), &[]);
    let seats: Vec<String> = played.script.seats.rows().map(|s| s.id.clone()).collect();
    for seat in &seats {
        let staff = Control::Staff { seat: seat.clone(), staffing: Staffing::Person };
        played.control(staff);
    }
    let first = played.script.questions.rows().flat_map(|q| q.at.first()).min().copied().unwrap();
    played.until(first + Span::mins(1));
    let open: Vec<_> = played.exercise.state.probes.keys().copied().collect();
    for question in open {
        let spec = played.script.questions[question].clone();
        let wrong = (0..spec.answers.len()).find(|answer| *answer != spec.truth[0]).unwrap();
        for seat in spec.to {
            let id = played.script.seats[seat].id.clone();
            let question = Ref::from(spec.id.as_str());
            played.act(&id, Verb::Probe { question, answer: wrong });
        }
    }
    played.until(first + Span::hours(4));
    let bench = RefCell::new(Bench::of(played));
    let mut harness = harness(&bench);
    harness.get_by_label("Common picture").click();
    harness.run();
    assert!(
        bench.borrow().score.picture.iter().any(|round| round.agreed_but_wrong.is_some() && round.right == 0)
    );
    harness.get_by_role_and_label(Role::Grid, "Common picture").focus();
    harness.run();
    harness.key_press(Key::ArrowDown);
    harness.run();
    let said = harness.get_by_role_and_label(Role::Grid, "Common picture").accesskit_node().value();
    assert!(said.clone().is_some_and(|said| said.contains("agreed but wrong: ")), "{said:?}");
}

#[test]
fn trust_and_the_message_network_are_shown() {
    let bench = RefCell::new(Bench::new(Span::hours(3)));
    let mut harness = harness(&bench);
    harness.get_by_label("Between states").click();
    harness.run();
    harness.get_by_label("Trust").click();
    harness.run();
    harness.get_by_label("Trust of the column in the row at this moment");
    let pair = bench.borrow().score.pairs[0].clone();
    let name = |state| bench.borrow().played.script.states[state].name.get("en").to_owned();
    let field = format!("{} for {}: {:.2}", name(pair.from), name(pair.to), pair.trust.as_f64());
    harness.get_by_label(&field).click();
    harness.run();
    harness.get_by_label("Course of trust");
    harness.get_by_label("Who wrote to whom").click();
    harness.run();
    harness.get_by_label("Fragmentation");
    let network = bench.borrow().score.network.clone();
    let missing = network.wanted.difference(&network.wrote).count();
    harness.get_by_label(&format!("Wanted, not made {missing}")).click();
    harness.run();
    harness.get_by_role_and_label(Role::Grid, "Contacts");
}
