//! What was done before it was expected.

use startex::exercise::fact::Fact;

use super::TWO_STATES;
use crate::play::Play;

const NOTIFY: &str = r#"notify(regime: "nis2", step: "early_warning", incident: "inc-secret-port", to: ["EE/csirt"],
    claims: (malicious: yes, cross_border: no))"#;
const CLASS: &str = r#"classify(incident: "inc-secret-port", class: significant)"#;
const REPORT: &str = r#"sitrep(to: ["lv-csirt"], incident: "inc-secret-port", claims: (severity: significant), text: "So it stands.")"#;

/// At three hours, these acts of the port are expected within an hour; else the harbour police ask.
fn expecting(what: &str, more: &str) -> Play {
    let watched = format!(
        r#"injects: [(id: "INJ-WATCH", at: "3h", about: "inc-secret-port",
            expects: [(who: "ee-port", what: {what}, by: "1h", {more} else: ["INJ-SECRET-2"])]),"#
    );
    let first = r#"else: ["INJ-SECRET-2"])]),"#;
    Play::of(&TWO_STATES.replace(first, ")]),").replace("injects: [", &watched))
}

fn asked_why(play: &mut Play) -> bool {
    play.until("6h");
    let police = play.script().names.injects["INJ-SECRET-2"];
    play.facts().any(|f| matches!(f, Fact::Delivered(inject, _) if *inject == police))
}

fn did(play: &mut Play, at: &str, verb: &str) {
    play.until(at);
    play.does("ee-port", verb);
}

#[test]
fn who_acts_before_the_inject_did_what_was_expected() {
    let mut idle = expecting(r#"notify(regime: "nis2")"#, "");
    assert!(asked_why(&mut idle));

    let mut early = expecting(r#"notify(regime: "nis2")"#, "");
    did(&mut early, "1h10m", NOTIFY);
    early.until("3h");
    assert!(early.facts().any(|f| matches!(f, Fact::ExpectMet(..))), "met as soon as it is expected");
    assert!(!asked_why(&mut early));
}

#[test]
fn since_says_from_when_on_it_counts() {
    let mut later = expecting("notify", r#"since: "2h","#);
    did(&mut later, "1h10m", NOTIFY);
    assert!(asked_why(&mut later), "before the moment that the author named");

    let mut within = expecting("notify", r#"since: "D1 09:08","#);
    did(&mut within, "1h10m", NOTIFY);
    assert!(!asked_why(&mut within));

    let mut only_after = expecting("notify", r#"since: "delivery","#);
    did(&mut only_after, "2h59m", NOTIFY);
    assert!(asked_why(&mut only_after));
}

#[test]
fn what_was_taken_back_does_not_count() {
    let expected = "classify(at_least: significant)";
    let mut stands = expecting(expected, "");
    did(&mut stands, "1h10m", CLASS);
    assert!(!asked_why(&mut stands));

    let mut lowered = expecting(expected, "");
    did(&mut lowered, "1h10m", CLASS);
    did(&mut lowered, "2h", r#"classify(incident: "inc-secret-port", class: below_threshold)"#);
    assert!(asked_why(&mut lowered));
}

#[test]
fn a_report_counts_while_it_is_fresh() {
    let mut fresh = expecting("sitrep(to: \"lv-csirt\")", "");
    did(&mut fresh, "2h01m", REPORT);
    assert!(!asked_why(&mut fresh));

    let mut stale = expecting("sitrep(to: \"lv-csirt\")", "");
    did(&mut stale, "1h59m", REPORT);
    assert!(asked_why(&mut stale), "older than the hour that the report itself is given");
}

#[test]
fn words_of_nobody_knows_what_count_only_where_the_author_says_so() {
    let message = r#"message(to: ["ee-csirt"], text: "Good morning.")"#;
    let mut another_matter = expecting("message(to: \"ee-csirt\")", "");
    did(&mut another_matter, "2h50m", message);
    assert!(asked_why(&mut another_matter));

    let mut named = expecting("message(to: \"ee-csirt\")", r#"since: "2h30m","#);
    did(&mut named, "2h50m", message);
    assert!(!asked_why(&mut named));
}
