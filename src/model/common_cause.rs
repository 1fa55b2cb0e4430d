//! Common cause: a supplier or a platform fails, and hits its customers all at once (Viasat, CrowdStrike, Collins).
//! No contagion: who is hit is one throw a customer.

use crate::base::{Dice, Ppm};

/// The chance that a customer is hit: exposure share × (1 − fallback).
///
/// `exposure` is how much of its work runs over the supplier, `fallback` how much of that it can do otherwise.
pub fn chance(exposure: Ppm, fallback: Ppm) -> Ppm {
    let without = u64::from(Ppm::ONE.0.saturating_sub(fallback.0));
    Ppm(exposure.of(without).min(1_000_000) as u32)
}

/// Whether `customer` is hit when `cause` strikes for the `count`th time. Both are stable text ids, so that
/// one customer more in the scenario changes nobody else's luck.
pub fn is_hit(dice: Dice, cause: &str, customer: &str, count: u64, chance: Ppm) -> bool {
    dice.below(1_000_000, "common cause", &format!("{cause} {customer}"), count) < u64::from(chance.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fallback_halves_what_it_covers_by_half() {
        assert_eq!(chance(Ppm(800_000), Ppm(500_000)), Ppm(400_000));
        assert_eq!(chance(Ppm::ONE, Ppm::ZERO), Ppm::ONE);
        assert_eq!(chance(Ppm::ONE, Ppm(2_000_000)), Ppm::ZERO);
    }

    #[test]
    fn as_many_are_hit_as_the_chance_says_and_always_the_same() {
        let dice = Dice { seed: 3 };
        let hits =
            |chance| (0..2_000).filter(|n| is_hit(dice, "rmm-tool", &format!("c{n}"), 0, chance)).count();
        assert_eq!(hits(Ppm::ZERO), 0);
        assert_eq!(hits(Ppm::ONE), 2_000);
        let some = hits(Ppm(400_000));
        assert!((740..=860).contains(&some), "{some} of 2,000");
        assert_eq!(some, hits(Ppm(400_000)));
    }
}
