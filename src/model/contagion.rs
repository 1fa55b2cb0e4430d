//! How malware spreads among services of one exposure class: susceptible, infected, dormant, recovered, and how
//! aware each is of it (after Chernikova et al. 2023 and Aleja et al. 2022).
//!
//! What is shared enters through awareness only: who is informed takes less harm and cleans faster. That is what
//! makes the score of sharing and the physics of the outbreak one and the same.
//!
//! Supply-chain and platform failures are no epidemic; they are [`super::common_cause`].

use serde::{Deserialize, Serialize};

use crate::base::{Ppm, Span};

/// The whole of a service's estate, in the parts in which shares are kept here: fine enough that a single
/// machine among a hundred million is not rounded away.
const WHOLE: u32 = 1_000_000_000;

/// So many millionths an hour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate(pub u32);

impl Rate {
    /// The rate at which something doubles in `time` while nothing holds it up: ln 2 / time. Zero time is no rate.
    pub fn doubling(time: Span) -> Self {
        Self::per(time, std::f64::consts::LN_2)
    }

    /// The rate of what takes `time` on average: 1 / time. Zero time is no rate: it never happens.
    pub fn mean(time: Span) -> Self {
        Self::per(time, 1.0)
    }

    fn per(time: Span, amount: f64) -> Self {
        if time == Span::ZERO { Self(0) } else { Self((amount / time.as_hours() * 1e6 + 0.5) as u32) }
    }

    /// The same, so much faster; zero stops it.
    pub fn times(self, speed: Ppm) -> Self {
        Self(u32::try_from(speed.of(self.0.into())).unwrap_or(u32::MAX))
    }

    fn over(self, hours: f64) -> f64 {
        f64::from(self.0) / 1e6 * hours
    }
}

/// What spreads, and what holds it up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strain {
    /// β: infections that one infection causes, an hour, where all are susceptible.
    pub spread: Rate,
    /// Share of the contacts that go to other services of the exposure class; the rest stay at home.
    pub mixing: Ppm,
    /// A service notices by itself when this share of it is infected.
    pub detection: Ppm,
    /// γ₁: infected machines that fall dormant: they neither spread nor show.
    pub dormancy: Rate,
    /// γ₂: dormant ones that wake.
    pub waking: Rate,
    /// μ: infected machines that are cleaned by those who know nothing.
    pub remediation: Rate,
    /// ρ: further ones that are cleaned by those who are fully aware.
    pub aware_remediation: Rate,
    /// ε: how much of the infections full awareness prevents.
    pub protection: Ppm,
    /// κ: how fast the informed become aware.
    pub learning: Rate,
}

/// One service's estate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Estate {
    /// The four shares, always one whole together.
    susceptible: u32,
    infected: u32,
    dormant: u32,
    recovered: u32,
    /// From 0, knows nothing, to one whole.
    awareness: u32,
    informed: bool,
    /// How fast its people find, clean and learn, against what the strain says.
    skill: Ppm,
    /// Switched off: it neither spreads nor catches anything, and nobody cleans it.
    off: bool,
}

impl Default for Estate {
    fn default() -> Self {
        Self {
            susceptible: WHOLE,
            infected: 0,
            dormant: 0,
            recovered: 0,
            awareness: 0,
            informed: false,
            skill: Ppm::ONE,
            off: false,
        }
    }
}

fn ppm(parts: u32) -> Ppm {
    Ppm((parts + 500) / 1_000)
}

impl Estate {
    /// Infects a share of what is susceptible: where the campaign begins, or a laptop is carried over.
    pub fn infect(&mut self, share: Ppm) {
        let taken = share.min(Ppm::ONE).of(self.susceptible.into()) as u32;
        self.susceptible -= taken;
        self.infected += taken;
    }

    /// Cleaned and closed to the strain for good: patched, cut off, or its way in is blocked.
    pub fn clean(&mut self) {
        (self.susceptible, self.infected, self.dormant, self.recovered) = (0, 0, 0, WHOLE);
    }

    /// Rebuilt from a base that holds the strain: all is open to it again, and this share has it already.
    pub fn restore(&mut self, base: Ppm) {
        (self.susceptible, self.infected, self.dormant, self.recovered) = (WHOLE, 0, 0, 0);
        self.infect(base);
    }

    /// Switched off as a whole, or on again.
    pub fn switch_off(&mut self, off: bool) {
        self.off = off;
    }

    /// What was closed to the strain is open again: it found another way in.
    pub fn reopen(&mut self) {
        self.susceptible += self.recovered;
        self.recovered = 0;
    }

    /// Everything that spreads falls dormant.
    pub fn sleep(&mut self) {
        self.dormant += self.infected;
        self.infected = 0;
    }

    /// Everything dormant wakes.
    pub fn wake(&mut self) {
        self.infected += self.dormant;
        self.dormant = 0;
    }

    /// Whether the strain is in it, awake or asleep.
    pub fn is_carrier(&self) -> bool {
        self.infected > 0 || self.dormant > 0
    }

    /// How fast its people find, clean and learn: one is as the strain says.
    pub fn set_skill(&mut self, skill: Ppm) {
        self.skill = skill;
    }

    /// The service learns of the strain: from others, or because it saw it itself.
    pub fn inform(&mut self) {
        self.informed = true;
    }

    /// What was known of the strain is of no use any more.
    pub fn forget(&mut self) {
        self.informed = false;
        self.awareness = 0;
    }

    /// Whether it knows of the strain.
    pub fn is_informed(&self) -> bool {
        self.informed
    }

    /// Share that spreads the strain now, and does not do its work.
    pub fn infected(&self) -> Ppm {
        ppm(self.infected)
    }

    /// Share that sleeps.
    pub fn dormant(&self) -> Ppm {
        ppm(self.dormant)
    }

    /// Share that the strain is in, awake or asleep.
    pub fn held(&self) -> Ppm {
        ppm(self.infected + self.dormant)
    }

    /// Share that was ever infected.
    pub fn ever_infected(&self) -> Ppm {
        ppm(WHOLE - self.susceptible)
    }

    /// How far it has acted on what it knows.
    pub fn awareness(&self) -> Ppm {
        ppm(self.awareness)
    }
}

/// Whether nothing of the strain is left alive.
pub fn is_over(class: &[Estate]) -> bool {
    !class.iter().any(Estate::is_carrier)
}

/// Advances all services of one exposure class by `dt` (at most some fifteen minutes).
/// Explicit steps with exact decay: shares never turn negative and always sum to one whole.
pub fn step(strain: &Strain, class: &mut [Estate], dt: Span) {
    if is_over(class) || dt == Span::ZERO {
        return;
    }
    let hours = dt.as_hours();
    let all: u64 = class.iter().filter(|estate| !estate.off).map(|estate| u64::from(estate.infected)).sum();
    let mean = all as f64 / class.len() as f64 / f64::from(WHOLE);
    let mixing = strain.mixing.as_f64();
    for estate in class.iter_mut().filter(|estate| !estate.off) {
        let at_home = f64::from(estate.infected) / f64::from(WHOLE);
        let pressure = strain.spread.over(hours) * (mixing * mean + (1.0 - mixing) * at_home);
        advance(strain, estate, pressure, hours);
        if estate.infected() >= strain.detection && estate.infected > 0 {
            estate.inform();
        }
    }
}

fn advance(strain: &Strain, estate: &mut Estate, pressure: f64, hours: f64) {
    let aware = f64::from(estate.awareness) / f64::from(WHOLE);
    let caught = leaving(estate.susceptible, pressure * (1.0 - strain.protection.as_f64() * aware));
    let skill = f64::from(estate.skill.0) / 1e6;
    let cleaned = skill * (strain.remediation.over(hours) + strain.aware_remediation.over(hours) * aware);
    let asleep = strain.dormancy.over(hours);
    let gone = leaving(estate.infected, cleaned + asleep);
    let recovered = if gone == 0 { 0 } else { (f64::from(gone) * cleaned / (cleaned + asleep) + 0.5) as u32 };
    let woken = leaving(estate.dormant, strain.waking.over(hours));
    estate.susceptible -= caught;
    estate.infected = estate.infected - gone + caught + woken;
    estate.dormant = estate.dormant + (gone - recovered) - woken;
    estate.recovered += recovered;
    let learning = skill * strain.learning.over(hours);
    if estate.informed {
        estate.awareness += leaving(WHOLE - estate.awareness, learning);
    } else {
        estate.awareness -= leaving(estate.awareness, learning);
    }
}

/// How many of `parts` leave at a rate over a time, given as their product. Where that is less than a half, one
/// leaves all the same, so that what dies out is gone some day.
fn leaving(parts: u32, rate: f64) -> u32 {
    let part = f64::from(parts) * -libm::expm1(-rate);
    if part < 0.5 && rate > 1e-6 { parts.min(1) } else { ((part + 0.5) as u32).min(parts) }
}

#[cfg(test)]
mod tests;
