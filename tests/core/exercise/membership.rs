//! Who takes part in what: the state's memberships, and those of bodies as the packs and scenarios give them.

use startex::exercise::directory::Directory;
use startex::exercise::fact::{Fact, Rebuff};

use super::TWO_STATES;
use crate::play::Play;

const OFFER: &str =
    r#"offer(mechanism: "crrt", to: ["ee-port"], incident: "inc-secret-port", text: "Three people.")"#;

/// A vendor and a coordinator of the response teams at the table; all know of the outage.
fn play(vendor: &str, help: &str) -> Play {
    let text = TWO_STATES.replace(r#"name: "Vendor""#, vendor).replace("help: hints", help).replace(
        "    seats: [",
        r#"    seats: [(id: "vendor", of: "private/vendor"), (id: "teams", of: "EU/crrt"),"#,
    );
    let mut play = Play::of(&text);
    play.until("1h30m");
    play.does("ee-port", r#"sitrep(to: ["all"], incident: "inc-secret-port", claims: (malicious: yes))"#);
    play
}

#[test]
fn an_outsider_is_refused_what_members_may_do_and_told_why() {
    let refusal = play(r#"name: "Vendor""#, "help: full").tries("vendor", OFFER).unwrap_err();
    assert!(refusal.message.contains("your organisation does not take part in this"), "{refusal:?}");

    let mut later = play(r#"name: "Vendor""#, "help: hints");
    let facts = later.does("vendor", OFFER);
    assert!(facts.iter().any(|f| matches!(f, Fact::Attempted(_, _, Rebuff::NoMember))), "{facts:?}");
    later.until("3h");
    let told = |text: &str| text.contains("your organisation does not take part");
    assert!(later.view("vendor").inbox.iter().any(|r| told(r.post.text.get("en"))));
}

#[test]
fn a_body_is_what_its_pack_says_it_is() {
    let facts = play(r#"name: "Vendor""#, "help: hints").does("teams", OFFER);
    assert!(facts.iter().any(|f| matches!(f, Fact::CaseOpened { offer: true, .. })), "{facts:?}");
}

#[test]
fn a_scenario_may_give_its_own_organisations_memberships() {
    let mut play = play(r#"name: "Vendor", memberships: ["crrt"]"#, "help: full");
    assert!(play.does("vendor", OFFER).iter().any(|f| matches!(f, Fact::CaseOpened { offer: true, .. })));
}

#[test]
fn desks_and_rules_agree_on_who_is_a_member() {
    let play = play(r#"name: "Vendor""#, "help: hints");
    let directory = Directory::new(play.script());
    for (id, spec) in play.script().seats.iter() {
        for membership in ["", "eu", "nato", "crrt"] {
            assert_eq!(
                directory.is_member(&directory.seats[&spec.id], membership),
                startex::exercise::power::is_member(play.script(), id, membership),
                "{} in {membership}",
                spec.id
            );
        }
    }
}
