//! CrowdStrike, 19 July 2024: a faulty update, and nobody behind it.

use startex::exercise::fact::{Fact, Rebuff};
use startex::exercise::order::{Act, Desk, Verb};
use startex::scenario::syntax::plain_ron;

use super::{NODES, Past};

/// Fitted on 97 % of sensors back on 25 July, six and a half days later: ln 100 / (ln 33.3 / 6.5 days).
const RECOVERY: &str = "205h";
const STATES: [&str; 27] = [
    "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT",
    "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE",
];
const SECTORS: [&str; 5] = ["transport_air", "health", "banking", "public_administration", "manufacturing"];

fn scenario() -> String {
    let services: String = (0..NODES)
        .map(|n| {
            let (state, sector) = (STATES[n % STATES.len()], SECTORS[n % SECTORS.len()]);
            format!(r#"(id: "user-{n}", state: "{state}", sector: {sector}, uses: ["sensor"], recovery: "{RECOVERY}"),"#)
        })
        .collect();
    let states: Vec<String> = STATES.iter().map(|code| format!("\"{code}\"")).collect();
    format!(
        r#"(format: 1, id: "sensor", title: "Update", doctrine: ["eu"], world: "europe",
        startex: "2024-07-19 04:00 Etc/UTC", length: "14d", tick: "1h", states: [{}],
        seats: [(id: "de-csirt", of: "DE/csirt"), (id: "fr-csirt", of: "FR/csirt"), (id: "ec3", of: "EU/ec3")],
        services: [{services}],
        incidents: [(id: "outage", title: "Screens are blue", at: ["user-0"], concerns: ["DE", "FR"], truth: large_scale,
            cause: third_party_failure)],
        injects: [(id: "INJ-1", at: "30m", to: ["de-csirt", "fr-csirt"], says: "Screens are blue.", about: "outage")],
        campaign: (stages: [(id: "channel-file", technique: "fault", malicious: false, at: "9m", impact: 1.0,
            lasts: "78m", reaches: common_cause(through: "sensor", exposure: 1.0))]))"#,
        states.join(", "),
    )
}

fn run() -> Past {
    let packs = [
        ("world/europe.ron", include_str!("../../../assets/world/europe.ron")),
        ("doctrine/eu.ron", include_str!("../../../assets/doctrine/eu.ron")),
    ];
    Past::with(&scenario(), &packs)
}

#[test]
fn all_fall_at_once_nothing_spreads_and_taking_the_update_back_mends_little() {
    let mut past = run();
    past.until("2h");
    let hits = past.hits();
    // By construction: one instant, everybody who has it, and no contagion.
    assert!(hits.len() == NODES && hits.iter().all(|(at, _)| *at == hits[0].0));
    assert!(past.machines().iter().all(|machines| *machines == 0.0));
    // Predicted: two hours after it was taken back at 05:27, over 90 % are still down, since it goes by hand.
    past.until("3h27m");
    let down = super::mean(&past.lost(), "user");
    assert!(down > 0.90, "{down}");
}

#[test]
fn what_is_left_of_it_goes_as_reported_within_days() {
    let mut past = run();
    let mut back_at = None;
    for hour in 1..14 * 24 {
        past.until(&format!("{hour}h"));
        let back = 1.0 - super::mean(&past.lost(), "user");
        if hour == 24 * 6 + 12 {
            // Fitted, within a point.
            assert!((back - 0.97).abs() < 0.01, "{back}");
        }
        if hour == 24 * 3 + 12 {
            // Predicted: a "significant number" on Monday 22 July, read as more than half.
            assert!(back > 0.5, "{back}");
        }
        if back >= 0.99 && hour > 24 && back_at.is_none() {
            back_at = Some(hour);
        }
    }
    // Predicted, within three days: some 99 % by the night of 29 July, 10.8 days later (CrowdStrike, from memory).
    let days = f64::from(back_at.unwrap()) / 24.0;
    assert!((days - 10.8).abs() < 3.0, "{days}");
}

#[test]
fn the_protocol_of_law_enforcement_stays_shut() {
    let mut past = run();
    past.until("1h");
    let seat = past.exercise.script.names.seats["de-csirt"];
    let verb: Verb = plain_ron()
        .from_str(r#"request(mechanism: "ec3", incident: "outage", text: "Is this an attack?")"#)
        .unwrap();
    past.order(Desk::Seat(seat), Act::Verb(verb.into()));
    past.until("12h");
    let rebuffed = past.facts.iter().any(|(_, f)| matches!(f, Fact::Rebuffed(_, _, Rebuff::Unmet(_))));
    assert!(rebuffed, "predicted: not for what nobody suspects to be a crime");
    assert!(!past.facts.iter().any(|(_, f)| matches!(f, Fact::CaseLanded(_))));
}
