//! Trust between two states: Beta reputation with forgetting (Jøsang & Ismail 2002).

use serde::{Deserialize, Serialize};

use crate::base::Ppm;

/// What one state has seen of another, in thousandths of an act.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Useful and timely sharing, answers, honoured markings.
    pub good_milli: u64,
    /// Leaks, answers late or withheld, broken markings.
    pub bad_milli: u64,
}

impl Evidence {
    /// One act, in thousandths.
    pub const ACT: u64 = 1_000;

    /// Adds good evidence.
    pub fn praise(&mut self, milli: u64) {
        self.good_milli = self.good_milli.saturating_add(milli);
    }

    /// Adds bad evidence.
    pub fn blame(&mut self, milli: u64) {
        self.bad_milli = self.bad_milli.saturating_add(milli);
    }

    /// Keeps this share of all that was seen so far (λ, once a day or whatever the scenario says).
    pub fn forget(&mut self, keep: Ppm) {
        self.good_milli = keep.of(self.good_milli);
        self.bad_milli = keep.of(self.bad_milli);
    }

    /// T = (r + 1) / (r + s + 2): one half for a stranger.
    pub fn trust(self) -> Ppm {
        let good = self.good_milli.saturating_add(Self::ACT);
        Ppm::ratio(good, good.saturating_add(self.bad_milli).saturating_add(Self::ACT))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stranger_is_trusted_half_and_acts_move_it() {
        let mut seen = Evidence::default();
        assert_eq!(seen.trust(), Ppm(500_000));
        seen.praise(3 * Evidence::ACT);
        assert_eq!(seen.trust(), Ppm(800_000), "(3 + 1) / (3 + 0 + 2)");
        seen.blame(5 * Evidence::ACT);
        assert_eq!(seen.trust(), Ppm(400_000), "(3 + 1) / (3 + 5 + 2)");
    }

    #[test]
    fn what_is_forgotten_leaves_a_stranger() {
        let mut seen = Evidence { good_milli: 0, bad_milli: 9_000 };
        let before = seen.trust();
        for _ in 0..200 {
            seen.forget(Ppm(900_000));
        }
        assert!(before < Ppm(100_000));
        assert!(seen.trust() > Ppm(495_000), "{:?}", seen.trust());
    }

    #[test]
    fn endless_praise_does_not_overflow() {
        let mut seen = Evidence { good_milli: u64::MAX, bad_milli: u64::MAX };
        seen.praise(1);
        assert!(seen.trust() <= Ppm::ONE);
    }
}
