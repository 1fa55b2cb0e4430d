//! The worked examples of docs/score.md, each figure there computed here: whoever changes one changes the other.

use crate::base::{Ppm, Span};
use crate::scenario::words::Measure::{
    Assistance, Attribution, Classification, Confidentiality, Escalation, Evidence, Information, JointAction,
    Notification, PublicLine, RightContact, SideEffects,
};
use crate::score::moment::tests::moment;
use crate::score::moment::{ONE, Part, product, timely};

use super::care::{BLOCK, CULPRIT, DUTY, NEEDED, TRACES};
use super::expected_actions::DUE;
use super::information::ITEM;
use super::knowing::CLASSES;
use super::together::{ASK, PRESS, PROPOSE, SUSPECT};
use super::{PORT, Play};

const PAGE: &str = include_str!("../../../docs/score.md");

/// Asserts that the page says so, and that the figure at its end is this one, rounded as the page rounds.
#[track_caller]
fn says(example: &str, figure: Option<u32>) {
    assert!(PAGE.contains(example), "docs/score.md no longer says “{example}”");
    let digits = |text: &str| text.trim_end_matches(['.', ')']).parse::<f64>().ok();
    let said = example.rsplit([' ', '=']).find_map(|word| match word.trim_end_matches('.') {
        "½" => Some(0.5),
        word => digits(word),
    });
    let figure = f64::from(figure.unwrap_or_else(|| panic!("“{example}” is not assessed"))) / 1e6;
    let said = said.unwrap_or_else(|| panic!("“{example}” ends in no figure"));
    assert!((figure - said).abs() < 0.005, "“{example}”, and it is {figure}");
}

fn played(parts: &str, acts: &[(&str, &str, &str)], until: &str) -> Play {
    let mut play = Play::start(parts);
    for (at, seat, verb) in acts {
        play.at(at).act(seat, verb);
    }
    play.at(until);
    play
}

#[test]
fn the_clock_and_several_who_should_act() {
    says("24 hours allowed, done after 36: s = ½", Some(timely(Span::hours(36), Span::hours(24)).0));
    // Of several who should act: see counting.rs, which the page names.
    assert!(
        PAGE.contains("two are asked, one acts in time: any 1, all 0,\neach ½ (`score/tests/counting.rs`)")
    );
}

#[test]
fn classification_notification_information() {
    let classed = [("3h", "ee-csirt", r#"classify(incident: "port", class: significant)"#)];
    says("3 of 4 hours in the set: 0.75", played(CLASSES, &classed, "6h").value(Classification));
    let told = r#"notify(regime: "nis2", step: "cross_border", incident: "port", to: ["LV/csirt"], claims: (cross_border: yes))"#;
    let play = played(PORT, &[("2h", "ee-csirt", told)], "4h");
    says("two owed, one told in time: 0.5", play.of_state("EE", Notification).map(|v| v.0));
    let shared = [
        ("3h", "ee-csirt", r#"share(items: ["address"], to: ["fi-csirt"])"#),
        ("3h", "ee-csirt", r#"share(items: ["address"], to: ["enisa"])"#),
    ];
    says("R ¼, P ½: 0.33", played(ITEM, &shared, "4h").value(Information));
}

#[test]
fn right_contact_and_common_picture() {
    let warning = |to: &str| {
        format!(
            r#"notify(regime: "nis2", step: "early_warning", incident: "port", to: [{to}], claims: (malicious: yes, cross_border: no))"#
        )
    };
    let sent = warning(r#""EE/csirt", "FI/csirt", "LV/csirt""#);
    let right = played(DUTY, &[("2h", "ee-port", &sent)], "2h").value(RightContact);
    says("owed to one, sent to three: 0.5", right);
    says("to it and two foreign ones: 2·1 ÷ (3 + 1) = 0.5", right);
    let asked = played(NEEDED, &[("2h", "ee-csirt", r#"ask(to: ["all"], text: "What do you see?")"#)], "2h");
    says("Nine organisations asked, one of them knew: 0.11", asked.value(RightContact));
    let (accuracy, agreement) = (moment(Part::Chance, ONE, 800_000), moment(Part::Beside, ONE, 500_000));
    says("0.8 right, 0.5 agreeing: 0.4", product(&[&accuracy, &agreement]).map(|v| v.0));
}

#[test]
fn escalation_joint_action_assistance_public_line() {
    let alert = r#"mode(mechanism: "csirts-network", mode: "alert", incident: "port")"#;
    let cyclone = r#"mode(mechanism: "cyclone", mode: "alert", incident: "port")"#;
    let adopted = r#"vote(case: "cyclone", vote: for)"#;
    let raised = [("2h", "ee-csirt", alert), ("2h", "fi-crisis", cyclone), ("2h", "chair", adopted)];
    says("one hit, one false alarm: 0.5", played(DUE, &raised, "3h").value(Escalation));
    let abstained =
        r#"vote(case: "joint-statement", vote: abstain, text: "Our government must decide first")"#;
    let voted = [("2h", "ee-mfa", SUSPECT), ("2h", "ee-mfa", PROPOSE), ("2h", "fi-mfa", abstained)];
    says("one of two voted: 0.5", played(PORT, &voted, "9h").value(JointAction));
    let just_in_case = ASK.replace("FI/csirt", "EE/csirt");
    let yes = r#"vote(case: "mutual-assistance", vote: for)"#;
    let helped = [("2h", "fi-csirt", just_in_case.as_str()), ("2h", "ee-csirt", yes)];
    says("one answered, one needless: 0.5", played(PORT, &helped, "3h").value(Assistance));
    let statement =
        |claims: &str| format!(r#"statement(incident: "port", claims: ({claims}), text: "We inform you.")"#);
    let (one, other) = (
        statement("cause: malicious_action, advice: stay_alert, severity: significant"),
        statement("cause: system_failure, advice: stay_alert, severity: crisis"),
    );
    let spoken = [("90m", "ee-mfa", one.as_str()), ("90m", "lv-mfa", other.as_str())];
    says("three fields, two contradict: 0.33", played(PRESS, &spoken, "90m").value(PublicLine));
}

#[test]
fn side_effects_confidentiality_evidence_attribution() {
    let mut cut = Play::start_bound(&format!("{PORT}{BLOCK}"));
    cut.at("2h").act("ee-port", r#"defend(defence: "cut", services: ["port"], announced_to: ["all"])"#);
    says("one touched, two told: 0.67", cut.value(SideEffects));
    says("R = 1, P = ½, F₁ = 0.67", cut.value(SideEffects));
    let marked = [
        ("1h", "ee-csirt", r#"share(items: ["address"], to: ["fi-csirt"])"#),
        ("1h", "ee-csirt", r#"share(items: ["address"], to: ["lv-csirt"], tlp: amber)"#),
    ];
    says("one of two over-marked: 0.75", played(ITEM, &marked, "1h").value(Confidentiality));
    // Due from the twelfth hour; all down for eight of the thirty-two hours since, until somebody restores.
    let kept = [
        ("13h", "ee-port", r#"defend(defence: "image", services: ["port"])"#),
        ("20h", "ee-port", r#"defend(defence: "rebuild", services: ["port"])"#),
    ];
    let example = "kept in time, all down for a quarter of the time until somebody restored: 0.75";
    says(example, played(TRACES, &kept, "44h").value(Evidence));
    let attribute = |confidence: &str| {
        format!(r#"attribute(incident: "port", actor: "Quiet Tide", confidence: {confidence}, public: true)"#)
    };
    let (sure, careful) = (attribute("high"), attribute("low"));
    says(
        "too sure, else sound: d = 0.67",
        played(CULPRIT, &[("3h", "ee-mfa", &sure)], "3h").value(Attribution),
    );
    let alone = [("3h", "ee-mfa", careful.as_str()), ("3h", "lv-mfa", careful.as_str())];
    says(
        "by a neighbour that compared no notes: (1 + ⅔) ÷ 2 = 0.83",
        played(CULPRIT, &alone, "3h").value(Attribution),
    );
}

#[test]
fn what_people_rate() {
    // Computed in evaluating.rs by a play; here by the formula.
    let both = u64::from(Ppm::ONE.0 + 500_000) / 2;
    says(
        "one in time (1) and one an hour late of two (½), together one; another action in time: (¾ + 1) ÷ 2 = 0.875",
        Some(((both + 1_000_000) / 2) as u32),
    );
}
