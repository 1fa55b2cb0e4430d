//! A state in need asks for help by what its own seats see: nobody tells it to.

use startex::base::Name;
use startex::exercise::fact::Fact;
use startex::exercise::order::Verb;

use super::{Played, SCENARIO, play_it};

/// The habits' exercise, in which the attack lasts a week and nobody knows how to stop it.
fn scenario() -> String {
    let seats = r#"seats: [(id: "teams", of: "EU/crrt"), (id: "ee-spoc", of: "EE/spoc"), (id: "lt-defence", of: "LT/defence"),"#;
    SCENARIO
        .replacen("seats: [", seats, 1)
        .replace(r#"lasts: "8h""#, r#"lasts: "7d""#)
        .replace(r#"enables: ["block"], "#, "")
        .replace(
            "defences: [",
            r#"defences: [(id: "images", name: "Keep images", kind: preserve_evidence, takes: "30m"),"#,
        )
        .replace(r#"stopped_by: ["block"]"#, "stopped_by: []")
        .replace(r#"length: "12h", tick: "10m""#, r#"length: "4d", tick: "1h""#)
}

/// What the seats of a state asked for, in order: mechanism, by whom, of whom.
fn requests(played: &Played, state: &str) -> Vec<(String, String, Vec<Name>)> {
    let seats = played.script.seats.rows().map(|s| s.id.clone()).filter(|id| id.starts_with(state));
    let mut all: Vec<_> = seats
        .flat_map(|id| {
            let orders = played.orders(&id);
            let asked = orders.into_iter().filter_map(|(at, verb)| match verb {
                Verb::Request { mechanism, to, .. } => Some((at, mechanism.clone(), to.clone())),
                _ => None,
            });
            asked.map(|(at, mechanism, to)| (at, mechanism, id.clone(), to)).collect::<Vec<_>>()
        })
        .collect();
    all.sort();
    all.into_iter().map(|(_, mechanism, by, to)| (mechanism, by, to)).collect()
}

#[test]
fn one_that_stays_down_asks_its_peers_then_the_reserve_and_the_teams_each_once() {
    let played = play_it(&scenario(), "by_the_book");
    let asked = requests(&played, "ee-");
    let of = |id: &str| asked.iter().filter(|(m, ..)| m == id).collect::<Vec<_>>();
    assert!(
        matches!(&*asked, [(first, by, _), ..] if first == "mutual-assistance" && by == "ee-csirt"),
        "{asked:?}"
    );
    assert_eq!(of("mutual-assistance")[0].2, ["lt-csirt"], "Latvia is down itself");
    assert_eq!((of("reserve").len(), of("crrt").len()), (1, 1), "{asked:?}");
    assert!(
        of("crrt")[0].1 == "ee-crisis" && of("reserve")[0].1 == "ee-crisis",
        "one seat asks for all: {asked:?}"
    );
    // None of it is turned away: what the packs ask for was there.
    let away = |f: &Fact| matches!(f, Fact::Attempted(..));
    assert!(!played.facts().any(|(_, f)| away(f)));
    assert_eq!(requests(&played, "lt-"), [], "who is well needs none");
}

#[test]
fn what_is_over_soon_asks_for_no_more_than_a_hand() {
    let brief = scenario()
        .replace(r#"lasts: "7d""#, r#"lasts: "2h""#)
        .replace("loss_per_hour", r#"recovery: "30m", loss_per_hour"#);
    let asked = requests(&play_it(&brief, "by_the_book"), "ee-");
    assert!(asked.iter().all(|(m, ..)| m == "mutual-assistance"), "{asked:?}");
    assert_eq!(requests(&play_it(&scenario(), "cautious"), "ee-"), [], "some ask nobody");
}

#[test]
fn a_vote_names_the_measure_as_people_know_it() {
    let played = play_it(&scenario(), "by_the_book");
    let words: Vec<&String> = ["ee-csirt", "lv-csirt", "lt-csirt"]
        .iter()
        .flat_map(|seat| played.orders(seat))
        .filter_map(|(_, verb)| match verb {
            Verb::Vote { text, .. } => Some(text),
            _ => None,
        })
        .collect();
    assert!(words.iter().any(|text| **text == "We support this: CSIRTs network."), "{words:?}");
    assert!(!words.iter().any(|text| text.contains("csirts-network")));
}

#[test]
fn bots_go_by_what_their_seats_see_and_nothing_else() {
    // What the scenario keeps to itself changes no order: not what the incident truly is worth or caused by, not
    // who did it or how, not who needs an item and for how long.
    let hidden = scenario()
        .replace("defensible: [significant, large_scale]", "defensible: [large_scale]")
        .replace("cause: malicious_action", "cause: system_failure")
        .replace(r#"actor: "Quiet Tide""#, r#"actor: "Loud Ebb""#)
        .replace("attack:T1485", "attack:T1486")
        .replace(r#"needed_by: uses("gates")"#, r#"needed_by: seats(["lv-port"])"#)
        .replace(r#"half_life: "2h""#, r#"half_life: "9h""#);
    let orders = |text: &str| {
        let played = play_it(text, "by_the_book");
        let seats: Vec<String> = played.script.seats.rows().map(|s| s.id.clone()).collect();
        seats
            .iter()
            .flat_map(|seat| {
                let orders = played.orders(seat);
                orders.into_iter().map(|(at, verb)| format!("{at:?} {seat} {verb:?}")).collect::<Vec<_>>()
            })
            .collect::<Vec<_>>()
    };
    let (one, other) = (orders(&scenario()), orders(&hidden));
    assert!(one.len() > 50);
    assert_eq!(one, other);
}
