//! What must hold whatever is played.

use proptest::prelude::*;

use crate::base::Ppm;
use crate::scenario::words::Measure;

use super::{Play, points};

/// Everything at once: an incident, items, probes, due moments of every kind.
const ALL: &str = r#"
    incidents: [(id: "port", title: "Gates stand still", at: ["port", "clinic"], truth: large_scale,
                 defensible: [significant, large_scale])],
    intel: [
        (id: "address", says: "An odd address.", tlp: amber, found_by: ["ee-csirt"], at: "1h", half_life: "2h",
         needed_by: seats(["fi-csirt", "lv-csirt"]), about: "port"),
        (id: "tool", says: "A tool.", tlp: green, found_by: ["lv-csirt"], at: "2h", needed_by: seats(["ee-csirt"])),
    ],
    questions: [(id: "Q1", at: ["2h", "6h"], ask: "One or several?", answers: ["one", "several"], truth: ["one"])],
    injects: [
        (id: "INJ-1", at: "1h", to: ["all"], about: "port", says: "The gates stand still.", expects: [
            (who: "EE/csirt", what: mode(mechanism: "csirts-network"), by: "2h", counts: escalation),
            (who: "LV/foreign", what: statement, by: "1h", counts: public_line),
            (who: "EE/foreign", what: propose(), by: "3h", counts: joint_action),
            (who: "LV/csirt", what: request(), by: "4h", counts: assistance),
        ]),
    ],
"#;

#[test]
fn a_run_in_which_nobody_does_anything_never_scores_as_success() {
    let mut play = Play::start(ALL);
    for hour in 1..=48 {
        play.at(&format!("{hour}h"));
        let score = play.score();
        assert!(score.overall.is_none_or(|v| v == Ppm::ZERO), "{:?} after {hour} h", score.overall);
        for measure in &score.measures {
            assert!(measure.value.is_none_or(|v| v == Ppm::ZERO), "{:?}", measure.measure);
            assert!(measure.value.is_some() || measure.evidence.is_empty());
        }
        assert!(score.states.iter().all(|s| s.overall.is_none_or(|v| v == Ppm::ZERO)));
    }
}

const DEEDS: &[(&str, &str)] = &[
    ("ee-csirt", r#"share(items: ["address"], to: ["fi-csirt"])"#),
    ("ee-csirt", r#"share(items: ["address"], to: ["LV/*"])"#),
    ("lv-csirt", r#"share(items: ["tool"], to: ["ee-csirt"])"#),
    ("lv-csirt", r#"ask(to: ["fi-csirt", "ee-csirt"], text: "What do you see?")"#),
    ("lv-mfa", r#"statement(incident: "port", claims: (cause: human_error), text: "A mistake.")"#),
    ("ee-mfa", r#"statement(incident: "port", claims: (cause: malicious_action), text: "An attack.")"#),
    ("fi-mfa", r#"statement(incident: "port", claims: (severity: significant), text: "We help.")"#),
    (
        "ee-crisis",
        r#"sitrep(to: ["*/crisis"], incident: "port", claims: (malicious: yes, cross_border: yes))"#,
    ),
    ("fi-crisis", r#"message(to: ["ee-crisis"], text: "Noted")"#),
    (
        "ee-port",
        r#"notify(regime: "nis2", step: "early_warning", incident: "port", to: ["EE/csirt"],
        claims: (malicious: yes, cross_border: yes))"#,
    ),
    (
        "lv-csirt",
        r#"request(mechanism: "mutual-assistance", incident: "port", to: ["fi-csirt"], text: "Help")"#,
    ),
];

/// Plays deeds by place, `gap` minutes apart, from 2 h 5 m on.
fn played(deeds: &[usize], gap: u64) -> Play {
    let mut play = Play::start(ALL);
    for (n, deed) in deeds.iter().enumerate() {
        play.at(&format!("{}m", 125 + n as u64 * gap));
        let (seat, verb) = DEEDS[deed % DEEDS.len()];
        play.act(seat, verb);
    }
    play.at("40h");
    play
}

/// Every deed at most once, so that none is refused as a repeat.
fn deeds() -> impl Strategy<Value = Vec<usize>> {
    Just((0..DEEDS.len()).collect::<Vec<_>>())
        .prop_shuffle()
        .prop_flat_map(|all| (0..=all.len()).prop_map(move |n| all[..n].to_vec()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn points_add_up_to_the_figure(deeds in deeds()) {
        for measure in &played(&deeds, 7).score().measures {
            let Some(value) = measure.value else { continue };
            let (gained, lost) = points(&measure.evidence);
            let slack = measure.evidence.len() as i32;
            prop_assert!((gained - value.0 as i32).abs() <= slack, "{:?}: {gained} of {value:?}", measure.measure);
            prop_assert!((lost + 1_000_000 - value.0 as i32).abs() <= slack, "{:?}: {lost}", measure.measure);
        }
    }

    #[test]
    fn sharing_with_those_who_need_nothing_never_raises_information_value(deeds in deeds(), more in 0_usize..4) {
        let mut play = played(&deeds, 7);
        let before = play.measure(Measure::Information).value;
        for to in ["fi-mfa", "lv-mfa", "fi-crisis", "enisa"].iter().take(more + 1) {
            play.act("ee-csirt", &format!(r#"share(items: ["address"], to: ["{to}"])"#));
        }
        prop_assert!(play.measure(Measure::Information).value <= before);
    }

    #[test]
    fn the_order_of_what_states_do_at_one_moment_does_not_matter(deeds in deeds()) {
        // Reversing keeps each state's own deeds apart in time only where they are all at one moment.
        let mut turned = deeds.clone();
        turned.reverse();
        let figures = |play: &Play| {
            let score = play.score();
            let values: Vec<_> = score.measures.iter().map(|m| (m.value, m.assessed)).collect();
            let states: Vec<_> = score.states.iter().map(|s| (s.overall, s.measures.clone())).collect();
            (score.overall, values, states)
        };
        prop_assert_eq!(figures(&played(&deeds, 0)), figures(&played(&turned, 0)));
    }
}
