//! From what shows how a critical task was done to a letter: a suggestion, which a person takes or leaves.
//!
//! The mean of all signs: each expected action with its obligation figure (1 in time, then falling to 0 at twice the
//! time), each measure with its value. From 0.95 P, from 0.70 S, from 0.40 M, below it U: conventions of ours, since
//! HSEEP leaves it to people. Without a sign that was assessed there is none.

use crate::base::{At, Ppm};
use crate::exercise::order::Rating;
use crate::scenario::script::SeatId;
use crate::scenario::words::Measure;

use crate::score::convention::{SUGGEST_M, SUGGEST_P, SUGGEST_S};

/// Something that shows how a task was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    /// Where; none for a measure.
    pub record: Option<u64>,
    /// When; none for a measure.
    pub at: Option<At>,
    /// Whose act it was, or should have been.
    pub seat: Option<SeatId>,
    /// The measure, where it is one.
    pub measure: Option<Measure>,
    /// How much was reached; none: not assessed.
    pub got: Option<Ppm>,
    /// Its weight among the signs, in millionths.
    pub weight: u64,
    /// In words.
    pub why: String,
}

/// What the figures suggest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suggested {
    /// The letter; none where nothing was assessed.
    pub rating: Option<Rating>,
    /// The mean that it comes of.
    pub mean: Option<Ppm>,
    /// Signs that were assessed.
    pub assessed: u32,
    /// All signs.
    pub of: u32,
    /// What it stands on.
    pub signs: Vec<Sign>,
}

/// The letter of a mean.
pub fn letter(mean: Ppm) -> Rating {
    match mean {
        mean if mean >= SUGGEST_P => Rating::Performed,
        mean if mean >= SUGGEST_S => Rating::SomeChallenges,
        mean if mean >= SUGGEST_M => Rating::MajorChallenges,
        _ => Rating::Unable,
    }
}

/// Σ weight · got ÷ Σ weight over the signs that were assessed.
pub fn mean(signs: &[Sign]) -> Option<Ppm> {
    let (mut got, mut all) = (0_u128, 0_u128);
    for (sign, share) in signs.iter().filter_map(|sign| Some((sign, sign.got?))) {
        got += u128::from(sign.weight) * u128::from(share.0);
        all += u128::from(sign.weight);
    }
    (all > 0).then(|| Ppm((got / all) as u32))
}

/// What these signs suggest.
pub fn suggested(signs: Vec<Sign>) -> Suggested {
    let mean = mean(&signs);
    let assessed = signs.iter().filter(|sign| sign.got.is_some()).count() as u32;
    Suggested { rating: mean.map(letter), mean, assessed, of: signs.len() as u32, signs }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::moment::ONE;

    fn sign(got: Option<u32>, weight: u64) -> Sign {
        let (record, at, why) = (Some(1), Some(At(0)), String::new());
        Sign { record, at, seat: None, measure: None, got: got.map(Ppm), weight, why }
    }

    fn of(got: &[Option<u32>]) -> (Option<Rating>, Option<u32>, u32, u32) {
        let found = suggested(got.iter().map(|got| sign(*got, ONE)).collect());
        (found.rating, found.mean.map(|mean| mean.0), found.assessed, found.of)
    }

    #[test]
    fn the_mean_of_what_was_assessed_makes_the_letter() {
        use Rating::{MajorChallenges, Performed, SomeChallenges, Unable};
        let one = Some(1_000_000);
        assert_eq!(of(&[one, one]), (Some(Performed), Some(1_000_000), 2, 2));
        assert_eq!(of(&[one, Some(800_000)]), (Some(SomeChallenges), Some(900_000), 2, 2), "(1 + 0.8) ÷ 2");
        assert_eq!(of(&[one, Some(0)]), (Some(MajorChallenges), Some(500_000), 2, 2));
        assert_eq!(of(&[one, Some(0), Some(0)]), (Some(Unable), Some(333_333), 3, 3));
        assert_eq!(of(&[one, None]), (Some(Performed), Some(1_000_000), 1, 2), "what is open counts nothing");
    }

    #[test]
    fn without_a_sign_that_was_assessed_nothing_is_suggested() {
        assert_eq!(of(&[]), (None, None, 0, 0));
        assert_eq!(of(&[None, None]), (None, None, 0, 2));
    }

    #[test]
    fn those_who_answer_for_themselves_weigh_as_one() {
        let third = ONE / 3;
        let each = [sign(Some(1_000_000), third), sign(Some(1_000_000), third), sign(Some(0), third)];
        let both: Vec<Sign> = each.into_iter().chain([sign(Some(0), ONE)]).collect();
        assert_eq!(mean(&both).map(|m| m.0), Some(333_333), "(⅔ + 0) ÷ 2");
    }

    #[test]
    fn the_edges_belong_to_the_better_letter() {
        let letters =
            [949_999, 950_000, 699_999, 700_000, 399_999, 400_000].map(|mean| letter(Ppm(mean)).letter());
        assert_eq!(letters, ['S', 'P', 'M', 'S', 'U', 'M']);
    }
}
