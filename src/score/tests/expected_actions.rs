//! Escalation, and expected actions as due moments.

use proptest::prelude::*;

use crate::base::{At, Ppm, Span};
use crate::exercise::order::Control;
use crate::scenario::words::Measure::Escalation;
use crate::score::Figure;

use super::Play;

pub(super) const DUE: &str = r#"
    incidents: [(id: "port", title: "Gates stand still", at: ["port"], truth: significant)],
    injects: [
        (id: "INJ-1", at: "1h", to: ["all"], about: "port", says: "The gates stand still.",
         expects: [(who: "EE/csirt", what: mode(mechanism: "csirts-network", mode: "alert"), by: "2h",
                    counts: escalation)]),
    ],
"#;

const ALERT: &str = r#"mode(mechanism: "csirts-network", mode: "alert", incident: "port")"#;

#[test]
fn a_due_escalation_is_hit_late_or_missed() {
    let after = |at: &str| {
        let mut play = Play::start(DUE);
        play.at(at).act("ee-csirt", ALERT);
        (play.value(Escalation), play.detail(Escalation, "median_latency"))
    };
    assert_eq!(after("3h"), (Some(1_000_000), Some(Figure::Time(Span::hours(2)))));
    assert_eq!(after("4h"), (Some(500_000), Some(Figure::Time(Span::hours(3)))));
    let mut silent = Play::start(DUE);
    silent.at("2h");
    assert_eq!(silent.value(Escalation), None, "its time is not over");
    silent.at("4h");
    assert_eq!(silent.value(Escalation), Some(0));
    assert_eq!(silent.of_state("EE", Escalation), Some(Ppm::ZERO));
    assert_eq!(silent.of_state("FI", Escalation), None);
}

#[test]
fn a_moment_that_fell_due_inside_a_skip_is_not_assessed() {
    let mut play = Play::start(DUE);
    play.at("90m").control(Control::SkipTo { at: At::STARTEX + Span::hours(10) });
    play.at("12h");
    assert_eq!(play.value(Escalation), None);
}

#[test]
fn no_play_stops_the_time_allowed() {
    let mut play = Play::start(DUE);
    play.at("2h").no_play(None, true);
    play.at("5h").no_play(None, false);
    assert_eq!(play.value(Escalation), None);
    // Exercise time stood at two hours.
    play.at("2h30m").act("ee-csirt", ALERT);
    assert_eq!(play.value(Escalation), Some(1_000_000), "an hour and a half of two were played");
}

#[test]
fn raising_what_nothing_warrants_is_a_false_alarm() {
    let mut play = Play::start(DUE);
    play.at("2h").act("ee-csirt", ALERT);
    play.act("fi-crisis", r#"mode(mechanism: "cyclone", mode: "alert", incident: "port")"#);
    assert_eq!(play.value(Escalation), Some(1_000_000), "asked for, not raised");
    let raised = play.act("chair", r#"vote(case: "cyclone", vote: for)"#);
    // One hit, one false alarm: a significant incident warrants no alert of EU-CyCLONe.
    assert_eq!(play.value(Escalation), Some(500_000));
    assert_eq!(play.detail(Escalation, "false_alarms"), Some(Figure::Count(1)));
    let score = play.measure(Escalation);
    let fault = score.evidence.iter().find(|e| e.points < 0).unwrap();
    assert_eq!((fault.record, fault.seat), (raised, Some(play.seat("fi-crisis"))));
}

/// Known from the first hour, expected at the sixth.
const LATER: &str = r#"
    incidents: [(id: "port", title: "Gates stand still", at: ["port"], truth: significant)],
    injects: [
        (id: "INJ-1", at: "1h", to: ["all"], about: "port", says: "The gates stand still."),
        (id: "INJ-2", at: "6h", about: "port",
         expects: [(who: "EE/csirt", what: mode(mechanism: "csirts-network", mode: "alert"), by: "2h", counts: escalation,
                    accept: [sitrep(to: "fi-csirt")])]),
    ],
"#;

const REPORT: &str =
    r#"sitrep(to: ["fi-csirt"], incident: "port", claims: (severity: significant), text: "So it stands.")"#;

fn scored(verb: &str, minute: u64) -> Option<u32> {
    let mut play = Play::start(LATER);
    play.at(&format!("{minute}m")).act("ee-csirt", verb);
    play.at("24h");
    play.value(Escalation)
}

#[test]
fn who_acts_before_it_is_asked_for_is_on_time() {
    let mut play = Play::start(LATER);
    let early = play.at("2h").act("ee-csirt", ALERT);
    play.at("7h");
    assert_eq!(play.value(Escalation), Some(1_000_000));
    assert_eq!(play.detail(Escalation, "median_latency"), Some(Figure::Time(Span::ZERO)));
    let evidence = play.measure(Escalation).evidence;
    assert_eq!(evidence[0].record, early, "the evidence is the early act itself");
    assert!(evidence[0].why.contains("before it was asked for"), "{}", evidence[0].why);
    play.void(early);
    play.at("9h");
    assert_eq!(play.value(Escalation), Some(0), "void, it was not done");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// From when the matter can be known; words of the moment from when they are fresh.
    #[test]
    fn acting_earlier_never_scores_worse(one in 60_u64..720, other in 60_u64..720) {
        let (early, late) = (one.min(other), one.max(other));
        prop_assert!(scored(ALERT, early) >= scored(ALERT, late), "{early} and {late} minutes");
        let (early, late) = (early.max(240), late.max(240));
        prop_assert!(scored(REPORT, early) >= scored(REPORT, late), "{early} and {late} minutes, in words");
    }
}
