//! The hand of the exercise clock: exercise time as a function of the real time that the caller tells.

use crate::base::At;

/// Real time between two looks that counts at most, in milliseconds. What is longer was a machine asleep or a program
/// stopped, and nobody played in it: the exercise does not make up for it.
pub const STEP_MS: u64 = 2_000;

/// The hand. It goes on by looks, never by itself, and never back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pacer {
    at: At,
    runs: bool,
    pace: u32,
    /// Real time of the last look.
    seen_ms: Option<u64>,
}

impl Pacer {
    /// A hand that stands at `at`.
    pub fn new(at: At) -> Self {
        Self { at, runs: false, pace: 1, seen_ms: None }
    }

    /// Looks at the clock when real time is `wall_ms`. A real clock that jumps back costs nothing but the jump.
    pub fn look(&mut self, wall_ms: u64) -> At {
        let gone = self.seen_ms.map_or(0, |seen| wall_ms.saturating_sub(seen)).min(STEP_MS);
        self.seen_ms = Some(wall_ms);
        if self.runs {
            self.at = At(self.at.0.saturating_add(gone.saturating_mul(u64::from(self.pace))));
        }
        self.at
    }

    /// From the last look on the hand goes so. A moment before the present is none: time never runs back.
    pub fn set(&mut self, at: At, runs: bool, pace: u32) {
        (self.at, self.runs, self.pace) = (self.at.max(at), runs, pace.max(1));
    }

    /// Real milliseconds until the hand is at `at`; none while it stands.
    pub fn until_ms(&self, at: At) -> Option<u64> {
        self.runs.then(|| at.since(self.at).0.div_ceil(u64::from(self.pace)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn running(pace: u32) -> Pacer {
        let mut pacer = Pacer::new(At(0));
        pacer.look(1_000);
        pacer.set(At(0), true, pace);
        pacer
    }

    #[test]
    fn a_change_of_pace_counts_from_the_last_look_on() {
        let mut pacer = running(10);
        assert_eq!(pacer.look(2_000), At(10_000));
        pacer.set(At(10_000), true, 60);
        assert_eq!(pacer.look(2_500), At(40_000));
        assert_eq!(pacer.until_ms(At(40_090)), Some(2));
    }

    #[test]
    fn a_pause_however_long_takes_no_exercise_time() {
        let mut pacer = running(10);
        pacer.set(At(0), false, 10);
        assert_eq!(pacer.look(9_000_000), At(0));
        assert_eq!(pacer.until_ms(At(5)), None);
        pacer.set(At(0), true, 10);
        assert_eq!(pacer.look(9_000_100), At(1_000));
    }

    #[test]
    fn a_machine_that_slept_does_not_make_the_exercise_jump() {
        let mut pacer = running(1);
        assert_eq!(pacer.look(1_000 + 3_600_000), At(STEP_MS));
        assert_eq!(pacer.look(1_000 + 3_600_500), At(STEP_MS + 500));
    }

    #[test]
    fn a_wall_clock_that_jumps_back_neither_stops_nor_turns_the_hand() {
        let mut pacer = running(1);
        assert_eq!(pacer.look(1_500), At(500));
        assert_eq!(pacer.look(200), At(500));
        assert_eq!(pacer.look(700), At(1_000));
    }
}
