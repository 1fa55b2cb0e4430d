//! Integer units. State and facts hold these, never floats, so that a hash is the same on any machine.

use serde::{Deserialize, Serialize};

/// A share in parts per million: 0 is none, [`Ppm::ONE`] is all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Ppm(pub u32);

impl Ppm {
    /// The whole.
    pub const ONE: Self = Self(1_000_000);
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// The nearest share to `x`, clamped to 0–1. Not a number counts as none.
    pub fn from_f64(x: f64) -> Self {
        // `as` saturates and sends NaN to zero; adding a half rounds what is never negative.
        Self((x.clamp(0.0, 1.0) * 1e6 + 0.5) as u32)
    }

    /// The share as a number from 0 to 1.
    pub fn as_f64(self) -> f64 {
        f64::from(self.0) / 1e6
    }

    /// This share of `amount`, rounded down.
    pub fn of(self, amount: u64) -> u64 {
        (u128::from(amount) * u128::from(self.0) / 1_000_000) as u64
    }

    /// `part` of `whole` as a share; none of nothing.
    pub fn ratio(part: u64, whole: u64) -> Self {
        if whole == 0 {
            return Self::ZERO;
        }
        Self((u128::from(part) * 1_000_000 / u128::from(whole)).min(1_000_000) as u32)
    }
}

/// Money in hundredths of a euro.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Cents(pub u64);

impl std::ops::AddAssign for Cents {
    fn add_assign(&mut self, other: Self) {
        self.0 = self.0.saturating_add(other.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_clamped_and_rounded() {
        assert_eq!(Ppm::from_f64(-1.0), Ppm::ZERO);
        assert_eq!(Ppm::from_f64(7.0), Ppm::ONE);
        assert_eq!(Ppm::from_f64(f64::NAN), Ppm::ZERO);
        assert_eq!(Ppm::from_f64(0.123_456_7), Ppm(123_457));
    }

    #[test]
    fn a_share_of_an_amount_never_overflows() {
        assert_eq!(Ppm::ONE.of(u64::MAX), u64::MAX);
        assert_eq!(Ppm(500_000).of(7), 3);
        assert_eq!(Ppm::ratio(1, 0), Ppm::ZERO);
    }
}
