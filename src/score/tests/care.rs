//! Right contact, side effects, evidence, attribution: against figures computed by hand.

use crate::base::Ppm;
use crate::scenario::words::Measure::{Attribution, Evidence, RightContact, SideEffects};
use crate::score::Figure;

use super::{PORT, Play};

pub(super) const DUTY: &str = r#"
    incidents: [(id: "port", title: "Gates stand still", at: ["port"], truth: significant, regimes: ["nis2"])],
    injects: [(id: "INJ-1", at: "1h", to: ["all"], about: "port", says: "The gates stand still.")],
"#;

fn notify(to: &str) -> String {
    format!(
        r#"notify(regime: "nis2", step: "early_warning", incident: "port", to: [{to}], claims: (malicious: yes, cross_border: no))"#
    )
}

#[test]
fn the_first_notice_is_right_by_whom_it_reached_and_whom_it_need_not_have() {
    let first = |to: &str| {
        let mut play = Play::start(DUTY);
        play.at("2h").act("ee-port", &notify(to));
        play.value(RightContact)
    };
    assert_eq!(
        first(r#""EE/csirt""#),
        Some(1_000_000),
        "owed to the national CSIRT, told the national CSIRT"
    );
    // One of one who was owed it, two abroad who were not: 2·1 ÷ (3 + 1).
    assert_eq!(first(r#""EE/csirt", "FI/csirt", "LV/csirt""#), Some(500_000));
    assert_eq!(first(r#""FI/csirt""#), Some(0));
    let mut silent = Play::start(DUTY);
    silent.at("2h");
    assert_eq!(silent.value(RightContact), None, "its time is not over");
    silent.at("26h");
    assert_eq!(silent.value(RightContact), Some(0), "nobody found the contact");
}

#[test]
fn what_is_put_right_later_does_not_make_a_first_attempt() {
    let mut play = Play::start(DUTY);
    let wrong = play.at("2h").act("ee-port", &notify(r#""FI/csirt""#));
    play.at("3h").act("ee-port", &notify(r#""EE/csirt""#));
    assert_eq!(play.value(RightContact), Some(0));
    play.void(wrong);
    assert_eq!(play.value(RightContact), Some(1_000_000));
}

#[test]
fn a_mechanism_that_is_anothers_to_ask_for_costs_once() {
    let mut play = Play::start(DUTY);
    play.at("2h").act("ee-port", &notify(r#""EE/csirt""#));
    for _ in 0..3 {
        play.act("ee-port", r#"mode(mechanism: "cyclone", mode: "alert", incident: "port")"#);
    }
    // One duty right, one mechanism in vain, however often it was tried.
    assert_eq!(play.value(RightContact), Some(500_000));
    assert_eq!(play.detail(RightContact, "mechanisms_in_vain"), Some(Figure::Count(1)));
}

pub(super) const NEEDED: &str = r#"
    incidents: [(id: "port", title: "Gates stand still", at: ["port"], truth: significant)],
    intel: [(id: "trace", says: "Sessions come from 192.0.2.44.", found_by: ["lv-csirt"], at: "1h", needed_by: seats(["ee-csirt"]),
             about: "port", tlp: green)],
    injects: [(id: "INJ-1", at: "1h", to: ["all"], about: "port", says: "The gates stand still.")],
"#;

#[test]
fn a_question_counts_by_the_share_of_those_asked_who_could_answer_and_once() {
    let asked = |to: &str| {
        let mut play = Play::start(NEEDED);
        play.at("2h").act("ee-csirt", &format!(r#"ask(to: [{to}], text: "What do you see?")"#));
        play.act("ee-csirt", r#"ask(to: ["lv-csirt"], text: "And now?")"#);
        play.value(RightContact)
    };
    assert_eq!(asked(r#""lv-csirt""#), Some(1_000_000));
    assert_eq!(asked(r#""lv-csirt", "fi-csirt""#), Some(500_000));
    // FI: three organisations; LV: four, of which one held it; ENISA and the chair: 1 of 9.
    assert_eq!(asked(r#""all""#), Some(111_111));
}

pub(super) const BLOCK: &str = r#"
    defences: [
        (id: "cut", name: "Cut the port off", kind: isolate, takes: "1h", disrupts: 0.5),
        (id: "patch", name: "Patch the gates", kind: patch, takes: "1h"),
    ],
"#;

fn defend(play: &mut Play, defence: &str, service: &str, by: &str, told: &str) {
    play.act(
        by,
        &format!(r#"defend(defence: "{defence}", services: ["{service}"], announced_to: [{told}])"#),
    );
}

#[test]
fn who_is_touched_must_be_told_before_and_who_is_not_need_not() {
    let told = |to: &str| {
        let mut play = Play::start_bound(&format!("{PORT}{BLOCK}"));
        defend(play.at("2h"), "cut", "port", "ee-port", to);
        (
            play.value(SideEffects),
            play.of_state("EE", SideEffects).map(|v| v.0),
            play.of_state("LV", SideEffects),
        )
    };
    assert_eq!(told(r#""lv-csirt""#), (Some(1_000_000), Some(1_000_000), None));
    assert_eq!(told(""), (Some(0), Some(0), None));
    // R = 1 of 1 state touched, P = 1 of 2 states told: F₁ = 2 · 1 · ½ ÷ 1½.
    assert_eq!(told(r#""all""#).0, Some(666_667));
}

#[test]
fn trifles_are_no_opportunity_and_announcing_them_is_noise() {
    let mut play = Play::start_bound(&format!("{PORT}{BLOCK}"));
    defend(play.at("2h"), "patch", "port", "ee-port", "");
    assert_eq!(play.value(SideEffects), None, "it takes nothing away");
    defend(&mut play, "cut", "port", "ee-port", r#""lv-csirt""#);
    assert_eq!(play.value(SideEffects), Some(1_000_000));
    defend(&mut play, "patch", "clinic", "lv-clinic", r#""EE", "FI""#);
    // R = 1, P = 1 of 3 announcements.
    assert_eq!(play.value(SideEffects), Some(500_000));
}

#[test]
fn words_in_the_hour_before_to_those_touched_are_an_announcement_and_words_to_all_are_not() {
    let said = |minute: &str, to: &str| {
        let mut play = Play::start_bound(&format!("{PORT}{BLOCK}"));
        play.at(minute)
            .act("ee-csirt", &format!(r#"message(to: [{to}], text: "We cut the port off at ten.")"#));
        defend(play.at("2h"), "cut", "port", "ee-port", "");
        play.value(SideEffects)
    };
    assert_eq!(said("90m", r#""lv-csirt", "ee-crisis""#), Some(1_000_000));
    assert_eq!(said("59m", r#""lv-csirt""#), Some(0), "too long ago");
    assert_eq!(said("90m", r#""all""#), Some(0), "what goes to everybody warns nobody");
}

pub(super) const TRACES: &str = r#"
    incidents: [(id: "port", title: "Gates stand still", at: ["port"], truth: significant)],
    defences: [
        (id: "image", name: "Keep images", kind: preserve_evidence, takes: "1h"),
        (id: "rebuild", name: "Rebuild", kind: restore, takes: "1h", destroys_evidence: true),
    ],
    campaign: (actor: "Quiet Tide", stages: [
        (id: "wiper", technique: "attack:T1485", at: "0h", impact: 1, lasts: "200h", stopped_by: ["rebuild"], reaches: services(["port"])),
    ]),
    injects: [(id: "INJ-1", at: "12h", to: ["ee-port"], about: "port", says: "The prosecutor asks for the logs.",
               expects: [(who: "ee-port", what: defend(kind: preserve_evidence, service: "port"), by: "6h", counts: evidence)])],
"#;

#[test]
fn evidence_counts_with_the_outage_that_it_cost_and_not_where_it_was_wiped() {
    let image = |play: &mut Play| defend(play, "image", "port", "ee-port", "");
    let rebuild = |play: &mut Play| defend(play, "rebuild", "port", "ee-port", "");
    let mut both = Play::start(TRACES);
    image(both.at("13h"));
    rebuild(both.at("15h"));
    both.at("47h");
    let mut never = Play::start(TRACES);
    image(never.at("13h"));
    never.at("47h");
    let mut wiped = Play::start(TRACES);
    rebuild(wiped.at("13h"));
    image(wiped.at("15h"));
    wiped.at("47h");
    let mut silent = Play::start(TRACES);
    silent.at("47h");
    let [both, never, wiped, silent] = [both, never, wiped, silent].map(|play| play.value(Evidence));
    // From the twelfth hour until now the port is all down where nobody restores: 1 − 35 ÷ 35.
    assert_eq!(never, Some(0), "images of what stays down for good");
    assert_eq!((wiped, silent), (Some(0), Some(0)));
    // All down for the three hours until somebody restores, of thirty-five; what the restoration takes, nobody chose.
    assert_eq!(both, Some(914_286));
}

pub(super) const DOWN: &str = r#"
    incidents: [(id: "port", title: "Gates stand still", at: ["port"], truth: significant)],
    defences: [
        (id: "rebuild", name: "Rebuild", kind: restore, takes: "8h"),
        (id: "keys", name: "Change the keys", kind: patch, takes: "1h"),
    ],
    intel: [(id: "trace", says: "The keys are out.", found_by: ["ee-csirt"], at: "20h", about: "port", tlp: green, enables: ["keys"])],
    campaign: (actor: "Quiet Tide", stages: [
        (id: "wiper", technique: "attack:T1485", at: "1h", impact: 0.6, lasts: "200h", stopped_by: ["rebuild", "keys"], reaches: services(["port"])),
    ]),
    injects: [(id: "INJ-1", at: "1h", to: ["all"], about: "port", says: "The gates stand still.")],
"#;

#[test]
fn an_outage_that_a_side_leaves_standing_costs_and_ending_it_earns_nothing() {
    let restored_at = |at: Option<&str>| {
        let mut play = Play::start(DOWN);
        if let Some(at) = at {
            defend(play.at(at), "rebuild", "port", "ee-port", "");
        }
        play.at("47h");
        play.value(Evidence)
    };
    // Eight hours are allowed, as long as the rebuilding takes; the world is looked at every six, so the outage is seen from 6 h on.
    assert_eq!(restored_at(Some("13h")), None, "in time: nobody is judged");
    assert_eq!(restored_at(Some("18h")), Some(500_000), "four hours late of eight");
    assert_eq!(restored_at(None), Some(0), "for good");
    // Nobody knew how before the twentieth hour, and the other remedy is not in this scenario.
    let late = DOWN
        .replace(r#"(id: "rebuild", name: "Rebuild", kind: restore, takes: "8h"),"#, "")
        .replace(r#""rebuild", "#, "");
    let mut unknown = Play::start(&late);
    unknown.at("20h30m");
    assert_eq!(unknown.value(Evidence), None, "what nobody could end is nobody's fault");
    // One hour allowed from the twentieth on.
    unknown.at("21h30m");
    assert_eq!(unknown.value(Evidence), Some(500_000));
}

pub(super) const CULPRIT: &str = r#"
    campaign: (actor: "Quiet Tide", stages: []),
    incidents: [(id: "port", title: "Gates stand still", at: ["port"], concerns: ["EE"], truth: significant, cause: malicious_action)],
    intel: [
        (id: "trace", says: "Sessions come from 192.0.2.44.", found_by: ["ee-csirt", "lv-csirt"], at: "1h", about: "port", tlp: green,
         reliability: "A1", points_to: "Quiet Tide"),
        (id: "trail", says: "A forum brags.", found_by: ["ee-csirt", "fi-csirt"], at: "1h", about: "port", tlp: green,
         reliability: "E5", points_to: "Grey Fog", misleading: true),
    ],
    injects: [(id: "INJ-1", at: "2h", to: ["all"], about: "port", says: "Who did it?",
               expects: [(who: "EE/foreign", what: attribute(public: true), by: "4h", counts: attribution)])],
"#;

fn attribute(actor: &str, confidence: &str) -> String {
    format!(r#"attribute(incident: "port", actor: "{actor}", confidence: {confidence}, public: true)"#)
}

#[test]
fn a_due_attribution_counts_by_the_checks_that_it_passed() {
    let named = |actor: &str, confidence: &str| {
        let mut play = Play::start(CULPRIT);
        play.at("3h").act("ee-mfa", &attribute(actor, confidence));
        play.value(Attribution)
    };
    assert_eq!(named("Quiet Tide", "low"), Some(1_000_000));
    assert_eq!(
        named("Quiet Tide", "high"),
        Some(666_666),
        "one source does not bear it: two checks of three"
    );
    assert_eq!(named("Grey Fog", "high"), Some(333_333), "a false trail, and too sure of it");
    let mut silent = Play::start(CULPRIT);
    silent.at("7h");
    assert_eq!(silent.value(Attribution), Some(0), "it was due, and nobody said it");
}

#[test]
fn naming_somebody_unasked_earns_nothing_and_costs_where_it_is_undisciplined() {
    let mut play = Play::start(CULPRIT);
    play.at("3h").act("ee-mfa", &attribute("Quiet Tide", "low"));
    play.act("lv-mfa", &attribute("Quiet Tide", "low"));
    // Estonia is concerned, Latvia speaks before it compared notes: two checks of three, (1 + ⅔) ÷ 2.
    let after = play.value(Attribution);
    assert_eq!(after, Some(833_333));
    play.act(
        "fi-mfa",
        r#"statement(incident: "port", claims: (attribution: "Grey Fog"), text: "It was Grey Fog.")"#,
    );
    assert!(play.value(Attribution) < after);
    assert!(play.of_state("FI", Attribution) < Some(Ppm(400_000)));
    assert_eq!(play.of_state("EE", Attribution), Some(Ppm::ONE));
    let mut none = Play::start(PORT);
    none.at("3h").act("ee-mfa", &attribute("Quiet Tide", "high"));
    assert_eq!(none.value(Attribution), None, "nothing was marked");
}
