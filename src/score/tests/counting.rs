//! How the acts of several seats make one answer.

use crate::base::Ppm;
use crate::scenario::words::Measure::Escalation;

use super::Play;

fn parts(of: &str) -> String {
    format!(
        r#"
    incidents: [(id: "port", title: "Gates stand still", at: ["port"], truth: significant)],
    injects: [
        (id: "INJ-1", at: "1h", to: ["all"], about: "port", says: "The gates stand still.",
         expects: [(who: ["EE/csirt", "FI/csirt", "ee-csirt"], {of}what: sitrep, by: "2h", counts: escalation, else: ["INJ-2"])]),
        (id: "INJ-2", contingency: true, to: ["all"], says: "Where is your report?"),
    ]"#
    )
}

const REPORT: &str = r#"sitrep(to: ["lv-csirt"], incident: "port", claims: (severity: significant))"#;

/// The figure, the opportunities, and whether the contingency came.
fn played(of: &str, reports: &[(&str, &str)]) -> (Option<u32>, u32, bool) {
    let mut play = Play::start(&parts(of));
    for (at, seat) in reports {
        play.at(at).act(seat, REPORT);
    }
    play.at("9h");
    let asked = play.exercise.script.names.injects["INJ-2"];
    let came = play.exercise.state.injects[asked].delivered.is_some();
    (play.value(Escalation), play.measure(Escalation).opportunities, came)
}

#[test]
fn any_is_enough_all_wait_for_the_last_and_each_answers_for_itself() {
    let one = [("2h", "ee-csirt")];
    let late = [("2h", "ee-csirt"), ("4h", "fi-csirt")];
    let both = [("2h", "ee-csirt"), ("3h", "fi-csirt")];
    assert_eq!(played("", &one), (Some(1_000_000), 1, false), "any where nothing is said");
    assert_eq!(played("of: any, ", &one), (Some(1_000_000), 1, false));
    assert_eq!(played("of: all, ", &one), (Some(0), 1, true));
    assert_eq!(played("of: all, ", &late), (Some(500_000), 1, true), "an hour late of two");
    assert_eq!(played("of: all, ", &both), (Some(1_000_000), 1, false));
    assert_eq!(
        played("of: each, ", &one),
        (Some(500_000), 2, true),
        "a seat under two addresses counts once"
    );
    assert_eq!(played("of: each, ", &late), (Some(750_000), 2, true));
    assert_eq!(played("of: each, ", &both), (Some(1_000_000), 2, false));
}

#[test]
fn one_who_acts_twice_is_not_two() {
    assert_eq!(played("of: all, ", &[("2h", "ee-csirt"), ("150m", "ee-csirt")]).0, Some(0));
    let mut play = Play::start(&parts("of: each, "));
    play.at("2h").act("ee-csirt", REPORT);
    play.at("9h");
    assert_eq!(play.of_state("EE", Escalation), Some(Ppm::ONE));
    assert_eq!(play.of_state("FI", Escalation), Some(Ppm::ZERO));
}
