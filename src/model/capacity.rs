//! What a state can do at once, and how fast: the maturity of its response teams, and its people.
//!
//! Maturity follows SIM3's levels from 0 (nothing) to 4 (audited and improved). How it changes times is a convention
//! of ours: two levels halve them, and level 2 is as the scenario says.

use serde::{Deserialize, Serialize};

use crate::base::{At, Ppm, Span};

/// A level of maturity in hundredths: 0 to 400.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Maturity(pub u32);

impl Maturity {
    /// Nothing there.
    pub const LEAST: Self = Self(0);
    /// The level at which everything takes as long as the scenario says.
    pub const USUAL: Self = Self(200);
    /// Nothing better is known.
    pub const MOST: Self = Self(400);

    /// The level nearest to a number from 0 to 4.
    pub fn from_f64(level: f64) -> Self {
        Self((level.clamp(0.0, 4.0) * 100.0 + 0.5) as u32)
    }

    /// So many hundredths more, 4 at most.
    pub fn raised(self, by: Self) -> Self {
        Self(self.0.saturating_add(by.0).min(Self::MOST.0))
    }

    /// How fast its people work: 1 at level 2, twice as fast at level 4, half as fast at level 0.
    pub fn skill(self) -> Ppm {
        let levels = (f64::from(self.0.min(Self::MOST.0)) - 200.0) / 200.0;
        Ppm((libm::exp2(levels) * 1e6 + 0.5) as u32)
    }
}

impl Default for Maturity {
    fn default() -> Self {
        Self::USUAL
    }
}

/// People of a state, and where they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capacity {
    /// Maturity now.
    pub maturity: Maturity,
    /// Experts of its own.
    pub staff: u32,
    /// Sent to others, until when.
    away: Vec<(u32, At)>,
    /// Come from others, until when.
    helpers: Vec<(u32, At)>,
    /// Busy with a defence, until when.
    busy: Vec<(u32, At)>,
}

fn sum(list: &[(u32, At)], now: At) -> u32 {
    list.iter().filter(|(_, until)| *until > now).map(|(n, _)| n).sum()
}

fn add(list: &mut Vec<(u32, At)>, n: u32, now: At, until: At) {
    list.retain(|(_, until)| *until > now);
    list.push((n, until));
}

impl Capacity {
    /// All at home, nothing to do.
    pub fn new(maturity: Maturity, staff: u32) -> Self {
        Self { maturity, staff, ..Self::default() }
    }

    /// Sends experts to others.
    pub fn send(&mut self, experts: u32, now: At, until: At) {
        add(&mut self.away, experts, now, until);
    }

    /// Experts of others arrive.
    pub fn receive(&mut self, experts: u32, now: At, until: At) {
        add(&mut self.helpers, experts, now, until);
    }

    /// Experts begin a task.
    pub fn occupy(&mut self, experts: u32, now: At, until: At) {
        add(&mut self.busy, experts, now, until);
    }

    /// Experts sent to others.
    pub fn away(&self, now: At) -> u32 {
        sum(&self.away, now)
    }

    /// Experts who are there, helpers counted; never none, or nothing would ever end.
    pub fn present(&self, now: At) -> u32 {
        (self.staff.saturating_sub(self.away(now)) + sum(&self.helpers, now)).max(1)
    }

    /// How long a task of `usual` length takes for `experts` who are to begin it now: longer for the less mature,
    /// longer while people are away or busy with other tasks.
    pub fn time(&self, usual: Span, experts: u32, now: At) -> Span {
        let present = u64::from(self.present(now));
        let own = u64::from(self.staff.max(1));
        let wanted = u64::from(sum(&self.busy, now) + experts);
        let skilled = u128::from(usual.0) * 1_000_000 / u128::from(self.maturity.skill().0.max(1));
        // Fewer than usual: everything takes longer. More tasks than people: they share what there is.
        let missing = |time: u128| time * u128::from(own.max(present)) / u128::from(present);
        let crowded = |time: u128| time * u128::from(wanted.max(present)) / u128::from(present);
        Span(u64::try_from(crowded(missing(skilled))).unwrap_or(u64::MAX))
    }

    /// The same for those who only share the state's maturity, not its people: an operator with its own.
    pub fn skilled(&self, usual: Span) -> Span {
        let time = u128::from(usual.0) * 1_000_000 / u128::from(self.maturity.skill().0.max(1));
        Span(u64::try_from(time).unwrap_or(u64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: At = At::STARTEX;
    const HOUR: Span = Span::hours(1);

    #[test]
    fn two_levels_of_maturity_halve_a_time_and_the_usual_level_changes_nothing() {
        let time = |level| Capacity::new(Maturity::from_f64(level), 10).time(HOUR, 2, NOW);
        assert_eq!([time(0.0), time(2.0), time(4.0)], [Span::hours(2), HOUR, Span::mins(30)]);
        assert!(time(1.0) > time(2.0) && time(3.0) < time(2.0));
        assert_eq!(Maturity::from_f64(3.0).raised(Maturity::from_f64(3.0)), Maturity::MOST);
    }

    #[test]
    fn who_lends_half_its_people_takes_twice_as_long_until_they_are_back() {
        let mut giver = Capacity::new(Maturity::USUAL, 8);
        giver.send(4, NOW, NOW + HOUR);
        assert_eq!(giver.time(HOUR, 2, NOW), Span::hours(2));
        assert_eq!(giver.time(HOUR, 2, NOW + HOUR), HOUR);
        giver.send(9, NOW, NOW + HOUR);
        assert_eq!(giver.present(NOW), 1, "somebody always stays");
    }

    #[test]
    fn helpers_make_room_for_more_tasks_at_once() {
        let mut state = Capacity::new(Maturity::USUAL, 2);
        state.occupy(2, NOW, NOW + HOUR);
        assert_eq!(state.time(HOUR, 2, NOW), Span::hours(2));
        state.receive(4, NOW, NOW + HOUR);
        assert_eq!(state.time(HOUR, 2, NOW), HOUR);
        assert_eq!(state.skilled(HOUR), HOUR);
    }
}
