//! An exercise of any size as a scenario in RON: what the common workload of cb27 is on bare numbers, with words, bots,
//! views, obligations and scores.

use std::collections::BTreeMap;
use std::fmt::Write;

/// Sectors of a state's services; the first uses the product that is abused.
const SECTORS: [&str; 7] = [
    "energy_electricity",
    "transport_water",
    "health",
    "banking",
    "digital_infrastructure",
    "drinking_water",
    "public_administration",
];

/// Incidents; each concerns two states.
const INCIDENTS: usize = 6;

/// How large.
#[derive(Clone, Copy)]
pub(crate) struct Size {
    /// States, each with seven services.
    pub(crate) states: usize,
    /// Seats, in turn a CSIRT, an operator and a crisis authority of one state, then of the next.
    pub(crate) seats: usize,
    /// Injects, spread over 72 hours; each reaches four states.
    pub(crate) injects: usize,
}

/// The size of a real European exercise.
pub(crate) const EUROPE: Size = Size { states: 27, seats: 81, injects: 300 };
/// The largest of the common workload.
pub(crate) const LARGEST: Size = Size { states: 500, seats: 100, injects: 2_000 };

/// The texts of the scenario and its packs by path; the scenario is `s.ron`.
pub(crate) fn sources(size: Size) -> BTreeMap<String, String> {
    let text = |path: &str, text: String| (path.to_owned(), text);
    let mut sources: BTreeMap<String, String> = [
        text("doctrine/eu.ron", include_str!("../../assets/doctrine/eu.ron").to_owned()),
        text("world/dependencies.ron", include_str!("../../assets/world/dependencies.ron").to_owned()),
        text("world/europe.ron", world(size)),
        text("s.ron", scenario(size)),
    ]
    .into();
    for (id, doctrine) in startex::scenario::bot::SHIPPED {
        sources.insert(format!("bots/{id}.ron"), (*doctrine).to_owned());
    }
    sources
}

/// `AA`, `AB`, …
fn code(state: usize) -> String {
    let letter = |n: usize| char::from(b'A' + (n % 26) as u8);
    format!("{}{}", letter(state / 26), letter(state))
}

fn world(size: Size) -> String {
    let pack = include_str!("../../assets/world/europe.ron");
    let (head, rest) = pack.split_once("    states: [\n").unwrap_or((pack, ""));
    let (_, tail) = rest.split_once("\n    ],\n").unwrap_or(("", rest));
    let mut states = String::new();
    for state in 0..size.states {
        let code = code(state);
        let _ = writeln!(
            states,
            "        (code: \"{code}\", name: \"State {code}\", time_zone: \"Europe/Brussels\", \
             memberships: [\"eu\", \"crrt\", \"reserve\", \"europol\", \"mou\"], neighbours: []),"
        );
    }
    format!("{head}    states: [\n{states}    ],\n{tail}")
}

fn scenario(size: Size) -> String {
    let mut text = String::from(
        "(format: 1, id: \"scale\", title: \"Scale\", summary: \"A generated exercise.\", world: \"europe\",\n\
         doctrine: [\"eu\"], startex: \"2027-03-02 08:00 Europe/Brussels\", length: \"72h\", tick: \"30m\", help: hints,\n\
         dependencies: default,\n",
    );
    let codes: Vec<String> = (0..size.states).map(code).collect();
    let _ = writeln!(text, "states: {codes:?},");
    seats(&mut text, size, &codes);
    services(&mut text, size, &codes);
    campaign(&mut text, &codes);
    injects(&mut text, size, &codes);
    text.push_str(
        "objectives: [(id: \"tell\", capability: \"Information sharing\", text: \"Those who need to know are told.\", \
         tasks: [\"Tell them\"])],\n)",
    );
    text
}

/// Who sits where: the seats of the state in whole or in part, and none.
fn staffed(size: Size, state: usize) -> usize {
    size.seats.saturating_sub(state * 3).min(3)
}

fn seats(text: &mut String, size: Size, codes: &[String]) {
    let (mut organisations, mut seats) = (String::new(), String::new());
    for (state, code) in codes.iter().enumerate() {
        let staffed = staffed(size, state);
        if staffed > 1 {
            let _ = writeln!(organisations, "(path: \"{code}/operator/works\", name: \"Works of {code}\"),");
        }
        for (kind, of) in ["csirt", "operator/works", "crisis"].into_iter().enumerate().take(staffed) {
            let id = ["csirt", "works", "crisis"][kind];
            let _ = writeln!(seats, "(id: \"{code}-{id}\", of: \"{code}/{of}\", bot: by_the_book),");
        }
    }
    let _ = write!(text, "organisations: [\n{organisations}],\nseats: [\n{seats}],\n");
}

fn services(text: &mut String, size: Size, codes: &[String]) {
    text.push_str("products: [(id: \"tool\", name: \"A tool\")],\nservices: [\n");
    for (state, code) in codes.iter().enumerate() {
        for (place, sector) in SECTORS.iter().enumerate() {
            let operator = if place == 0 && staffed(size, state) > 1 {
                format!("operator: \"{code}-works\", uses: [\"tool\"], ")
            } else if place == 0 {
                "uses: [\"tool\"], ".to_owned()
            } else {
                String::new()
            };
            let _ = writeln!(
                text,
                "(id: \"{code}-{place}\", name: \"Service {place} of {code}\", state: \"{code}\", sector: {sector}, {operator}\
                 users: 100_000, loss_per_hour: 50_000),"
            );
        }
    }
    text.push_str(
        "],\ndefences: [(id: \"block\", name: \"Block the sessions\", kind: block, takes: \"30m\"),\n\
         (id: \"restore\", name: \"Restore\", kind: restore, takes: \"4h\", destroys_evidence: true)],\n",
    );
}

fn campaign(text: &mut String, codes: &[String]) {
    let _ = writeln!(
        text,
        "campaign: (actor: \"Grey Heron\", stages: [(id: \"spread\", technique: \"attack:T1199\", at: \"2h\", impact: 0.7, \
         stopped_by: [\"block\"], reaches: contagion(through: \"tool\", doubling: \"3h\", from: [\"{}-0\"]))]),",
        codes[0]
    );
    let _ = writeln!(text, "incidents: [");
    for code in &codes[..codes.len().min(INCIDENTS)] {
        let _ = writeln!(
            text,
            "(id: \"inc-{code}\", title: \"Outage in {code}\", at: [\"{code}-0\"], concerns: [\"{code}\", \"{}\"], \
             truth: significant, defensible: [significant, large_scale]),",
            codes[0]
        );
    }
    let _ = writeln!(text, "],\nintel: [");
    for (n, code) in codes.iter().enumerate().take(27) {
        let _ = writeln!(
            text,
            "(id: \"item-{n}\", tlp: green, pap: green, found_by: [\"{code}-csirt\"], at: \"{}m\", value: 10, half_life: \"6h\", \
             about: \"inc-{}\", enables: [\"block\"], needed_by: seats([\"*/csirt\"]), \
             says: \"Sensor {n} of {code}: sessions of the tool at night, from an address that is not its maker's.\"),",
            30 + n * 20,
            codes[n % codes.len().min(INCIDENTS)],
        );
    }
    text.push_str("],\n");
}

fn injects(text: &mut String, size: Size, codes: &[String]) {
    let seated = size.seats.div_ceil(3).min(codes.len());
    text.push_str("injects: [\n");
    for n in 0..size.injects {
        let minute = n * 72 * 60 / size.injects;
        let about = &codes[n % codes.len().min(INCIDENTS)];
        let to: Vec<String> = (0..4).map(|k| format!("{}-csirt", codes[(n * 7 + k * 9) % seated])).collect();
        let expects = match n % 5 {
            0 => ", expects: (what: classify, by: \"6h\", objective: \"tell\")",
            1 => ", expects: (what: share, by: \"6h\", objective: \"tell\")",
            _ => "",
        };
        let _ = writeln!(
            text,
            "(id: \"I-{n:04}\", at: \"{minute}m\", to: {to:?}, from: \"Control room {n}\", by: phone, about: \"inc-{about}\", \
             says: \"Report {n}: gateways restart, and nobody here knows the address that they call.\"{expects}),"
        );
    }
    text.push_str("],\n");
}
