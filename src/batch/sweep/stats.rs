//! Spreads of figures over runs, and how much of a variance a factor explains. Plain sums in the order of the runs, so
//! that they are the same on any machine.

use std::collections::BTreeMap;

use serde::Serialize;

/// How a figure is spread over runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Spread {
    /// Runs that have the figure.
    pub n: usize,
    /// Mean.
    pub mean: f64,
    /// Standard deviation of the sample; 0 for one run.
    pub sd: f64,
    /// Least.
    pub min: f64,
    /// Quantile 0.05 (linear between the values, as spreadsheets do).
    pub q05: f64,
    /// Quantile 0.25.
    pub q25: f64,
    /// Quantile 0.5.
    pub median: f64,
    /// Quantile 0.75.
    pub q75: f64,
    /// Quantile 0.95.
    pub q95: f64,
    /// Greatest.
    pub max: f64,
}

impl Spread {
    /// The spread of some figures; none of none.
    pub fn of(figures: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut sorted: Vec<f64> = figures.into_iter().collect();
        sorted.sort_by(f64::total_cmp);
        let (first, last) = (*sorted.first()?, *sorted.last()?);
        let n = sorted.len();
        let mean = sorted.iter().sum::<f64>() / n as f64;
        let square: f64 = sorted.iter().map(|x| (x - mean) * (x - mean)).sum();
        let sd = if n > 1 { (square / (n - 1) as f64).sqrt() } else { 0.0 };
        let at = |q: f64| quantile(&sorted, q);
        Some(Self {
            n,
            mean,
            sd,
            min: first,
            q05: at(0.05),
            q25: at(0.25),
            median: at(0.5),
            q75: at(0.75),
            q95: at(0.95),
            max: last,
        })
    }
}

/// The quantile `q` of sorted figures, linear between them.
pub(crate) fn quantile(sorted: &[f64], q: f64) -> f64 {
    let place = q * (sorted.len().saturating_sub(1)) as f64;
    let low = place.floor();
    let at = |place: f64| sorted.get(place as usize).copied().unwrap_or(0.0);
    at(low) + (place - low) * (at(low + 1.0) - at(low)) * f64::from(u8::from(place > low))
}

/// Share of the variance of a figure that the groups explain: ε² = (SSB − (k − 1)·MSW) / SST (Kelley 1935), which unlike
/// η² is not raised by many small groups. None where there is one group only, as many groups as runs, or no variance.
pub fn explained<K: Ord>(runs: impl IntoIterator<Item = (K, f64)>) -> Option<f64> {
    let mut groups: BTreeMap<K, Vec<f64>> = BTreeMap::new();
    for (key, figure) in runs {
        groups.entry(key).or_default().push(figure);
    }
    let (n, k) = (groups.values().map(Vec::len).sum::<usize>(), groups.len());
    if k < 2 || k >= n {
        return None;
    }
    let mean = groups.values().flatten().sum::<f64>() / n as f64;
    let mut within = 0.0;
    let mut between = 0.0;
    for group in groups.values() {
        let own = group.iter().sum::<f64>() / group.len() as f64;
        between += group.len() as f64 * (own - mean) * (own - mean);
        within += group.iter().map(|x| (x - own) * (x - own)).sum::<f64>();
    }
    let all = between + within;
    if all <= f64::EPSILON * n as f64 {
        return None;
    }
    let error = within / (n - k) as f64;
    Some(((between - (k - 1) as f64 * error) / all).clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spread_of_four_figures_is_as_on_paper() {
        let spread = Spread::of([4.0, 1.0, 3.0, 2.0]).unwrap();
        assert_eq!((spread.n, spread.mean, spread.median, spread.min, spread.max), (4, 2.5, 2.5, 1.0, 4.0));
        assert_eq!((spread.q25, spread.q75), (1.75, 3.25));
        assert!((spread.sd - 1.290_994_448_735_805_6).abs() < 1e-12);
        assert_eq!(Spread::of([]), None);
        assert_eq!(Spread::of([7.0]).unwrap().q95, 7.0);
    }

    #[test]
    fn a_factor_that_decides_all_explains_all_and_noise_explains_nothing() {
        assert_eq!(explained([(1, 1.0), (1, 1.0), (2, 5.0), (2, 5.0)]), Some(1.0));
        assert_eq!(explained([(1, 1.0), (1, 5.0), (2, 1.0), (2, 5.0)]), Some(0.0));
        assert_eq!(explained([(1, 1.0), (1, 5.0)]), None, "one group");
        assert_eq!(explained([(1, 2.0), (2, 2.0), (2, 2.0)]), None, "no variance");
    }

    #[test]
    fn epsilon_squared_is_as_on_paper() {
        // Groups {1, 2, 3} and {3, 4, 5}: SSB = 6, SSW = 4, MSW = 1, ε² = (6 − 1) / 10.
        let runs = [(0, 1.0), (0, 2.0), (0, 3.0), (1, 3.0), (1, 4.0), (1, 5.0)];
        assert!((explained(runs).unwrap() - 0.5).abs() < 1e-12);
    }
}
