//! Classified items by hand: passed on rightly, by a breach, as a tear-line, or kept.

use super::Play;
use crate::base::Ppm;
use crate::scenario::words::Measure::{Confidentiality, Information};

const NOTE: &str = r#"
    incidents: [(id: "port", title: "Gates stand still", at: ["port"], concerns: ["EE", "FI"], truth: significant)],
    intel: [(id: "note", says: "Somebody beside them says that the press is next.", found_by: ["ee-mfa"], at: "1h", about: "port", tlp: amber,
         half_life: "6h", needed_by: seats(["ee-csirt", "fi-csirt", "ee-port"]),
         classification: (level: sim2, originator: "LV/foreign", releasable_to: ["EE"],
            tear_line: (says: "Look at the press.", tlp: green, after: "2h")))],
"#;
const TEAR: &str = r#"release(item: "note", tear_line: true)"#;
const RELEASE: &str = r#"release(item: "note", to: ["fi-csirt"])"#;
const YES: &str = r#"vote(case: "originator-consent", vote: for)"#;

fn begun() -> Play {
    let mut play = Play::start(NOTE);
    play.at("1h");
    play
}

#[test]
fn a_tear_line_serves_those_who_need_the_whole_later_and_breaks_nothing() {
    let mut play = begun();
    play.act("ee-mfa", r#"share(items: ["note"], to: ["ee-csirt"])"#);
    play.act("ee-mfa", TEAR);
    play.act("lv-mfa", YES);
    play.at("3h").act("ee-mfa", r#"share(items: ["note-tear-line"], to: ["fi-csirt", "ee-port"])"#);
    assert_eq!(play.value(Confidentiality), Some(1_000_000), "both went as marked");
    // R = (1 + 2 · 2^(−2÷6)) ÷ 3 = 0.862467, P = 1: F₁ = 2R ÷ (1 + R).
    assert_eq!(play.value(Information), Some(926_155));
    play.at("40h");
    assert_eq!(play.value(Information), Some(926_155), "nobody is still in need");
}

#[test]
fn a_breach_is_quick_and_is_none_of_the_better_for_it() {
    let mut play = begun();
    play.act("ee-mfa", r#"share(items: ["note"], to: ["ee-csirt", "fi-csirt", "ee-port"])"#);
    assert_eq!(play.value(Information), Some(1_000_000));
    assert_eq!(play.value(Confidentiality), Some(0));
    let score = play.score();
    assert!(score.overall <= Some(Ppm(600_000)), "the cap of one breach: {:?}", score.overall);
    assert_eq!(play.of_state("EE", Confidentiality), Some(Ppm::ZERO));
}

#[test]
fn what_is_kept_from_those_who_need_it_counts_once_a_half_life_is_over() {
    let mut play = begun();
    play.at("6h");
    assert_eq!(play.value(Confidentiality), None, "there is still time");
    play.at("8h");
    assert_eq!(play.value(Confidentiality), Some(0));
    // Another half-life for what was granted and is not passed on.
    let mut asked = begun();
    asked.act("ee-mfa", TEAR);
    asked.at("10h");
    assert_eq!(asked.value(Confidentiality), None, "it waits for an answer");
    asked.act("lv-mfa", YES);
    asked.at("17h");
    assert_eq!(asked.value(Confidentiality), None, "the tear-line came at 12 h");
    asked.at("19h");
    assert_eq!(asked.value(Confidentiality), Some(0));
    asked.act("ee-mfa", r#"share(items: ["note-tear-line"], to: ["fi-csirt"])"#);
    assert_eq!(asked.value(Confidentiality), Some(1_000_000));
}

#[test]
fn every_side_that_holds_it_is_judged_and_none_where_those_in_need_have_it_in_time() {
    let both = NOTE.replace(r#"found_by: ["ee-mfa"]"#, r#"found_by: ["ee-mfa", "lv-mfa"]"#);
    let begun = || {
        let mut play = Play::start(&both);
        play.at("1h");
        play
    };
    let of = |play: &Play| ["EE", "LV"].map(|state| play.of_state(state, Confidentiality));
    let mut silent = begun();
    silent.at("8h");
    assert_eq!(of(&silent), [Some(Ppm::ZERO); 2], "not only the first of them");
    // One of them asks: the other has passed nothing on, and asked nobody.
    let mut one = begun();
    one.act("ee-mfa", TEAR);
    one.at("8h");
    assert_eq!(of(&one), [None, Some(Ppm::ZERO)]);
    // What those in need got from one of them, the other has not kept from them.
    let mut served = begun();
    served.act("lv-mfa", r#"share(items: ["note"], to: ["ee-csirt", "fi-csirt"])"#);
    served.at("8h");
    assert_eq!(of(&served)[0], None, "Finland has it");
}

#[test]
fn an_originator_that_keeps_it_from_the_cleared_gets_half_unless_they_have_the_tear_line() {
    let refuse = |play: &mut Play| {
        play.act("ee-mfa", RELEASE);
        play.act("lv-mfa", r#"vote(case: "originator-consent", vote: against, text: "The source.")"#);
    };
    let mut play = begun();
    refuse(&mut play);
    assert_eq!(play.of_state("LV", Confidentiality), Some(Ppm(500_000)));
    play.at("20h");
    assert_eq!(play.of_state("EE", Confidentiality), None, "it asked, and was told no");
    let mut torn = begun();
    torn.act("ee-mfa", TEAR);
    torn.act("lv-mfa", YES);
    torn.at("3h").act("ee-mfa", r#"share(items: ["note-tear-line"], to: ["fi-csirt"])"#);
    refuse(&mut torn);
    assert_eq!(torn.of_state("LV", Confidentiality), None);
    // A seat that is not cleared is refused with good reason.
    let mut low = begun();
    low.act("ee-mfa", r#"release(item: "note", to: ["lv-clinic"])"#);
    low.act("lv-mfa", r#"vote(case: "originator-consent", vote: against, text: "Not cleared.")"#);
    assert_eq!(low.of_state("LV", Confidentiality), None);
}

#[test]
fn a_release_that_is_granted_makes_it_no_breach() {
    let mut play = begun();
    play.act("ee-mfa", RELEASE);
    play.act("lv-mfa", YES);
    play.at("1h1m").act("ee-mfa", r#"share(items: ["note"], to: ["fi-csirt", "ee-csirt"])"#);
    assert_eq!(play.value(Confidentiality), Some(1_000_000));
}
