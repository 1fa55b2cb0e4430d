//! The score's conventions, each in one place: figures of ours, not of any law or doctrine.

use crate::base::{Ppm, Span};

/// Opportunities below which no figure of a state or of a pair is published, and the desks show none of all together: it
/// would say more of chance than of anybody.
pub const FEWEST: u32 = 5;
/// Cap on the composite after one breach of TLP.
pub const CAP_FIRST: Ppm = Ppm(600_000);
/// How much lower the cap is with each further breach.
pub const CAP_STEP: Ppm = Ppm(100_000);
/// The cap falls no lower.
pub const CAP_FLOOR: Ppm = Ppm(200_000);
/// What passing an item on is worth under a marking that is stricter than the source's.
pub const OVER_MARKED: Ppm = Ppm(500_000);
/// Share of its function from which a service that lost it by trouble of its own is out, and somebody's to bring back.
pub const OUT: Ppm = Ppm(250_000);
/// How long before a defence words to those whom it touches count as an announcement.
pub const ANNOUNCED_BEFORE: Span = Span::hours(1);
/// Items from which Fleiss' κ is shown beside percent agreement.
pub const KAPPA_ITEMS: usize = 10;
/// Raters from which it is.
pub const KAPPA_RATERS: usize = 4;
/// Samples of the course of an exercise, at most about so many.
pub const SAMPLES: u64 = 96;
/// No sample more often than this.
pub const SAMPLE_EVERY: Span = Span::mins(5);
/// How far each weight is moved to see whether the ranking of states holds.
pub const SWING: Ppm = Ppm(500_000);

/// From this mean of what shows a task on, “performed without challenges” is suggested …
pub const SUGGEST_P: Ppm = Ppm(950_000);
/// … from this one on, “with some challenges” …
pub const SUGGEST_S: Ppm = Ppm(700_000);
/// … from this one on, “with major challenges”; below it, “unable”.
pub const SUGGEST_M: Ppm = Ppm(400_000);

/// Cap on the composite after so many breaches of TLP; none without a breach.
pub fn cap(breaches: u32) -> Option<Ppm> {
    let further = breaches.checked_sub(1)?;
    let fallen = CAP_FIRST.0.saturating_sub(CAP_STEP.0.saturating_mul(further));
    Some(Ppm(fallen.max(CAP_FLOOR.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cap_falls_with_each_breach_and_ends_at_its_floor() {
        let caps: Vec<Option<u32>> = (0..8).map(|n| cap(n).map(|c| c.0)).collect();
        assert_eq!(caps[..4], [None, Some(600_000), Some(500_000), Some(400_000)]);
        assert_eq!(caps[7], Some(200_000));
    }
}
