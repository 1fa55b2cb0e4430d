//! Moments that the author marked for right contact and for side effects, against figures computed by hand.

use crate::base::Ppm;
use crate::scenario::words::Measure::{RightContact, SideEffects};

use super::care::BLOCK;
use super::{PORT, Play};

/// Estonia's team should ask Latvia's within two hours of the first.
const ASK_LATVIA: &str = r#"
    incidents: [(id: "port", title: "Gates stand still", at: ["port"], truth: significant)],
    injects: [(id: "INJ-1", at: "1h", to: ["ee-csirt"], about: "port", says: "Latvia's operator uses the same gates.",
               expects: [(what: ask(to: ["lv-csirt"]), by: "2h", counts: right_contact)])],
"#;

fn asked(acts: &[(&str, &str)], until: &str) -> (Option<u32>, u32) {
    let mut play = Play::start(ASK_LATVIA);
    for (at, verb) in acts {
        play.at(at).act("ee-csirt", verb);
    }
    play.at(until);
    (play.value(RightContact), play.measure(RightContact).opportunities)
}

const LATVIA: &str = r#"ask(to: ["lv-csirt"], text: "Do yours stand still too?")"#;
const FINLAND: &str = r#"ask(to: ["fi-csirt"], text: "Do yours stand still too?")"#;

#[test]
fn a_marked_contact_counts_by_its_time_and_only_at_the_first_attempt() {
    assert_eq!(asked(&[("2h", LATVIA)], "4h"), (Some(1_000_000), 1));
    assert_eq!(asked(&[("4h", LATVIA)], "5h"), (Some(500_000), 1), "an hour late of two");
    assert_eq!(
        asked(&[("2h", FINLAND), ("150m", LATVIA)], "4h"),
        (Some(0), 1),
        "somebody else was asked first"
    );
    let words = r#"message(to: ["fi-csirt"], text: "Good morning")"#;
    assert_eq!(
        asked(&[("2h", words), ("150m", LATVIA)], "4h"),
        (Some(1_000_000), 1),
        "words are no question"
    );
    assert_eq!(asked(&[], "2h"), (None, 1), "its time is not over");
    assert_eq!(asked(&[], "4h"), (Some(0), 1), "silence finds nobody");
}

#[test]
fn a_first_attempt_that_is_void_was_none() {
    let mut play = Play::start(ASK_LATVIA);
    let wrong = play.at("2h").act("ee-csirt", FINLAND);
    play.act("ee-csirt", LATVIA);
    assert_eq!(play.value(RightContact), Some(0));
    play.void(wrong);
    assert_eq!(play.value(RightContact), Some(1_000_000));
}

/// Estonia's team should warn Latvia's of what the port will do.
const WARN_LATVIA: &str = r#"
    incidents: [(id: "port", title: "Gates stand still", at: ["port"], truth: significant)],
    injects: [(id: "INJ-1", at: "1h", to: ["ee-csirt"], about: "port", says: "At six the port goes over to paper.",
               expects: [(what: message(to: ["lv-csirt"]), by: "2h", counts: side_effects)])],
"#;

const WARNING: &str = r#"message(to: ["lv-csirt"], text: "At six the port goes over to paper.")"#;

#[test]
fn a_marked_announcement_counts_by_its_time_and_its_absence_as_a_miss() {
    let warned = |at: Option<&str>, until: &str| {
        let mut play = Play::start(WARN_LATVIA);
        if let Some(at) = at {
            play.at(at).act("ee-csirt", WARNING);
        }
        play.at(until);
        play.value(SideEffects)
    };
    assert_eq!(warned(Some("2h"), "4h"), Some(1_000_000));
    // R = ½, P = 1: F₁ = 2 · ½ · 1 ÷ 1½.
    assert_eq!(warned(Some("4h"), "5h"), Some(666_667));
    assert_eq!(warned(None, "2h"), None, "its time is not over");
    assert_eq!(warned(None, "4h"), Some(0));
}

#[test]
fn marked_and_found_side_effects_count_together() {
    let injects = PORT.replace(
        r#"says: "The gates stand still.")"#,
        r#"says: "The gates stand still.",
           expects: [(who: "ee-csirt", what: message(to: ["fi-csirt"]), by: "2h", counts: side_effects)])"#,
    );
    let mut play = Play::start_bound(&format!("{injects}{BLOCK}"));
    play.at("80m")
        .act("ee-csirt", r#"message(to: ["fi-csirt"], text: "At ten the port goes over to paper.")"#);
    play.at("150m").act("ee-port", r#"defend(defence: "cut", services: ["port"])"#);
    // One marked and told, one touched and not told: R = ½, P = 1.
    assert_eq!(play.value(SideEffects), Some(666_667));
    assert_eq!(play.of_state("EE", SideEffects), Some(Ppm(666_667)));
}
