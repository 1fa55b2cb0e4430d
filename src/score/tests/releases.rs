//! Who may see which figure.

use crate::base::Ppm;
use crate::exercise::order::Control;
use crate::score::release::{Figure, for_excon, for_participants, for_plenary, for_state};
use crate::score::{Published, Score};

use super::{PORT, Play};

fn scored() -> (Play, Score) {
    let mut play = Play::start(PORT);
    play.at("1h").act("ee-csirt", r#"classify(incident: "port", class: significant)"#);
    play.at("40h");
    let score = play.score();
    (play, score)
}

#[test]
fn a_state_sees_its_own_vector_and_the_anonymous_overall_only() {
    let (play, score) = scored();
    let latvia = play.exercise.script.names.states["LV"];
    let view = for_state(&score, latvia).unwrap();
    assert_eq!(view.overall, score.overall);
    let own = score.states.iter().find(|s| s.state == latvia).unwrap();
    assert_eq!(view.measures.len(), own.measures.len());
    for ((measure, figure), mine) in view.measures.iter().zip(&own.measures) {
        assert_eq!(*measure, mine.measure);
        match (mine.value, mine.assessed) {
            (None, _) => assert_eq!(*figure, Figure::NotAssessed),
            (Some(_), 0..5) => assert_eq!(*figure, Figure::Withheld(Published::TooFew)),
            (Some(value), _) => assert_eq!(*figure, Figure::Shown(value)),
        }
    }
    // Nothing of any other state, of pairs or of evidence has a place in what a state gets.
    assert!(for_state(&score, crate::scenario::script::StateId(99)).is_none());
}

#[test]
fn two_states_have_no_pseudonyms_and_names_want_every_consent() {
    let (mut play, score) = scored();
    let mut two = score.clone();
    two.states.pop();
    assert!(for_plenary(&two, &[1; 32]).states.is_empty(), "each would know the other");
    let script = std::sync::Arc::clone(&play.exercise.script);
    let ask = |play: &Play| for_participants(&score, &script, &play.exercise.state);
    let all: Vec<_> = script.states.ids().collect();
    assert_eq!(ask(&play).err(), Some(all.clone()));
    for code in ["EE", "FI", "LV"] {
        play.control(Control::Consent { state: code.to_owned(), on: true, text: String::new() });
    }
    let shown = ask(&play).unwrap();
    assert_eq!(shown.states.iter().map(|(state, _)| *state).collect::<Vec<_>>(), all);
    play.control(Control::Consent { state: "FI".to_owned(), on: false, text: String::new() });
    assert_eq!(ask(&play).err(), Some(vec![script.names.states["FI"]]));
}

#[test]
fn exercise_control_sees_pairs_and_reasons() {
    let (_, score) = scored();
    assert_eq!(for_excon(&score), &score);
}

#[test]
fn the_plenary_sees_pseudonyms_in_no_order_of_merit() {
    let (_, score) = scored();
    let names = |key: u8| for_plenary(&score, &[key; 32]).states;
    let plenary = names(1);
    assert_eq!(
        plenary.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
        ["State A", "State B", "State C"]
    );
    assert!((0..32).any(|key| names(key) != plenary), "the letters never say which state it is");
    // Whoever does better does not move up: the order is the key's alone.
    let mut better = score.clone();
    for (n, state) in better.states.iter_mut().enumerate() {
        state.overall = Some(Ppm(1_000_000 - n as u32));
        state.published = Published::Yes;
    }
    let ranks = |key: u8| for_plenary(&better, &[key; 32]).states.iter().map(|(_, f)| *f).collect::<Vec<_>>();
    assert!((0..32).any(|key| !ranks(key).is_sorted_by_key(|f| match f {
        Figure::Shown(value) => std::cmp::Reverse(value.0),
        _ => std::cmp::Reverse(0),
    })));
}
