//! The title of an incident tells what is still to come: nobody reads it before the incident has begun.

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
    assert_eq!((seen.title.get("en"), seen.services.as_slice()), (TITLE, &["port".into()][..]));
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
