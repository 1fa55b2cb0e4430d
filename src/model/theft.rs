//! Theft: what was taken, and when those who were robbed find out. It is no outage: everything goes on working.

use crate::base::{Cents, Dice, Ppm, Span};

/// Records that a share of all comes to, rounded up: who takes anything takes at least one.
pub fn taken(records: u64, share: Ppm) -> u64 {
    let parts = u128::from(records) * u128::from(share.min(Ppm::ONE).0);
    u64::try_from(parts.div_ceil(1_000_000)).unwrap_or(u64::MAX)
}

/// What so many records cost.
pub fn cost(records: u64, each: Cents) -> Cents {
    Cents(records.saturating_mul(each.0))
}

/// When a victim finds out by itself after it was robbed: as likely in any hour as in any other, on average after `mean`.
/// `thief` and `victim` are stable text ids, so that one more in the scenario changes nobody else's luck.
pub fn found_after(dice: Dice, mean: Span, thief: &str, victim: &str) -> Span {
    const PARTS: u64 = 1_000_000;
    let draw = dice.below(PARTS, "theft found", &format!("{thief} {victim}"), 0);
    // Never quite nothing, so that the logarithm is finite.
    let left = (draw as f64 + 0.5) / PARTS as f64;
    Span((mean.0 as f64 * -libm::log(left) + 0.5) as u64)
}

/// When a stage that takes `over` to get to all of them comes to this one: as likely at any moment as at any other.
pub fn struck_after(dice: Dice, over: Span, thief: &str, victim: &str) -> Span {
    Span(dice.below(over.0, "strike", &format!("{thief} {victim}"), 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_the_records_is_whole_records() {
        assert_eq!(taken(90_000, Ppm(500_000)), 45_000);
        assert_eq!(taken(3, Ppm(500_000)), 2);
        assert_eq!((taken(3, Ppm::ZERO), taken(0, Ppm::ONE), taken(7, Ppm(9_000_000))), (0, 0, 7));
        assert_eq!(cost(45_000, Cents(16_500)), Cents(742_500_000));
        assert_eq!(cost(u64::MAX, Cents(2)), Cents(u64::MAX));
    }

    #[test]
    fn victims_find_out_after_the_mean_time_on_average_and_two_thirds_of_them_within_it() {
        let found = |n: u32| found_after(Dice { seed: 5 }, Span::hours(10), "thief", &n.to_string());
        let all: Vec<f64> = (0..2_000).map(|n| found(n).as_hours()).collect();
        let mean = all.iter().sum::<f64>() / all.len() as f64;
        assert!((9.5..10.5).contains(&mean), "{mean}");
        let within = all.iter().filter(|hours| **hours < 10.0).count();
        assert!((1_200..1_330).contains(&within), "63 % of 2,000: {within}");
        assert_eq!(found(1), found(1));
    }

    #[test]
    fn strikes_are_spread_evenly_over_their_time() {
        let at = |n: u32| struck_after(Dice { seed: 5 }, Span::hours(100), "thief", &n.to_string());
        let early = (0..2_000).filter(|n| at(*n) < Span::hours(50)).count();
        assert!((930..1_070).contains(&early), "half of 2,000: {early}");
        assert_eq!(at(9), at(9));
        assert_eq!(struck_after(Dice::default(), Span::ZERO, "a", "b"), Span::ZERO);
    }
}
