//! How an outage spreads from service to service: the dynamic inoperability model with buffers.
//!
//! Inoperability q runs from 0 (all is well) to 1 (nothing works). In each step
//! q ← q + K·(A*·q + c* − q) (Lian & Haimes 2006), where A* holds how far a consumer needs a supplier, c* is the
//! shock from outside and K how fast a service follows. The plain model is linear: what others lose for one hour
//! of outage would be the same for a short and a long one. So every edge has an **autonomy** (fuel, stock, manual
//! mode): a supplier's failure counts only once it has lasted longer; the buffer fills again while the supplier is up.
//! A service may come back on another course than the exponential ([`super::recovery`]).

mod comeback;
mod network;

pub use network::{Edge, Network, NetworkError, Service};

use serde::{Deserialize, Serialize};

use crate::base::{Ppm, Span};
use crate::model::recovery::Recovery;

use comeback::Comeback;

/// From this inoperability on a supplier counts as failing, and its consumers live on their buffers.
pub const FAILING: Ppm = Ppm(10_000);

/// Where the cascade stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CascadeState {
    /// Inoperability of each service.
    q: Vec<Ppm>,
    /// What is left of each edge's autonomy, in milliseconds, in the network's own order of edges.
    buffer_ms: Vec<u64>,
    /// How far each service has come back; empty where all do so exponentially, which needs no memory.
    comebacks: Vec<Comeback>,
    /// Whether all services work and all buffers are full.
    at_rest: bool,
}

impl CascadeState {
    /// All services work, all buffers are full.
    pub fn new(network: &Network) -> Self {
        let buffer_ms = network.links.iter().map(|link| link.autonomy_ms).collect();
        let services = network.services.len();
        let comebacks = vec![Comeback::default(); if network.has_courses() { services } else { 0 }];
        Self { q: vec![Ppm::ZERO; services], buffer_ms, comebacks, at_rest: true }
    }

    /// Inoperability of each service, 0 where all is well.
    pub fn inoperability(&self) -> &[Ppm] {
        &self.q
    }

    /// Sets a service by hand, as the facilitator may; what depends on it follows in the next steps.
    pub fn set(&mut self, service: usize, to: Ppm) {
        if let Some(q) = self.q.get_mut(service) {
            *q = to.min(Ppm::ONE);
            self.at_rest = false;
            self.comebacks.get_mut(service).into_iter().for_each(|comeback| *comeback = Comeback::from(*q));
        }
    }

    /// Whether nothing moves as long as no shock comes.
    pub fn is_at_rest(&self) -> bool {
        self.at_rest
    }
}

/// Advances the cascade by `dt` (at most some fifteen minutes: within a step suppliers stand still).
/// `shock` is c*: for each service, the inoperability that comes from outside; missing ones count as none.
pub fn step(network: &Network, state: &mut CascadeState, shock: &[Ppm], dt: Span) {
    let calm = shock.iter().all(|c| *c == Ppm::ZERO);
    if dt == Span::ZERO || (state.at_rest && calm) {
        return;
    }
    let hours = dt.as_hours();
    let mut rest = calm;
    let mut next = Vec::with_capacity(state.q.len());
    for (i, service) in network.services.iter().enumerate() {
        let mut target = shock.get(i).copied().unwrap_or_default().as_f64();
        for index in network.edges_of(i) {
            let link = &network.links[index];
            let supplier = state.q[link.supplier as usize];
            let (left, open) = buffer(state.buffer_ms[index], link.autonomy_ms, supplier >= FAILING, dt);
            state.buffer_ms[index] = left;
            rest &= left == link.autonomy_ms;
            target += link.weight * supplier.as_f64() * open;
        }
        let q = match state.comebacks.get_mut(i) {
            Some(comeback) if service.recovers != Recovery::Exponential => {
                comeback.follow(state.q[i], target.min(1.0), service, hours)
            }
            _ => follow(state.q[i], target.min(1.0), service, hours),
        };
        rest &= q == Ppm::ZERO;
        next.push(q);
    }
    state.q = next;
    state.at_rest = rest;
}

/// What is left of a buffer after `dt`, and in which share of that time it was empty.
fn buffer(left: u64, full: u64, failing: bool, dt: Span) -> (u64, f64) {
    if full == 0 {
        (0, 1.0)
    } else if !failing {
        // What a supplier lacks below the threshold is made up for from the buffer without end.
        (left.saturating_add(dt.0).min(full), 0.0)
    } else {
        (left.saturating_sub(dt.0), dt.0.saturating_sub(left) as f64 / dt.0 as f64)
    }
}

/// Moves q towards its target for some hours, and rounds so that it arrives instead of creeping for ever.
fn follow(q: Ppm, target: f64, service: &network::Rates, hours: f64) -> Ppm {
    let gap = target - q.as_f64();
    if gap.abs() < 1e-6 {
        return Ppm::from_f64(target);
    }
    let rate = if gap > 0.0 { service.onset_per_hour } else { service.recovery_per_hour };
    let next = Ppm::from_f64(q.as_f64() + gap * (1.0 - libm::exp(-rate * hours)));
    match next == q {
        true if gap > 0.0 => Ppm(q.0 + 1),
        true => Ppm(q.0.saturating_sub(1)),
        false => next,
    }
}

#[cfg(test)]
mod tests;
