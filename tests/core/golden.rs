//! The same orders give the same bytes on any machine, in debug and release builds: the hash is pinned.

use std::collections::BTreeMap;

use startex::batch::Run;
use startex::exercise::order::{Act, Control, Desk, Order, OrderId};
use startex::record::journal::{Header, Options, RULES};
use startex::scenario::bot::SHIPPED;
use startex::scenario::load;

use crate::harbour;

/// A doctrine of its own, so that a change in the shipped packs is no change here.
const DOCTRINE: &str = r#"(
    format: 1, id: "eu", title: "One regime",
    mechanisms: [(
        id: "nis2", title: "Notification", summary: "Operators warn their CSIRT.", body: "{state}/csirt",
        level: technical, members: "eu", who: ["operator", "csirt"],
        kind: regime(steps: [
            (id: "early_warning", title: "Early warning", due: "24h", from: aware, by: ["operator"],
             to: ["{state}/csirt"], class: significant, must: [], source: "For the test", verified: false),
        ]),
        source: "For the test", verified: false,
    )],
)"#;

const WORLD: &str = r#"(
    format: 1, id: "europe", title: "Two states",
    memberships: [(id: "eu", name: "European Union", source: "For the test", verified: false)],
    states: [
        (code: "EE", name: "Estonia", time_zone: "Europe/Tallinn", memberships: ["eu"], neighbours: ["LV"]),
        (code: "LV", name: "Latvia", time_zone: "Europe/Riga", memberships: ["eu"], neighbours: ["EE"]),
    ],
    national: [(kind: "csirt", name: "National CSIRT, {state}")],
    bodies: [],
)"#;

#[test]
fn a_run_ends_in_the_pinned_hash() {
    let texts = [
        (harbour::MAIN, include_str!("../fixtures/harbour.ron")),
        ("doctrine/eu.ron", DOCTRINE),
        ("world/europe.ron", WORLD),
    ];
    let mut sources: BTreeMap<String, String> =
        texts.map(|(path, text)| (path.to_owned(), text.replace("\r\n", "\n"))).into();
    let bots = SHIPPED.iter().map(|(id, _)| {
        (
            format!("bots/{id}.ron"),
            format!("(format: 1, id: \"{id}\", summary: \"For the test\", acts: false)"),
        )
    });
    sources.extend(bots);
    let loaded = load(&sources, harbour::MAIN);
    let script = loaded.script.unwrap_or_else(|| panic!("{:?}", loaded.findings));
    let header = Header {
        rules: RULES,
        seed: 7,
        scenario: "harbour".to_owned(),
        main: harbour::MAIN.to_owned(),
        sources: loaded.sources,
        script: script.hash,
        options: Options::default(),
    };
    let mut run = Run::new(script.clone(), header);
    for (at, order) in harbour::orders(&script) {
        run.hand_in(at, order);
    }
    let start = Act::Control(Control::Start);
    run.order(&Order { id: OrderId { key: 0, counter: 1 }, from: Desk::Excon, act: start }, &mut ());
    run.until(script.endex, &mut ());
    let tip = run.seal().unwrap();
    // Another hash means that old journals no longer verify: raise RULES, or FORMAT where only the bytes changed.
    assert_eq!(
        (tip.records, tip.hash.to_string().as_str()),
        (44, "377fe116d4d15654f0a3763522c6f6e1f54d637343ac3e8bc05e1ea61f5646d7")
    );
}
