//! The composite, the course over time, pairs and what is published.

use crate::base::Ppm;
use crate::exercise::order::Staffing;
use crate::scenario::words::Measure;
use crate::score::Published;

use super::{PORT, Play};

#[test]
fn the_composite_weighs_what_was_assessed_and_nothing_else() {
    let parts = format!("{PORT} weights: {{ classification: 3, notification: 1, information: 50 }},");
    let mut play = Play::start(&parts);
    play.at("1h");
    for seat in ["ee-csirt", "lv-csirt", "ee-crisis", "lv-crisis", "ee-port", "lv-clinic"] {
        play.act(seat, r#"classify(incident: "port", class: significant)"#);
    }
    play.at("4h");
    let score = play.score();
    let of = |m| score.measure(m).unwrap().value;
    assert_eq!((of(Measure::Classification), of(Measure::Notification)), (Some(Ppm::ONE), Some(Ppm::ZERO)));
    assert_eq!(of(Measure::Information), None);
    assert_eq!(score.overall, Some(Ppm(750_000)));
    assert_eq!(score.measure(Measure::Classification).unwrap().weight, Ppm(55_555));
}

#[test]
fn the_course_is_sampled_as_it_was_then() {
    let mut play = Play::start(PORT);
    play.at("13h").act("ee-csirt", r#"classify(incident: "port", class: significant)"#);
    play.at("48h");
    let history = play.board.history();
    assert_eq!(history.len(), 96, "48 hours, one every half hour");
    assert_eq!(history[0].overall, None);
    let before = history.iter().find(|s| s.at.0 == 12 * 3_600_000).unwrap();
    let after = history.last().unwrap();
    let class = |s: &crate::score::Sample| s.measures[0];
    assert_eq!(class(before), Some(Ppm::ZERO));
    assert!(class(after) > class(before));
    // The sample says what the score said then.
    let mut again = Play::start(PORT);
    again.at("12h");
    let now = again.score();
    assert_eq!(now.overall, before.overall);
    assert_eq!(now.measures.iter().map(|m| m.value).collect::<Vec<_>>(), before.measures);
}

#[test]
fn figures_under_five_opportunities_and_pairs_with_bots_are_not_published() {
    let mut play = Play::start(PORT);
    play.at("2h");
    let ask = |play: &mut Play, n: usize| {
        for _ in 0..n {
            play.act("ee-csirt", r#"ask(to: ["lv-csirt"], text: "What do you see?")"#);
        }
    };
    ask(&mut play, 4);
    let pair = |play: &Play| {
        let states = &play.exercise.script.names.states;
        let key = (states["LV"], states["EE"]);
        play.score().pairs.iter().find(|p| (p.from, p.to) == key).unwrap().published
    };
    assert_eq!(pair(&play), Published::TooFew);
    ask(&mut play, 1);
    assert_eq!(pair(&play), Published::Yes);
    play.staff("lv-csirt", Staffing::Bot("cautious".to_owned()));
    assert_eq!(pair(&play), Published::Bot);
}

#[test]
fn the_json_names_seats_and_states_as_people_do() {
    let mut play = Play::start(PORT);
    play.at("4h");
    let json = play.score().to_json(&play.exercise.script);
    assert_eq!(json["overall"], 0.0);
    let class = &json["measures"][0];
    assert_eq!((class["id"].as_str(), class["value"].as_f64()), (Some("classification"), Some(0.0)));
    let evidence = class["evidence"].as_array().unwrap();
    assert!(evidence.iter().any(|e| e["seat"] == "ee-csirt" && e["points"].as_f64() < Some(0.0)));
    assert!(evidence.iter().all(|e| e["record"].as_u64() > Some(0)));
    assert_eq!(json["states"][0]["state"], "EE");
    assert_eq!(json["measures"][2]["value"], serde_json::Value::Null);
}
