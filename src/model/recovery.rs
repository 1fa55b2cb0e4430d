//! The course of a recovery: which share of what was down is down still, once so much of the recovery time is over.
//!
//! The cascade's own law (Lian & Haimes 2006) is exponential: the same share of the rest comes back in every hour.
//! Two other courses are known from outage data of electricity utilities. Where a fixed number of crews goes from site to
//! site, restoration progresses steadily (Ahmad & Dobson 2026, arXiv 2603.16841: uniform "for many events"). Where sites
//! differ in how hard they are, single restoration times are heavy-tailed; the lognormal law describes that (Kancherla &
//! Dobson 2018, IEEE Trans. Power Syst. 33(1), from memory). How far either holds for computers is shown in
//! docs/validation.md and nowhere else.

use crate::base::Ppm;

/// Share that is back at the end of the recovery time.
const BACK: f64 = 0.99;
/// The standard normal deviate below which that share lies.
const DEVIATE: f64 = 2.326_347_874_040_841;

/// How a service comes back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Recovery {
    /// The same share of the rest in every hour.
    #[default]
    Exponential,
    /// The same number in every hour: so many crews, one site after the other.
    Steady,
    /// Each part of the estate after a time of its own; these times are lognormal with this standard deviation of their
    /// logarithm. Slow at first, and with a long tail.
    Lognormal(Ppm),
}

impl Recovery {
    /// The share still down, where `age` is the time since the recovery began as a share of the recovery time.
    pub fn left(self, age: f64) -> f64 {
        if age <= 0.0 {
            return 1.0;
        }
        match self {
            Self::Exponential => libm::pow(1.0 - BACK, age),
            Self::Steady => (1.0 - BACK * age).max(0.0),
            Self::Lognormal(Ppm(0)) => f64::from(u8::from(age < 1.0)),
            Self::Lognormal(spread) => {
                let deviate = libm::log(age) / spread.as_f64() + DEVIATE;
                0.5 * libm::erfc(deviate / std::f64::consts::SQRT_2)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_is_down_at_first_and_a_hundredth_at_the_end_of_the_recovery_time() {
        for course in [Recovery::Exponential, Recovery::Steady, Recovery::Lognormal(Ppm(800_000))] {
            assert_eq!(course.left(0.0), 1.0);
            assert!((course.left(1.0) - 0.01).abs() < 1e-9, "{course:?}: {}", course.left(1.0));
            assert!((1..40).all(|n| course.left(f64::from(n + 1) / 9.0) <= course.left(f64::from(n) / 9.0)));
        }
    }

    #[test]
    fn the_lognormal_has_its_half_where_the_tables_have_it() {
        // Median over 99th percentile: exp(−2.3263 · 0.8) = 0.1555; a deviate of one above it: 15.87 % are left.
        let course = Recovery::Lognormal(Ppm(800_000));
        assert!((course.left(0.155_5) - 0.5).abs() < 0.001, "{}", course.left(0.155_5));
        assert!((course.left(0.155_5 * 2.225_5) - 0.158_7).abs() < 0.001);
        // Without spread all come back at one moment.
        assert_eq!([0.5, 0.99, 1.0].map(|age| Recovery::Lognormal(Ppm::ZERO).left(age)), [1.0, 1.0, 0.0]);
    }

    #[test]
    fn steady_crews_have_done_half_in_half_the_time_where_the_exponential_has_done_nine_tenths() {
        assert!((Recovery::Steady.left(0.5) - 0.505).abs() < 1e-9);
        assert!((Recovery::Exponential.left(0.5) - 0.1).abs() < 1e-9);
        assert_eq!(Recovery::Steady.left(1.5), 0.0);
    }
}
