//! One opportunity judged, and how many of them make a figure.

use crate::base::{At, Ppm, Span};
use crate::scenario::script::{SeatId, StateId};

/// The weight of one opportunity among its like, so that shares of it stay whole numbers.
pub(crate) const ONE: u64 = 1_000_000;

/// What a moment is to its measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// An opportunity, taken well, badly or not at all.
    Chance,
    /// Something that should have reached somebody and did not.
    Missed,
    /// Something that should not have been done.
    Fault,
    /// The second factor of a measure that multiplies two.
    Beside,
    /// An opportunity whose time is not over: not assessed.
    Pending,
}

/// The states that a moment counts for. Most count for one, and there are as many moments as messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum States {
    /// None, or one.
    Few(Option<StateId>),
    /// Several, each once.
    Several(Vec<StateId>),
}

impl States {
    /// All of them.
    pub(crate) fn as_slice(&self) -> &[StateId] {
        match self {
            Self::Few(one) => one.as_slice(),
            Self::Several(all) => all,
        }
    }

    /// Whether it counts for this one.
    pub(crate) fn contains(&self, state: StateId) -> bool {
        self.as_slice().contains(&state)
    }
}

/// One opportunity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    /// The record that earned or cost it, or that opened it where nothing was done.
    pub(crate) record: u64,
    /// When.
    pub(crate) at: At,
    /// Whose act it was, or should have been.
    pub(crate) seat: Option<SeatId>,
    /// The states that it counts for.
    pub(crate) states: States,
    /// The ordered pair that it counts for: who acts towards whom.
    pub(crate) pair: Option<(SeatId, SeatId)>,
    /// What it is to its measure.
    pub(crate) part: Part,
    /// Its weight, [`ONE`] for one opportunity among equals.
    pub(crate) weight: u64,
    /// How much of it was reached.
    pub(crate) got: Ppm,
    /// In words.
    pub(crate) why: String,
}

/// A further figure of a measure, shown beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// Text id.
    pub id: &'static str,
    /// The figure.
    pub figure: Figure,
}

/// A figure with its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// A share.
    Share(Ppm),
    /// A number of things.
    Count(u32),
    /// A length of exercise time.
    Time(Span),
    /// Agreement beyond chance, −1 to 1 in millionths.
    Kappa(i32),
}

impl Detail {
    /// What it is called: `Agreed but wrong`.
    pub fn label(&self) -> String {
        let words = self.id.replace('_', " ").replace("tlp", "TLP").replace("pap", "PAP");
        let mut letters = words.chars();
        match letters.next() {
            _ if words == "kappa" => "Fleiss’ κ".to_owned(),
            Some(first) => first.to_uppercase().chain(letters).collect(),
            None => words,
        }
    }
}

impl std::fmt::Display for Figure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Share(share) => write!(f, "{:.2}", share.as_f64()),
            Self::Count(count) => write!(f, "{count}"),
            Self::Time(span) => write!(f, "{span}"),
            Self::Kappa(millionths) => write!(f, "{:.2}", f64::from(*millionths) / 1e6),
        }
    }
}

/// All that a measure found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    /// Opportunities.
    pub(crate) moments: Vec<Moment>,
    /// Further figures.
    pub(crate) details: Vec<Detail>,
}

impl Tally {
    /// Adds a figure.
    pub(crate) fn detail(&mut self, id: &'static str, figure: Figure) {
        self.details.push(Detail { id, figure });
    }
}

/// Σ weight · got / Σ weight over the moments that `of` picks; none of nothing.
pub(crate) fn mean<'a>(
    moments: impl IntoIterator<Item = &'a Moment>,
    of: impl Fn(Part) -> bool,
) -> Option<Ppm> {
    let (mut got, mut all) = (0_u128, 0_u128);
    for moment in moments.into_iter().filter(|m| of(m.part)) {
        got += u128::from(moment.weight) * u128::from(moment.got.0);
        all += u128::from(moment.weight);
    }
    (all > 0).then(|| Ppm((got / all) as u32))
}

/// The mean of all that was assessed: what most measures are.
pub(crate) fn plain(moments: &[&Moment]) -> Option<Ppm> {
    mean(moments.iter().copied(), |part| matches!(part, Part::Chance | Part::Missed | Part::Fault))
}

/// The mean of the chances times the mean of what stands beside them; one of them alone where the other was not
/// assessed.
pub(crate) fn product(moments: &[&Moment]) -> Option<Ppm> {
    let beside = mean(moments.iter().copied(), |part| part == Part::Beside);
    match (plain(moments), beside) {
        (Some(a), Some(b)) => Some(Ppm(a.of(u64::from(b.0)) as u32)),
        (a, b) => a.or(b),
    }
}

/// F₁ of these moments; none where nobody needed anything.
pub(crate) fn f1(moments: &[&Moment]) -> Option<Ppm> {
    let recall = recall(moments)?.as_f64();
    let precision = precision(moments).unwrap_or(Ppm::ZERO).as_f64();
    if recall + precision == 0.0 {
        return Some(Ppm::ZERO);
    }
    Some(Ppm::from_f64(2.0 * recall * precision / (recall + precision)))
}

/// Σ weight · got / Σ weight over what was wanted.
pub(crate) fn recall(moments: &[&Moment]) -> Option<Ppm> {
    mean(moments.iter().copied(), |part| matches!(part, Part::Chance | Part::Missed))
}

/// The share of what was done that was wanted, one by one; none where nothing was done.
pub(crate) fn precision(moments: &[&Moment]) -> Option<Ppm> {
    let count = |wanted: Part| moments.iter().filter(|m| m.part == wanted).count() as u64;
    let (needed, noise) = (count(Part::Chance), count(Part::Fault));
    (needed + noise > 0).then(|| Ppm::ratio(needed, needed + noise))
}

/// s = 1 up to the time allowed, then linearly to 0 at twice that time (doctrine 6.1).
pub(crate) fn timely(taken: Span, allowed: Span) -> Ppm {
    let late = taken.0.saturating_sub(allowed.0);
    if late == 0 {
        return Ppm::ONE;
    }
    Ppm(Ppm::ONE.0 - Ppm::ratio(late, allowed.0.max(1)).0)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::score) fn moment(part: Part, weight: u64, got: u32) -> Moment {
        Moment {
            record: 1,
            at: At(0),
            seat: None,
            states: States::Few(None),
            pair: None,
            part,
            weight,
            got: Ppm(got),
            why: String::new(),
        }
    }

    #[test]
    fn an_obligation_fades_from_its_deadline_to_twice_its_deadline() {
        let day = Span::hours(24);
        let at = |hours| timely(Span::hours(hours), day).0;
        assert_eq!([at(0), at(24), at(36), at(48), at(90)], [1_000_000, 1_000_000, 500_000, 0, 0]);
        assert_eq!(timely(Span(1), Span::ZERO), Ppm::ZERO);
    }

    #[test]
    fn what_is_pending_is_no_success_and_no_failure() {
        let (done, open) = (moment(Part::Chance, ONE, 800_000), moment(Part::Pending, ONE, 0));
        assert_eq!(plain(&[&done, &open]), Some(Ppm(800_000)));
        assert_eq!(plain(&[&open]), None);
        assert_eq!(plain(&[]), None);
    }

    #[test]
    fn two_factors_multiply_and_one_stands_alone() {
        let (a, b) = (moment(Part::Chance, ONE, 800_000), moment(Part::Beside, ONE, 500_000));
        assert_eq!(product(&[&a, &b]), Some(Ppm(400_000)));
        assert_eq!(product(&[&a]), Some(Ppm(800_000)));
        assert_eq!(product(&[]), None);
    }

    #[test]
    fn f1_is_the_harmonic_mean_of_recall_and_precision() {
        // Told one of two that needed it, at half its worth: R = 0.25. One needed delivery of two: P = 0.5.
        let told = moment(Part::Chance, 10 * ONE, 500_000);
        let (not_told, noise) = (moment(Part::Missed, 10 * ONE, 0), moment(Part::Fault, ONE, 0));
        assert_eq!(f1(&[&told, &not_told, &noise]), Some(Ppm(333_333)));
        // Telling more who did not need it never helps.
        assert!(f1(&[&told, &not_told, &noise, &noise]) < f1(&[&told, &not_told, &noise]));
        assert_eq!(f1(&[&not_told]), Some(Ppm::ZERO));
        assert_eq!(f1(&[&noise]), None, "nobody needed anything");
    }
}
