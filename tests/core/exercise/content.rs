//! Content on platforms and electronic evidence: how it spreads, who may do what about it, and what comes of the wrong
//! instrument.

use startex::base::Ppm;
use startex::exercise::entry::PostKind;
use startex::exercise::fact::{Fact, Rebuff};
use startex::exercise::refusal::Rule;

use super::TWO_STATES;
use crate::play::Play;

/// A deepfake and a terrorist video on a platform, and what a host holds.
pub(super) fn scenario(answers: &str) -> String {
    let contents = r#"contents: [
        (id: "secret-fake", title: "The minister's video", says: "It is our own fault.", technique: "disarm:T0086.002",
         kind: disinformation, platform: "private/clips", at: "2h", start: 0.02, doubling: "1h", about: "inc-secret-port"),
        (id: "secret-call", title: "A call to arms", says: "Strike them now.", kind: terrorist, platform: "private/clips",
         at: "2h", start: 0.02, doubling: "2h", threatens_life: true),
    ], rules: [
        (id: "alarm", when: reach(content: "secret-fake", at_least: 0.1), then: [news("Everybody has seen it.")]),
    "#;
    let held = r#"intel: [
        (id: "secret-logs", says: "The subscriber behind the address.", tlp: amber, about: "inc-secret-port", reliability: "A1",
         points_to: "Quiet Tide", held_by: "private/host"),
        (id: "secret-mail", says: "A mailbox.", tlp: amber, about: "inc-secret-port", held_by: "private/host", kept_until: "5h"),
    "#;
    let seats = r#"seats: [(id: "ee-police", of: "EE/police"), (id: "lv-police", of: "LV/police"), "#;
    TWO_STATES
        .replace("rules: [", contents)
        .replace("intel: [", held)
        .replace("    seats: [", seats)
        .replace(
            "organisations: [",
            &format!(
                r#"organisations: [(path: "private/clips", name: "Clips", answers: {answers}), (path: "private/host", name: "Host"),"#
            ),
        )
}

pub(super) fn reach(play: &Play, id: &str) -> Ppm {
    play.exercise.state.contents[play.script().names.contents[id]].reach
}

/// The police know of the incident, and somebody of the side suspects malice.
pub(super) fn briefed(play: &mut Play) {
    play.does(
        "ee-port",
        r#"sitrep(to: ["ee-police", "ee-crisis"], incident: "inc-secret-port", claims: (malicious: yes))"#,
    );
}

#[test]
fn content_spreads_and_everybody_hears_of_it_step_by_step() {
    let mut play = Play::of(&scenario("obliging"));
    play.until("1h59m");
    assert!(play.view("lv-media").contents.is_empty());
    play.until("2h15m");
    let view = play.view("lv-media");
    assert_eq!(view.contents.len(), 2);
    assert!(view.inbox.iter().any(|p| p.post.text.get("en") == "It is our own fault."));
    play.until("5h");
    let seen = |play: &Play| {
        let view = play.view("lv-media");
        view.contents.values().find(|c| c.title.get("en") == "The minister's video").unwrap().reach
    };
    assert_eq!(seen(&play), Ppm(100_000));
    assert!(play.view("ee-csirt").inbox.iter().any(|p| p.post.text.get("en") == "Everybody has seen it."));
}

#[test]
fn a_removal_order_is_for_terrorist_content_and_the_wrong_instrument_is_explained() {
    let mut play = Play::of(&scenario("obliging"));
    play.until("2h15m");
    let facts = play.does("ee-police", r#"remove(mechanism: "tco-removal", content: "secret-fake")"#);
    assert!(facts.iter().any(|f| matches!(f, Fact::Attempted(_, _, Rebuff::WrongContent(_)))));
    play.until("2h40m");
    let view = play.view("ee-police");
    let answer = view.inbox.iter().find(|r| r.post.kind == PostKind::Rebuff).unwrap();
    let text = answer.post.text.get("en");
    assert!(text.contains("terrorist content only") && text.contains("Cooperation of platforms"), "{text}");
    // The first order to this provider: it is told of the procedure twelve hours before, then has one hour.
    play.does("ee-police", r#"remove(mechanism: "tco-removal", content: "secret-call")"#);
    play.until("15h");
    assert!(play.view("ee-police").contents.values().all(|c| c.gone.is_none()));
    play.until("15h15m");
    assert!(play.view("ee-police").contents.values().any(|c| c.gone == Some(true)));
}

#[test]
fn an_emergency_needs_no_prior_word_and_the_hour_runs_at_once() {
    let mut play = Play::of(&scenario("obliging"));
    play.until("2h15m");
    play.does("ee-police", r#"remove(mechanism: "tco-removal", content: "secret-call", emergency: true)"#);
    play.until("3h");
    assert!(play.view("ee-police").contents.values().any(|c| c.gone == Some(true)));
    let stopped = reach(&play, "secret-call");
    play.until("9h");
    assert_eq!(reach(&play, "secret-call"), stopped);
}

#[test]
fn platforms_cooperate_against_disinformation_late_or_not_at_all() {
    let mut ends = Vec::new();
    for answers in ["obliging", "slow", "refusing"] {
        let mut play = Play::of(&scenario(answers));
        play.until("2h15m");
        play.does("ee-police", r#"remove(mechanism: "platform-cooperation", content: "secret-fake")"#);
        let again =
            play.tries("ee-police", r#"remove(mechanism: "platform-cooperation", content: "secret-fake")"#);
        assert_eq!(again.unwrap_err().rule, Rule::TooLate);
        play.until("7h");
        ends.push(reach(&play, "secret-fake"));
    }
    assert!(ends[0] < ends[1] && ends[1] == ends[2], "{ends:?}");
}

#[test]
fn one_true_line_slows_it_and_contradicting_lines_feed_it() {
    let say = |cause: &str| {
        format!(r#"statement(incident: "inc-secret-port", claims: (cause: {cause}), text: "What we know.")"#)
    };
    let mut ends = Vec::new();
    for (ee, lv) in
        [("malicious_action", "malicious_action"), ("", ""), ("malicious_action", "system_failure")]
    {
        let mut play = Play::of(&scenario("obliging"));
        play.until("1h30m");
        for (seat, cause) in [("ee-port", ee), ("lv-csirt", lv)] {
            if !cause.is_empty() {
                play.does(seat, &say(cause));
            }
        }
        play.until("5h");
        ends.push(reach(&play, "secret-fake"));
    }
    assert!(ends[0] < ends[1] && ends[1] < ends[2], "{ends:?}");
}

#[test]
fn evidence_comes_in_eight_hours_where_a_service_is_down_and_counts_at_once() {
    let mut play = Play::of(&scenario("obliging"));
    play.until("2h15m");
    briefed(&mut play);
    let demand = r#"demand(mechanism: "e-evidence", provider: "private/host", incident: "inc-secret-port", emergency: true)"#;
    play.does("ee-police", demand);
    play.until("6h10m");
    // Within half of eight hours the logs are there; what was deleted after five hours is not.
    let view = play.view("ee-police");
    let says: Vec<&str> = view.intel.values().map(|i| i.says.get("en")).collect();
    assert!(says.is_empty(), "{says:?}");
    play.until("6h30m");
    let view = play.view("ee-police");
    let says: Vec<&str> = view.intel.values().map(|i| i.says.get("en")).collect();
    assert_eq!(says, ["The subscriber behind the address."]);
}

#[test]
fn what_was_ordered_to_be_kept_is_there_later() {
    let mut play = Play::of(&scenario("obliging"));
    play.until("2h15m");
    briefed(&mut play);
    for demand in [
        r#"demand(mechanism: "e-evidence-preservation", provider: "private/host", incident: "inc-secret-port")"#,
        r#"demand(mechanism: "e-evidence", provider: "private/host", incident: "inc-secret-port", emergency: true)"#,
    ] {
        play.does("ee-police", demand);
    }
    play.until("7h");
    assert_eq!(play.view("ee-police").intel.len(), 2);
}

#[test]
fn only_police_of_states_that_take_part_get_it_and_only_in_an_emergency_soon() {
    let calm =
        scenario("obliging").replace(r#"at: "1h", reaches: services"#, r#"at: "20h", reaches: services"#);
    let mut play = Play::of(&calm);
    play.until("1h06m");
    briefed(&mut play);
    let demand = |by: &str, play: &mut Play, how: &str| {
        let verb = format!(
            r#"demand(mechanism: "e-evidence", provider: "private/host", incident: "inc-secret-port"{how})"#
        );
        play.does(by, &verb).iter().find_map(|f| match f {
            Fact::Attempted(_, _, why) => Some(*why),
            _ => None,
        })
    };
    assert_eq!(demand("ee-crisis", &mut play, ""), Some(Rebuff::NotYourPower));
    assert_eq!(demand("ee-police", &mut play, ", emergency: true"), Some(Rebuff::NoEmergency));
    assert_eq!(demand("ee-police", &mut play, ""), None);
    let wrong = play.tries(
        "ee-police",
        r#"demand(mechanism: "e-evidence", provider: "private/nobody", incident: "inc-secret-port")"#,
    );
    assert_eq!(wrong.unwrap_err().field.as_deref(), Some("provider"));
}

#[test]
fn a_platform_that_somebody_plays_decides_for_itself() {
    let text =
        scenario("obliging").replace("    seats: [", "    seats: [(id: \"clips\", of: \"private/clips\"), ");
    let text = text.replace(
        "seats: [(id: \"ee-police\"",
        "seats: [(id: \"clips\", of: \"private/clips\"), (id: \"ee-police\"",
    );
    let mut play = Play::of(&text);
    play.until("2h01m");
    assert_eq!(play.view("clips").contents.len(), 2, "a platform sees what comes up on it");
    play.until("2h15m");
    play.does("ee-police", r#"remove(mechanism: "platform-cooperation", content: "secret-fake")"#);
    play.does("clips", r#"vote(case: "platform-cooperation", vote: for)"#);
    play.until("2h16m");
    assert!(play.view("lv-csirt").contents.values().any(|c| c.gone == Some(false)));
}

#[test]
fn a_notice_of_illegal_content_is_for_what_is_illegal_and_takes_the_content_down() {
    let mut play = Play::of(&scenario("obliging"));
    play.until("2h15m");
    let facts = play.does("ee-crisis", r#"remove(mechanism: "dsa-notice", content: "secret-fake")"#);
    assert!(facts.iter().any(|f| matches!(f, Fact::Attempted(_, _, Rebuff::WrongContent(_)))));
    play.does("ee-crisis", r#"remove(mechanism: "dsa-notice", content: "secret-call")"#);
    play.until("14h30m");
    assert!(play.view("ee-crisis").contents.values().any(|c| c.gone == Some(true)));
}

/// A second piece of terrorist content, which threatens nobody's life at once.
fn with_song() -> String {
    let song = r#"contents: [
        (id: "secret-song", title: "A song", says: "Praise them.", kind: terrorist, platform: "private/clips", at: "2h", start: 0.02,
         doubling: "2h"),"#;
    let sung = r#"rules: [
        (id: "sung", when: ordered(by: "EE", what: remove(content: "secret-song")), then: [news("The song is reported.")]),"#;
    scenario("obliging").replacen("contents: [", song, 1).replacen("rules: [", sung, 1)
}

#[test]
fn an_emergency_is_an_imminent_threat_to_life_and_no_way_round_the_twelve_hours() {
    let mut play = Play::of(&with_song());
    play.until("2h30m");
    let order = |by: &str, mechanism: &str, content: &str, play: &mut Play| {
        let verb = format!(r#"remove(mechanism: "{mechanism}", content: "{content}", emergency: true)"#);
        play.does(by, &verb).iter().find_map(|f| match f {
            Fact::Attempted(_, _, why) => Some(*why),
            _ => None,
        })
    };
    assert!(matches!(
        order("ee-police", "tco-removal", "secret-fake", &mut play),
        Some(Rebuff::WrongContent(_))
    ));
    assert_eq!(order("ee-crisis", "tco-removal", "secret-call", &mut play), Some(Rebuff::NotYourPower));
    assert_eq!(order("ee-police", "tco-removal", "secret-song", &mut play), Some(Rebuff::NoEmergency));
    assert_eq!(order("ee-police", "dsa-notice", "secret-call", &mut play), Some(Rebuff::NoEmergency));
    assert_eq!(order("ee-police", "tco-removal", "secret-call", &mut play), None);
    play.until("3h");
    let says: Vec<String> =
        play.view("ee-police").inbox.iter().map(|r| r.post.text.get("en").to_owned()).collect();
    assert!(says.iter().any(|s| s.contains("no imminent threat to life in this")), "{says:?}");
    assert!(says.iter().any(|s| s.contains("this knows no emergency")), "{says:?}");
}

#[test]
fn a_condition_may_ask_for_one_content() {
    let mut play = Play::of(&with_song());
    play.until("2h30m");
    let told = |play: &Play| {
        play.view("ee-csirt").inbox.iter().any(|r| r.post.text.get("en").contains("song is reported"))
    };
    play.does("ee-police", r#"remove(mechanism: "tco-removal", content: "secret-call")"#);
    play.until("2h31m");
    assert!(!told(&play), "another content");
    play.does("lv-police", r#"remove(mechanism: "tco-removal", content: "secret-song")"#);
    play.until("2h32m");
    assert!(!told(&play), "another state");
    play.does("ee-police", r#"remove(mechanism: "tco-removal", content: "secret-song")"#);
    play.until("2h33m");
    assert!(told(&play));
}

#[test]
fn a_prosecutor_may_demand_as_police_may() {
    let seats = "seats: [(id: \"ee-prosecutor\", of: \"EE/prosecutor\"), (id: \"ee-police\"";
    let mut play = Play::of(&scenario("obliging").replace("seats: [(id: \"ee-police\"", seats));
    play.until("2h15m");
    play.does(
        "ee-port",
        r#"sitrep(to: ["ee-prosecutor"], incident: "inc-secret-port", claims: (malicious: yes))"#,
    );
    for mechanism in ["e-evidence", "e-evidence-preservation"] {
        let verb = format!(
            r#"demand(mechanism: "{mechanism}", provider: "private/host", incident: "inc-secret-port")"#
        );
        assert!(
            play.does("ee-prosecutor", &verb).iter().any(|f| matches!(f, Fact::Directed { .. })),
            "{mechanism}"
        );
    }
}
