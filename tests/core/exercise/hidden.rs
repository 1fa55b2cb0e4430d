//! What no seat may ever receive.

use startex::exercise::directory::Directory;

use super::TWO_STATES;
use crate::play::Play;

#[test]
fn no_hidden_id_nor_the_actor_ever_reaches_a_seat() {
    let mut play = Play::of(TWO_STATES);
    play.until("1h30m");
    play.does("lv-csirt", r#"share(items: ["secret-address"], to: ["ee-csirt", "ee-port"])"#);
    play.does("ee-port", r#"defend(defence: "block", services: ["port"])"#);
    play.does("ee-port", r#"classify(incident: "inc-secret-port", class: significant)"#);
    play.does("ee-csirt", r#"statement(incident: "inc-secret-port", text: "We work on it.")"#);
    play.until("90h");
    let sent = serde_json::to_string(&play.entries).unwrap().to_lowercase();
    assert!(sent.len() > 10_000, "something was sent");
    let directory = serde_json::to_string(&Directory::new(play.script())).unwrap().to_lowercase();
    for hidden in ["secret-", "quiet tide", "worm", "t1486"] {
        assert!(!sent.contains(hidden), "an entry holds `{hidden}`");
        assert!(!directory.contains(hidden), "the directory holds `{hidden}`");
    }
}

#[test]
fn a_seat_that_was_not_told_does_not_know() {
    let mut play = Play::of(TWO_STATES);
    play.until("1h50m");
    let view = play.view("lv-crisis");
    assert!(view.incidents.is_empty() && view.intel.is_empty() && view.inbox.is_empty(), "{view:?}");
    let step = view.services.get("port").copied();
    assert!(
        step.is_some_and(|s| s >= startex::scenario::words::ServiceStep::Failing),
        "but an outage is seen from outside"
    );
    assert_eq!(view.services.get("rail"), None, "what still half works is not");
}

#[test]
fn entries_of_a_seat_are_numbered_without_gaps() {
    let mut play = Play::of(TWO_STATES);
    play.until("90h");
    for (seat, entries) in &play.entries {
        let numbers: Vec<u32> = entries.iter().map(|e| e.number).collect();
        assert_eq!(numbers, (1..=entries.len() as u32).collect::<Vec<_>>(), "{seat:?}");
    }
}
