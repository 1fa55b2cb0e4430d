//! The rules of an exercise: given, when, then.

mod attribution;
mod by_hand;
mod campaign;
mod capacity;
mod cascade;
mod classified;
mod clock;
mod content;
mod defence;
mod dependencies;
mod duties;
mod early;
mod every_mechanism;
mod everybody;
mod expectations;
mod hidden;
mod mechanisms;
mod membership;
mod processor;
mod scrutiny;
mod sharing;
mod strike;
mod trust;
mod veil;

/// Two states, a port and a clinic that use one tool.
pub(crate) const TWO_STATES: &str = r#"(
    format: 1, id: "two-states", title: "Two states", summary: "For tests.", licence: "CC0-1.0",
    doctrine: ["eu", "nato", "private"], world: "europe",
    startex: "2027-03-02 08:00 Europe/Tallinn", length: "96h", pace: 60, tick: "10m", help: hints,
    states: ["EE", "LV"],
    organisations: [
        (path: "EE/operator/port", name: "Port West"),
        (path: "LV/operator/clinic", name: "Clinic South"),
        (path: "private/vendor", name: "Vendor"),
    ],
    seats: [
        (id: "ee-port", of: "EE/operator/port"),
        (id: "ee-csirt", of: "EE/csirt"),
        (id: "ee-crisis", of: "EE/crisis"),
        (id: "ee-foreign", of: "EE/foreign"),
        (id: "lv-clinic", of: "LV/operator/clinic"),
        (id: "lv-csirt", of: "LV/csirt"),
        (id: "lv-crisis", of: "LV/crisis"),
        (id: "lv-foreign", of: "LV/foreign"),
        (id: "lv-media", of: "LV/media", persona: true),
        (id: "chair", of: "EU/cyclone"),
    ],
    products: [(id: "tool", name: "Remote tool")],
    services: [
        (id: "port", state: "EE", sector: transport_water, operator: "ee-port", users: 1000, loss_per_hour: 1000, recovery: "2h", uses: ["tool"]),
        (id: "clinic", state: "LV", sector: health, operator: "lv-clinic", users: 1000, loss_per_hour: 1000, recovery: "2h", uses: ["tool"]),
        (id: "rail", state: "EE", sector: transport_rail, users: 500, loss_per_hour: 500, recovery: "1h",
         needs: [(service: "port", weight: 0.5, autonomy: "1h")]),
    ],
    defences: [
        (id: "block", kind: block, takes: "20m"),
        (id: "keep", kind: preserve_evidence, takes: "10m"),
        (id: "restore", kind: restore, takes: "30m", destroys_evidence: true),
    ],
    campaign: (actor: "Quiet Tide", stages: [
        (id: "hit", technique: "attack:T1486", at: "1h", reaches: services(["port"]), impact: 0.9, lasts: "20h", stopped_by: ["block"]),
        (id: "worm", technique: "attack:T1072", at: "2h", reaches: contagion(through: "tool", doubling: "30m", from: ["port"]),
         impact: 1.0, stopped_by: ["block"]),
    ]),
    incidents: [
        (id: "inc-secret-port", title: "Outage at Port West", at: ["port"], concerns: ["EE", "LV"], truth: large_scale,
         defensible: [significant, large_scale]),
    ],
    intel: [
        (id: "secret-address", says: "Sessions from 192.0.2.1.", tlp: green, pap: green, found_by: ["lv-csirt"], at: "1h10m",
         about: "inc-secret-port", needed_by: seats(["ee-csirt", "ee-port"]), enables: ["block"]),
        (id: "secret-source", says: "From a confidential source.", tlp: amber_strict, pap: red, found_by: ["lv-csirt"], at: "1h20m",
         about: "inc-secret-port", needed_by: seats(["ee-csirt"]), enables: ["block"]),
    ],
    injects: [
        (id: "INJ-SECRET-1", at: "1h05m", to: ["ee-port"], from: "Supervisor", by: phone, about: "inc-secret-port",
         says: "The gates restart in a loop.",
         expects: [(what: notify(regime: "nis2", step: "early_warning", to: ["EE/csirt"]), by: "2h", else: ["INJ-SECRET-2"])]),
        (id: "INJ-SECRET-2", contingency: true, to: ["ee-csirt"], from: "Harbour police", by: mail, about: "inc-secret-port",
         says: "Why do we hear of this from truckers?"),
        (id: "INJ-SECRET-3", when: all([knows("EE", "secret-address"), not(ordered(by: "EE", what: defend(defence: "block")))]),
         after: "30m", to: ["ee-csirt"], from: "Minister", by: phone, says: "You know it and do nothing?"),
        (id: "INJ-SECRET-4", at: "+15m after INJ-SECRET-1", to: ["lv-csirt"], from: "News", by: news, about: "inc-secret-port",
         says: "A port stands still."),
    ],
    questions: [
        (id: "Q-SECRET", at: ["3h"], open: "30m", ask: "One campaign or two?", answers: ["one", "two"], truth: ["one"], to: ["*/csirt"]),
    ],
    rules: [
        (id: "secret-rule", when: flag("secret-flag"), then: [news("The flag is up.")]),
        (id: "raises", when: service("port", failing), after: "1h", then: [set("secret-flag")]),
    ],
)"#;
