//! Joint action, assistance, public line.

use crate::base::Ppm;
use crate::scenario::words::Measure::{Assistance, JointAction, PublicLine};
use crate::score::Figure;

use super::{PORT, Play};

pub(super) const SUSPECT: &str = r#"sitrep(to: ["LV/csirt"], incident: "port", claims: (malicious: yes))"#;
pub(super) const PROPOSE: &str = r#"propose(mechanism: "joint-statement", incident: "port")"#;

fn proposed() -> Play {
    let mut play = Play::start(PORT);
    play.at("2h").act("ee-mfa", SUSPECT);
    play.act("ee-mfa", PROPOSE);
    play
}

#[test]
fn a_reasoned_abstention_in_time_is_joint_action_and_silence_is_not() {
    let mut play = proposed();
    assert_eq!(play.value(JointAction), None, "the window is open");
    play.act(
        "fi-mfa",
        r#"vote(case: "joint-statement", vote: abstain, text: "Our government must decide first")"#,
    );
    assert_eq!(play.value(JointAction), Some(1_000_000));
    play.at("9h");
    assert_eq!(play.value(JointAction), Some(500_000));
    assert_eq!(play.of_state("FI", JointAction), Some(Ppm::ONE));
    assert_eq!(play.of_state("LV", JointAction), Some(Ppm::ZERO));
}

#[test]
fn naming_a_culprit_alone_while_a_joint_line_is_sought_costs() {
    let mut play = proposed();
    play.act("fi-mfa", r#"vote(case: "joint-statement", vote: for)"#);
    play.act(
        "lv-crisis",
        r#"attribute(incident: "port", actor: "Quiet Tide", confidence: high, public: true)"#,
    );
    play.act("lv-mfa", r#"vote(case: "joint-statement", vote: for)"#);
    // Two voted of two, one act alone: 1 of 2.
    assert_eq!(play.value(JointAction), Some(500_000));
    assert_eq!(play.detail(JointAction, "unilateral_acts"), Some(Figure::Count(1)));
    assert_eq!(play.of_state("FI", JointAction), Some(Ppm::ONE));
}

#[test]
fn naming_a_culprit_alone_costs_as_long_as_the_line_without_one_stands() {
    let mut play = proposed();
    for seat in ["fi-mfa", "lv-mfa"] {
        play.act(seat, r#"vote(case: "joint-statement", vote: for)"#);
    }
    play.at("10h").act(
        "lv-crisis",
        r#"attribute(incident: "port", actor: "Quiet Tide", confidence: high, public: true)"#,
    );
    // Two voted of two, then one act alone against what was adopted: 1 of 2.
    assert_eq!(play.value(JointAction), Some(500_000));
    assert_eq!(play.detail(JointAction, "unilateral_acts"), Some(Figure::Count(1)));
}

pub(super) const ASK: &str =
    r#"request(mechanism: "mutual-assistance", incident: "port", to: ["FI/csirt"], text: "Two analysts")"#;

#[test]
fn a_request_is_answered_by_yes_or_reasoned_no_and_not_by_silence() {
    let mut play = Play::start(PORT);
    play.at("2h").act("ee-csirt", ASK);
    assert_eq!(play.value(Assistance), None);
    play.at("3h")
        .act("fi-csirt", r#"vote(case: "mutual-assistance", vote: against, text: "We are hit ourselves")"#);
    assert_eq!(play.value(Assistance), Some(1_000_000));
    play.at("4h").act("ee-csirt", ASK);
    play.at("11h");
    assert_eq!(play.value(Assistance), Some(500_000));
    assert_eq!(play.of_state("FI", Assistance), Some(Ppm(500_000)));
    let score = play.score();
    let states = &play.exercise.script.names.states;
    let pair = score.pairs.iter().find(|p| (p.from, p.to) == (states["FI"], states["EE"])).unwrap();
    assert_eq!((pair.asked, pair.answered, pair.latency), (2, 1, Some(crate::base::Span::hours(1))));
}

#[test]
fn asking_for_help_that_is_not_needed_costs() {
    let mut play = Play::start(PORT);
    play.at("2h").act(
        "fi-csirt",
        r#"request(mechanism: "mutual-assistance", incident: "port", to: ["EE/csirt"], text: "Just in case")"#,
    );
    play.act("ee-csirt", r#"vote(case: "mutual-assistance", vote: for)"#);
    assert_eq!(play.value(Assistance), Some(500_000));
    assert_eq!(play.detail(Assistance, "needless_requests"), Some(Figure::Count(1)));
    assert_eq!(play.of_state("FI", Assistance), Some(Ppm::ZERO));
    assert_eq!(play.of_state("EE", Assistance), Some(Ppm::ONE));
}

#[test]
fn investigators_who_are_asked_about_a_fault_are_no_help() {
    let asks = |cause: &str| {
        let cause = format!("truth: large_scale, cause: {cause},");
        let mut play = Play::start_with_ec3(&PORT.replace("truth: large_scale,", &cause));
        play.at("2h").act("ee-csirt", SUSPECT);
        play.act("ee-csirt", r#"request(mechanism: "ec3", incident: "port", text: "Who is behind it?")"#);
        play.act("ec3", r#"vote(case: "ec3", vote: for)"#);
        (play.value(Assistance), play.detail(Assistance, "needless_requests"))
    };
    assert_eq!(asks("malicious_action"), (Some(1_000_000), Some(Figure::Count(0))));
    // No credit for the answer, and one more in the denominator: 0 of 1.
    assert_eq!(asks("system_failure"), (Some(0), Some(Figure::Count(1))));
}

pub(super) const PRESS: &str = r#"
    incidents: [(id: "port", title: "Gates stand still", at: ["port", "clinic"], truth: large_scale)],
    injects: [(id: "INJ-1", at: "1h", to: ["ee-mfa", "lv-mfa"], about: "port", says: "What do you tell the public?",
               expects: [(who: "EE/foreign", what: statement, by: "1h", counts: public_line),
                         (who: "LV/foreign", what: statement, by: "1h", counts: public_line)])],
"#;

fn says(play: &mut Play, seat: &str, claims: &str) {
    play.act(seat, &format!(r#"statement(incident: "port", claims: ({claims}), text: "We inform you.")"#));
}

#[test]
fn silence_when_a_public_word_is_due_is_a_miss() {
    let mut play = Play::start(PRESS);
    play.at("90m");
    says(&mut play, "ee-mfa", "advice: stay_alert");
    play.at("3h");
    assert_eq!(play.value(PublicLine), Some(500_000));
    assert_eq!(play.of_state("LV", PublicLine), Some(Ppm::ZERO));
}

#[test]
fn words_that_contradict_each_other_cost_field_by_field() {
    let mut play = Play::start(PRESS);
    play.at("90m");
    says(&mut play, "ee-mfa", "cause: malicious_action, advice: stay_alert, severity: significant");
    says(&mut play, "lv-mfa", "cause: system_failure, advice: stay_alert, severity: crisis");
    // Both spoke in time; they contradict each other on cause and severity, not on advice.
    assert_eq!(play.value(PublicLine), Some(333_333));
    assert_eq!(play.detail(PublicLine, "contradictions"), Some(Figure::Count(2)));
    // Latvia corrects itself: that word stands, the contradiction is remembered.
    says(&mut play, "lv-mfa", "cause: malicious_action, advice: stay_alert, severity: large_scale");
    assert_eq!(play.value(PublicLine), Some(666_666));
}
