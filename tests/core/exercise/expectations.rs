//! Expected actions, contingencies, injects with conditions.

use startex::exercise::fact::Fact;

use super::TWO_STATES;
use crate::play::Play;

fn delivered(play: &Play, id: &str) -> bool {
    let inject = play.script().names.injects[id];
    play.facts().any(|f| matches!(f, Fact::Delivered(i, _) if *i == inject))
}

#[test]
fn a_contingency_comes_only_when_the_expected_action_does_not() {
    let mut idle = Play::of(TWO_STATES);
    idle.until("4h");
    assert!(delivered(&idle, "INJ-SECRET-2"));

    let mut prompt = Play::of(TWO_STATES);
    prompt.until("2h");
    let facts = prompt.does(
        "ee-port",
        r#"notify(regime: "nis2", step: "early_warning", incident: "inc-secret-port", to: ["EE/csirt"],
        claims: (malicious: yes, cross_border: no))"#,
    );
    assert!(facts.iter().any(|f| matches!(f, Fact::ExpectMet(..))));
    prompt.until("4h");
    assert!(!delivered(&prompt, "INJ-SECRET-2"));
}

#[test]
fn an_inject_may_follow_another() {
    let mut play = Play::of(TWO_STATES);
    play.until("1h19m");
    assert!(!delivered(&play, "INJ-SECRET-4"));
    play.until("1h20m");
    assert!(delivered(&play, "INJ-SECRET-4"));
}

#[test]
fn a_condition_with_a_delay_must_still_hold_when_the_delay_is_over() {
    let share = r#"share(items: ["secret-address"], to: ["ee-csirt", "ee-port"])"#;
    let mut idle = Play::of(TWO_STATES);
    idle.until("1h30m");
    idle.does("lv-csirt", share);
    idle.until("2h01m");
    assert!(delivered(&idle, "INJ-SECRET-3"));

    let mut prompt = Play::of(TWO_STATES);
    prompt.until("1h30m");
    prompt.does("lv-csirt", share);
    prompt.does("ee-port", r#"defend(defence: "block", services: ["port"])"#);
    prompt.until("3h");
    assert!(!delivered(&prompt, "INJ-SECRET-3"));
}

#[test]
fn one_rule_sets_off_another() {
    let mut play = Play::of(TWO_STATES);
    play.until("4h");
    assert!(
        play.facts().any(|f| matches!(f, Fact::News(_))),
        "the port fails, an hour later the flag is set, and told"
    );
}

#[test]
fn control_may_hold_an_inject_and_let_it_go() {
    use startex::exercise::order::Control;
    let mut play = Play::of(TWO_STATES);
    play.control(Control::Hold { inject: "INJ-SECRET-1".into(), on: true });
    play.until("2h");
    assert!(!delivered(&play, "INJ-SECRET-1"));
    play.control(Control::Hold { inject: "INJ-SECRET-1".into(), on: false });
    play.until("2h01m");
    assert!(delivered(&play, "INJ-SECRET-1"));
    let times = play.facts().filter(|f| matches!(f, Fact::Delivered(..))).count();
    play.until("3h");
    assert!(play.facts().filter(|f| matches!(f, Fact::Delivered(..))).count() >= times);
}
