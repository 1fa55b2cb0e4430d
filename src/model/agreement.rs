//! How far raters agree: percent agreement and Fleiss' κ (Fleiss 1971).

use crate::base::Ppm;

/// Agreement over some items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// Share of the pairs of raters that gave the same answer, over all items (P̄).
    pub percent: Ppm,
    /// κ = (P̄ − P̄e) / (1 − P̄e) in millionths, −1,000,000 to 1,000,000: agreement beyond chance.
    /// None where chance alone would agree always: everybody gave one and the same answer.
    pub kappa_millionths: Option<i32>,
}

/// Agreement from a table: an item a row, and in it how many raters chose each category.
///
/// None where it has no meaning: no item, fewer than two raters, or rows of different length or numbers of raters.
pub fn agreement(items: &[Vec<u32>]) -> Option<Agreement> {
    let first = items.first()?;
    let raters: u64 = first.iter().copied().map(u64::from).sum();
    let same = |row: &&Vec<u32>| {
        row.len() == first.len() && row.iter().copied().map(u64::from).sum::<u64>() == raters
    };
    if raters < 2 || !items.iter().all(|row| same(&row)) {
        return None;
    }
    let squares: f64 = items.iter().flatten().map(|n| f64::from(*n) * f64::from(*n)).sum();
    let (count, raters) = (items.len() as f64, raters as f64);
    let observed = (squares - count * raters) / (count * raters * (raters - 1.0));
    let chance: f64 = (0..first.len())
        .map(|category| {
            let chosen: f64 = items.iter().map(|row| f64::from(row[category])).sum();
            let share = chosen / (count * raters);
            share * share
        })
        .sum();
    let kappa = (chance < 1.0).then(|| ((observed - chance) / (1.0 - chance) * 1e6).round() as i32);
    Some(Agreement { percent: Ppm::from_f64(observed), kappa_millionths: kappa })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_table_gives_the_published_kappa() {
        let table = [vec![4, 0, 0], vec![0, 4, 0], vec![2, 2, 0], vec![0, 1, 3], vec![1, 1, 2]];
        let found = agreement(&table).unwrap();
        assert_eq!(found.kappa_millionths.map(|k| (k + 50) / 100), Some(3_893));
        assert_eq!(found.percent, Ppm(600_000));
    }

    #[test]
    fn full_agreement_is_one_and_systematic_disagreement_negative() {
        let full = agreement(&[vec![3, 0], vec![0, 3]]).unwrap();
        assert_eq!((full.percent, full.kappa_millionths), (Ppm::ONE, Some(1_000_000)));
        let split = agreement(&[vec![1, 1], vec![1, 1]]).unwrap();
        assert_eq!((split.percent, split.kappa_millionths), (Ppm::ZERO, Some(-1_000_000)));
        let only = agreement(&[vec![3, 0], vec![3, 0]]).unwrap();
        assert_eq!((only.percent, only.kappa_millionths), (Ppm::ONE, None));
    }

    #[test]
    fn a_table_without_meaning_gives_nothing() {
        assert_eq!(agreement(&[]), None);
        assert_eq!(agreement(&[vec![1, 0]]), None, "one rater");
        assert_eq!(agreement(&[vec![2, 0], vec![1, 0]]), None, "a rater is missing");
        assert_eq!(agreement(&[vec![2, 0], vec![2]]), None, "a category is missing");
    }
}
