//! What a plan says: runs, what they must come to, and how far the good and the poor one lie apart.

use std::collections::BTreeMap;

use serde::Deserialize;
use startex::scenario::words::{Measure, ServiceStep};

use super::stage::Played;
use crate::shipped::file;

/// A plan: `scenarios/FOLDER/plan.ron`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Plan {
    /// The scenario's file in the same folder.
    pub(super) scenario: String,
    /// Codes of warnings that the scenario is meant to have.
    #[serde(default)]
    pub(super) warnings: Vec<String>,
    pub(super) runs: Vec<Run>,
    #[serde(default)]
    pub(super) differ: Option<Differ>,
}

/// One run.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Run {
    pub(super) id: String,
    /// Order file in the same folder; none for a run that only bots play.
    #[serde(default)]
    pub(super) orders: Option<String>,
    #[serde(default = "one")]
    pub(super) seed: u64,
    /// Who plays the seats that the orders leave out: a doctrine for all, or `scenario` for those that it names.
    #[serde(default = "silent")]
    pub(super) bots: String,
    #[serde(default)]
    delivered: Vec<String>,
    #[serde(default)]
    not_delivered: Vec<String>,
    /// The mode that a mechanism reached at its highest.
    #[serde(default)]
    reached: BTreeMap<String, String>,
    #[serde(default)]
    services: Vec<Service>,
    #[serde(default)]
    measures: BTreeMap<Measure, Bounds>,
    #[serde(default)]
    overall: Option<Bounds>,
    /// Injects whose expected actions somebody did, and those where nobody did.
    #[serde(default)]
    met: Vec<String>,
    #[serde(default)]
    lapsed: Vec<String>,
    /// How many orders the seats themselves must give at least and at most: bots that do nothing, or shout.
    #[serde(default)]
    orders_given: Option<(usize, usize)>,
}

/// How a service must stand at a moment.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Service {
    service: String,
    at: String,
    #[serde(default)]
    at_least: Option<ServiceStep>,
    #[serde(default)]
    at_most: Option<ServiceStep>,
}

/// Bounds of a figure.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Bounds {
    #[serde(default)]
    at_least: Option<f64>,
    #[serde(default)]
    at_most: Option<f64>,
}

/// How far two runs must lie apart.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Differ {
    pub(super) good: String,
    pub(super) poor: String,
    pub(super) overall: f64,
    pub(super) measures: Vec<Measure>,
    pub(super) by: f64,
}

fn one() -> u64 {
    1
}

fn silent() -> String {
    "silent".to_owned()
}

impl Plan {
    pub(super) fn read(folder: &str) -> Self {
        let path = file(folder, "plan.ron");
        let text = std::fs::read_to_string(&path).unwrap();
        startex::scenario::syntax::plain_ron()
            .from_str(&text)
            .unwrap_or_else(|why| panic!("{}: {why}", path.display()))
    }
}

impl Bounds {
    fn miss(&self, value: Option<f64>) -> Option<String> {
        let Some(value) = value else { return Some("was not assessed".to_owned()) };
        let low = self.at_least.filter(|least| value < *least).map(|least| format!("at least {least}"));
        let high = self.at_most.filter(|most| value > *most).map(|most| format!("at most {most}"));
        low.or(high).map(|wanted| format!("is {value:.3}, wanted {wanted}"))
    }
}

impl Run {
    /// What came out otherwise.
    pub(super) fn expects(&self, played: &Played) -> Vec<String> {
        let mut wrong: Vec<String> =
            played.refusals.iter().filter(|_| self.orders.is_some()).cloned().collect();
        for inject in self.delivered.iter().filter(|id| !played.is_delivered(id)) {
            wrong.push(format!("{inject} was not delivered"));
        }
        for inject in self.not_delivered.iter().filter(|id| played.is_delivered(id)) {
            wrong.push(format!("{inject} was delivered"));
        }
        for inject in self.met.iter().filter(|id| !played.is_met(id)) {
            wrong.push(format!("nobody did what {inject} expects"));
        }
        for inject in self.lapsed.iter().filter(|id| played.is_met(id)) {
            wrong.push(format!("somebody did what {inject} expects"));
        }
        for (mechanism, mode) in &self.reached {
            if played.reached(mechanism) != *mode {
                wrong.push(format!("{mechanism} reached `{}`, wanted `{mode}`", played.reached(mechanism)));
            }
        }
        for service in &self.services {
            let step = played.step(&service.service, &service.at);
            if service.at_least.is_some_and(|least| step < least)
                || service.at_most.is_some_and(|most| step > most)
            {
                wrong.push(format!("{} is {step} at {}", service.service, service.at));
            }
        }
        for (measure, bounds) in &self.measures {
            wrong.extend(bounds.miss(played.value(*measure)).map(|why| format!("{measure} {why}")));
        }
        wrong.extend(self.overall.as_ref().and_then(|b| b.miss(Some(played.overall()))));
        if let Some((least, most)) = self.orders_given
            && !(least..=most).contains(&played.orders)
        {
            wrong.push(format!("{} orders were given, wanted {least} to {most}", played.orders));
        }
        wrong
    }
}
