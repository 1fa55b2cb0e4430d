//! States differ in what they can do: how mature their teams are, how many people they have, and where those are.

use startex::base::{At, Span};
use startex::exercise::fact::{Due, Fact};
use startex::model::capacity::Maturity;
use startex::scenario::mechanism::MechanismEffect;

use super::TWO_STATES;
use crate::play::{self, Play};

fn with(capacity: &str) -> Play {
    Play::of(&TWO_STATES.replace(
        "    states: [\"EE\", \"LV\"],",
        &format!("    states: [\"EE\", \"LV\"], capacity: {capacity},"),
    ))
}

/// How long the evidence takes to be kept when this seat orders it now.
fn takes(play: &mut Play, seat: &str, service: &str) -> Span {
    let now = play.exercise.state.now;
    let facts = play.does(seat, &format!(r#"defend(defence: "keep", services: ["{service}"])"#));
    let due = facts.iter().find_map(|f| match f {
        Fact::Scheduled(at, Due::Defence(..)) => Some(*at),
        _ => None,
    });
    due.unwrap_or(At::NEVER).since(now)
}

#[test]
fn without_a_word_everything_takes_as_long_as_the_scenario_says() {
    let mut play = Play::of(TWO_STATES);
    play.until("1h30m");
    assert_eq!(takes(&mut play, "ee-csirt", "port"), Span::mins(10));
    assert_eq!(takes(&mut play, "lv-clinic", "clinic"), Span::mins(10));
}

#[test]
fn the_less_mature_take_longer_unless_capacity_was_built_before() {
    let mut play = with(r#"{ "EE": (maturity: 0), "LV": (maturity: 1, built: 2) }"#);
    play.until("1h30m");
    assert_eq!(takes(&mut play, "ee-csirt", "port"), Span::mins(20));
    assert_eq!(takes(&mut play, "ee-port", "port"), Span::mins(20), "an operator is of its country");
    assert!(takes(&mut play, "lv-csirt", "clinic") < Span::mins(8));
}

#[test]
fn two_experts_can_do_one_thing_at_a_time() {
    let mut play = with(r#"{ "EE": (staff: 2) }"#);
    play.until("1h30m");
    assert_eq!(takes(&mut play, "ee-csirt", "port"), Span::mins(10));
    assert_eq!(takes(&mut play, "ee-csirt", "rail"), Span::mins(20));
    play.until("3h");
    assert_eq!(takes(&mut play, "ee-csirt", "rail"), Span::mins(10));
}

#[test]
fn help_takes_people_from_the_giver_until_they_are_back() {
    let mut play = with(r#"{ "EE": (staff: 8), "LV": (staff: 2) }"#);
    play.until("1h30m");
    play.does(
        "lv-csirt",
        r#"request(mechanism: "mutual-assistance", incident: "inc-secret-port", to: ["ee-csirt"], text: "We need people.")"#,
    );
    play.until("2h");
    play.does("ee-csirt", r#"vote(case: "mutual-assistance", vote: for)"#);
    play.until("40h");
    let lent: Vec<u32> = play
        .facts()
        .filter_map(|f| match f {
            Fact::Lent { experts, .. } => Some(*experts),
            _ => None,
        })
        .collect();
    assert_eq!(lent, [4]);
    assert_eq!(takes(&mut play, "ee-csirt", "port"), Span::mins(20), "half of them are away");
    assert_eq!(takes(&mut play, "lv-csirt", "clinic"), Span::mins(10));
    assert_eq!(takes(&mut play, "lv-csirt", "clinic"), Span::mins(10), "the guests take the second task");
    play.until("95h");
    assert_eq!(takes(&mut play, "ee-csirt", "port"), Span::mins(10));
}

#[test]
fn the_more_mature_find_and_clean_an_infection_sooner() {
    let infected = |level: &str| {
        let mut play = with(&format!(r#"{{ "EE": (maturity: {level}), "LV": (maturity: {level}) }}"#));
        play.until("20h");
        play.exercise.state.services[play.script().names.services["clinic"]].infected
    };
    let [none, usual, most] = ["0", "2", "4"].map(infected);
    assert!(none > usual && usual > most, "{none:?} {usual:?} {most:?}");
}

#[test]
fn capacity_is_built_while_the_exercise_runs() {
    let text = TWO_STATES.replace(
        "    rules: [",
        r#"    rules: [(id: "train", when: time("2h"), then: [build_capacity(state: "EE", by: 2)]),"#,
    );
    let mut play = Play::of(&text);
    play.until("3h");
    assert_eq!(takes(&mut play, "ee-csirt", "port"), Span::mins(5));
}

#[test]
fn an_offer_helps_those_who_took_it_and_costs_the_one_who_made_it() {
    let mut play = with(r#"{ "EE": (staff: 8), "LV": (staff: 8) }"#);
    play.until("1h30m");
    play.does(
        "lv-csirt",
        r#"offer(mechanism: "mutual-assistance", incident: "inc-secret-port", to: ["ee-csirt"], text: "Four people.")"#,
    );
    play.until("2h");
    play.does("ee-csirt", r#"vote(case: "mutual-assistance", vote: for)"#);
    play.until("40h");
    let (ee, lv) = (play.script().names.states["EE"], play.script().names.states["LV"]);
    let lent = |f: &Fact| matches!(f, Fact::Lent { from, to, .. } if *from == lv && *to == ee);
    assert!(play.facts().any(lent));
    let now = play.exercise.state.now;
    assert_eq!([ee, lv].map(|s| play.exercise.state.capacity[s].present(now)), [12, 4]);
}

#[test]
fn a_mechanism_may_build_capacity() {
    let mut mechanism = play::load(TWO_STATES).as_ref().clone();
    let id = mechanism.names.mechanisms["mutual-assistance"];
    let half = startex::base::Ppm(500_000);
    mechanism.mechanisms[id].effects = vec![MechanismEffect::Capacity(half)];
    let mut play = Play::begin(mechanism.into(), 1);
    play.until("1h30m");
    play.does(
        "lv-csirt",
        r#"request(mechanism: "mutual-assistance", incident: "inc-secret-port", to: ["ee-csirt"], text: "Teach us.")"#,
    );
    play.until("2h");
    play.does("ee-csirt", r#"vote(case: "mutual-assistance", vote: for)"#);
    play.until("40h");
    let (ee, lv) = (play.script().names.states["EE"], play.script().names.states["LV"]);
    let maturity = |state| play.exercise.state.capacity[state].maturity;
    assert_eq!((maturity(ee), maturity(lv)), (Maturity(200), Maturity(250)));
    assert!(!play.facts().any(|f| matches!(f, Fact::Lent { .. })), "training by visitors takes nobody away");
}
