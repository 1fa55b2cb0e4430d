//! Viasat, 24 February 2022: modems fall silent all at once; turbines lose their service link, the grid feels nothing.

use super::{NODES, Past, near};

/// Fitted on over 90 % of turbines back on 1 April, 36 days later: ln 100 / (ln 10 / 36 days).
const RECOVERY: &str = "72d";
/// The grids of the six countries of the Union that are named, and of Ukraine.
const COUNTRIES: [&str; 7] = ["UA", "DE", "FR", "HU", "GR", "IT", "PL"];
const TURBINES: usize = 100;
/// Turbines that lost their link.
const ALL_TURBINES: f64 = 5_800.0;
/// 11 of some 220 gigawatts in Germany, by the indirect tier of 0.1: what the grid's steering would miss.
const GRID_WEIGHT: f64 = 11.0 / 220.0 * 0.1;

fn scenario() -> String {
    let mut services = String::new();
    for n in 0..TURBINES {
        services += &format!(
            r#"(id: "turbines-{n}", state: "DE", sector: energy_electricity, users: 58, uses: ["modem"], recovery: "{RECOVERY}"),"#
        );
    }
    let needs: String = (0..TURBINES)
        .map(|n| format!(r#"(service: "turbines-{n}", weight: {:.6}),"#, GRID_WEIGHT / TURBINES as f64))
        .collect();
    for code in COUNTRIES {
        let needs = if code == "DE" { needs.as_str() } else { "" };
        services += &format!(
            r#"(id: "grid-{code}", state: "{code}", sector: energy_electricity, needs: [{needs}]),"#
        );
    }
    // Homes and firms on the same satellite, in all seven countries; most were moved over within days.
    for n in 0..NODES - TURBINES - COUNTRIES.len() {
        let code = COUNTRIES[n % COUNTRIES.len()];
        services += &format!(
            r#"(id: "homes-{code}-{n}", state: "{code}", sector: digital_infrastructure, users: 300, uses: ["modem"], recovery: "7d"),"#
        );
    }
    let states: Vec<String> = COUNTRIES.iter().map(|code| format!("\"{code}\"")).collect();
    format!(
        r#"(format: 1, id: "viasat", title: "Modems", world: "europe", startex: "2022-02-24 03:02 Etc/UTC",
        length: "60d", tick: "1h", states: [{}], seats: [(id: "watch", of: "DE/csirt")], services: [{services}],
        campaign: (stages: [(id: "wiper", technique: "attack:T1485", at: "1h13m", impact: 1.0, lasts: "2h",
            reaches: common_cause(through: "modem", exposure: 1.0))]))"#,
        states.join(", "),
    )
}

fn run() -> Past {
    Past::with(&scenario(), &[("world/europe.ron", include_str!("../../../assets/world/europe.ron"))])
}

fn turbines_lost(past: &Past) -> f64 {
    super::mean(&past.lost(), "turbines") * ALL_TURBINES
}

#[test]
fn all_links_fall_at_once_in_seven_countries_and_no_grid_feels_it() {
    let mut past = run();
    past.until("3h");
    let hits = past.hits();
    assert!(hits.iter().all(|(at, _)| *at == hits[0].0), "by construction: simultaneous");
    assert_eq!(hits.len(), NODES - COUNTRIES.len());
    near("turbines without their link", turbines_lost(&past), ALL_TURBINES, 0.01);
    let grids: Vec<_> = past.lost().into_iter().filter(|(id, _)| id.starts_with("grid")).collect();
    // Predicted: under one per cent, the least that counts as failing anywhere in the model.
    assert!(grids.iter().all(|(_, q)| q.as_f64() < 0.01), "{grids:?}");
    let others: std::collections::BTreeSet<_> =
        hits.iter().filter_map(|(_, id)| id.split('-').nth(1)).collect();
    assert!(COUNTRIES.iter().all(|code| others.contains(code)));
}

#[test]
fn turbines_come_back_over_weeks_as_reported_but_the_model_is_too_quick_at_first() {
    let mut past = run();
    past.until("36d");
    let back = |past: &Past| 1.0 - turbines_lost(past) / ALL_TURBINES;
    // Fitted, within two points.
    assert!((back(&past) - 0.90).abs() < 0.02, "{}", back(&past));
    past.until("54d");
    // Predicted: over 95 % on 19 April, within three points.
    assert!((back(&past) - 0.95).abs() < 0.03, "{}", back(&past));

    let mut past = run();
    past.until("29d");
    // Missed: about 2,000 were still offline a month later. Crews change modems at a steady rate, the model does not.
    let offline = turbines_lost(&past);
    assert!((700.0..1_400.0).contains(&offline), "{offline}: the page says that this is missed");
}
