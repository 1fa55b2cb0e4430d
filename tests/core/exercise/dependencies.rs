//! Default dependencies: what a service leans on where nobody says so, and how that shows in an outage.

use startex::base::Ppm;

use super::TWO_STATES;
use crate::play::Play;

/// Two states: one has power, a network, a hospital and a bank, the other a bank only.
fn country(dependencies: &str) -> String {
    let services = r#"services: [
        (id: "power", state: "EE", sector: energy_electricity, recovery: "4h", uses: ["tool"]),
        (id: "network", state: "EE", sector: digital_infrastructure, recovery: "4h"),
        (id: "wires", state: "EE", sector: digital_infrastructure, recovery: "4h"),
        (id: "hospital", state: "EE", sector: health, recovery: "4h"),
        (id: "bank", state: "EE", sector: banking, recovery: "4h", needs: [(service: "network", weight: 0.8)]),
        (id: "port", state: "LV", sector: banking, recovery: "4h"),
        (id: "clinic", state: "LV", sector: health, operator: "lv-clinic", recovery: "2h", uses: ["tool"]),
        (id: "rail", state: "LV", sector: transport_rail, recovery: "1h"),
    ],
    defences:"#;
    let (before, rest) = TWO_STATES.split_once("services: [").unwrap();
    let (_, after) = rest.split_once("defences:").unwrap();
    format!("{before}{services}{after}").replace("    states: [", &format!("    {dependencies} states: ["))
}

fn needs(play: &Play, service: &str) -> Vec<(String, u32)> {
    let script = play.script();
    let needs = &script.services[script.names.services[service]].needs;
    needs.iter().map(|n| (script.services[n.service].id.clone(), n.weight.0)).collect()
}

fn named(list: &[(&str, u32)]) -> Vec<(String, u32)> {
    list.iter().map(|(id, weight)| ((*id).to_owned(), *weight)).collect()
}

#[test]
fn only_who_asks_for_default_dependencies_gets_them() {
    assert!(needs(&Play::of(&country("")), "hospital").is_empty());
    let play = Play::of(&country("dependencies: default,"));
    let hospital = needs(&play, "hospital");
    assert_eq!(hospital, named(&[("power", 300_000), ("network", 150_000), ("wires", 150_000)]));
    assert_eq!(needs(&play, "bank"), named(&[("network", 800_000)]), "what the trainer wrote stays as it is");
    assert!(needs(&play, "port").is_empty(), "nothing reaches over the border by default");
}

#[test]
fn a_scenario_changes_single_lines_and_leaves_services_out() {
    let changed = r#"dependencies: changed(except: ["wires"], sectors: [
        (sector: health, needs: energy_electricity, weight: 0.6, autonomy: "2h"), (sector: health, needs: digital_infrastructure, weight: 0)]),"#;
    let play = Play::of(&country(changed));
    assert_eq!(needs(&play, "hospital"), named(&[("power", 600_000)]));
    assert!(needs(&play, "wires").is_empty() && !needs(&play, "network").is_empty());
}

#[test]
fn the_share_that_others_lose_rises_with_the_length_of_the_outage() {
    let ratio = |hours: u64| {
        let shock = format!(
            r#"    rules: [(id: "dark", when: time("0h"), then: [shock(service: "power", lost: 0.5, lasts: "{hours}h")]),"#
        );
        let text = country("dependencies: default,").replace("    rules: [", &shock);
        let mut play = Play::of(
            &text
                .replace("length: \"96h\"", "length: \"400h\"")
                .replace("at: \"1h\", reaches", "reaches")
                .replace("at: \"2h\", reaches", "reaches"),
        );
        let (mut direct, mut indirect) = (0.0, 0.0);
        for quarter in 1..400 {
            play.until(&format!("{quarter}h"));
            let lost =
                |id: &str| play.exercise.state.services[play.script().names.services[id]].lost.as_f64();
            direct += lost("power");
            indirect += ["network", "wires", "hospital", "bank"].map(lost).iter().sum::<f64>();
        }
        indirect / direct
    };
    let ratios = [4, 12, 24, 72, 168].map(ratio);
    assert!(ratios.is_sorted() && ratios[4] > ratios[0] * 1.5 && ratios[0] < 0.2, "{ratios:?}");
}

#[test]
fn the_same_outage_is_the_same_to_the_last_digit() {
    let run = || {
        let mut play = Play::of(&country("dependencies: default,"));
        play.until("40h");
        play.exercise.state.services.rows().map(|s| s.lost).collect::<Vec<Ppm>>()
    };
    assert_eq!(run(), run());
}
