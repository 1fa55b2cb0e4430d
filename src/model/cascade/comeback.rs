//! Services that come back on a course of their own: it depends on how long they have been at it, so that is kept.

use serde::{Deserialize, Serialize};

use super::{follow, network::Rates};
use crate::base::Ppm;

/// Parts in which an age is kept: the recovery time is one whole.
const WHOLE: f64 = 1e9;

/// Where a service stands on its way back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Comeback {
    /// Inoperability when it began.
    from: Ppm,
    /// Time since then, in billionths of the recovery time. Who is helped gets on faster from where they are.
    age: u64,
}

impl From<Ppm> for Comeback {
    fn from(from: Ppm) -> Self {
        Self { from, age: 0 }
    }
}

impl Comeback {
    /// Moves q towards its target for some hours. A new blow begins the way back anew.
    pub(super) fn follow(&mut self, q: Ppm, target: f64, service: &Rates, hours: f64) -> Ppm {
        if q.as_f64() - target < 1e-6 || service.recovery_hours == 0.0 {
            let next = follow(q, target, service, hours);
            *self = Self::from(next);
            return next;
        }
        let age = self.age as f64 / WHOLE + hours / service.recovery_hours;
        self.age = (age * WHOLE + 0.5) as u64;
        // From where it began, so that steps too small for a part are not lost.
        let above = (self.from.as_f64() - target).max(0.0);
        Ppm::from_f64(target + above * service.recovers.left(age)).min(q)
    }
}
