//! Measure 14, outcome: what coordination saved of what it could save (doctrine 6.9).
//!
//! G = (L_isolated − L_actual) ÷ (L_isolated − L_full), from runs of the same scenario with the same seeds (common random
//! numbers) and, in both bounds, the same policy: nothing crosses a border, or every seat holds what any seat holds. L is
//! hours of users without a service; money, where the scenario gives no users, or has a theft. Where the span between the bounds is less
//! than [`DELTA`] of the isolated loss, coordination could not matter and there is no G. A model's illustration: its
//! weight is 0 unless a scenario gives it one.

use serde::{Deserialize, Serialize};

use crate::base::Ppm;
use crate::scenario::script::Script;
use crate::scenario::words::Measure;

use crate::score::compose::weighted;
use crate::score::moment::{Detail, Figure};
use crate::score::result::Score;

/// As people read it.
pub(super) const FORMULA: &str = "(loss alone − actual loss) ÷ (loss alone − loss with full cooperation), by simulated runs: a model's illustration";

/// δ: the least span between the bounds, as a share of the isolated loss. A convention of ours.
pub const DELTA: Ppm = Ppm(20_000);
/// Runs from which the interval is that of quantiles 0.1 and 0.9; of fewer it is that of all.
pub const INTERVAL_RUNS: usize = 10;

/// The losses of one seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Losses {
    /// The seed.
    pub seed: u64,
    /// Nothing crosses a border.
    pub isolated: u64,
    /// As it was decided.
    pub actual: u64,
    /// Every seat holds what any seat holds.
    pub full: u64,
}

/// The outcome over some seeds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Seeds.
    pub runs: u32,
    /// Those whose span was at least δ.
    pub counted: u32,
    /// G over all seeds together, in millionths; may be below 0 or above 1. None: coordination could not matter here.
    pub gain: Option<i32>,
    /// The interval of G over single seeds.
    pub low: Option<i32>,
    /// Its upper end.
    pub high: Option<i32>,
    /// Mean loss in isolation.
    pub isolated: u64,
    /// Mean loss as it was decided.
    pub actual: u64,
    /// Mean loss with full cooperation.
    pub full: u64,
    /// Whether losses are cents, else hours of users.
    pub in_money: bool,
}

impl Losses {
    fn gain(self) -> Option<i32> {
        gain(u128::from(self.isolated), u128::from(self.actual), u128::from(self.full))
    }
}

/// G in millionths; none where the span is below δ.
fn gain(isolated: u128, actual: u128, full: u128) -> Option<i32> {
    let [isolated, actual, full] =
        [isolated, actual, full].map(|l| i128::try_from(l).unwrap_or(i128::MAX / 2_000_000));
    let span = isolated - full;
    if span <= 0 || span * i128::from(Ppm::ONE.0) < isolated * i128::from(DELTA.0) {
        return None;
    }
    let gain = (isolated - actual) * i128::from(Ppm::ONE.0) / span;
    Some(gain.clamp(i128::from(i32::MIN), i128::from(i32::MAX)) as i32)
}

impl Outcome {
    /// Sums up the losses of some seeds.
    pub fn of(losses: &[Losses], in_money: bool) -> Self {
        let sum = |of: fn(&Losses) -> u64| losses.iter().map(|l| u128::from(of(l))).sum::<u128>();
        let (isolated, actual, full) = (sum(|l| l.isolated), sum(|l| l.actual), sum(|l| l.full));
        let mean = |sum: u128| (sum / losses.len().max(1) as u128) as u64;
        let mut gains: Vec<i32> = losses.iter().filter_map(|l| l.gain()).collect();
        gains.sort_unstable();
        // Of ten or more a tenth is left out at each end.
        let cut = if gains.len() >= INTERVAL_RUNS { gains.len() / 10 } else { 0 };
        Self {
            runs: losses.len() as u32,
            counted: gains.len() as u32,
            gain: gain(isolated, actual, full),
            low: gains.get(cut).copied(),
            high: gains.len().checked_sub(cut + 1).and_then(|place| gains.get(place)).copied(),
            isolated: mean(isolated),
            actual: mean(actual),
            full: mean(full),
            in_money,
        }
    }

    /// The figure of the measure: G, not below 0 and not above 1.
    pub fn value(&self) -> Option<Ppm> {
        self.gain.map(|gain| Ppm(gain.clamp(0, Ppm::ONE.0 as i32) as u32))
    }

    /// In a sentence.
    pub fn words(&self) -> String {
        let unit = if self.in_money { "euros" } else { "hours of users without a service" };
        let loss = |l: u64| if self.in_money { l / 100 } else { l };
        let losses = format!(
            "loss alone {}, as played {}, with full cooperation {} {unit}, on average over {} seeds",
            loss(self.isolated),
            loss(self.actual),
            loss(self.full),
            self.runs
        );
        let share = |of: i32| f64::from(of) / f64::from(Ppm::ONE.0);
        match (self.gain, self.low, self.high) {
            (Some(gain), Some(low), Some(high)) => format!(
                "Coordination saved {:.2} of what it could save ({:.2} to {:.2} over seeds): {losses}. A model's illustration",
                share(gain),
                share(low),
                share(high)
            ),
            _ => format!(
                "Coordination could not matter here: full cooperation saves less than {:.0} % of the loss ({losses})",
                DELTA.as_f64() * 100.0
            ),
        }
    }
}

impl Score {
    /// The score with the outcome that counterfactual runs gave. Nothing else changes where its weight is 0.
    pub fn with_outcome(mut self, script: &Script, outcome: &Outcome) -> Self {
        for measure in self.measures.iter_mut().filter(|m| m.measure == Measure::Outcome) {
            measure.value = outcome.value();
            measure.assessed = outcome.counted;
            measure.opportunities = outcome.runs;
            let share = |id, of: Option<i32>| {
                of.map(|of| Detail { id, figure: Figure::Share(Ppm(of.clamp(0, Ppm::ONE.0 as i32) as u32)) })
            };
            measure.details =
                [share("low", outcome.low), share("high", outcome.high)].into_iter().flatten().collect();
        }
        let values: Vec<Option<Ppm>> = self.measures.iter().map(|m| m.value).collect();
        let weight = |m| u64::from(script.weights.get(&m).copied().unwrap_or(0));
        self.overall = weighted(&values, weight, self.cap);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn losses(isolated: u64, actual: u64, full: u64) -> Losses {
        Losses { seed: 1, isolated, actual, full }
    }

    #[test]
    fn half_of_what_could_be_saved_is_one_half() {
        let outcome = Outcome::of(&[losses(1_000, 700, 400), losses(1_200, 800, 400)], false);
        assert_eq!(outcome.gain, Some(500_000), "(2200 − 1500) ÷ (2200 − 800)");
        assert_eq!((outcome.low, outcome.high), (Some(500_000), Some(500_000)));
        assert_eq!((outcome.isolated, outcome.actual, outcome.full), (1_100, 750, 400));
    }

    #[test]
    fn a_span_below_delta_says_that_coordination_could_not_matter() {
        let outcome = Outcome::of(&[losses(1_000, 990, 981)], false);
        assert_eq!(
            (outcome.gain, outcome.counted, outcome.value()),
            (None, 0, None),
            "19 of 1000 is below 2 %"
        );
        assert!(outcome.words().starts_with("Coordination could not matter here"), "{}", outcome.words());
        assert_eq!(Outcome::of(&[losses(1_000, 990, 980)], false).gain, Some(500_000));
        assert_eq!(Outcome::of(&[losses(0, 0, 0)], false).gain, None);
        assert_eq!(
            Outcome::of(&[losses(10, 5, 20)], false).gain,
            None,
            "cooperation that costs more than it saves"
        );
    }

    #[test]
    fn a_gain_beyond_the_bounds_is_told_and_the_figure_stays_a_share() {
        let worse = Outcome::of(&[losses(1_000, 1_500, 500)], false);
        assert_eq!((worse.gain, worse.value()), (Some(-1_000_000), Some(Ppm::ZERO)));
        let better = Outcome::of(&[losses(1_000, 250, 500)], false);
        assert_eq!((better.gain, better.value()), (Some(1_500_000), Some(Ppm::ONE)));
    }

    #[test]
    fn of_ten_seeds_a_tenth_is_left_out_at_each_end() {
        let all: Vec<Losses> = (0..10).map(|n| losses(1_000, 1_000 - 50 * n, 500)).collect();
        let outcome = Outcome::of(&all, false);
        assert_eq!((outcome.low, outcome.high), (Some(100_000), Some(800_000)));
    }
}
