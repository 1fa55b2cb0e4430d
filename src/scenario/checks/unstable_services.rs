//! `unstable-services`: services that need one another so much that nothing ever recovers.

use super::{Check, Context};
use crate::base::{Ppm, Span};
use crate::model::cascade::{Edge, Network, Service};
use crate::scenario::finding::{Severity, Sink, words};
use crate::scenario::walk::Role;

/// The largest factor at which an outage dies out in a time that anybody would wait.
const LIMIT: f64 = 0.999;

pub(super) const CHECK: Check = Check {
    code: "unstable-services",
    severity: Severity::Error,
    cause: "Services need one another in a circle, by weights so large that a fault never dies out (spectral radius 1 or more)",
    mend: "Make one of the weights in the circle smaller, or remove one of the lines",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    let services = &cx.file.services;
    let mut edges: Vec<(usize, usize, f64)> = Vec::new();
    for (consumer, service) in services.iter().enumerate() {
        for need in &service.needs {
            if let Some(supplier) = cx.place(Role::Service, &need.service) {
                edges.push((consumer, supplier, need.weight.clamp(0.0, 1.0)));
            }
        }
    }
    let circles = circles(services.len(), &edges);
    if circles.is_empty() || is_stable(services.len(), &edges) {
        return;
    }
    let weight = |n: usize| services[n].needs.iter().map(|need| *need.weight).fold(0.0, f64::max);
    let Some(worst) = circles.into_iter().max_by(|a, b| weight(*a).total_cmp(&weight(*b)).then(b.cmp(a))) else { return };
    let service = &services[worst];
    let span = service.needs.iter().find(|n| cx.place(Role::Service, &n.service).is_some()).map_or(service.id.span, |n| n.weight.span);
    sink.error_with(CHECK.code, span, || {
        words(
            format!("`{}` and the services it needs keep one another down for ever", service.id.value),
            "make one of the weights in the circle smaller than 1",
        )
    });
}

/// Whether every fault dies out, as the cascade itself judges.
fn is_stable(services: usize, edges: &[(usize, usize, f64)]) -> bool {
    let services = vec![Service { recovery: Span::hours(1), ..Service::default() }; services];
    let edges: Vec<Edge> = edges
        .iter()
        .map(|(consumer, supplier, weight)| Edge {
            consumer: *consumer,
            supplier: *supplier,
            weight: Ppm::from_f64(*weight),
            autonomy: Span::ZERO,
        })
        .collect();
    Network::new(&services, &edges).is_ok_and(|network| network.spectral_radius() < LIMIT)
}

/// The services that stand in circles, or between two of them: those without a supplier or without a consumer are
/// peeled off, again and again.
fn circles(services: usize, edges: &[(usize, usize, f64)]) -> Vec<usize> {
    let mut left = vec![true; services];
    for side in [|e: &(usize, usize, f64)| (e.0, e.1), |e: &(usize, usize, f64)| (e.1, e.0)] {
        let mut degree = vec![0_usize; services];
        let mut others = vec![Vec::new(); services];
        for (from, to) in edges.iter().map(side).filter(|(from, to)| left[*from] && left[*to]) {
            degree[from] += 1;
            others[to].push(from);
        }
        let mut waiting: Vec<usize> = (0..services).filter(|n| left[*n] && degree[*n] == 0).collect();
        while let Some(n) = waiting.pop() {
            left[n] = false;
            for &other in &others[n] {
                degree[other] -= 1;
                if degree[other] == 0 {
                    waiting.push(other);
                }
            }
        }
    }
    (0..services).filter(|n| left[*n]).collect()
}

#[cfg(test)]
mod tests {
    use super::{circles, is_stable};
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_circle_that_never_recovers_is_found_at_a_weight() {
        let port = ("weight: 0.5", "weight: §1");
        let power = |weight: &str| format!("users: 300_000, needs: [(service: \"port-west\", weight: {weight})]");
        found("unstable-services", &[port, ("users: 300_000", &power("1"))]);
        clean("unstable-services", &[("weight: 0.5", "weight: 1"), ("users: 300_000", &power("0.9"))]);
    }

    #[test]
    fn a_long_chain_is_stable_and_a_circle_of_three_is_judged_by_its_product() {
        let chain: Vec<_> = (0..2_000).map(|n| (n, n + 1, 1.0)).collect();
        assert!(circles(2_001, &chain).is_empty());
        let three = |last: f64| [(0, 1, 1.0), (1, 2, 1.0), (2, 0, last), (3, 0, 1.0)];
        assert_eq!(circles(4, &three(1.0)), [0, 1, 2]);
        assert!(is_stable(4, &three(0.9)));
        assert!(!is_stable(4, &three(1.0)));
    }
}
