//! Information value and confidentiality.

use crate::base::Ppm;
use crate::scenario::words::Measure::{Confidentiality, Information};
use crate::score::Figure;

use super::{Play, points};

pub(super) const ITEM: &str = r#"
    incidents: [(id: "port", title: "Gates stand still", at: ["port"], truth: significant)],
    intel: [
        (id: "address", says: "An odd address.", tlp: green, found_by: ["ee-csirt"], at: "1h", half_life: "2h",
         needed_by: seats(["fi-csirt", "lv-csirt", "ee-csirt"])),
        (id: "rumour", says: "It was the neighbour.", tlp: clear, found_by: ["ee-csirt"], at: "1h", misleading: true,
         needed_by: seats(["fi-csirt"])),
        (id: "secret", says: "Named source.", tlp: red, found_by: ["ee-csirt"], at: "1h", half_life: "100h"),
    ],
"#;

fn share(play: &mut Play, item: &str, to: &str) -> u64 {
    play.act("ee-csirt", &format!(r#"share(items: ["{item}"], to: ["{to}"])"#))
}

#[test]
fn value_fades_from_the_senders_first_possession() {
    let mut play = Play::start(ITEM);
    play.at("3h");
    share(&mut play, "address", "fi-csirt");
    // Finland got half of it after one half-life; Latvia is told nothing: its half-life ends at 3 h.
    play.at("4h");
    assert_eq!(play.detail(Information, "recall"), Some(Figure::Share(Ppm(250_000))));
    assert_eq!(play.detail(Information, "precision"), Some(Figure::Share(Ppm::ONE)));
    assert_eq!(play.value(Information), Some(400_000)); // 2 · 0.25 · 1 / 1.25
    let score = play.measure(Information);
    assert_eq!((score.assessed, score.opportunities), (2, 2), "who found it does not count");
    assert_eq!(points(&score.evidence), (400_000, -600_000));
}

#[test]
fn what_is_not_told_is_missed_after_one_half_life_only() {
    let mut play = Play::start(ITEM);
    play.at("2h");
    assert_eq!(play.value(Information), None);
    play.at("4h");
    assert_eq!(play.value(Information), Some(0));
    assert_eq!(play.of_state("EE", Information), Some(Ppm::ZERO));
    assert_eq!(play.of_state("FI", Information), None, "Finland could tell nobody");
}

#[test]
fn noise_and_false_leads_lower_precision() {
    let mut play = Play::start(ITEM);
    play.at("1h");
    for to in ["fi-csirt", "lv-csirt"] {
        share(&mut play, "address", to);
    }
    assert_eq!(play.value(Information), Some(1_000_000));
    share(&mut play, "address", "fi-mfa");
    let noisy = play.value(Information).unwrap();
    assert_eq!(noisy, 800_000); // R = 1, P = 2/3
    share(&mut play, "rumour", "fi-csirt");
    assert_eq!(play.value(Information), Some(666_667)); // P = 1/2
}

#[test]
fn telling_the_own_side_is_no_noise() {
    let mut play = Play::start(ITEM);
    play.at("1h");
    share(&mut play, "address", "fi-csirt");
    share(&mut play, "address", "lv-csirt");
    share(&mut play, "address", "ee-crisis");
    assert_eq!(play.value(Information), Some(1_000_000));
}

#[test]
fn a_void_share_delivered_nothing() {
    let mut play = Play::start(ITEM);
    play.at("1h");
    let first = share(&mut play, "address", "fi-csirt");
    share(&mut play, "address", "lv-csirt");
    play.at("4h");
    assert_eq!(play.value(Information), Some(1_000_000));
    play.void(first);
    assert_eq!(play.value(Information), Some(666_667)); // R = 1/2, P = 1
}

#[test]
fn a_breach_of_tlp_costs_its_opportunity_and_caps_the_whole() {
    let mut play = Play::start(ITEM);
    play.at("1h");
    assert_eq!(play.value(Confidentiality), None, "who passes nothing on had no opportunity");
    share(&mut play, "address", "fi-csirt");
    share(&mut play, "address", "lv-csirt");
    assert_eq!((play.value(Confidentiality), play.score().overall), (Some(1_000_000), Some(Ppm::ONE)));
    // Finland passes what it was given under TLP:RED to Latvia.
    share(&mut play, "secret", "fi-csirt");
    let breach = play.act("fi-csirt", r#"share(items: ["secret"], to: ["lv-csirt"])"#);
    assert_eq!(play.value(Confidentiality), Some(750_000));
    assert_eq!((play.score().cap, play.score().overall), (Some(Ppm(600_000)), Some(Ppm(600_000))));
    assert_eq!(play.of_state("FI", Confidentiality), Some(Ppm::ZERO));
    play.void(breach);
    assert_eq!((play.value(Confidentiality), play.score().cap), (Some(1_000_000), None));
}

#[test]
fn marking_stricter_than_the_source_is_half_and_laxer_nothing() {
    let mut play = Play::start(ITEM);
    play.at("1h").act("ee-csirt", r#"share(items: ["address"], to: ["fi-csirt"], tlp: amber)"#);
    assert_eq!(play.value(Confidentiality), Some(500_000));
    assert_eq!(play.detail(Confidentiality, "over_marked"), Some(Figure::Count(1)));
    play.act("fi-csirt", r#"share(items: ["address"], to: ["fi-crisis"], tlp: clear)"#);
    assert_eq!(play.of_state("FI", Confidentiality), Some(Ppm::ZERO));
}
