//! One scenario with a seat for everybody whom a doctrine pack names, and what it takes to meet a precondition.

use std::fmt::Write;

use startex::exercise::fact::{CaseId, Fact};
use startex::exercise::order::Control;
use startex::scenario::mechanism::{Approval, Mechanism, MechanismEffect, MechanismKind, Precondition};
use startex::scenario::script::SeatId;

use crate::packs::mechanisms;
use crate::play::Play;

/// Who has a seat in each of the states.
const NATIONAL: [&str; 16] = [
    "csirt",
    "spoc",
    "crisis",
    "foreign",
    "government",
    "defence",
    "milcert",
    "police",
    "prosecutor",
    "regulator",
    "health",
    "financial",
    "data-protection",
    "resilience",
    "interior",
    "media",
];

const BODIES: [(&str, &str); 16] = [
    ("commission", "EU/commission"),
    ("presidency", "EU/presidency"),
    ("eeas", "EU/eeas"),
    ("enisa", "EU/enisa"),
    ("cert-eu", "EU/cert-eu"),
    ("cyclone", "EU/cyclone"),
    ("ec3", "EU/ec3"),
    ("eurojust", "EU/eurojust"),
    ("eda", "EU/eda"),
    ("teams", "EU/crrt"),
    ("nac", "NATO/nac"),
    ("cyoc", "NATO/cyoc"),
    ("nicc", "NATO/nicc"),
    ("interpol", "INT/interpol"),
    ("vendor", "private/intelligence"),
    ("maker", "private/supplier"),
];

/// Two members of everything, one of little (Bosnia and Herzegovina), a candidate, and more that are concerned.
pub(super) const HOUSE: &str = r#"(
    format: 1, id: "house", title: "House", summary: "For tests.", licence: "CC0-1.0",
    doctrine: ["eu", "nato", "private", "international"], world: "europe",
    startex: "2027-03-02 08:00 Europe/Tallinn", length: "1200d", tick: "12h", help: hints,
    states: ["EE", "LT", "BA", "MD", "FI", "SE", "DK", "PL"],
    seats: [SEATS],
    products: [(id: "tool", name: "Remote tool", maker: "private/supplier")],
    services: [
        (id: "port", state: "EE", sector: transport_water, users: 1000, recovery: "2h", uses: ["tool"]),
        (id: "bank", state: "EE", sector: banking, users: 1000, uses: ["tool"]),
        (id: "trust", state: "EE", sector: digital_infrastructure, users: 1000, uses: ["tool"]),
        (id: "registry", state: "MD", sector: public_administration, users: 1000),
        (id: "portal", state: "FI", sector: public_administration, operator: "commission", users: 1000),
    ],
    defences: [(id: "block", kind: block, takes: "20m"), (id: "patch", kind: patch, takes: "20m")],
    campaign: (actor: "Quiet Tide", stages: [
        (id: "worm", technique: "attack:T1072", at: "0h", impact: 0.6, stopped_by: ["block", "patch"],
         reaches: contagion(through: "tool", doubling: "30d", from: ["port"], detection: "600d")),
        (id: "portal-hit", technique: "attack:T1190", at: "0h", impact: 0.6, lasts: "90d", reaches: services(["portal"])),
    ]),
    incidents: [(id: "inc", title: "Outage", at: ["port", "bank", "trust", "portal"], concerns: ["EE", "LT", "FI", "SE", "DK", "PL", "BA"],
        truth: crisis, cause: malicious_action, regimes: [REGIMES])],
    intel: [
        (id: "note", says: "A note.", tlp: green, about: "inc"),
        (id: "trace", says: "A trace that leads abroad.", tlp: green, about: "inc", external: true),
        (id: "theirs", says: "What they know.", tlp: green, about: "inc", source: "EU/ec3",
         found_by: ["LT", "enisa", "cert-eu", "teams", "eurojust", "cyoc", "nicc", "interpol", "vendor"]),
    ],
    injects: [(id: "I-1", at: "1m", to: ["all"], from: "Duty desk", about: "inc", says: "Gates restart in a loop.")],
    rules: [RULES],
)"#;

/// The scenario, with a rule for every flag that a mechanism sets, so that the flag exists.
pub(super) fn house(regimes: &str, change: &[(&str, &str)]) -> Play {
    let mut seats = String::new();
    for code in ["EE", "LT", "BA", "MD", "FI", "DK"] {
        for kind in NATIONAL {
            let _ = write!(seats, r#"(id: "{}-{kind}", of: "{code}/{kind}"),"#, code.to_lowercase());
        }
    }
    for (id, path) in BODIES {
        let _ = write!(seats, r#"(id: "{id}", of: "{path}"),"#);
    }
    for sector in ["transport_water", "banking", "digital_infrastructure"] {
        let _ = write!(seats, r#"(id: "ee-{sector}", of: "EE/operator/{sector}"),"#);
    }
    let mut rules = String::new();
    for m in mechanisms() {
        for effect in &m.effects {
            if let MechanismEffect::Flag(flag) = effect {
                let _ = write!(rules, r#"(id: "r-{flag}", when: flag("{flag}"), then: [news("{flag}")]),"#);
            }
        }
    }
    let regimes = if regimes.is_empty() { String::new() } else { format!("\"{regimes}\"") };
    let mut text = HOUSE.replace("SEATS", &seats).replace("RULES", &rules).replace("REGIMES", &regimes);
    for (from, to) in change {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    let mut play = Play::of(&text);
    play.until("2m");
    play
}

pub(super) fn spec(id: &str) -> Mechanism {
    mechanisms().into_iter().find(|m| m.id == id).unwrap_or_else(|| panic!("no mechanism `{id}`"))
}

/// Meets a precondition for the side of a seat.
pub(super) fn meet(play: &mut Play, by: &str, need: &Precondition) {
    match need {
        Precondition::Classed(class) => {
            let word = ron::to_string(class).unwrap();
            play.does(by, &format!(r#"classify(incident: "inc", class: {word})"#));
        }
        Precondition::OwnMeasures => {
            let (seat, service) =
                if by == "commission" { (by, "portal") } else { ("ee-transport_water", "port") };
            play.does(seat, &format!(r#"defend(defence: "block", services: ["{service}"])"#));
        }
        Precondition::SuspectedMalicious => {
            play.does(by, r#"sitrep(to: ["fi-health"], incident: "inc", claims: (malicious: yes))"#);
        }
        Precondition::HoldsIntel => reveal(play, "note", by),
        Precondition::ExternalThreat => reveal(play, "trace", by),
        Precondition::Attributed => {
            let verb = r#"attribute(incident: "inc", actor: "Merovia", confidence: low, to: ["fi-health"])"#;
            play.does(by, verb);
        }
        Precondition::ConcernedStates(n) => {
            for seat in ["fi-health", "dk-health", "ba-health"].into_iter().take(*n as usize) {
                play.does(seat, r#"classify(incident: "inc", class: significant)"#);
            }
        }
        // Another state has it adopted, so that nothing else comes true for the own side.
        Precondition::Adopted(id) => {
            let other = by.replace("ee-", "lt-");
            let earlier = spec(id);
            earlier.needs.iter().for_each(|need| meet(play, &other, need));
            let facts = start(play, &earlier, &other, &[]);
            approve(play, &earlier, opened(&facts));
        }
        Precondition::Mode(..) | Precondition::Membership(_) => {}
    }
}

fn reveal(play: &mut Play, item: &str, to: &str) {
    play.control(Control::Reveal { item: item.into(), to: vec![to.into()] });
}

/// The order that starts a mechanism.
pub(super) fn order(m: &Mechanism, to: &[&str]) -> String {
    let id = &m.id;
    match &m.kind {
        MechanismKind::Ladder { modes } => {
            let mode = &modes[modes.len() - 1].id;
            format!(r#"mode(mechanism: "{id}", mode: "{mode}", incident: "inc")"#)
        }
        MechanismKind::Joint | MechanismKind::Sovereign => {
            format!(r#"propose(mechanism: "{id}", incident: "inc", text: "We propose.")"#)
        }
        _ => format!(r#"request(mechanism: "{id}", incident: "inc", to: {to:?}, text: "We ask.")"#),
    }
}

pub(super) fn start(play: &mut Play, m: &Mechanism, by: &str, to: &[&str]) -> Vec<Fact> {
    play.does(by, &order(m, to))
}

pub(super) fn opened(facts: &[Fact]) -> CaseId {
    let case = facts.iter().find_map(|f| match f {
        Fact::CaseOpened { case, .. } => Some(*case),
        _ => None,
    });
    case.unwrap_or_else(|| panic!("no case was opened: {facts:?}"))
}

/// Plays the approval by its kind: those who are heard speak, then those who decide.
pub(super) fn approve(play: &mut Play, m: &Mechanism, case: CaseId) {
    let row = play.exercise.state.cases[case].clone();
    let vote = format!(r#"vote(case: "{}", vote: for)"#, m.id);
    let id = |play: &Play, seat: SeatId| play.script().seats[seat].id.clone();
    let voters = match m.approval {
        Approval::Alone => return,
        Approval::Asked { .. } | Approval::Presidency { .. } => &row.voters[..1],
        Approval::Consensus { .. } | Approval::Unanimity { .. } => &row.voters[..],
    };
    for seat in row.consulted.iter().chain(voters) {
        let seat = id(play, *seat);
        play.does(&seat, &vote);
    }
}
