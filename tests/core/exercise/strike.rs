//! Spread and impact apart: a stage strikes wherever a silent one sits; whole estates are switched off; theft is no
//! outage, and each learns of it at a time of its own.

use startex::base::{At, Ppm, Span};
use startex::exercise::fact::Fact;

use super::TWO_STATES;
use crate::play::Play;

/// The two states with stages and defences of these tests, before the incident.
fn with(stages: &str) -> String {
    let (before, rest) = TWO_STATES.split_once("    campaign: (").unwrap();
    let (_, after) = rest.split_once("    ]),\n").unwrap();
    let text = format!("{before}    campaign: (actor: \"Quiet Tide\", stages: [{stages}]),\n{after}");
    // Nothing else that would tell anybody of the incident.
    let (before, rest) = text.split_once("    injects: [").unwrap();
    let (_, after) = rest.split_once("    ],\n    questions").unwrap();
    format!("{before}    questions{after}")
        .replace("sector: transport_water,", "sector: transport_water, records: 90_000, loss_per_record: 150,")
        .replace("sector: health,", "sector: health, records: 1_000,")
        .replace(
            "    defences: [",
            "    defences: [(id: \"dark\", name: \"Switch everything off\", kind: switch_off, takes: \"1h\"),",
        )
        .replace("enables: [\"block\"]", "enables: [\"block\", \"keep\"]")
}

/// A silent contagion, and a strike wherever it sits a day later.
fn foothold_and(strikes: &str) -> String {
    with(&format!(
        r#"(id: "foothold", technique: "attack:T1021", at: "0h", hidden: true, impact: 0, stopped_by: ["restore"], about: "inc-secret-port",
            reaches: contagion(through: "tool", doubling: "4h", from: ["port"])),
           (id: "locks", technique: "attack:T1486", at: "24h", impact: 1.0, stopped_by: ["restore"],
            reaches: wherever(stage: "foothold"{strikes}))"#
    ))
}

fn lost(play: &Play, service: &str) -> Ppm {
    play.exercise.state.services[play.script().names.services[service]].lost
}

fn off(play: &mut Play, seat: &str, service: &str) {
    play.does(seat, &format!(r#"defend(defence: "dark", services: ["{service}"])"#));
}

/// What a seat was sent, without the ticks of time.
fn sent(play: &Play, seat: &str) -> String {
    serde_json::to_string(&play.entries.get(&play.seat(seat))).unwrap()
}

#[test]
fn a_spread_without_impact_is_seen_by_nobody_and_the_strike_comes_at_one_instant() {
    let mut play = Play::of(&foothold_and(""));
    play.until("23h50m");
    let infected = |play: &Play, service: &str| {
        play.exercise.state.services[play.script().names.services[service]].infected
    };
    assert!(infected(&play, "port") > Ppm(300_000) && infected(&play, "clinic") > Ppm(50_000));
    assert_eq!((lost(&play, "port"), lost(&play, "clinic")), (Ppm::ZERO, Ppm::ZERO));
    assert!(!play.facts().any(|f| matches!(f, Fact::Hit(..) | Fact::Noticed(_))));
    let quiet = Play::of(&with("")).until("23h50m").entries.clone();
    assert_eq!(play.entries, quiet, "what each seat was sent is what it is sent where nothing spreads");

    let held = (infected(&play, "port"), infected(&play, "clinic"));
    play.until("30h");
    let hits: Vec<_> = play
        .records
        .iter()
        .flat_map(|r| r.facts.iter().map(|f| (r.at, f)))
        .filter_map(|(at, f)| match f {
            Fact::Hit(_, service, share, _) => Some((at, *service, *share)),
            _ => None,
        })
        .collect();
    assert_eq!(hits.len(), 2, "rail does not use the tool: {hits:?}");
    assert!(hits.iter().all(|(at, ..)| *at == At::STARTEX + Span::hours(24)));
    for ((_, _, share), held) in hits.iter().zip([held.0, held.1]) {
        assert!(
            *share >= held && *share < Ppm(held.0 + 100_000),
            "what it holds, no more: {share:?} {held:?}"
        );
    }
}

#[test]
fn a_strike_at_the_whole_estate_takes_all_of_it_from_a_single_foothold() {
    let mut play = Play::of(&foothold_and(", strikes: whole_estate"));
    play.until("24h10m");
    assert!(lost(&play, "port") > Ppm(990_000), "{:?}", lost(&play, "port"));
    assert!(lost(&play, "clinic") > Ppm(990_000), "{:?}", lost(&play, "clinic"));
}

#[test]
fn who_knows_what_to_look_for_finds_the_silent_spread_and_the_incident_with_it() {
    let found =
        foothold_and("").replace(r#"stopped_by: ["restore"], about"#, r#"stopped_by: ["keep"], about"#);
    let mut play = Play::of(&found);
    play.until("3h");
    assert!(play.view("ee-csirt").inbox.is_empty());
    play.does("lv-csirt", r#"share(items: ["secret-address"], to: ["ee-csirt"])"#);
    play.until("3h10m");
    assert!(play.facts().any(|f| matches!(f, Fact::Noticed(_))));
    let csirt = play.view("ee-csirt");
    let titles: Vec<&str> = csirt.incidents.values().map(|i| i.title.get("en")).collect();
    assert_eq!(titles, ["Outage at Port West"]);
    assert!(!sent(&play, "ee-port").contains("Port West"), "nobody has told the port");
}

#[test]
fn what_is_switched_off_is_out_as_a_whole_and_stays_out_of_reach_until_it_is_restored() {
    let mut play = Play::of(&foothold_and(", strikes: whole_estate"));
    play.until("30m");
    off(&mut play, "lv-clinic", "clinic");
    play.until("1h20m");
    assert_eq!(lost(&play, "clinic"), Ppm::ZERO, "until it is off it works");
    play.until("1h40m");
    assert!(lost(&play, "clinic") > Ppm(990_000));
    play.until("24h10m");
    let clinic = play.script().names.services["clinic"];
    assert!(play.exercise.state.services[clinic].infected < Ppm(20_000), "nothing got in while it was off");
    assert!(lost(&play, "port") > Ppm(990_000));
    play.does("lv-clinic", r#"defend(defence: "restore", services: ["clinic"])"#);
    play.until("34h");
    assert!(lost(&play, "clinic") < Ppm(10_000), "the strike found it off: {:?}", lost(&play, "clinic"));
    assert!(lost(&play, "port") > Ppm(990_000));
    let on = play.facts().filter(|f| matches!(f, Fact::SwitchedOn(_))).count();
    assert_eq!(on, 1);
}

#[test]
fn switching_off_does_not_tell_whether_there_was_anything() {
    let played = |scenario: &str| {
        let mut play = Play::of(scenario);
        play.until("10h");
        off(&mut play, "ee-port", "port");
        play.until("20h");
        sent(&play, "ee-port") + &sent(&play, "ee-csirt")
    };
    let infested = played(&foothold_and(""));
    assert!(infested.contains("dark"));
    assert_eq!(infested, played(&with("")));
}

#[test]
fn what_is_off_neither_spreads_nor_is_it_struck() {
    let mut play = Play::of(&foothold_and(""));
    play.until("2h");
    off(&mut play, "ee-port", "port");
    play.until("25h");
    let clinic = play.script().names.services["clinic"];
    let port = play.script().names.services["port"];
    assert!(!play.exercise.state.world.has_reached(play.script().names.stages["locks"], port));
    let alone = play.exercise.state.services[clinic].infected;
    let mut other = Play::of(&foothold_and(""));
    other.until("25h");
    assert!(alone < other.exercise.state.services[clinic].infected, "its source is off");
}

/// A theft through the tool within four days, found by the robbed after `seen` on average.
fn theft(seen: &str) -> String {
    with(&format!(
        r#"(id: "theft", technique: "attack:T1190", at: "1h", impact: 0, hidden: true, steals: 0.5, {seen} about: "inc-secret-port",
            stopped_by: ["restore"], reaches: common_cause(through: "tool", exposure: 1.0, over: "20h"))"#
    ))
    .replace(r#"at: ["port"], concerns"#, r#"at: ["port", "clinic"], concerns"#)
}

fn moments(play: &Play, wanted: impl Fn(&Fact) -> bool) -> Vec<At> {
    let those = play.records.iter().flat_map(|r| r.facts.iter().map(move |f| (r.at, f)));
    those.filter(|(_, f)| wanted(f)).map(|(at, _)| at).collect()
}

#[test]
fn a_theft_is_no_outage_and_hits_each_at_a_moment_of_its_own() {
    let mut play = Play::of(&theft(""));
    play.until("90h");
    let at = moments(&play, |f| matches!(f, Fact::Stolen { .. }));
    assert!(at.len() == 2 && at[0] != at[1], "{at:?}");
    assert!(at.iter().all(|at| *at > At::STARTEX + Span::hours(1) && *at < At::STARTEX + Span::hours(21)));
    let (port, clinic) = (play.script().names.services["port"], play.script().names.services["clinic"]);
    let world = &play.exercise.state.world;
    assert_eq!((world.taken(port), world.taken(clinic)), (45_000, 500));
    for service in ["port", "clinic", "rail"] {
        assert_eq!(lost(&play, service), Ppm::ZERO);
    }
    assert!(!play.facts().any(|f| matches!(f, Fact::TheftSeen { .. })), "hidden, and not looked for");
    let never = theft("").replace(r#"at: "1h", impact"#, "impact");
    assert_eq!(play.entries, Play::of(&never).until("90h").entries, "nobody is sent anything of it");
}

#[test]
fn each_victim_finds_out_at_its_own_time_and_its_clock_runs_from_then() {
    let mut play = Play::of(&theft(r#"seen_after: "24h","#));
    play.until("95h");
    let seen = moments(&play, |f| matches!(f, Fact::TheftSeen { .. }));
    let opened = moments(&play, |f| matches!(f, Fact::DutyOpened { .. }));
    assert!(seen.len() == 2 && seen[0] != seen[1], "{seen:?}");
    assert_eq!(opened.iter().filter(|at| **at == seen[0]).count(), opened.len() / 2);
    assert_eq!(opened.iter().filter(|at| **at == seen[1]).count(), opened.len() / 2);
    for (seat, says) in [("ee-port", "45000 records"), ("lv-clinic", "500 records")] {
        let view = play.view(seat);
        let alerts: Vec<&str> = view.inbox.iter().map(|p| p.post.text.get("en")).collect();
        assert!(alerts.len() == 1 && alerts[0].contains(says), "{alerts:?}");
        assert_eq!(view.incidents.len(), 1);
    }
    for seat in ["ee-csirt", "ee-crisis", "chair"] {
        let read = sent(&play, seat);
        assert!(!read.contains("records") && !read.contains("Outage at"), "{seat} was told nothing: {read}");
    }
}

#[test]
fn a_theft_that_is_shared_is_found_in_the_logs_after_the_thief_is_gone() {
    let looked_for = theft(r#"seen_after: "2000d","#)
        .replace(r#"stopped_by: ["restore"], reaches: common"#, r#"stopped_by: ["keep"], reaches: common"#);
    let mut play = Play::of(&looked_for);
    play.until("40h");
    let clinic = play.script().names.services["clinic"];
    let found = |f: &Fact| matches!(f, Fact::TheftSeen { service, .. } if *service != clinic);
    assert!(
        !play.facts().any(found),
        "the CSIRT of the clinic's state knows what to look for, the port does not"
    );
    assert!(play.view("lv-csirt").inbox.iter().any(|p| p.post.text.get("en").contains("500 records")));
    play.does("lv-csirt", r#"share(items: ["secret-address"], to: ["ee-port"])"#);
    play.until("40h10m");
    assert_eq!(play.facts().filter(|f| found(f)).count(), 1);
    assert!(play.view("ee-port").inbox.iter().any(|p| p.post.text.get("en").contains("45000 records")));
    play.until("60h");
    assert_eq!(play.facts().filter(|f| found(f)).count(), 1, "once is enough");
}

#[test]
fn who_switched_off_in_time_is_not_robbed_and_neither_is_who_patched() {
    let mut play = Play::of(&theft(""));
    play.until("30m");
    off(&mut play, "ee-port", "port");
    play.until("40h");
    let world = &play.exercise.state.world;
    assert_eq!(world.taken(play.script().names.services["port"]), 0);
    assert_eq!(world.taken(play.script().names.services["clinic"]), 500);
}

#[test]
fn stolen_records_are_a_loss_and_a_condition_and_come_back_from_a_replay() {
    let rules = r#"rules: [(id: "note", when: stolen("port"), then: [news("Data of a port are offered."), leak(stage: "theft", service: "port", says: "Here they are.")]),"#;
    let mut play = Play::of(&theft("").replace("rules: [", rules));
    play.until("40h");
    assert!(play.facts().any(|f| matches!(f, Fact::Leaked(..))));
    let seen = moments(&play, |f| matches!(f, Fact::TheftSeen { .. }));
    assert_eq!(seen.len(), 1, "who was robbed reads it in the news");
    assert!(play.view("lv-clinic").inbox.iter().any(|p| p.post.text.get("en") == "Here they are."));

    let mut meter = startex::batch::loss::Meter::new(play.script());
    let mut state = startex::exercise::state::State::new(play.script(), 1);
    for record in &play.records {
        startex::exercise::apply::replay(play.script(), &mut state, record).unwrap();
        meter.fold(play.script(), &state, record);
    }
    assert_eq!(state.world, play.exercise.state.world);
    let loss = meter.loss();
    assert_eq!((loss.records, loss.money.0, loss.user_hours), (45_500, 45_000 * 15_000, 0));
}
