//! What somebody may still do now: so much at once, and so much a second in the long run.

use std::time::Instant;

/// A measure that fills up again by itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measure {
    /// At once.
    pub(super) burst: f64,
    /// In a second, in the long run.
    pub(super) rate: f64,
}

/// What is left of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Allowance {
    left: f64,
    seen: Instant,
}

impl Allowance {
    /// All of it is left.
    pub(super) fn new(of: Measure, now: Instant) -> Self {
        Self { left: of.burst, seen: now }
    }

    /// Takes so much, or nothing where so much is not left; whether it was.
    pub(super) fn take(&mut self, cost: u32, of: Measure, now: Instant) -> bool {
        let since = now.saturating_duration_since(self.seen).as_secs_f64();
        self.left = (self.left + since * of.rate).min(of.burst);
        self.seen = now;
        let may = self.left >= f64::from(cost);
        if may {
            self.left -= f64::from(cost);
        }
        may
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn it_is_used_up_at_once_and_comes_back_by_and_by() {
        let (of, now) = (Measure { burst: 4.0, rate: 2.0 }, Instant::now());
        let mut allowance = Allowance::new(of, now);
        assert!(allowance.take(3, of, now) && !allowance.take(2, of, now) && allowance.take(1, of, now));
        let later = now + Duration::from_secs(1);
        assert!(allowance.take(2, of, later) && !allowance.take(1, of, later));
        let long = later + Duration::from_secs(1_000);
        assert!(!allowance.take(5, of, long) && allowance.take(4, of, long), "never more than at once");
    }
}
