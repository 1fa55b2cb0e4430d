//! The actor answers: it hurries, sleeps, changes its way in, gives data away. And what it left in the base comes back.

use startex::base::{Ppm, Span};
use startex::exercise::fact::Fact;

use super::TWO_STATES;
use crate::play::Play;

/// The two states with answers of the actor.
fn adapting(adapts: &str) -> Play {
    let text = TWO_STATES.replace(
        "impact: 1.0, stopped_by: [\"block\"]),\n    ]),",
        &format!(
            "impact: 1.0, stopped_by: [\"block\"]),
             (id: \"later\", technique: \"attack:T1657\", at: \"20h\", reaches: services([\"rail\"]), impact: 0.5, stopped_by: [\"block\"]),
             ], adapts: [{adapts}]),"
        ),
    );
    assert!(text.contains(adapts));
    Play::of(&text)
}

fn lost(play: &Play, service: &str) -> Ppm {
    play.exercise.state.services[play.script().names.services[service]].lost
}

fn blocks(play: &mut Play, seat: &str, service: &str) {
    play.does(seat, &format!(r#"defend(defence: "block", services: ["{service}"])"#));
}

/// The item that makes the block possible is with the port, and with the clinic.
fn warned(play: &mut Play) {
    play.until("1h15m");
    play.does("lv-csirt", r#"share(items: ["secret-address"], to: ["ee-port", "lv-clinic"])"#);
}

#[test]
fn an_actor_that_is_thrown_out_brings_the_next_stage_forward() {
    let mut play =
        adapting(r#"(id: "hurry", when: detected("hit"), then: [speed(stage: "later", factor: 10)])"#);
    warned(&mut play);
    assert!(!play.facts().any(|f| matches!(f, Fact::Sped(..))));
    blocks(&mut play, "ee-port", "port");
    play.until("6h");
    assert!(play.facts().any(|f| matches!(f, Fact::Sped(..))));
    assert!(lost(&play, "rail") > Ppm(400_000), "18.4 hours became two: {:?}", lost(&play, "rail"));
    let rule = play.script().rules.rows().find(|r| r.id == "hurry").map(|r| r.adapts);
    assert_eq!(rule, Some(true), "it is told apart from the trainer's rules");
}

#[test]
fn a_block_before_the_stage_was_there_shows_the_actor_nothing() {
    let mut play = adapting(r#"(id: "hurry", when: detected("later"), then: [news("Seen.")])"#);
    warned(&mut play);
    blocks(&mut play, "ee-port", "port");
    play.until("19h");
    assert!(!play.facts().any(|f| matches!(f, Fact::News(_))));
}

#[test]
fn a_stage_that_goes_quiet_shows_nothing_and_comes_back() {
    let mut play = adapting(
        r#"(id: "hide", when: time("3h"), then: [quiet(stage: "hit", lasts: "8h"), quiet(stage: "worm", lasts: "8h")])"#,
    );
    play.until("3h");
    assert!(lost(&play, "port") > Ppm(500_000));
    play.until("10h");
    assert!(lost(&play, "port") < Ppm(10_000), "it looks mended: {:?}", lost(&play, "port"));
    play.until("13h");
    assert!(lost(&play, "port") > Ppm(500_000), "it was not: {:?}", lost(&play, "port"));
}

#[test]
fn by_another_technique_it_gets_in_where_the_old_one_was_closed_out() {
    let adapts = r#"(id: "other-way", when: detected("worm"), after: "1h",
        then: [switch(stage: "worm", technique: "attack:T1021", stopped_by: ["keep"])])"#;
    let mut play = adapting(adapts);
    warned(&mut play);
    blocks(&mut play, "lv-clinic", "clinic");
    play.until("3h");
    assert_eq!(lost(&play, "clinic"), Ppm::ZERO);
    blocks(&mut play, "ee-port", "port");
    play.until("30h");
    assert!(play.facts().any(|f| matches!(f, Fact::Switched { .. })));
    // The port was cleaned before, so there is nothing left that could spread: the stage is over.
    assert_eq!(lost(&play, "clinic"), Ppm::ZERO);

    let mut play = adapting(&adapts.replace(r#"detected("worm"), after: "1h""#, r#"time("2h30m")"#));
    warned(&mut play);
    blocks(&mut play, "lv-clinic", "clinic");
    play.until("14h");
    assert!(
        lost(&play, "clinic") > Ppm(300_000),
        "the block is of no use any more: {:?}",
        lost(&play, "clinic")
    );
}

#[test]
fn only_data_that_was_reached_can_be_given_away() {
    let leak = |stage, service| {
        format!(
            r#"(id: "out", when: attributed(by: "EE"), then: [leak(stage: "{stage}", service: "{service}", says: "Files are offered.")])"#
        )
    };
    for (service, given_away) in [("port", true), ("rail", false)] {
        let mut play = adapting(&leak("hit", service));
        play.until("2h");
        play.does("ee-port", r#"attribute(incident: "inc-secret-port", actor: "Somebody", confidence: low, public: true, text: "It was them.")"#);
        play.until("2h10m");
        assert_eq!(play.facts().any(|f| matches!(f, Fact::Leaked(..))), given_away, "{service}");
        let read = play.view("lv-crisis").inbox.iter().any(|p| p.post.text.get("en") == "Files are offered.");
        assert_eq!(read, given_away, "{service}");
    }
}

#[test]
fn a_measure_that_lands_is_something_to_answer() {
    let mut play = adapting(
        r#"(id: "answer", when: any(landed("mutual-assistance"), stopped("hit")), then: [start("later")])"#,
    );
    let acted = |play: &Play| {
        play.facts().any(|f| matches!(f, Fact::RuleActed(rule) if play.script().rules[*rule].id == "answer"))
    };
    warned(&mut play);
    play.until("3h");
    assert!(!acted(&play));
    blocks(&mut play, "ee-port", "port");
    play.until("4h");
    assert!(acted(&play), "the hit is nowhere any more");
}

#[test]
fn what_is_restored_from_an_infected_base_works_for_an_hour_and_falls_again() {
    let mut play = adapting(r#"(id: "never", when: flag("secret-flag"), then: [stop("worm")])"#);
    play.until("1h30m");
    play.does("ee-port", r#"defend(defence: "restore", services: ["port"])"#);
    play.until("2h50m");
    assert!(play.facts().any(|f| matches!(f, Fact::Reinfected(..))));
    let up = lost(&play, "port");
    play.until("5h");
    assert!(up < Ppm(400_000) && lost(&play, "port") > Ppm(700_000), "{up:?} {:?}", lost(&play, "port"));
}

#[test]
fn a_hidden_stage_is_found_only_by_those_who_know_what_to_look_for() {
    let hidden =
        TWO_STATES.replace("impact: 0.9, lasts: \"20h\",", "impact: 0.0, lasts: \"20h\", hidden: true,");
    let mut play = Play::of(&hidden);
    play.until("3h");
    assert!(!play.facts().any(|f| matches!(f, Fact::Noticed(_))));
    play.does("lv-csirt", r#"share(items: ["secret-address"], to: ["ee-csirt"])"#);
    play.until("3h10m");
    let found = play.facts().filter(|f| matches!(f, Fact::Noticed(_))).count();
    assert_eq!(found, 1);
    let alert =
        |seat: &str| play.view(seat).inbox.iter().any(|p| p.post.text.get("en").contains("was found at"));
    assert!(alert("ee-csirt") && !alert("ee-port") && !alert("lv-csirt"));
    play.until("5h");
    assert_eq!(play.facts().filter(|f| matches!(f, Fact::Noticed(_))).count(), 1, "once is enough");
}

#[test]
fn the_actors_answers_replay_to_the_same_state() {
    let adapts = r#"(id: "all", when: time("2h30m"), then: [speed(stage: "worm", factor: 3), quiet(stage: "hit", lasts: "1h"),
        switch(stage: "worm", technique: "attack:T1021", stopped_by: []), leak(stage: "hit", service: "port", says: "Out."),
        build_capacity(state: "EE", by: 0.5), speed(stage: "later", factor: 2)])"#;
    let mut play = adapting(adapts);
    play.until("12h");
    let mut state = startex::exercise::state::State::new(play.script(), 1);
    for record in &play.records {
        startex::exercise::apply::replay(play.script(), &mut state, record).unwrap();
    }
    assert_eq!(state.world, play.exercise.state.world);
    assert_eq!(state.capacity, play.exercise.state.capacity);
    assert_eq!(state.now.since(startex::base::At::STARTEX), Span::hours(12));
}

#[test]
fn what_is_restored_while_the_stage_sleeps_wakes_with_it() {
    let mut play = adapting(
        r#"(id: "hide", when: time("5h"), then: [quiet(stage: "hit", lasts: "6h"), quiet(stage: "worm", lasts: "6h")])"#,
    );
    play.until("7h");
    play.does("ee-port", r#"defend(defence: "restore", services: ["port"])"#);
    play.until("10h30m");
    assert!(play.facts().any(|f| matches!(f, Fact::Reinfected(..))), "it was in the base all the time");
    assert!(lost(&play, "port") < Ppm(10_000), "nobody sees it: {:?}", lost(&play, "port"));
    play.until("16h");
    assert!(lost(&play, "port") > Ppm(500_000), "{:?}", lost(&play, "port"));
}
