//! Every seat's desk on a real day: each form is opened and each verb tried, and people read names, never ids.

use std::cell::RefCell;
use std::collections::BTreeSet;

use egui_kittest::Harness;
use egui_kittest::kittest::NodeT;
use startex::base::Span;
use startex::desk::seat::draft::Draft;
use startex::desk::seat::verbs::VerbKind;
use startex::exercise::Answer;
use startex::exercise::order::{Act, Claims, Desk, Order, OrderId, Verb};
use startex::exercise::reference::{Handle, Ref};
use startex::exercise::view::View;
use startex::scenario::script::Script;
use startex::scenario::words::{Class, Confidence, Tri, Vote};

use super::desk::harness;
use super::exercise::Played;
use super::seat::Bench;

const SEATS: [&str; 7] = ["ee-csirt", "ee-foreign", "ee-grid", "enisa", "ec3", "nato-liaison", "vendor"];

/// Ids that have a name for people. Those that are a plain word, as `police` is, cannot be told from words.
fn ids(script: &Script) -> BTreeSet<String> {
    let n = &script.names;
    let all = n.seats.keys().chain(n.orgs.keys()).chain(n.services.keys()).chain(n.defences.keys());
    let more = n.intel.keys().chain(n.incidents.keys()).chain(n.injects.keys()).chain(n.mechanisms.keys());
    all.chain(more).filter(|id| id.contains(['-', '_', '/'])).cloned().collect()
}

/// The ids that stand in a text as words of their own.
fn found<'i>(ids: &'i BTreeSet<String>, text: &str) -> Vec<&'i str> {
    let part = |c: char| c.is_alphanumeric() || "-_/".contains(c);
    let words: BTreeSet<&str> = text.split(|c| !part(c)).collect();
    ids.iter().map(String::as_str).filter(|id| words.contains(id)).collect()
}

/// All that a person could read, or hear read.
fn texts(harness: &Harness<'_>) -> Vec<String> {
    let nodes = harness.root().children_recursive();
    nodes.flat_map(|n| [n.accesskit_node().label(), n.accesskit_node().value()]).flatten().collect()
}

#[test]
fn every_form_of_every_kind_of_seat_shows_names_and_no_ids() {
    let day = Played::play("northern-lights", Span::hours(9), &[]);
    let known = ids(&day.script);
    let bench = RefCell::new(Bench::new(SEATS[0], day));
    let mut harness = harness(&bench);
    let mut wrong = BTreeSet::new();
    for seat in SEATS {
        bench.borrow_mut().sit(seat);
        for kind in VerbKind::ALL {
            bench.borrow_mut().open(kind);
            harness.run();
            for text in texts(&harness) {
                let ids = found(&known, &text);
                if !ids.is_empty() {
                    wrong.insert(format!("{seat}, {}: {ids:?} in “{text}”", kind.name()));
                }
            }
        }
    }
    let wrong: Vec<String> = wrong.into_iter().take(20).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Drafts of a verb as people leave them: with everything that can be chosen, under every mechanism.
fn drafts(played: &Played, view: &View) -> Vec<Draft> {
    let filled = |mechanism: &startex::scenario::mechanism::Mechanism| Draft {
        incident: view.incidents.keys().next().copied(),
        to: vec!["LV/csirt".into()],
        items: view.intel.keys().copied().collect(),
        text: "As agreed on the phone".into(),
        class: Some(Class::Significant),
        mechanism: Some(mechanism.id.clone()),
        step: mechanism.steps().first().map(|step| step.id.clone()),
        mode: mechanism.modes().last().map(|mode| mode.id.clone()),
        ask: view.inbox.iter().filter_map(|r| Some(r.post.thread?.number())).next(),
        case: view.cases.keys().next().copied(),
        vote: Some(Vote::For),
        defence: played.directory.defences.keys().next().cloned(),
        services: played.directory.services.keys().take(1).cloned().collect(),
        actor: "unknown".into(),
        confidence: Some(Confidence::Low),
        question: view.probes.keys().next().copied(),
        answer: Some(0),
        ..Draft::default()
    };
    played.directory.mechanisms.iter().map(filled).collect()
}

#[test]
fn whatever_a_seat_tries_a_refusal_says_it_in_words_and_what_is_needed() {
    let mut day = Played::play("northern-lights", Span::hours(9), &[]);
    let known = ids(&day.script);
    let (mut wrong, mut counter, mut refused) = (BTreeSet::new(), 0, 0);
    for seat in SEATS {
        let view = day.views[seat].clone();
        let from = Desk::Seat(day.script.names.seats[seat]);
        for kind in VerbKind::ALL {
            for draft in drafts(&day, &view) {
                let Ok(verb) = draft.verb(kind) else { continue };
                counter += 1;
                let id = OrderId { key: 1 << 20, counter };
                let said =
                    match day.exercise.order(Order { id, from, act: Act::Verb(verb.into()) }, &mut |_, _| {})
                    {
                        Answer::Refused(_, refusal) => {
                            refused += 1;
                            format!("{} {}", refusal.message, refusal.needed.unwrap_or_default())
                        }
                        _ => continue,
                    };
                let ids = found(&known, &said);
                if !ids.is_empty() || said.trim().is_empty() {
                    wrong.insert(format!("{seat}, {}: {ids:?} in “{said}”", kind.name()));
                }
            }
        }
    }
    println!("{counter} tried, {refused} refused");
    assert!(refused > 0, "something is not for everybody");
    let wrong: Vec<String> = wrong.into_iter().take(20).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_line_of_what_was_sent_names_people_and_places() {
    let day = Played::play("northern-lights", Span::hours(9), &[]);
    let known = ids(&day.script);
    let own: Vec<Verb> = day
        .records
        .iter()
        .filter_map(|record| match &record.cause {
            startex::exercise::fact::Cause::Order(order) => order.act.verb().cloned(),
            startex::exercise::fact::Cause::Due(_) => None,
        })
        .collect();
    let bench = RefCell::new(Bench::new(SEATS[0], day));
    bench.borrow_mut().sent_before(own);
    let mut harness = harness(&bench);
    harness.run();
    let wrong: Vec<String> =
        texts(&harness).into_iter().filter(|text| !found(&known, text).is_empty()).take(20).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_notice_that_lacks_what_it_must_say_is_shown_as_empty_and_not_as_done() {
    let mut bench = Bench::hour("lv-csirt");
    let notice = |cross_border: Option<Tri>| Verb::Notify {
        regime: "nis2".into(),
        step: "cross_border".into(),
        incident: Ref::from(Handle(1)),
        to: vec!["EE/csirt".into()],
        claims: Claims { cross_border, ..Claims::default() },
        text: "It crosses the border".into(),
    };
    bench.sent_before(vec![notice(None), notice(Some(Tri::Yes))]);
    let bench = RefCell::new(bench);
    let harness = harness(&bench);
    let words: Vec<String> = texts(&harness);
    let count = |of: &str| words.iter().filter(|text| text.ends_with(of)).count();
    assert_eq!((count(" empty"), count(" done")), (1, 1), "{words:?}");
}
