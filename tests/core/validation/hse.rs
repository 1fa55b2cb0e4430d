//! Ireland's health service, 14 May 2021: eight silent weeks in one network, first by hand and then by themselves;
//! ransomware at one instant; then everything was switched off, and came back by a long tail.

use startex::base::Ppm;
use startex::exercise::fact::Fact;
use startex::exercise::order::{Act, Desk, Verb};

use super::{NODES, Past, mean, near};

/// Given: one machine before, tools on six servers by 7 May, fifty days after the attachment was opened.
const BY_HAND: &str = r#"(hop: "10d", hops: 5)"#;
/// Fitted on 80 % of the machines by 14 May, once it spreads by itself.
const DOUBLING: &str = "13h20m";
/// Fitted, both: on roughly half of the servers on 14 June and over 95 % on 12 August. What is restored on purpose comes back
/// twice as fast.
const RECOVERY: &str = "276d";
const SPREAD: f64 = 0.8;
/// From the opened attachment on 18 March to 01:00 on 14 May.
const STRIKE: &str = "56d16h";
/// A critical incident was called at 04:41; by 10:00 networks were being switched off.
const CALLED: &str = "56d20h";
/// 24 May, after the key had come on the 20th: restoring began.
const RESTORING: &str = "67d";
/// 70,000 devices and 4,891 servers, over our two hundred sites.
const MACHINES: usize = 74_891 / NODES;

fn scenario() -> String {
    let services: String = (0..NODES)
        .map(|n| {
            format!(
                r#"(id: "site-{n}", state: "IE", sector: health, operator: "hse", users: {MACHINES}, uses: ["network"], recovery: "{RECOVERY}",
                    recovers: lognormal({SPREAD})),"#
            )
        })
        .collect();
    format!(
        r#"(format: 1, id: "hse", title: "Ransom", world: "europe", startex: "2021-03-18 09:00 Europe/Dublin",
        length: "190d", tick: "2h", states: ["IE"],
        organisations: [(path: "IE/operator/hse", name: "Health service")],
        seats: [(id: "hse", of: "IE/operator/hse"), (id: "ncsc", of: "IE/csirt")],
        services: [{services}],
        defences: [(id: "dark", kind: switch_off, takes: "6h"), (id: "rebuild", kind: restore, takes: "2h")],
        campaign: (actor: "Somebody", stages: [
            (id: "foothold", technique: "attack:T1021", at: "0h", hidden: true, impact: 0, stopped_by: ["rebuild"],
             reaches: contagion(through: "network", doubling: "{DOUBLING}", from: ["site-0"], by_hand: {BY_HAND})),
            (id: "ransom", technique: "attack:T1486", at: "{STRIKE}", impact: 1.0, stopped_by: ["rebuild"],
             reaches: wherever(stage: "foothold"))]))"#
    )
}

fn run() -> Past {
    Past::with(&scenario(), &[("world/europe.ron", include_str!("../../../assets/world/europe.ron"))])
}

fn all_sites(past: &mut Past, defence: &str) {
    let sites: Vec<String> = (0..NODES).map(|n| format!("\"site-{n}\"")).collect();
    let verb = format!(r#"defend(defence: "{defence}", services: [{}])"#, sites.join(", "));
    let verb: Verb = startex::scenario::syntax::plain_ron().from_str(&verb).unwrap();
    let seat = past.exercise.script.names.seats["hse"];
    past.order(Desk::Seat(seat), Act::Verb(verb.into()));
}

fn infected(past: &Past) -> f64 {
    past.machines().iter().sum::<f64>() / (MACHINES * NODES) as f64
}

#[test]
fn the_spread_shows_nothing_for_eight_weeks_then_all_is_struck_at_once_and_all_is_switched_off() {
    let mut past = run();
    past.until("49d23h");
    // By construction: people go from site to site, and have next to nothing of the estate after seven weeks.
    assert!(infected(&past) < 0.002, "{}", infected(&past));
    past.until("56d14h");
    // By construction: not one service has lost anything, and nobody has noticed.
    assert!(past.lost().iter().all(|(_, lost)| *lost == Ppm::ZERO));
    assert!(!past.facts.iter().any(|(_, f)| matches!(f, Fact::Hit(..) | Fact::Noticed(_) | Fact::Aware(..))));
    // Fitted, within three points: 80 % of the estate.
    assert!((infected(&past) - 0.80).abs() < 0.03, "{}", infected(&past));
    past.until("56d18h");
    let hits = past.hits();
    // By construction: one instant; a site loses the machines that the intruders hold, the rest works on.
    assert!(hits.len() == NODES && hits.iter().all(|(at, _)| *at == hits[0].0));
    near("lost by the strike", mean(&past.lost(), "site"), infected(&past), 0.05);
    past.until(CALLED);
    all_sites(&mut past, "dark");
    past.until("57d4h");
    // By construction: the fifth that was whole is off as well.
    assert!(mean(&past.lost(), "site") > 0.999, "{}", mean(&past.lost(), "site"));
    past.until("66d");
    assert!(mean(&past.lost(), "site") > 0.999, "off until it is restored: nobody comes back by waiting");
}

#[test]
fn servers_come_back_by_a_long_tail_as_reported() {
    let mut past = run();
    past.until(CALLED);
    all_sites(&mut past, "dark");
    past.until(RESTORING);
    all_sites(&mut past, "rebuild");
    let mut back = |day: &str| {
        past.until(day);
        1.0 - mean(&past.lost(), "site")
    };
    // Fitted, within two points: roughly half three weeks later, on 14 June.
    let half = back("88d");
    assert!((half - 0.50).abs() < 0.02, "{half}");
    // Predicted, within ten points: 75 % on 23 June.
    let june = back("97d");
    assert!((june - 0.75).abs() < 0.10, "{june}");
    // Predicted, within three points: 80 % in the first days of July.
    let july = back("109d");
    assert!((july - 0.80).abs() < 0.03, "{july}");
    // Predicted, within six points: 82 % in the middle of July.
    let middle = back("119d");
    assert!((middle - 0.82).abs() < 0.06, "{middle}");
    // Fitted: over 95 % on 12 August.
    let august = back("147d");
    assert!((0.94..0.97).contains(&august), "{august}");
    // Predicted, within two points: all on 21 September.
    let all = back("187d");
    assert!(all > 0.98, "{all}");
}
