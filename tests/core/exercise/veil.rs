//! The title of an incident tells what is still to come: nobody reads it before the incident has begun. So do its services:
//! nobody reads of one before they can see its trouble.

use super::TWO_STATES;
use crate::play::Play;

const TITLE: &str = "Outage at Port West";

/// The CSIRT of Latvia holds an item about the outage forty minutes before it happens.
fn forewarned() -> Play {
    let at = r#"found_by: ["lv-csirt"], at: "1h10m""#;
    let hit = r#"at: "1h", reaches: services"#;
    let text = TWO_STATES.replace(at, &at.replace("1h10m", "20m")).replace(hit, &hit.replace("1h", "90h"));
    let mut play = Play::of(&text);
    play.until("30m");
    play
}

fn read(play: &Play, seat: &str) -> String {
    serde_json::to_string(&play.entries[&play.seat(seat)]).unwrap()
}

#[test]
fn an_item_does_not_tell_the_title_of_what_has_not_begun() {
    let mut play = forewarned();
    let seen = &play.view("lv-csirt").incidents[&2];
    assert_eq!((seen.title.get("en"), seen.services.len()), ("“Sessions from 192.0.2.1.”", 0));
    assert!(!read(&play, "lv-csirt").contains(TITLE));
    // Passed on, it tells others no more.
    play.does("lv-csirt", r#"share(items: ["secret-address"], to: ["ee-csirt"])"#);
    assert!(!read(&play, "ee-csirt").contains(TITLE));
}

#[test]
fn who_knows_of_it_may_act_on_it_all_the_same() {
    let mut play = forewarned();
    play.does("lv-csirt", r#"classify(incident: "inc-secret-port", class: significant)"#);
    play.does(
        "lv-csirt",
        r#"sitrep(to: ["ee-crisis"], incident: "inc-secret-port", claims: (malicious: yes))"#,
    );
    assert!(!read(&play, "ee-crisis").contains(TITLE));
    assert_eq!(play.view("ee-crisis").incidents.len(), 1);
}

#[test]
fn the_title_comes_when_the_incident_begins() {
    let mut play = forewarned();
    play.until("1h04m");
    assert!(!read(&play, "lv-csirt").contains(TITLE));
    play.until("1h05m");
    let view = play.view("lv-csirt");
    let seen = &view.incidents[&2];
    assert_eq!(
        (seen.title.get("en"), seen.services.len()),
        (TITLE, 0),
        "of another state's port it sees nothing yet"
    );
    assert_eq!(
        view.intel.values().filter_map(|item| item.about).collect::<Vec<_>>(),
        [2],
        "under the same handle"
    );
}

#[test]
fn an_outage_is_a_beginning_too() {
    let at = r#"found_by: ["lv-csirt"], at: "1h10m""#;
    let text = TWO_STATES.replace(at, &at.replace("1h10m", "20m")).replace(r#"at: "1h05m""#, r#"at: "90h""#);
    let mut play = Play::of(&text);
    play.until("59m");
    assert!(!read(&play, "lv-csirt").contains(TITLE));
    play.until("1h20m");
    assert!(read(&play, "lv-csirt").contains(TITLE));
}

#[test]
fn where_no_inject_tells_of_it_the_item_does() {
    let text = TWO_STATES.replace(r#"by: phone, about: "inc-secret-port""#, "by: phone");
    let text = text.replace(r#"by: news, about: "inc-secret-port""#, "by: news");
    let at = r#"found_by: ["lv-csirt"], at: "1h10m""#;
    let mut play = Play::of(&text.replace(at, &at.replace("1h10m", "20m")));
    play.until("30m");
    assert!(read(&play, "lv-csirt").contains(TITLE));
}

/// Both states hear of an incident at two services, of which each has one; they are struck one after the other, the clinic
/// by half of what the public notices.
fn at_two_services() -> String {
    TWO_STATES
        .replace(r#"at: ["port"], concerns"#, r#"at: ["port", "clinic"], concerns"#)
        .replace(
            r#"(id: "worm", technique: "attack:T1072", at: "2h", reaches: contagion(through: "tool", doubling: "30m", from: ["port"]),
         impact: 1.0, stopped_by: ["block"]),"#,
            r#"(id: "later", technique: "attack:T1486", at: "3h", reaches: services(["clinic"]), impact: 0.3, lasts: "4h", stopped_by: ["block"]),
        (id: "worse", technique: "attack:T1486", at: "5h", reaches: services(["clinic"]), impact: 0.9, lasts: "4h", stopped_by: ["block"]),"#,
        )
}

/// The services of the incident that the seat reads of.
fn services(play: &Play, seat: &str) -> Vec<String> {
    let view = play.view(seat);
    let seen = view.incidents.values().next().unwrap_or_else(|| panic!("{seat} knows of no incident"));
    seen.services.iter().map(ToString::to_string).collect()
}

#[test]
fn a_service_that_is_still_to_be_struck_is_named_to_nobody() {
    let mut play = Play::of(&at_two_services());
    play.until("2h50m");
    assert_eq!(services(&play, "ee-port"), ["port"], "its own, which is down");
    assert_eq!(services(&play, "lv-csirt"), ["port"], "an outage that all can see");
    play.until("3h20m");
    assert_eq!(services(&play, "lv-csirt"), ["port", "clinic"], "the own one from its first trouble on");
    assert_eq!(services(&play, "ee-port"), ["port"], "of which abroad nobody sees anything");
    play.until("5h20m");
    assert_eq!(services(&play, "ee-port"), ["port", "clinic"], "until it fails");
    play.until("40h");
    assert_eq!(services(&play, "ee-port"), ["port", "clinic"], "and what was hit stays part of it");
}

#[test]
fn what_the_campaign_never_strikes_is_named_to_its_own_people_at_once() {
    let text = at_two_services().replace(r#"services(["clinic"])"#, r#"services(["port"])"#);
    let mut play = Play::of(&text);
    play.until("1h30m");
    assert_eq!(services(&play, "lv-csirt"), ["port", "clinic"]);
    assert_eq!(services(&play, "ee-port"), ["port"]);
}

#[test]
fn who_finds_what_is_hidden_at_a_service_reads_that_it_is_part_of_it() {
    let text = at_two_services()
        .replace(
            r#"(id: "later", technique: "attack:T1486", at: "3h", reaches: services(["clinic"]), impact: 0.3"#,
            r#"(id: "later", technique: "attack:T1486", at: "3h", hidden: true, about: "inc-secret-port", reaches: services(["clinic"]), impact: 0.0"#,
        );
    let mut play = Play::of(&text);
    play.until("2h50m");
    assert_eq!(services(&play, "lv-csirt"), ["port"]);
    play.until("3h30m");
    assert_eq!(services(&play, "lv-csirt"), ["port", "clinic"], "it holds what tells it what to look for");
    assert!(!play.view("lv-crisis").incidents.values().any(|seen| seen.services.contains(&"clinic".into())));
}
