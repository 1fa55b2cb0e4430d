//! `dependencies: default`: services that name no `needs` lean on the sectors that the matrix gives for theirs, in
//! their own state. Where several services of the state are of one sector, each carries an equal part.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::limits;
use crate::scenario::finding::{Finding, Sink};
use crate::scenario::pack::DependencyPack;
use crate::scenario::packs::Packs;
use crate::scenario::schema::{Dependencies, Name, Need, ScenarioFile, SectorNeed};
use crate::scenario::syntax::Spanned;
use crate::scenario::words::Sector;

/// Weight and autonomy of a line, by who needs and who is needed.
type Matrix = BTreeMap<(Sector, Sector), (f64, Option<String>)>;

/// Gives every service without `needs` those of its sector.
pub(super) fn fill(scenario: &mut ScenarioFile, packs: &Packs, sink: &mut Sink) {
    let (Some(wanted), Some(pack)) = (&scenario.dependencies, &packs.dependencies) else { return };
    let place = wanted.span;
    let (except, changes): (&[Name], &[SectorNeed]) = match &wanted.value {
        Dependencies::Default => (&[], &[]),
        Dependencies::Changed { except, sectors } => (except, sectors),
    };
    let except: BTreeSet<&str> = except.iter().map(|name| name.as_str()).collect();
    let matrix = matrix(pack, changes);
    let mut there: BTreeMap<(&str, Sector), Vec<&str>> = BTreeMap::new();
    for service in &scenario.services {
        there.entry((service.state.as_str(), service.sector)).or_default().push(service.id.as_str());
    }
    let mut found: Vec<Vec<Need>> = Vec::with_capacity(scenario.services.len());
    let mut lines = 0;
    for service in &scenario.services {
        let mut needs = Vec::new();
        if service.needs.is_empty() && !except.contains(service.id.as_str()) {
            for ((_, sector), (weight, autonomy)) in row(&matrix, service.sector) {
                let suppliers = there.get(&(service.state.as_str(), *sector));
                let suppliers = suppliers.map_or(&[][..], Vec::as_slice);
                lines += suppliers.len();
                if lines > limits::DEPENDENCIES {
                    sink.push(too_many(place));
                    return;
                }
                needs.extend(suppliers.iter().filter(|id| **id != service.id.as_str()).map(|id| Need {
                    service: Spanned { value: (*id).to_owned(), span: place },
                    weight: Spanned { value: weight / suppliers.len() as f64, span: place },
                    autonomy: autonomy.clone().map(|value| Spanned { value, span: place }),
                }));
            }
        }
        found.push(needs);
    }
    for (service, mut needs) in scenario.services.iter_mut().zip(found) {
        service.needs.append(&mut needs);
    }
}

/// The pack's lines, with the scenario's in their place.
fn matrix(pack: &DependencyPack, changes: &[SectorNeed]) -> Matrix {
    let tier = |id: &str| pack.tiers.iter().find(|t| t.id == id).map_or(0.0, |t| t.weight);
    let lines = pack.lines.iter().map(|l| ((l.sector, l.needs), (tier(&l.tier), Some(l.autonomy.clone()))));
    let mut matrix: Matrix = lines.collect();
    for change in changes {
        let autonomy = change.autonomy.as_ref().map(|a| a.value.clone());
        matrix.insert((change.sector, change.needs), (*change.weight, autonomy));
    }
    matrix.retain(|_, (weight, _)| *weight > 0.0);
    matrix
}

fn row(matrix: &Matrix, sector: Sector) -> impl Iterator<Item = (&(Sector, Sector), &(f64, Option<String>))> {
    matrix.iter().filter(move |((consumer, _), _)| *consumer == sector)
}

fn too_many(span: crate::scenario::Span32) -> Finding {
    Finding::error("too-many", span, "the default dependencies of so many services are too many")
        .with_help(format!("{} lines is the limit: give services `needs` of their own", limits::DEPENDENCIES))
}
