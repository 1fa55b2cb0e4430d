//! How far a piece of content gets: logistic growth of the share of the audience that has met it.
//!
//! dr/dt = k·g·r·(1 − r/p), so that in a step of length t  r(t) = p / (1 + (p/r − 1)·e^(−k·g·t)), with k = ln 2 /
//! doubling time and p the plateau. The pace g is 1 where nobody says anything. It falls by half when every state has
//! told its public the true cause (one that did so before the content began counts whole, one that followed counts half:
//! to be told before works better than to be put right), and grows by half where states contradict each other in
//! public. What a platform slows is multiplied on. Who has met it has met it: reach never falls. The growth law is the
//! usual one of diffusion; the halves are conventions of ours.

use crate::base::{Ppm, Span};

/// The public words that a piece of content meets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// States.
    pub states: u32,
    /// Of them, those that told the true cause before it began.
    pub before: u32,
    /// Of them, those that told it afterwards.
    pub after: u32,
    /// Two states contradict each other.
    pub contradict: bool,
}

/// How fast it spreads among these words, as a share of its own pace.
pub fn pace(words: Words) -> Ppm {
    let heard = u64::from(words.before) * 2 + u64::from(words.after);
    let told = Ppm::ratio(heard.min(u64::from(words.states) * 2), u64::from(words.states.max(1)) * 2);
    let calm = 1_000_000 - told.0 / 2;
    Ppm(if words.contradict { calm + calm / 2 } else { calm })
}

/// The share reached a step of `dt` later.
pub fn step(reach: Ppm, plateau: Ppm, doubling: Span, pace: Ppm, dt: Span) -> Ppm {
    if reach == Ppm::ZERO || reach >= plateau || doubling == Span::ZERO {
        return reach;
    }
    let (r, p) = (reach.as_f64(), plateau.as_f64());
    let doublings = dt.0 as f64 / doubling.0 as f64 * pace.as_f64();
    let left = (p / r - 1.0) * libm::exp2(-doublings);
    Ppm::from_f64(p / (1.0 + left)).max(reach)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_doubles_in_its_time_at_first_and_stops_at_its_plateau() {
        let one = step(Ppm(1_000), Ppm(600_000), Span::hours(1), Ppm::ONE, Span::hours(1));
        assert!((1_990..=2_000).contains(&one.0), "{one:?}");
        let mut reach = Ppm(1_000);
        for _ in 0..100 {
            reach = step(reach, Ppm(600_000), Span::hours(1), Ppm::ONE, Span::hours(1));
        }
        assert!((599_000..=600_000).contains(&reach.0), "{reach:?}");
    }

    #[test]
    fn two_half_steps_are_one_whole_step() {
        let whole = step(Ppm(10_000), Ppm(500_000), Span::hours(1), Ppm::ONE, Span::hours(2));
        let half = step(Ppm(10_000), Ppm(500_000), Span::hours(1), Ppm::ONE, Span::hours(1));
        let twice = step(half, Ppm(500_000), Span::hours(1), Ppm::ONE, Span::hours(1));
        assert!(whole.0.abs_diff(twice.0) <= 1, "{whole:?} {twice:?}");
    }

    #[test]
    fn true_words_slow_it_those_said_before_most_and_contradictions_feed_it() {
        let of = |before, after, contradict| pace(Words { states: 4, before, after, contradict }).0;
        assert_eq!([of(0, 0, false), of(0, 4, false), of(4, 0, false)], [1_000_000, 750_000, 500_000]);
        assert_eq!([of(0, 0, true), of(4, 0, true)], [1_500_000, 750_000]);
        assert_eq!(pace(Words::default()).0, 1_000_000);
    }
}
