//! Bots and what is classified: as the book says, they ask; they break nothing unless their doctrine says so.

use startex::exercise::fact::{Fact, Marking};
use startex::exercise::order::Verb;

use super::{Played, SCENARIO, play_it};

/// The habits' exercise, with a note of Latvia's foreign ministry that Estonia's CSIRT holds and others need.
fn scenario() -> String {
    let note = r#"intel: [
        (id: "note", tlp: amber, found_by: ["ee-csirt"], at: "25m", says: "Somebody beside them says that it spreads by the gates.",
         needed_by: seats(["lv-csirt", "lv-port", "ee-port"]), half_life: "4h", about: "gates-down",
         classification: (level: sim2, originator: "LV/foreign", releasable_to: ["EE/csirt", "EE/crisis"],
            tear_line: (says: "Look at the gates.", tlp: green, after: "1h"))),"#;
    SCENARIO.replace(r#"doctrine: ["eu"]"#, r#"doctrine: ["eu", "international"]"#).replace("intel: [", note)
}

fn breaches(played: &Played) -> usize {
    let secret =
        |f: &Fact| matches!(f, Fact::Breached { marking: Marking::Clearance | Marking::Release, .. });
    played.facts().filter(|(_, f)| secret(f)).count()
}

#[test]
fn by_the_book_asks_for_release_and_tear_line_and_passes_on_what_was_granted() {
    let played = play_it(&scenario(), "by_the_book");
    assert_eq!(breaches(&played), 0);
    let asked = |tear: bool| {
        let orders = played.orders("ee-csirt");
        orders.iter().any(|(_, v)| matches!(v, Verb::Release { tear_line, .. } if *tear_line == tear))
    };
    assert!(asked(true) && asked(false));
    assert!(played.got("ee-crisis", "note").is_some(), "releasable from the start");
    assert!(played.got("lv-csirt", "note").is_some(), "released by its originator when it was asked");
    let tear = played.script.names.intel["note-tear-line"];
    assert!(played.got("ee-port", "note").is_none(), "the port is not cleared");
    let port = played.script.names.seats["ee-port"];
    let told = |f: &Fact| matches!(f, Fact::Learned { seat, item, .. } if *seat == port && *item == tear);
    assert!(played.facts().any(|(_, f)| told(f)), "and has the tear-line");
}

#[test]
fn a_cautious_bot_asks_nobody_and_breaks_nothing_and_an_eager_one_breaks_it() {
    let cautious = play_it(&scenario(), "cautious");
    assert_eq!(breaches(&cautious), 0);
    assert!(cautious.got("lv-csirt", "note").is_none());
    assert!(breaches(&play_it(&scenario(), "eager_sharer")) > 0);
}

#[test]
fn an_originator_that_decides_alone_says_no_and_the_asker_keeps_to_it() {
    let played = play_it(&scenario(), "by_the_book,LV/*=withholder");
    assert_eq!(breaches(&played), 0);
    assert!(played.facts().any(|(_, f)| matches!(f, Fact::CaseClosed(_, _, false))));
}
