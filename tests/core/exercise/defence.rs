//! Defending: it needs knowledge, stops a stage where it is done, keeps or destroys evidence, and may tip off the actor.

use startex::base::Ppm;
use startex::exercise::fact::{Fact, Marking};
use startex::exercise::refusal::Rule;

use super::TWO_STATES;
use crate::play::Play;

fn lost(play: &Play, service: &str) -> Ppm {
    play.exercise.state.services[play.script().names.services[service]].lost
}

#[test]
fn a_defence_needs_the_knowledge_that_makes_it_possible() {
    let mut play = Play::of(TWO_STATES);
    play.until("1h30m");
    let refusal = play.tries("ee-port", r#"defend(defence: "block", services: ["port"])"#).unwrap_err();
    assert_eq!(refusal.rule, Rule::LacksKnowledge);
    play.does("lv-csirt", r#"share(items: ["secret-address"], to: ["ee-port"])"#);
    play.does("ee-port", r#"defend(defence: "block", services: ["port"])"#);
}

#[test]
fn nobody_commands_abroad() {
    let mut play = Play::of(TWO_STATES);
    play.until("1h30m");
    let refusal = play.tries("lv-csirt", r#"defend(defence: "block", services: ["port"])"#).unwrap_err();
    assert_eq!((refusal.rule, refusal.field.as_deref()), (Rule::NotYourPower, Some("services")));
}

#[test]
fn shared_in_time_it_saves_the_others_and_brings_the_first_one_back() {
    let mut idle = Play::of(TWO_STATES);
    idle.until("12h");
    assert!(lost(&idle, "port") > Ppm(700_000));
    assert!(lost(&idle, "clinic") > Ppm(300_000), "it spreads: {:?}", lost(&idle, "clinic"));

    let mut quick = Play::of(TWO_STATES);
    quick.until("1h15m");
    quick.does("lv-csirt", r#"share(items: ["secret-address"], to: ["ee-port", "lv-clinic"])"#);
    quick.does("ee-port", r#"defend(defence: "block", services: ["port"])"#);
    quick.does("lv-clinic", r#"defend(defence: "block", services: ["clinic"])"#);
    quick.until("12h");
    assert_eq!((lost(&quick, "port"), lost(&quick, "clinic")), (Ppm::ZERO, Ppm::ZERO));
}

#[test]
fn a_service_that_needs_another_holds_out_as_long_as_its_buffer() {
    let mut play = Play::of(TWO_STATES);
    play.until("1h40m");
    assert_eq!(lost(&play, "rail"), Ppm::ZERO);
    play.until("5h");
    assert!(lost(&play, "rail") > Ppm(300_000));
}

#[test]
fn restoring_first_destroys_evidence_and_does_not_help_while_it_is_still_in_the_base() {
    let mut play = Play::of(TWO_STATES);
    play.until("1h30m");
    play.does("ee-port", r#"defend(defence: "restore", services: ["port"])"#);
    play.until("4h");
    assert!(play.facts().any(|f| matches!(f, Fact::Evidence(_, false))));
    assert!(play.facts().any(|f| matches!(f, Fact::Defended(_, _, false))));
    assert!(lost(&play, "port") > Ppm(500_000));
    assert_eq!(play.view("ee-csirt").evidence.get("port"), Some(&false));
}

#[test]
fn acting_openly_on_what_may_only_be_watched_tips_off_the_actor_and_fails() {
    let mut play = Play::of(TWO_STATES);
    play.until("1h30m");
    play.does("lv-csirt", r#"share(items: ["secret-source"], to: ["ee-port"])"#);
    let facts = play.does("ee-port", r#"defend(defence: "block", services: ["port"])"#);
    assert!(facts.iter().any(|f| matches!(f, Fact::Breached { marking: Marking::Pap, .. })));
    assert!(facts.iter().any(|f| matches!(f, Fact::TippedOff(_))));
    play.until("3h");
    assert!(play.facts().any(|f| matches!(f, Fact::Defended(_, _, false))), "they were warned and moved");
}

#[test]
fn a_measure_does_not_tell_whether_there_is_anything_that_it_keeps_out() {
    let text = TWO_STATES
        .replace(
            r#"(id: "keep", kind: preserve_evidence"#,
            r#"(id: "bar", kind: isolate, takes: "20m"), (id: "useless", kind: isolate, takes: "20m"),
        (id: "keep", kind: preserve_evidence"#,
        )
        .replace(r#"impact: 1.0, stopped_by: ["block"]"#, r#"impact: 1.0, stopped_by: ["block", "bar"]"#);
    let mut play = Play::of(&text);
    play.until("10m");
    for defence in ["bar", "useless"] {
        play.does("lv-clinic", &format!(r#"defend(defence: "{defence}", services: ["clinic"])"#));
    }
    play.until("50m");
    let done: Vec<_> = play.view("lv-clinic").defences.iter().filter_map(|d| d.done).collect();
    assert_eq!(done, [true, true], "an hour before anything comes both are done, and that is all");
    let worked = play.facts().filter_map(|fact| match fact {
        Fact::Defended(_, _, worked) => Some(*worked),
        _ => None,
    });
    assert_eq!(worked.collect::<Vec<_>>(), [true, false], "though one of them will matter");
}
