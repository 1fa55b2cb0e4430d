//! WannaCry, 12 May 2017: one country a node, vulnerable machines by Zipf's law.

use super::{NODES, Past, code, near};

/// Windows machines that showed SMB to the internet (Rapid7 in The Register, 17 May 2017): given, not fitted.
const VULNERABLE: f64 = 800_000.0;
/// Fitted on 230,000 machines by the morning of 13 May (Avast); Europol said over 200,000 on 14 May.
const DOUBLING: &str = "48m";
/// From 07:24 UTC to about 15:03.
const KILL_SWITCH: &str = "7h39m";

fn scenario(kill_switch: bool) -> String {
    let zipf: f64 = (1..=NODES).map(|n| 1.0 / n as f64).sum();
    let states: Vec<String> = (0..NODES).map(|n| format!("\"{}\"", code(n))).collect();
    let services: String = (0..NODES)
        .map(|n| {
            let machines = (VULNERABLE / zipf / (n + 1) as f64) as u64;
            let code = code(n);
            format!(r#"(id: "smb-{code}", state: "{code}", sector: digital_providers, users: {machines}, uses: ["smb"]),"#)
        })
        .collect();
    let rules = if kill_switch {
        format!(
            r#"(id: "kill-switch", when: time("{KILL_SWITCH}"), then: [speed(stage: "worm", factor: 0)])"#
        )
    } else {
        String::new()
    };
    format!(
        r#"(format: 1, id: "wannacry", title: "Worm", world: "history", startex: "2017-05-12 07:24 Etc/UTC",
        length: "72h", tick: "5m", states: [{}], seats: [(id: "watch", of: "AA/csirt")],
        products: [(id: "smb")], services: [{services}],
        campaign: (stages: [(id: "worm", technique: "attack:T1210", at: "0h", impact: 1.0,
            reaches: contagion(through: "smb", doubling: "{DOUBLING}", detection: "500d",
                from: ["smb-{}", "smb-{}", "smb-{}"]))]),
        rules: [{rules}])"#,
        states.join(", "),
        code(40),
        code(60),
        code(90),
    )
}

fn total(past: &Past) -> f64 {
    past.machines().iter().sum()
}

#[test]
fn machines_and_countries_come_out_as_reported_and_the_growth_is_broken_by_the_kill_switch() {
    let mut past = Past::of(&scenario(true));
    let mut by_hour = vec![total(&past)];
    for hour in 1..=7 {
        past.until(&format!("{hour}h"));
        by_hour.push(total(&past));
    }
    past.until(KILL_SWITCH);
    let at_switch = total(&past);
    past.until("72h");
    let after_three_days = total(&past);
    // Fitted: within 10 %.
    near("machines", after_three_days, 230_000.0, 0.10);
    // Europol's over 200,000 follow from the fit; at least 150 countries cannot fail here (see the page).
    assert!(after_three_days > 200_000.0);
    let countries = past.machines().iter().filter(|machines| **machines >= 1.0).count();
    assert!(countries >= 150, "{countries}");
    // By construction: nothing comes after the switch. Predicted: it came while an hour still brought half as much again.
    assert!(after_three_days / at_switch < 1.02, "{at_switch} {after_three_days}");
    assert!(by_hour[7] / by_hour[6] > 1.5, "{by_hour:?}");
    // Predicted, within a factor of two: new hits of the third hour on those of the second, 10,000 on 6,000 (Avast).
    let growth = (by_hour[3] - by_hour[2]) / (by_hour[2] - by_hour[1]);
    near("growth from the second hour to the third", growth, 10.0 / 6.0, 1.0);
}

#[test]
fn without_the_kill_switch_nearly_all_that_was_open_falls_within_the_day() {
    let mut past = Past::of(&scenario(false));
    past.until("24h");
    // Counterfactual: no figure is reported; it must be far above what happened.
    assert!(total(&past) > 3.0 * 230_000.0, "{}", total(&past));
}

#[test]
fn the_model_reaches_small_countries_too_early_and_we_say_so() {
    let mut past = Past::of(&scenario(true));
    past.until("10h");
    let countries = past.machines().iter().filter(|machines| **machines >= 1.0).count();
    // Kaspersky saw 74 countries on the evening of 12 May: a miss, written down in docs/validation.md.
    assert!(countries > 74 * 2, "{countries}: the page says that this is missed");
}
