//! Records that a processor keeps for others are robbed where it is; those whose they are learn of it from it, all at once.

use startex::base::{At, Span};
use startex::exercise::fact::Fact;

use crate::play::Play;

fn scenario(house: &str, stages: &str) -> String {
    format!(
        r#"(format: 1, id: "house", title: "House", summary: "For tests.", licence: "CC0-1.0", doctrine: ["eu"], world: "europe",
        startex: "2027-03-02 08:00 Europe/Tallinn", length: "240h", tick: "10m", states: ["EE", "LV"],
        organisations: [(path: "EE/operator/house", name: "Payroll house"), (path: "EE/operator/shop", name: "Shop"),
            (path: "LV/operator/bank", name: "Bank")],
        seats: [(id: "house", of: "EE/operator/house"), (id: "shop", of: "EE/operator/shop"), (id: "bank", of: "LV/operator/bank"),
            (id: "dpa", of: "EE/data-protection")],
        products: [(id: "net")],
        services: [
            (id: "payroll", state: "EE", sector: ict_services, operator: "house", users: 10{house}),
            (id: "till", state: "EE", sector: food, operator: "shop", users: 10, records: 4_000, loss_per_record: 100, kept_by: "payroll"),
            (id: "giro", state: "LV", sector: banking, operator: "bank", users: 10, records: 9_000, loss_per_record: 100, kept_by: "payroll"),
        ],
        defences: [(id: "cut", kind: isolate, takes: "10m")],
        incidents: [(id: "inc", title: "Files were taken", at: ["payroll", "till", "giro"], truth: significant, regimes: ["gdpr"])],
        campaign: (actor: "Quiet Tide", stages: [{stages}]))"#
    )
}

const THEFT: &str = r#"(id: "copy", technique: "attack:T1005", at: "1h", impact: 0, steals: 0.5, seen_after: "2h", stopped_by: ["cut"],
    about: "inc", reaches: services(["payroll"]))"#;

/// When a seat first read of a theft, and of how many records.
fn learned(play: &Play, seat: &str) -> Option<(At, u64)> {
    let seat = play.seat(seat);
    play.records.iter().find_map(|record| {
        record.facts.iter().find_map(|fact| match fact {
            Fact::TheftSeen { records, by, .. } if by.contains(&seat) => Some((record.at, *records)),
            _ => None,
        })
    })
}

#[test]
fn what_is_robbed_at_the_processor_is_a_loss_of_its_clients_who_hear_of_it_together_and_later() {
    let mut play = Play::of(&scenario(r#", tells_after: "48h""#, THEFT));
    play.until("239h");
    let (found, all) = learned(&play, "house").unwrap();
    assert_eq!(all, 6_500, "half of what it keeps for both");
    let told = found + Span::hours(48);
    assert_eq!(learned(&play, "shop"), Some((told, 2_000)));
    assert_eq!(learned(&play, "bank"), Some((told, 4_500)));
    let taken = |id: &str| play.exercise.state.world.taken(play.script().names.services[id]);
    assert_eq!(["payroll", "till", "giro"].map(taken), [0, 2_000, 4_500]);
    // The clock of Art. 33(1) runs for each from the hour in which it is told.
    let shop = play.seat("shop");
    let duty = play.exercise.state.duties.rows().find(|d| d.seat == shop).unwrap();
    assert_eq!((duty.opened, duty.due), (told, told + Span::hours(72)));
}

#[test]
fn who_tells_at_once_is_waited_for_by_nobody_and_a_thief_at_a_client_finds_nothing() {
    let mut play = Play::of(&scenario("", THEFT));
    play.until("239h");
    assert_eq!(learned(&play, "house").unwrap().0, learned(&play, "bank").unwrap().0);

    let at_the_shop = THEFT.replace("payroll", "till");
    let mut play = Play::of(&scenario("", &at_the_shop));
    play.until("239h");
    assert!(!play.facts().any(|f| matches!(f, Fact::Stolen { .. })), "the records are not there");
}

#[test]
fn a_processor_that_shut_the_door_in_time_has_lost_nobodys_records() {
    let mut play = Play::of(&scenario("", THEFT));
    play.does("house", r#"defend(defence: "cut", services: ["payroll"])"#);
    play.until("239h");
    assert!(!play.facts().any(|f| matches!(f, Fact::Stolen { .. } | Fact::TheftSeen { .. })));
}
