//! Naming a culprit: what the evidence bears, who was asked before, and what comes of saying it too soon.

use startex::exercise::evidence;
use startex::exercise::fact::Fact;
use startex::scenario::words::Confidence;

use super::TWO_STATES;
use crate::play::Play;

/// Two pieces in Estonia, two in Latvia, and a false flag.
fn with_evidence(rules: &str) -> String {
    let item = |id: &str, seat: &str, more: &str| {
        format!(
            r#"(id: "{id}", says: "Evidence {id}.", tlp: green, found_by: ["{seat}"], at: "1h10m", about: "inc-secret-port", {more}),"#
        )
    };
    let items = [
        item("code", "ee-csirt", r#"reliability: "B2", points_to: "Merovia", source: "private/vendor""#),
        item(
            "code-again",
            "ee-csirt",
            r#"reliability: "B2", points_to: "Merovia", source: "private/vendor""#,
        ),
        item("address", "lv-csirt", r#"reliability: "B2", points_to: "Merovia", traceable: carrier_nat"#),
        item("wording", "lv-csirt", r#"reliability: "C3", points_to: "Sevoria", misleading: true"#),
    ];
    TWO_STATES
        .replace("    intel: [", &format!("    intel: [{}", items.concat()))
        .replace("actor: \"Quiet Tide\",", "actor: \"Quiet Tide\", known_as: [\"Merovia\"],")
        .replace("    rules: [", &format!("    rules: [{rules}"))
}

fn names(confidence: &str, actor: &str) -> String {
    format!(
        r#"attribute(incident: "inc-secret-port", actor: "{actor}", confidence: {confidence}, public: true, text: "It was them.")"#
    )
}

fn judged(facts: &[Fact]) -> (Option<Confidence>, [bool; 3]) {
    let found = facts.iter().find_map(|f| match f {
        Fact::AttributionJudged { supported, premature, unilateral, wrong, .. } => {
            Some((*supported, [*premature, *unilateral, *wrong]))
        }
        _ => None,
    });
    found.expect("a judgement")
}

fn bears(play: &Play, seat: &str, actor: &str) -> Option<Confidence> {
    let script = play.script();
    let incident = script.names.incidents["inc-secret-port"];
    evidence::supports(script, &play.exercise.state, script.names.seats[seat], incident, actor)
}

#[test]
fn what_one_source_says_twice_is_low_and_what_a_partner_shares_makes_it_more() {
    let mut play = Play::of(&with_evidence(""));
    play.until("1h30m");
    assert_eq!(bears(&play, "ee-foreign", "merovia"), Some(Confidence::Low));
    assert_eq!(bears(&play, "ee-foreign", "Somebody"), None);
    play.does("lv-csirt", r#"share(items: ["address"], to: ["ee-csirt"])"#);
    // 64 + 64 / 4 + 64 / 2 behind carrier NAT.
    assert_eq!(bears(&play, "ee-foreign", "Merovia"), Some(Confidence::Moderate));
}

#[test]
fn to_claim_more_than_the_case_bears_is_premature_and_to_ask_nobody_unilateral() {
    let mut play = Play::of(&with_evidence(""));
    play.until("1h30m");
    let facts = play.does("ee-csirt", &names("high", "Merovia"));
    assert_eq!(judged(&facts), (Some(Confidence::Low), [true, true, false]));
    let (ee, lv) = (play.script().names.states["EE"], play.script().names.states["LV"]);
    assert!(play.exercise.state.trust.of(lv, ee) < play.exercise.state.trust.of(ee, lv));
    let facts = play.does("ee-csirt", &names("low", "Merovia"));
    assert_eq!(judged(&facts), (Some(Confidence::Low), [false, true, false]));
}

#[test]
fn after_notes_were_compared_to_the_end_a_state_speaks_for_itself() {
    let mut play = Play::of(&with_evidence(""));
    play.until("1h30m");
    play.does("ee-csirt", r#"message(to: ["ee-foreign"], text: "See the evidence.")"#);
    play.does(
        "ee-csirt",
        r#"sitrep(to: ["ee-foreign", "lv-foreign"], incident: "inc-secret-port", claims: (malicious: yes))"#,
    );
    play.does(
        "ee-foreign",
        r#"propose(mechanism: "attribution-coordination", incident: "inc-secret-port", text: "Who?")"#,
    );
    let facts = play.does("ee-csirt", &names("low", "Merovia"));
    assert_eq!(judged(&facts).1, [false, true, false], "it is still going on");
    play.does("lv-foreign", r#"vote(case: "attribution-coordination", vote: for)"#);
    let facts = play.does("ee-csirt", &names("low", "Merovia"));
    assert_eq!(judged(&facts).1, [false; 3]);
}

#[test]
fn a_false_flag_blames_the_wrong_one_and_the_actor_can_answer() {
    let rule = r#"(id: "gloats", when: attributed(by: "LV", how: wrong), then: [news("They look the wrong way.")]),"#;
    let mut play = Play::of(&with_evidence(rule));
    play.until("1h30m");
    let gloats = |play: &Play| {
        play.view("ee-csirt").inbox.iter().any(|p| p.post.text.get("en") == "They look the wrong way.")
    };
    play.does("lv-csirt", &names("low", "Merovia"));
    play.until("1h40m");
    assert!(!gloats(&play));
    // C3 is 36, but what points to Merovia, 32 of 64, is taken off.
    let facts = play.does("lv-csirt", &names("low", "SEVORIA"));
    assert_eq!(judged(&facts), (None, [true, true, true]));
    play.until("1h45m");
    assert!(gloats(&play));
}

#[test]
fn the_desk_is_told_what_the_case_bears_where_it_helps_and_only_there() {
    for (help, told) in [("hints", true), ("none", false)] {
        let mut play = Play::of(&with_evidence("").replace("help: hints", &format!("help: {help}")));
        play.until("1h30m");
        let view = play.view("ee-csirt");
        assert_eq!(!view.bears.is_empty(), told);
        let graded = view.intel.values().filter(|i| i.evidence.is_some()).count();
        assert_eq!(graded, 2);
        if told {
            let of = view.bears.values().next().unwrap();
            assert_eq!(of.get("Merovia"), Some(&Some(Confidence::Low)));
        }
    }
}
