//! What an outage costs: amount per hour × inoperability × time, exactly.

use serde::{Deserialize, Serialize};

use crate::base::{Cents, Ppm, Span};

/// Parts in which a tally keeps what is less than one: millionths of a millisecond of an hour.
const PARTS: u128 = 1_000_000 * 3_600_000;

/// A sum that loses nothing to rounding: many short steps add up to the same as one long one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    whole: u64,
    /// In 1/3,600,000,000,000, below one.
    rest: u64,
}

impl Tally {
    /// Adds what is lost in `time` by something worth `per_hour` (cents, or users) that is `inoperable` so far.
    pub fn add(&mut self, per_hour: u64, inoperable: Ppm, time: Span) {
        // 64 + 20 + 64 bits do not fit: the time is split into hours and what is left of one.
        let share = u128::from(per_hour) * u128::from(inoperable.0);
        let (hours, ms) = (u128::from(time.0 / 3_600_000), u128::from(time.0 % 3_600_000));
        let parts = share.saturating_mul(hours).saturating_mul(3_600_000);
        let parts = parts.saturating_add(share * ms).saturating_add(u128::from(self.rest));
        let whole = u64::try_from(parts / PARTS).unwrap_or(u64::MAX);
        self.whole = self.whole.saturating_add(whole);
        self.rest = (parts % PARTS) as u64;
    }

    /// The sum, rounded down: cents, or hours of users.
    pub fn whole(self) -> u64 {
        self.whole
    }

    /// The sum as money, where cents were added.
    pub fn cents(self) -> Cents {
        Cents(self.whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_an_outage_of_two_hours_costs_one_hour() {
        let mut tally = Tally::default();
        tally.add(120_000, Ppm(500_000), Span::hours(2));
        assert_eq!(tally.cents(), Cents(120_000));
    }

    #[test]
    fn many_short_steps_cost_the_same_as_one_long_one() {
        let (mut long, mut short) = (Tally::default(), Tally::default());
        long.add(7, Ppm(333_333), Span::hours(100));
        for _ in 0..100 * 60 {
            short.add(7, Ppm(333_333), Span::mins(1));
        }
        assert_eq!(long, short);
        assert_eq!(long.whole(), 233);
    }

    #[test]
    fn the_greatest_of_losses_is_a_number_too() {
        let mut tally = Tally::default();
        for _ in 0..3 {
            tally.add(u64::MAX, Ppm::ONE, Span(u64::MAX));
        }
        assert_eq!(tally.whole(), u64::MAX);
    }
}
