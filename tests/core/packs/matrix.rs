//! The matrix of sectors: whole, with sources, and of the kind that the literature finds.

use std::collections::BTreeSet;

use startex::model::cascade::{Edge, Network, Service};
use startex::scenario::pack::DependencyPack;
use startex::scenario::words::Sector;

use super::{assets, no_doubles, read};

fn dependencies() -> DependencyPack {
    read(&assets().join("world/dependencies.ron"))
}

#[test]
fn every_sector_of_nis2_has_its_default_needs_with_tier_autonomy_and_source() {
    let pack = dependencies();
    assert_eq!((pack.format, pack.id.as_str()), (1, startex::scenario::packs::DEPENDENCIES));
    for sector in Sector::ALL {
        assert!(pack.lines.iter().any(|l| l.sector == *sector), "{sector} needs nothing");
    }
    no_doubles("source", pack.sources.iter().map(|s| s.id.as_str()));
    let mut seen = BTreeSet::new();
    for line in &pack.lines {
        assert!(line.sector != line.needs && seen.insert((line.sector, line.needs)), "{line:?}");
        assert!(pack.tiers.iter().any(|t| t.id == line.tier), "{line:?}");
        assert!(startex::base::Span::parse(&line.autonomy).is_ok(), "{line:?}");
        assert!(!line.from.is_empty(), "{line:?}");
        assert!(line.from.iter().all(|id| pack.sources.iter().any(|s| &s.id == id)), "{line:?}");
    }
}

#[test]
fn the_default_matrix_dies_out_and_has_few_drivers_as_the_literature_says() {
    let pack = dependencies();
    let weight = |tier: &str| pack.tiers.iter().find(|t| t.id == tier).map_or(0.0, |t| t.weight);
    let place = |sector: Sector| Sector::ALL.iter().position(|s| *s == sector).unwrap();
    let edge = |line: &startex::scenario::pack::DependencyLine| Edge {
        consumer: place(line.sector),
        supplier: place(line.needs),
        weight: startex::base::Ppm::from_f64(weight(&line.tier)),
        autonomy: startex::base::Span::parse(&line.autonomy).unwrap(),
    };
    let edges: Vec<Edge> = pack.lines.iter().map(edge).collect();
    let network = Network::new(&vec![Service::default(); Sector::ALL.len()], &edges).unwrap();
    let radius = network.spectral_radius();
    assert!(radius > 0.2 && radius < 0.5, "{radius}");
    // Energy and telecommunications drive more than half of all there is (van Eeten et al. 2011, in kind).
    let total: f64 = pack.lines.iter().map(|l| weight(&l.tier)).sum();
    let driven = |l: &&startex::scenario::pack::DependencyLine| {
        matches!(l.needs, Sector::EnergyElectricity | Sector::DigitalInfrastructure)
    };
    let drivers: f64 = pack.lines.iter().filter(driven).map(|l| weight(&l.tier)).sum();
    assert!(drivers / total > 0.5, "{}", drivers / total);
}
