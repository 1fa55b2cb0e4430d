//! Waiting times, and what so many in a hundred of them exceed.

use std::time::Duration;

use serde_json::{Value, json};

/// Waiting times in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waits(Vec<Duration>);

impl Waits {
    /// In any order.
    pub fn new(mut waits: Vec<Duration>) -> Self {
        waits.sort_unstable();
        Self(waits)
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// What so many in a hundred do not exceed; none where there are no waits.
    pub fn percentile(&self, hundredth: usize) -> Option<Duration> {
        // By nearest rank: always a time that somebody waited.
        let rank = (self.0.len() * hundredth.min(100)).div_ceil(100).max(1);
        self.0.get(rank - 1).copied()
    }

    /// For people: count and percentiles in milliseconds.
    pub fn words(&self) -> String {
        let of = |hundredth| self.percentile(hundredth).map_or(0.0, ms);
        match self.count() {
            0 => "none".to_owned(),
            count => format!(
                "{count}: p50 {:.1} ms, p90 {:.1} ms, p99 {:.1} ms, max {:.1} ms",
                of(50),
                of(90),
                of(99),
                of(100)
            ),
        }
    }

    /// For programs: count and percentiles in milliseconds.
    pub fn json(&self) -> Value {
        let of = |hundredth| self.percentile(hundredth).map(ms);
        json!({ "count": self.count(), "p50_ms": of(50), "p90_ms": of(90), "p99_ms": of(99), "max_ms": of(100) })
    }
}

fn ms(of: Duration) -> f64 {
    of.as_secs_f64() * 1e3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_a_time_that_somebody_waited() {
        let waits = Waits::new((1..=200).rev().map(Duration::from_millis).collect());
        let of = |hundredth| waits.percentile(hundredth).unwrap().as_millis();
        assert_eq!([of(0), of(50), of(99), of(100)], [1, 100, 198, 200]);
        assert_eq!(Waits::default().percentile(50), None);
        let one = Waits::new(vec![Duration::from_millis(7)]);
        assert_eq!((one.percentile(1), one.percentile(99)), (one.percentile(50), one.percentile(100)));
    }
}
