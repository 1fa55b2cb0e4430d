//! Who needs whom: built once, checked, and laid out so that a step runs straight through it.

use crate::base::{Ppm, Span};
use crate::model::recovery::Recovery;

/// The rate of what follows at once: whatever the step, all of it comes through.
const AT_ONCE: f64 = f64::INFINITY;
/// Recovery and onset times are those to the last hundredth: ln(q₀ / q_T) with q_T = q₀ / 100.
const TO_A_HUNDREDTH: f64 = 4.605_170_185_988_092;
const ROUNDS: usize = 5_000;

/// How fast a service goes down and comes back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Service {
    /// Time in which 99 % of a failure has come through; zero: at once.
    pub onset: Span,
    /// Time in which 99 % is working again; zero: at once.
    pub recovery: Span,
    /// How it comes back in that time.
    pub recovers: Recovery,
}

/// One service needs another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Who needs.
    pub consumer: usize,
    /// Who is needed.
    pub supplier: usize,
    /// How much of the consumer fails when the supplier fails altogether (a*).
    pub weight: Ppm,
    /// How long the consumer holds out.
    pub autonomy: Span,
}

/// Why a network cannot be built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NetworkError {
    /// An edge names a service that is not there.
    #[error("edge {edge} names service {service}, but there are only {services}: count from 0")]
    NoSuchService {
        /// Place of the edge in the list.
        edge: usize,
        /// The service it names.
        service: usize,
        /// How many there are.
        services: usize,
    },
    /// A service needs itself fully and could never recover.
    #[error(
        "service {service} depends on itself by the whole: no outage of it would ever end; give a smaller weight"
    )]
    NeedsItself {
        /// The service.
        service: usize,
    },
}

/// Rates per hour.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rates {
    pub(super) onset_per_hour: f64,
    pub(super) recovery_per_hour: f64,
    pub(super) recovery_hours: f64,
    pub(super) recovers: Recovery,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub(super) supplier: u32,
    pub(super) weight: f64,
    pub(super) autonomy_ms: u64,
}

/// Services and edges, the edges of one consumer side by side.
#[derive(Default, Clone, Debug)]
pub struct Network {
    pub(super) services: Vec<Rates>,
    pub(super) links: Vec<Link>,
    /// Where each consumer's edges begin; one more than there are services.
    starts: Vec<usize>,
}

impl Network {
    /// Lays the network out.
    ///
    /// # Errors
    /// [`NetworkError`] for an edge to nowhere, or a service that needs itself by the whole.
    pub fn new(services: &[Service], edges: &[Edge]) -> Result<Self, NetworkError> {
        let count = services.len();
        let mut own = vec![0.0; count];
        for (edge, e) in edges.iter().enumerate() {
            if let Some(service) = [e.consumer, e.supplier].into_iter().find(|s| *s >= count) {
                return Err(NetworkError::NoSuchService { edge, service, services: count });
            }
            if e.consumer == e.supplier {
                own[e.consumer] += e.weight.as_f64();
            }
        }
        if let Some(service) = own.iter().position(|own| *own >= 1.0) {
            return Err(NetworkError::NeedsItself { service });
        }
        let mut sorted: Vec<&Edge> = edges.iter().collect();
        sorted.sort_by_key(|e| (e.consumer, e.supplier));
        let starts = (0..=count).map(|i| sorted.partition_point(|e| e.consumer < i)).collect();
        let link = |e: &&Edge| Link {
            supplier: e.supplier as u32,
            weight: e.weight.as_f64(),
            autonomy_ms: e.autonomy.0,
        };
        let rates = |(service, own): (&Service, &f64)| Rates {
            onset_per_hour: rate(service.onset, *own),
            recovery_per_hour: rate(service.recovery, *own),
            recovery_hours: service.recovery.as_hours(),
            recovers: service.recovers,
        };
        let services = services.iter().zip(&own).map(rates).collect();
        Ok(Self { services, links: sorted.iter().map(link).collect(), starts })
    }

    /// Whether some service comes back otherwise than exponentially.
    pub(super) fn has_courses(&self) -> bool {
        self.services.iter().any(|service| service.recovers != Recovery::Exponential)
    }

    pub(super) fn edges_of(&self, consumer: usize) -> std::ops::Range<usize> {
        self.starts[consumer]..self.starts[consumer + 1]
    }

    /// A*·q for one consumer.
    fn row(&self, consumer: usize, q: &[f64]) -> f64 {
        self.links[self.edges_of(consumer)].iter().map(|link| link.weight * q[link.supplier as usize]).sum()
    }

    /// The spectral radius of A*. From 1 on an outage feeds itself and never ends: the check wants less.
    pub fn spectral_radius(&self) -> f64 {
        let core = self.core();
        if !core.contains(&true) {
            return 0.0;
        }
        // A* + I has the same vectors, is never periodic, and its radius is one more.
        let mut vector: Vec<f64> = core.iter().map(|inside| f64::from(u8::from(*inside))).collect();
        let mut radius = 1.0;
        for _ in 0..ROUNDS {
            let next: Vec<f64> = (0..vector.len())
                .map(|i| if core[i] { vector[i] + self.row(i, &vector) } else { 0.0 })
                .collect();
            let most = next.iter().copied().fold(0.0, f64::max);
            let next: Vec<f64> = next.iter().map(|x| x / most).collect();
            // The largest entry may stand still while the others have yet to follow round a circle.
            let settled = next.iter().zip(&vector).all(|(new, old)| (new - old).abs() < 1e-13);
            vector = next;
            radius = most;
            if settled {
                break;
            }
        }
        radius - 1.0
    }

    /// The services that lie on a circle of needs, or between two. All others add nothing to the radius.
    fn core(&self) -> Vec<bool> {
        let mut core = vec![true; self.services.len()];
        loop {
            let mut needed = vec![false; core.len()];
            let mut needs = vec![false; core.len()];
            for i in (0..core.len()).filter(|i| core[*i]) {
                for link in &self.links[self.edges_of(i)] {
                    let supplier = link.supplier as usize;
                    if link.weight > 0.0 && core[supplier] {
                        needs[i] = true;
                        needed[supplier] = true;
                    }
                }
            }
            let next: Vec<bool> = (0..core.len()).map(|i| core[i] && needs[i] && needed[i]).collect();
            if next == core {
                return core;
            }
            core = next;
        }
    }

    /// Where everything settles under a lasting shock once all buffers are empty: q = (I − A*)⁻¹·c*.
    /// None where it never settles.
    pub fn equilibrium(&self, shock: &[Ppm]) -> Option<Vec<Ppm>> {
        let shock: Vec<f64> =
            (0..self.services.len()).map(|i| shock.get(i).copied().unwrap_or_default().as_f64()).collect();
        let mut q = shock.clone();
        for _ in 0..ROUNDS {
            let next: Vec<f64> = shock.iter().enumerate().map(|(i, c)| c + self.row(i, &q)).collect();
            let change = next.iter().zip(&q).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
            q = next;
            if change < 1e-9 {
                return Some(q.into_iter().map(Ppm::from_f64).collect());
            }
        }
        None
    }
}

/// k = ln(q₀ / q_T) / (T·(1 − a*ᵢᵢ)), per hour.
fn rate(time: Span, own: f64) -> f64 {
    if time == Span::ZERO { AT_ONCE } else { TO_A_HUNDREDTH / (time.as_hours() * (1.0 - own)) }
}
