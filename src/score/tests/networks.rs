//! Who wrote to whom, trust, and the weights.

use crate::base::Ppm;
use crate::scenario::words::Measure;
use crate::score::network::{network, trust, trust_json};
use crate::score::sensitivity::sensitivity;

use super::{PORT, Play};

const ITEM: &str = r#"
    incidents: [(id: "port", title: "Gates stand still", at: ["port"], truth: significant)],
    intel: [(id: "address", says: "An odd address.", tlp: green, found_by: ["ee-csirt"], at: "1h",
             needed_by: seats(["fi-csirt", "lv-csirt"]))],
"#;

#[test]
fn writing_to_everybody_has_recall_and_no_precision() {
    let mut play = Play::start(ITEM);
    play.at("1h").act("ee-csirt", r#"share(items: ["address"], to: ["fi-csirt"])"#);
    let of = |play: &Play| network(&play.board, &play.exercise.script, play.exercise.state.now);
    let careful = of(&play);
    assert_eq!((careful.recall, careful.precision), (Some(Ppm(500_000)), Some(Ppm::ONE)));
    assert_eq!(careful.nodes.len(), 13);
    play.act("ee-csirt", r#"message(to: ["all"], text: "Something is up")"#);
    let loud = of(&play);
    assert_eq!(loud.recall, Some(Ppm::ONE));
    assert_eq!(loud.precision, Some(Ppm(166_666)), "2 of the 12 others");
    assert_eq!(loud.reciprocity, Some(Ppm::ZERO));
    let json = loud.to_json(&play.exercise.script);
    assert_eq!(json["wrote"].as_array().map(Vec::len), Some(12));
}

#[test]
fn trust_stands_between_states_and_not_towards_oneself() {
    let mut play = Play::start(ITEM);
    play.at("1h").act("ee-csirt", r#"share(items: ["address"], to: ["fi-csirt"])"#);
    let (script, state) = (&play.exercise.script, &play.exercise.state);
    let rows = trust(script, state);
    assert!((0..3).all(|n| rows[n][n].is_none()));
    let json = trust_json(script, state);
    assert!(json["FI"]["EE"].as_f64() > json["FI"]["LV"].as_f64(), "{json}");
}

#[test]
fn an_order_that_hangs_on_one_weight_says_so() {
    // Estonia classes and does not notify, Latvia notifies and does not class.
    let run = |weights: &str| {
        let mut play = Play::start(&format!("{PORT} weights: {{ {weights} }},"));
        play.at("1h");
        for seat in ["ee-csirt", "ee-crisis", "ee-port"] {
            play.act(seat, r#"classify(incident: "port", class: significant)"#);
        }
        play.act(
            "lv-csirt",
            r#"notify(regime: "nis2", step: "cross_border", incident: "port", to: ["EE/csirt", "EU/enisa"], claims: (cross_border: yes))"#,
        );
        play.at("4h");
        let score = play.score();
        let of = |code: &str| play.exercise.script.names.states[code];
        (sensitivity(&play.exercise.script, &score), of("EE"), of("LV"))
    };
    // Estonia 1 and 0, Latvia 0 and 1: at 10 to 9 halving the one or raising the other turns the order.
    let (close, ee, lv) = run("classification: 10, notification: 9");
    assert_eq!(close.order, [ee, lv], "Finland has nothing assessed");
    assert_eq!(close.stable, Some(Ppm(500_000)));
    let turned: Vec<_> = close.swings.iter().filter(|s| s.changes > 0).map(|s| (s.measure, s.up)).collect();
    assert_eq!(turned, [(Measure::Classification, false), (Measure::Notification, true)]);
    let (far, ..) = run("classification: 10, notification: 1");
    assert_eq!(far.stable, Some(Ppm::ONE));
}
