//! Dice that fall the same on any machine: a throw is a function of (seed, purpose, id, count).

use rand::rngs::ChaCha8Rng;
use rand::{Rng, SeedableRng};
use serde::{Deserialize, Serialize};

/// The seed of an exercise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dice {
    /// Given by the facilitator, or chosen when the exercise is opened; kept in the journal's header.
    pub seed: u64,
}

impl Dice {
    /// The stream of random bits for this one throw.
    ///
    /// `purpose` says what is thrown for (`"delay"`), `id` is a stable text id, never an interned index
    /// (a scenario with one more seat must not change everybody's luck), `count` how often this was thrown before.
    pub fn throw(self, purpose: &str, id: &str, count: u64) -> ChaCha8Rng {
        let mut hash = blake3::Hasher::new();
        hash.update(&self.seed.to_le_bytes());
        hash.update(&(purpose.len() as u64).to_le_bytes());
        hash.update(purpose.as_bytes());
        hash.update(id.as_bytes());
        hash.update(&count.to_le_bytes());
        ChaCha8Rng::from_seed(*hash.finalize().as_bytes())
    }

    /// A number below `n` (0 where `n` is 0), by multiply-shift: unbiased to one part in 2⁶⁴/n.
    pub fn below(self, n: u64, purpose: &str, id: &str, count: u64) -> u64 {
        ((u128::from(self.throw(purpose, id, count).next_u64()) * u128::from(n)) >> 64) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_throw_depends_on_all_four_of_its_keys_and_on_nothing_else() {
        let dice = Dice { seed: 7 };
        let one = dice.below(u64::MAX, "delay", "ee-csirt", 0);
        assert_eq!(one, dice.below(u64::MAX, "delay", "ee-csirt", 0));
        assert_ne!(one, dice.below(u64::MAX, "delay", "ee-csirt", 1));
        assert_ne!(one, dice.below(u64::MAX, "delay", "fi-csirt", 0));
        assert_ne!(one, dice.below(u64::MAX, "chance", "ee-csirt", 0));
        assert_ne!(one, Dice { seed: 8 }.below(u64::MAX, "delay", "ee-csirt", 0));
    }

    #[test]
    fn the_throw_is_pinned_so_that_old_journals_stay_true() {
        assert_eq!(Dice { seed: 1 }.below(1_000_000, "golden", "throw", 0), 823_582);
    }
}
