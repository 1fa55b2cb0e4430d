//! Seven incidents of the past, run in a world of two hundred nodes that only these tests know.
//!
//! What was fitted, what was predicted, and where the model misses stands in docs/validation.md. Every tolerance is
//! stated where it is asserted.

mod coop;
mod crowdstrike;
mod hse;
mod moveit;
mod notpetya;
mod viasat;
mod wannacry;

use std::collections::BTreeMap;

use startex::base::{At, Ppm, Span};
use startex::exercise::Exercise;
use startex::exercise::fact::Fact;
use startex::exercise::order::{Act, Control, Desk, Order, OrderId};

/// Nodes of a world.
const NODES: usize = 200;

/// Two letters for the n-th country.
fn code(n: usize) -> String {
    [n / 26, n % 26].map(|letter| char::from(b'A' + letter as u8)).iter().collect()
}

/// A world of so many countries without names.
fn countries(n: usize) -> String {
    let states: String = (0..n)
        .map(|n| {
            let code = code(n);
            format!(r#"(code: "{code}", name: "{code}", time_zone: "Etc/UTC", memberships: ["all"]),"#)
        })
        .collect();
    format!(
        r#"(format: 1, id: "history", title: "Countries",
            memberships: [(id: "all", name: "All", source: "For the tests", verified: false)],
            states: [{states}], national: [(kind: "csirt", name: "CSIRT, {{state}}")], bodies: [])"#
    )
}

/// An incident that runs again.
struct Past {
    exercise: Exercise,
    facts: Vec<(At, Fact)>,
}

impl Past {
    /// The incident in the world of countries without names.
    fn of(scenario: &str) -> Self {
        Self::with(scenario, &[("world/history.ron", &countries(NODES))])
    }

    /// The incident in a world of these packs.
    fn with(scenario: &str, packs: &[(&str, &str)]) -> Self {
        Self::seeded(scenario, packs, 2017)
    }

    /// The same under another seed.
    fn seeded(scenario: &str, packs: &[(&str, &str)], seed: u64) -> Self {
        let texts = packs.iter().copied().chain([("past.ron", scenario)]);
        let sources: BTreeMap<String, String> =
            texts.map(|(path, text)| (path.to_owned(), text.to_owned())).collect();
        let loaded = startex::scenario::load(&sources, "past.ron");
        let found: Vec<_> = loaded.findings.iter().map(|f| format!("{:?}", f.json(&loaded.files))).collect();
        let script = loaded.script.unwrap_or_else(|| panic!("{}", found.join("\n")));
        assert_eq!(script.services.len(), NODES);
        let mut past = Self { exercise: Exercise::new(script, seed), facts: Vec::new() };
        past.order(Desk::Excon, Act::Control(Control::Start));
        past
    }

    fn order(&mut self, from: Desk, act: Act) {
        let order = Order { id: OrderId { key: 1, counter: self.facts.len() as u32 + 1 }, from, act };
        let Self { exercise, facts } = self;
        exercise
            .order(order, &mut |_, record| facts.extend(record.facts.iter().map(|f| (record.at, f.clone()))));
    }

    /// Goes on to so long after the start.
    fn until(&mut self, time: &str) -> &mut Self {
        let at = At::STARTEX + Span::parse(time).unwrap();
        let Self { exercise, facts } = self;
        exercise
            .advance(at, &mut |_, record| facts.extend(record.facts.iter().map(|f| (record.at, f.clone()))));
        self
    }

    /// Shares of function lost, by service.
    fn lost(&self) -> Vec<(String, Ppm)> {
        let services = self.exercise.script.services.iter();
        services.map(|(id, spec)| (spec.id.clone(), self.exercise.state.services[id].lost)).collect()
    }

    /// Machines infected now: the share of each service's, and how many it has.
    fn machines(&self) -> Vec<f64> {
        let services = self.exercise.script.services.iter();
        services
            .map(|(id, spec)| self.exercise.state.services[id].infected.as_f64() * spec.users as f64)
            .collect()
    }

    /// When services were hit, and which.
    fn hits(&self) -> Vec<(At, String)> {
        self.facts
            .iter()
            .filter_map(|(at, fact)| match fact {
                Fact::Hit(_, service, ..) => Some((*at, self.exercise.script.services[*service].id.clone())),
                _ => None,
            })
            .collect()
    }
}

/// The mean loss of the services whose id begins so.
fn mean(lost: &[(String, Ppm)], begins: &str) -> f64 {
    let those: Vec<f64> =
        lost.iter().filter(|(id, _)| id.starts_with(begins)).map(|(_, q)| q.as_f64()).collect();
    those.iter().sum::<f64>() / those.len() as f64
}

/// Asserts that a figure lies within a share of what is reported.
#[track_caller]
fn near(what: &str, found: f64, reported: f64, tolerance: f64) {
    let off = (found - reported) / reported;
    assert!(off.abs() <= tolerance, "{what}: {found:.1}, reported {reported:.1}, {:+.0} %", off * 100.0);
}
