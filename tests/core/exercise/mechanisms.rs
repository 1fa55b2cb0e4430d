//! Mechanisms: who may start them, what must hold before, who must agree, and what the body answers otherwise.

use startex::base::Name;
use startex::exercise::entry::PostKind;
use startex::exercise::fact::{CaseEnd, Fact, Rebuff};

use super::TWO_STATES;
use crate::play::Play;

fn aware(play: &mut Play) {
    play.until("1h30m");
    let share = r#"sitrep(to: ["all"], incident: "inc-secret-port", claims: (cause: malicious_action, malicious: yes))"#;
    play.does("ee-port", share);
}

#[test]
fn what_is_not_in_ones_power_is_answered_later_by_the_body() {
    let mut play = Play::of(TWO_STATES);
    aware(&mut play);
    let facts =
        play.does("ee-port", r#"mode(mechanism: "cyclone", mode: "alert", incident: "inc-secret-port")"#);
    assert!(facts.iter().any(|f| matches!(f, Fact::Attempted(_, _, Rebuff::NotYourPower))));
    assert!(!play.view("ee-port").inbox.iter().any(|r| r.post.kind == PostKind::Rebuff), "it takes time");
    play.until("2h");
    let view = play.view("ee-port");
    let answer = view.inbox.iter().find(|r| r.post.kind == PostKind::Rebuff).unwrap();
    assert!(answer.post.text.get("en").contains("cyber-crisis authority"), "{:?}", answer.post.text);
}

#[test]
fn with_full_help_it_is_said_at_once() {
    let mut play = Play::of(&TWO_STATES.replace("help: hints", "help: full"));
    aware(&mut play);
    let refusal =
        play.tries("ee-port", r#"mode(mechanism: "cyclone", mode: "alert", incident: "inc-secret-port")"#);
    assert!(refusal.unwrap_err().message.contains("EU-CyCLONe"));
}

#[test]
fn the_chair_decides_and_the_mode_stands() {
    let mut play = Play::of(TWO_STATES);
    aware(&mut play);
    play.does("ee-crisis", r#"mode(mechanism: "cyclone", mode: "alert", incident: "inc-secret-port")"#);
    assert!(!play.facts().any(|f| matches!(f, Fact::ModeSet { .. })), "not before the chair says so");
    play.does("chair", r#"vote(case: "cyclone", vote: for)"#);
    assert!(play.facts().any(|f| matches!(f, Fact::ModeSet { mode: 1, .. })));
    assert_eq!(play.view("lv-crisis").modes.get("cyclone").map(Name::as_str), Some("alert"));
}

#[test]
fn silence_is_consent_in_a_consensus_and_one_objection_ends_it() {
    let raise = r#"mode(mechanism: "csirts-network", mode: "alert", incident: "inc-secret-port")"#;
    let mut silent = Play::of(TWO_STATES);
    aware(&mut silent);
    silent.does("ee-csirt", raise);
    silent.until("2h31m");
    assert!(silent.facts().any(|f| matches!(f, Fact::CaseClosed(_, CaseEnd::Adopted, true))));

    let mut against = Play::of(TWO_STATES);
    aware(&mut against);
    against.does("ee-csirt", raise);
    let without_reason = against.tries("lv-csirt", r#"vote(case: "csirts-network", vote: against)"#);
    assert!(without_reason.is_err(), "an objection needs its reason");
    against
        .does("lv-csirt", r#"vote(case: "csirts-network", vote: against, text: "We see no second state.")"#);
    assert!(against.facts().any(|f| matches!(f, Fact::CaseClosed(_, CaseEnd::Objected, false))));
}

#[test]
fn one_who_has_no_vote_is_told_who_has() {
    let mut play = Play::of(TWO_STATES);
    aware(&mut play);
    play.does("ee-crisis", r#"mode(mechanism: "cyclone", mode: "alert", incident: "inc-secret-port")"#);
    let refusal = play.tries("ee-crisis", r#"vote(case: "cyclone", vote: for)"#).unwrap_err();
    assert!(refusal.needed.is_some());
}

#[test]
fn help_that_is_asked_for_and_given_makes_services_recover_faster() {
    let request = r#"request(mechanism: "mutual-assistance", incident: "inc-secret-port", to: ["lv-csirt"], text: "One analyst.")"#;
    let lost_after = |helped: bool| {
        let mut play = Play::of(TWO_STATES);
        aware(&mut play);
        if helped {
            play.does("ee-csirt", request);
            play.does("lv-csirt", r#"vote(case: "mutual-assistance", vote: for)"#);
        }
        play.until("1h40m");
        play.does("lv-csirt", r#"share(items: ["secret-address"], to: ["ee-port"])"#);
        play.does("ee-port", r#"defend(defence: "block", services: ["port"])"#);
        // Help of this kind takes its time to arrive.
        play.until("30h");
        play.control(startex::exercise::order::Control::Adjust {
            service: "port".into(),
            lost: startex::base::Ppm::ONE,
            lasts: startex::base::Span::hours(1),
            reason: "A second blow.".into(),
        });
        play.until("31h20m");
        play.exercise.state.services.rows().next().unwrap().lost
    };
    assert!(lost_after(true) < lost_after(false));
}
