//! Duties: clocks that start with awareness, are shown by one's own classification, and are met by a real notice.

use startex::base::{At, Span};
use startex::exercise::fact::Fact;

use super::TWO_STATES;
use crate::play::Play;

const EARLY: &str = r#"notify(regime: "nis2", step: "early_warning", incident: "inc-secret-port", to: ["EE/csirt"],
    claims: (malicious: unknown, cross_border: yes))"#;

#[test]
fn a_duty_opens_in_truth_when_the_operator_hears_of_it_but_shows_only_after_its_own_classification() {
    let mut play = Play::of(TWO_STATES);
    play.until("1h06m");
    assert!(play.facts().any(|f| matches!(f, Fact::DutyOpened { .. })), "the clock runs in truth");
    assert!(play.view("ee-port").duties.is_empty(), "but the desk does not give it away");
    play.does("ee-port", r#"classify(incident: "inc-secret-port", class: significant)"#);
    let duties = play.view("ee-port").duties;
    assert_eq!(
        duties.values().map(|d| d.step.as_str()).collect::<Vec<_>>(),
        ["early_warning", "incident_notification"]
    );
    // Its ring is drawn from when it began, not from when it was first seen.
    let opened: Vec<At> = duties.values().map(|d| d.opened).collect();
    assert_eq!(opened, [At::STARTEX + Span::mins(65); 2]);
}

#[test]
fn classing_it_below_the_threshold_shows_no_clock() {
    let mut play = Play::of(TWO_STATES);
    play.until("1h06m");
    play.does("ee-port", r#"classify(incident: "inc-secret-port", class: below_threshold)"#);
    assert!(play.view("ee-port").duties.is_empty());
}

#[test]
fn what_is_owed_whatever_the_class_shows_its_clock_with_any() {
    // Personal data got out: to whom that is a risk does not depend on how large the outage is.
    let text =
        TWO_STATES.replacen("truth: large_scale", r#"regimes: ["nis2", "gdpr"], truth: large_scale"#, 1);
    let text = text.replace("seats: [", r#"seats: [(id: "ee-data", of: "EE/data-protection"),"#);
    let mut play = Play::of(&text);
    play.until("1h06m");
    assert!(play.view("ee-port").duties.is_empty(), "not before it has said what it is");
    play.does("ee-port", r#"classify(incident: "inc-secret-port", class: below_threshold)"#);
    let shown: Vec<String> = play.view("ee-port").duties.values().map(|d| d.regime.to_string()).collect();
    assert_eq!(shown, ["gdpr"]);
}

#[test]
fn a_notice_with_its_claims_meets_the_duty_and_an_empty_one_does_not() {
    let mut play = Play::of(TWO_STATES);
    play.until("1h06m");
    let empty = play.does(
        "ee-port",
        r#"notify(regime: "nis2", step: "early_warning", incident: "inc-secret-port", to: ["EE/csirt"])"#,
    );
    assert!(empty.iter().any(|f| matches!(f, Fact::Notified { empty: true, .. })));
    assert!(!empty.iter().any(|f| matches!(f, Fact::DutyTold(..))));
    let full = play.does("ee-port", EARLY);
    assert!(full.iter().any(|f| matches!(f, Fact::DutyTold(..))));
}

#[test]
fn a_warning_that_a_csirt_receives_obliges_it_to_answer_and_to_tell_the_others_concerned() {
    let mut play = Play::of(TWO_STATES);
    play.until("1h06m");
    play.does("ee-port", EARLY);
    play.does("ee-csirt", r#"classify(incident: "inc-secret-port", class: significant)"#);
    let steps: Vec<String> = play.view("ee-csirt").duties.values().map(|d| d.step.to_string()).collect();
    assert!(steps.contains(&"csirt_feedback".to_owned()), "{steps:?}");
    assert!(steps.contains(&"cross_border".to_owned()), "{steps:?}");
}

#[test]
fn a_duty_lapses_a_millisecond_after_its_deadline_not_at_it() {
    let lapsed = |play: &Play| {
        let port = play.seat("ee-port");
        let duties = &play.exercise.state.duties;
        play.facts().any(|f| matches!(f, Fact::DutyLapsed(duty) if duties[*duty].seat == port))
    };
    let mut play = Play::of(TWO_STATES);
    play.until("25h05m");
    assert!(!lapsed(&play), "at the deadline it is still in time");
    let told = play.does("ee-port", EARLY);
    assert!(told.iter().any(|f| matches!(f, Fact::DutyTold(..))));
    let mut late = Play::of(TWO_STATES);
    late.until("25h05m").until("25h06m");
    assert!(lapsed(&late));
}
