//! What the seat desk shows of what it knows: items that came, clocks that run, the own score.

use std::cell::RefCell;

use egui_kittest::kittest::Queryable;
use startex::base::{At, Ppm, Span, Text};
use startex::exercise::entry::{Items, Letter, Post, PostKind};
use startex::exercise::fact::CaseEnd;
use startex::exercise::order::Claims;
use startex::exercise::reference::Handle;
use startex::exercise::view::{CaseView, DutyView, IntelView, Received};
use startex::scenario::words::{Channel, Measure, Pap, Tlp};
use startex::score::Published;
use startex::score::release::{Figure, ForSeat, OwnMeasure};

use super::desk::{harness, sized};
use super::seat::Bench;

/// A letter from Latvia's CSIRT to Estonia's, without words.
fn wordless(kind: PostKind, from: &str) -> Letter {
    Letter {
        kind,
        from: Text::plain(from),
        from_seat: Some("lv-csirt".into()),
        to: vec!["ee-csirt".into()].into(),
        by: Channel::Mail,
        text: Text::default(),
        tlp: None,
        claims: Claims::default(),
    }
}

#[test]
fn an_item_that_came_without_words_is_read_itself() {
    let bench = RefCell::new(Bench::hour("ee-csirt"));
    let number = {
        let mut bench = bench.borrow_mut();
        let number = bench.view.entries + 1;
        let at = bench.played.now();
        let item = IntelView {
            evidence: None,
            says: Text::plain("Sessions came from 192.0.2.7"),
            tlp: Tlp::AmberStrict,
            pap: Pap::Red,
            from: Some("lv-csirt".into()),
            own: false,
            since: at,
            about: None,
            enables: Default::default(),
            classified: None,
            tear_line_of: None,
            released: Default::default(),
        };
        bench.view.intel.insert(950, item);
        let letter = wordless(PostKind::Share, "National CSIRT, Latvia");
        let post = Post {
            post: Handle(900),
            about: None,
            thread: None,
            items: [Handle(950)].into_iter().collect(),
            letter: letter.into(),
        };
        bench.view.inbox.push(Received { number, at, post });
        number
    };
    let mut harness = harness(&bench);
    bench.borrow_mut().desk.read(number);
    harness.run();
    assert!(harness.query_by_label("No words came with it").is_none());
    assert!(harness.query_all_by_label_contains("Sessions came from 192.0.2.7").count() > 0);
    harness.get_by_label("TLP:AMBER+STRICT");
    harness.get_by_label("PAP:RED");
    harness.get_by_label_contains("National CSIRT, Latvia, held since");
}

#[test]
fn the_time_of_a_duty_is_in_sight_however_long_its_name_is() {
    for width in [1280.0, 1600.0] {
        let bench = RefCell::new(Bench::hour("ee-csirt"));
        {
            let mut bench = bench.borrow_mut();
            let now = bench.played.now();
            let duty = DutyView {
                regime: "nis2".into(),
                step: "incident_notification, with a name that no column is wide enough for".into(),
                incident: 1,
                owed: vec![],
                opened: now,
                due: now + Span::hours(24),
                convention: false,
                done: false,
                lapsed: false,
            };
            bench.view.duties.insert(960, duty);
        }
        let harness = sized(&bench, width);
        let chips: Vec<_> = harness.query_all_by_label_contains("with a name").collect();
        let column = harness.get_by_label("Waits for us").rect().left();
        let chip = chips.iter().map(egui_kittest::Node::rect).find(|rect| rect.left() >= column - 1.0);
        let right = harness.get_by_label("Decide").rect().left();
        assert!(chip.is_some_and(|rect| rect.right() < right), "{width}: {chip:?} {right}");
    }
}

#[test]
fn a_score_that_may_be_seen_says_why_there_is_no_figure_and_none_is_no_success() {
    let bench = RefCell::new(Bench::hour("ee-csirt"));
    let mut harness = harness(&bench);
    assert!(harness.query_by_label("Our score").is_none(), "nothing of it before it may be seen");
    let measure = |measure, figure, assessed| OwnMeasure {
        measure,
        figure,
        weight: Ppm(100_000),
        assessed,
        of: 6,
        acts: vec![],
    };
    bench.borrow_mut().score = Some(ForSeat {
        at: At(0),
        overall: Some(Ppm(550_000)),
        own: Some(Figure::Shown(Ppm(620_000))),
        measures: vec![
            measure(Measure::Notification, Figure::Shown(Ppm(710_000)), 6),
            measure(Measure::Classification, Figure::Withheld(Published::TooFew), 2),
            measure(Measure::PublicLine, Figure::NotAssessed, 0),
        ],
    });
    harness.run();
    harness.get_by_label("Our score").click();
    harness.run();
    harness.get_by_label_contains("Our state 0.62. All together 0.55");
    harness.get_by_label("not assessed");
    harness.get_by_label("not shown: fewer than five opportunities");
    harness.get_by_label("0.71");
    bench.borrow_mut().score = None;
    harness.run();
    assert!(harness.query_by_label("Our score").is_none(), "and nothing when it may not be seen any more");
}

#[test]
fn an_order_to_a_provider_of_ones_state_may_be_overturned_from_its_post() {
    let bench = RefCell::new(Bench::hour("ee-csirt"));
    let number = {
        let mut bench = bench.borrow_mut();
        let now = bench.played.now();
        let case = CaseView {
            mechanism: "tco-removal".into(),
            by: "lv-csirt".into(),
            incident: None,
            offer: false,
            may_vote: true,
            opened: now,
            due: now + Span::hours(1),
            votes: Default::default(),
            end: Some((CaseEnd::Adopted, true)),
            landed: true,
            heard_by: Some(now + Span::hours(72)),
            contradicted: vec![],
            fell: false,
            release: None,
        };
        bench.view.cases.insert(960, case);
        let number = bench.view.entries + 1;
        let letter = wordless(PostKind::Case, "Police, Latvia");
        let post = Post {
            post: Handle(901),
            about: None,
            thread: Some(Handle(960)),
            items: Items::default(),
            letter: letter.into(),
        };
        bench.view.inbox.push(Received { number, at: now, post });
        number
    };
    let mut harness = harness(&bench);
    bench.borrow_mut().desk.read(number);
    harness.run();
    harness.get_by_label_contains("established in your state");
    harness.get_by_label_contains("Overturn");
    assert!(harness.query_by_label_contains("No objection").is_none(), "the platform waits for no word");
    // Where the provider waits, that there is no objection is a word too, until it has handed over.
    let change = |mechanism: &str, landed: bool| {
        let mut bench = bench.borrow_mut();
        let case = bench.view.cases.get_mut(&960).unwrap();
        (case.mechanism, case.landed) = (mechanism.into(), landed);
    };
    change("e-evidence", false);
    harness.run();
    harness.get_by_label_contains("No objection");
    change("e-evidence", true);
    harness.run();
    assert!(harness.query_by_label_contains("No objection").is_none());
    // Once it was overturned, or the time is over, it is a case like others.
    bench.borrow_mut().view.cases.get_mut(&960).unwrap().fell = true;
    harness.run();
    assert!(harness.query_by_label_contains("Overturn").is_none());
    harness.get_by_label_contains("It stands no more");
}
