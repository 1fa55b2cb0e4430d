//! Intruders who go from service to service by hand, until they hold the keys and what they carry spreads by itself.

use startex::base::{At, Ppm, Span};
use startex::exercise::fact::Fact;

use crate::play::Play;

/// Six users of a product; intruders sit in the first and need three more.
fn scenario(by_hand: &str, rules: &str) -> String {
    let services: String = (0..6)
        .map(|n| {
            format!(r#"(id: "s{n}", state: "EE", sector: health, operator: "op", users: 10, uses: ["net"]),"#)
        })
        .collect();
    format!(
        r#"(format: 1, id: "hands", title: "Hands", summary: "For tests.", licence: "CC0-1.0", world: "europe",
        startex: "2027-03-02 08:00 Europe/Tallinn", length: "96h", tick: "10m", states: ["EE"],
        organisations: [(path: "EE/operator/op", name: "Operator")],
        seats: [(id: "op", of: "EE/operator/op"), (id: "csirt", of: "EE/csirt")],
        products: [(id: "net")], services: [{services}],
        defences: [(id: "cut", kind: isolate, takes: "10m")],
        campaign: (actor: "Quiet Tide", stages: [(id: "walk", technique: "attack:T1021", at: "0h", hidden: true, impact: 0,
            stopped_by: ["cut"], reaches: contagion(through: "net", doubling: "30m", from: ["s0"]{by_hand}))]),
        rules: [{rules}])"#
    )
}

const THREE: &str = r#", by_hand: (hop: "8h", hops: 3)"#;

fn crept(play: &Play) -> Vec<At> {
    let hops = play.records.iter().flat_map(|r| r.facts.iter().map(|f| (r.at, f)));
    hops.filter(|(_, f)| matches!(f, Fact::Crept(..))).map(|(at, _)| at).collect()
}

fn most(play: &Play) -> Ppm {
    play.exercise.state.services.rows().map(|s| s.infected).max().unwrap()
}

#[test]
fn they_get_into_one_more_in_so_long_and_then_it_goes_fast() {
    let mut play = Play::of(&scenario(THREE, ""));
    play.until("23h50m");
    assert_eq!(crept(&play).len(), 2);
    assert!(most(&play) <= Ppm(50_000), "footholds are all they have: {:?}", most(&play));
    play.until("24h");
    let hops = [8, 16, 24].map(|h| At::STARTEX + Span::hours(h));
    assert_eq!(crept(&play), hops);
    play.until("34h");
    assert!(most(&play) > Ppm(900_000), "{:?}: twenty doublings later", most(&play));
    assert_eq!(crept(&play).len(), 3, "nobody walks any more");
    let mut other = Play::seeded(&scenario(THREE, ""), 9);
    other.until("24h");
    let reached =
        |play: &Play| play.facts().filter(|f| matches!(f, Fact::Crept(..))).cloned().collect::<Vec<_>>();
    assert_ne!(reached(&play), reached(&other), "where they get in is luck");
}

#[test]
fn without_the_word_it_spreads_by_itself_from_the_start() {
    let mut play = Play::of(&scenario("", ""));
    play.until("8h");
    assert!(most(&play) > Ppm(900_000));
    assert!(crept(&play).is_empty());
}

#[test]
fn what_is_cut_off_they_do_not_get_into_and_who_throws_them_out_everywhere_is_rid_of_them() {
    let mut play = Play::of(&scenario(THREE, ""));
    play.does("op", r#"defend(defence: "cut", services: ["s1", "s2", "s3", "s4", "s5"])"#);
    play.until("40h");
    assert!(crept(&play).is_empty() && most(&play) <= Ppm(50_000), "no way to the keys");
    play.does("op", r#"defend(defence: "cut", services: ["s0"])"#);
    play.until("90h");
    assert_eq!((crept(&play).len(), most(&play)), (0, Ppm::ZERO));
}

#[test]
fn they_hurry_and_rest_as_the_actor_is_told() {
    let rule = |then: &str| format!(r#"(id: "r", when: time("1h"), then: [{then}])"#);
    let mut play = Play::of(&scenario(THREE, &rule(r#"speed(stage: "walk", factor: 2)"#)));
    play.until("24h");
    let hops = [8, 12, 16].map(|h| At::STARTEX + Span::hours(h));
    assert_eq!(crept(&play), hops, "the next hop is under way when they begin to hurry");
    let mut play = Play::of(&scenario(THREE, &rule(r#"quiet(stage: "walk", lasts: "20h")"#)));
    play.until("25h");
    assert_eq!(crept(&play), [At::STARTEX + Span::hours(24)]);
}

#[test]
fn a_stage_that_is_stopped_and_begun_again_goes_no_faster() {
    let rules = r#"(id: "off", when: time("1h"), then: [stop("walk")]), (id: "on", when: time("2h"), then: [start("walk")])"#;
    let mut play = Play::of(&scenario(THREE, rules));
    play.until("27h");
    let hops = [10, 18, 26].map(|h| At::STARTEX + Span::hours(h));
    assert_eq!(crept(&play), hops, "one in eight hours from when they began again");
}
