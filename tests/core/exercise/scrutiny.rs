//! The say of the state where a provider is established: in removal orders and in orders for electronic evidence.

use startex::base::Span;
use startex::exercise::fact::{Fact, Rebuff};
use startex::exercise::refusal::Rule;

use super::content::{briefed, reach, scenario};
use crate::play::Play;

fn established(place: &str) -> String {
    let at = |name: &str| format!("{name}\", established: \"{place}\"");
    scenario("obliging")
        .replace("name: \"Clips\"", &format!("name: \"{}", at("Clips")))
        .replace("name: \"Host\"", &format!("name: \"{}", at("Host")))
}

#[test]
fn the_state_of_establishment_may_overturn_an_order_from_abroad_for_three_days() {
    let overturn = r#"vote(case: "tco-removal", vote: against, text: "It is a news report.")"#;
    let order = r#"remove(mechanism: "tco-removal", content: "secret-call", emergency: true)"#;
    let gone = |play: &Play, seat: &str| play.view(seat).contents.values().any(|c| c.gone == Some(true));
    let mut play = Play::of(&established("LV"));
    play.until("2h15m");
    play.does("ee-police", order);
    play.until("3h");
    assert!(gone(&play, "lv-media"), "it is done within the hour all the same");
    assert!(play.tries("ee-police", overturn).is_err(), "who ordered it has no say in that");
    play.until("20h");
    let stopped = reach(&play, "secret-call");
    let unsaid = r#"vote(case: "tco-removal", vote: against, text: "")"#;
    assert_eq!(play.tries("lv-police", unsaid).unwrap_err().rule, Rule::Incomplete);
    let facts = play.does("lv-police", overturn);
    assert!(facts.iter().any(|f| matches!(f, Fact::CaseFell(_))));
    assert!(!gone(&play, "lv-media") && play.view("ee-police").cases.values().all(|c| c.fell));
    play.until("26h");
    assert!(reach(&play, "secret-call") > stopped, "it stands there again, and goes round");
    // Before the platform has acted, the order is simply not given.
    let mut play = Play::of(&established("LV"));
    play.until("2h15m");
    play.does("ee-police", order);
    play.does("lv-police", overturn);
    play.until("10h");
    assert!(!gone(&play, "lv-media"));
    // After 72 hours it is too late, and at home nobody else has a say.
    let mut play = Play::of(&established("LV"));
    play.until("2h15m");
    play.does("ee-police", order);
    play.until("75h");
    assert_eq!(play.tries("lv-police", overturn).unwrap_err().rule, Rule::TooLate);
    let mut play = Play::of(&established("EE"));
    play.until("2h15m");
    play.does("ee-police", order);
    assert!(play.tries("lv-police", overturn).is_err());
}

#[test]
fn a_european_order_is_for_a_provider_abroad_and_a_national_one_for_a_provider_at_home() {
    let demand = |by: &str, mechanism: &str, play: &mut Play| {
        let verb = format!(
            r#"demand(mechanism: "{mechanism}", provider: "private/host", incident: "inc-secret-port")"#
        );
        play.does(by, &verb).iter().find_map(|f| match f {
            Fact::Attempted(_, _, why) => Some(*why),
            _ => None,
        })
    };
    let mut play = Play::of(&established("EE"));
    play.until("2h15m");
    briefed(&mut play);
    assert_eq!(demand("ee-police", "e-evidence", &mut play), Some(Rebuff::WrongPlace));
    assert_eq!(demand("ee-police", "e-evidence-preservation", &mut play), Some(Rebuff::WrongPlace));
    assert_eq!(demand("ee-police", "national-order", &mut play), None);
    play.until("15h");
    let view = play.view("ee-police");
    assert!(view.inbox.iter().any(|r| r.post.text.get("en").contains("we are established in Estonia")));
    assert_eq!(view.intel.len(), 1, "a day by national law, half of it where the host obliges");
    // From abroad only the European order reaches, and the other state may refuse before the data is handed over.
    let mut play = Play::of(&established("LV"));
    play.until("2h15m");
    briefed(&mut play);
    assert_eq!(demand("ee-police", "national-order", &mut play), Some(Rebuff::WrongPlace));
    assert_eq!(demand("ee-police", "e-evidence", &mut play), None);
    play.does("lv-police", r#"vote(case: "e-evidence", vote: against, text: "The source is a journalist.")"#);
    play.until("95h");
    assert!(play.view("ee-police").intel.is_empty());
}

/// Estonia's police asks a host in Latvia for the logs.
fn ordered(emergency: bool) -> Play {
    let long = established("LV").replace(r#"length: "96h""#, r#"length: "14d""#);
    let mut play = Play::of(&long);
    play.until("2h15m");
    briefed(&mut play);
    let urgent = if emergency { ", emergency: true" } else { "" };
    play.does(
        "ee-police",
        &format!(r#"demand(mechanism: "e-evidence", provider: "private/host", incident: "inc-secret-port"{urgent})"#),
    );
    play
}

#[test]
fn a_provider_waits_for_the_state_where_it_is_established_or_for_its_word() {
    let mut play = ordered(false);
    play.until("200h");
    assert!(play.view("ee-police").intel.is_empty(), "it was ready after half of its time, and waits");
    play.until("243h");
    assert_eq!(
        play.view("ee-police").intel.len(),
        1,
        "the ten days are over: what is still kept is handed over"
    );
    let mut play = ordered(false);
    play.until("150h");
    play.does("lv-police", r#"vote(case: "e-evidence", vote: for)"#);
    play.until("150h2m");
    assert_eq!(play.view("ee-police").intel.len(), 1, "Latvia has no objection, and it goes at once");
    let again = r#"vote(case: "e-evidence", vote: against, text: "We changed our mind.")"#;
    assert_eq!(play.tries("lv-police", again).unwrap_err().rule, Rule::TooLate);
    // Said before the provider is ready, it saves the wait; and nothing is handed over twice.
    let mut play = ordered(false);
    play.does("lv-police", r#"vote(case: "e-evidence", vote: for)"#);
    play.until("130h");
    assert_eq!(play.view("ee-police").intel.len(), 1);
    play.until("245h");
    let landed = play.facts().filter(|f| matches!(f, Fact::CaseLanded(_))).count();
    assert_eq!(landed, 1);
    assert!(
        play.tries("ee-police", r#"vote(case: "e-evidence", vote: for)"#).is_err(),
        "it is not for who ordered"
    );
}

#[test]
fn in_an_emergency_it_does_not_wait_and_what_is_refused_within_four_days_may_not_be_used() {
    let refuse = r#"vote(case: "e-evidence", vote: against, text: "The source is a journalist.")"#;
    let mut play = ordered(true);
    play.until("7h");
    assert_eq!(play.view("ee-police").intel.len(), 1);
    let seen = play.view("lv-police").cases.into_values().next().unwrap();
    assert_eq!(seen.heard_by.map(|until| until.since(seen.opened)), Some(Span::hours(96)));
    play.until("90h");
    let facts = play.does("lv-police", refuse);
    assert!(facts.iter().any(|f| matches!(f, Fact::CaseFell(_))));
    let mut play = ordered(true);
    play.until("99h");
    assert_eq!(play.tries("lv-police", refuse).unwrap_err().rule, Rule::TooLate);
}

#[test]
fn evidence_that_may_not_be_used_bears_no_attribution() {
    let claim = |refused: bool| {
        let mut play = ordered(true);
        play.until("7h");
        if refused {
            play.does(
                "lv-police",
                r#"vote(case: "e-evidence", vote: against, text: "The source is a journalist.")"#,
            );
        }
        let facts = play.does("ee-police", r#"attribute(incident: "inc-secret-port", actor: "Quiet Tide", confidence: low, public: true, to: ["lv-police"])"#);
        facts.iter().find_map(|f| match f {
            Fact::AttributionJudged { supported, .. } => Some(*supported),
            _ => None,
        })
    };
    assert!(claim(false).flatten().is_some());
    assert_eq!(claim(true), Some(None));
}
