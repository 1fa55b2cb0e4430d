//! Sharing: what is passed on is held by others, and markings can be broken.

use startex::exercise::entry::PostKind;
use startex::exercise::fact::{Fact, Marking};
use startex::exercise::refusal::Rule;

use super::TWO_STATES;
use crate::play::Play;

fn breaches(facts: &[Fact]) -> usize {
    facts.iter().filter(|f| matches!(f, Fact::Breached { marking: Marking::Tlp, .. })).count()
}

#[test]
fn what_is_green_goes_to_the_community_and_not_to_the_press() {
    let mut play = Play::of(TWO_STATES);
    play.until("1h30m");
    let facts = play.does("lv-csirt", r#"share(items: ["secret-address"], to: ["ee-csirt", "ee-port"])"#);
    assert_eq!(breaches(&facts), 0);
    assert_eq!(play.view("ee-csirt").intel.len(), 1);
    let facts = play.does("ee-csirt", r#"share(items: ["secret-address"], to: ["lv-media"])"#);
    assert_eq!(breaches(&facts), 1);
}

#[test]
fn a_post_says_which_items_came_with_it_by_the_readers_own_handles() {
    let mut play = Play::of(TWO_STATES);
    play.until("1h30m");
    play.does(
        "lv-csirt",
        r#"share(items: ["secret-address", "secret-source"], to: ["ee-csirt", "ee-port"])"#,
    );
    for seat in ["ee-csirt", "ee-port"] {
        let view = play.view(seat);
        let post = &view.inbox.iter().find(|r| r.post.kind == PostKind::Share).unwrap().post;
        let says: Vec<&str> =
            post.items.iter().map(|item| view.intel[&item.number()].says.get("en")).collect();
        assert_eq!(says, ["Sessions from 192.0.2.1.", "From a confidential source."], "{seat}");
    }
}

#[test]
fn whose_item_it_is_learns_that_its_marking_was_broken() {
    let mut play = Play::of(TWO_STATES);
    play.until("1h30m");
    play.does("lv-csirt", r#"share(items: ["secret-source"], to: ["ee-csirt"])"#);
    let facts = play.does("ee-csirt", r#"share(items: ["secret-source"], to: ["ee-port"])"#);
    assert_eq!(breaches(&facts), 1, "amber+strict stays in the organisation");
    assert_eq!(play.view("lv-csirt").breaches.len(), 1);
}

#[test]
fn one_cannot_share_what_one_does_not_hold_nor_learn_that_it_exists() {
    let mut play = Play::of(TWO_STATES);
    play.until("1h30m");
    let hidden = play.tries("ee-csirt", r#"share(items: ["secret-address"], to: ["ee-port"])"#).unwrap_err();
    let absent = play.tries("ee-csirt", r#"share(items: ["no-such-item"], to: ["ee-port"])"#).unwrap_err();
    assert_eq!(hidden, absent);
    assert_eq!(hidden.rule, Rule::Unknown);
}

#[test]
fn a_mistyped_address_is_refused_with_the_nearest_name() {
    let mut play = Play::of(TWO_STATES);
    play.until("1h30m");
    let refusal =
        play.tries("lv-csirt", r#"share(items: ["secret-address"], to: ["ee-csrit"])"#).unwrap_err();
    assert_eq!(refusal.field.as_deref(), Some("to"));
    assert!(refusal.needed.unwrap().contains("ee-csirt"));
}

#[test]
fn an_answer_reaches_the_one_who_asked_and_earns_trust() {
    let mut play = Play::of(TWO_STATES);
    play.until("1h30m");
    play.does("ee-csirt", r#"ask(to: ["lv-csirt"], text: "Do you see it too?")"#);
    let before = play.exercise.state.trust.clone();
    play.does("lv-csirt", r##"answer(ask: "ee-csirt", text: "Yes, since one hour.")"##);
    let (ee, lv) = (play.script().names.states["EE"], play.script().names.states["LV"]);
    assert!(play.exercise.state.trust.of(ee, lv) > before.of(ee, lv));
    assert!(play.view("ee-csirt").inbox.iter().any(|r| r.post.text.get("en").starts_with("Yes")));
}
