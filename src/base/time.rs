//! Exercise time: milliseconds since STARTEX. What the wall clock says is nobody's business here.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A moment of the exercise, in milliseconds since STARTEX.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct At(pub u64);

/// A length of exercise time, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span(pub u64);

impl At {
    /// STARTEX itself.
    pub const STARTEX: Self = Self(0);
    /// Later than anything that can be scheduled.
    pub const NEVER: Self = Self(u64::MAX);

    /// How long after `earlier` this is; nothing where it is not after it.
    #[inline]
    pub fn since(self, earlier: Self) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }

    /// The moment at which a deadline set for this one has lapsed: a millisecond later,
    /// so that an act *at* the deadline is in time.
    #[inline]
    pub fn lapse(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl Span {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// So many seconds.
    pub const fn secs(n: u64) -> Self {
        Self(n * 1_000)
    }

    /// So many minutes.
    pub const fn mins(n: u64) -> Self {
        Self(n * 60_000)
    }

    /// So many hours.
    pub const fn hours(n: u64) -> Self {
        Self(n * 3_600_000)
    }

    /// The length in hours, for the models.
    pub fn as_hours(self) -> f64 {
        self.0 as f64 / 3_600_000.0
    }

    /// Reads what people write: `"2h30m"`, `"45m"`, `"3d"`, `"90s"`, `"1h 15m"`, `"0h"`.
    ///
    /// # Errors
    /// A sentence that says what is wrong and how to write it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let help = "write a duration like \"2h30m\", \"45m\", \"3d\" or \"90s\"";
        let mut total: u64 = 0;
        let mut digits = String::new();
        let mut any = false;
        let mut smallest = u64::MAX;
        for c in text.chars() {
            match c {
                '0'..='9' => digits.push(c),
                ' ' | '_' => {}
                'd' | 'h' | 'm' | 's' => {
                    let unit = match c {
                        'd' => 86_400_000,
                        'h' => 3_600_000,
                        'm' => 60_000,
                        _ => 1_000,
                    };
                    if unit >= smallest {
                        return Err(format!("the units of `{text}` must go from large to small; {help}"));
                    }
                    smallest = unit;
                    let n: u64 =
                        digits.parse().map_err(|_| format!("`{text}` has no number before `{c}`; {help}"))?;
                    total = n
                        .checked_mul(unit)
                        .and_then(|ms| total.checked_add(ms))
                        .ok_or_else(|| format!("`{text}` is too long a time"))?;
                    digits.clear();
                    any = true;
                }
                ':' => return Err(format!("`{text}` is a moment, not a length of time; {help}")),
                _ => return Err(format!("`{text}` is not a length of time; {help}")),
            }
        }
        if !digits.is_empty() {
            return Err(format!("`{text}` ends in a number without its unit; {help}"));
        }
        if !any {
            return Err(format!("`{text}` is not a duration; {help}"));
        }
        Ok(Self(total))
    }
}

impl std::ops::Add<Span> for At {
    type Output = Self;
    fn add(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }
}

impl std::ops::Add for Span {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl std::ops::Mul<u64> for Span {
    type Output = Self;
    fn mul(self, times: u64) -> Self {
        Self(self.0.saturating_mul(times))
    }
}

/// `2 h 11 min`, `3 d 4 h`, `45 s`: the two largest units, as people say it.
impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let secs = self.0 / 1_000;
        let (d, h, m, s) = (secs / 86_400, secs / 3_600 % 24, secs / 60 % 60, secs % 60);
        match (d, h, m) {
            (0, 0, 0) => write!(f, "{s} s"),
            (0, 0, _) => write!(f, "{m} min"),
            (0, _, 0) => write!(f, "{h} h"),
            (0, _, _) => write!(f, "{h} h {m} min"),
            (_, 0, _) => write!(f, "{d} d"),
            _ => write!(f, "{d} d {h} h"),
        }
    }
}

/// The offset from STARTEX, `+26:05:00`. Where the clock of the exercise is known, use [`Clock`].
impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let secs = self.0 / 1_000;
        write!(f, "+{:02}:{:02}:{:02}", secs / 3_600, secs / 60 % 60, secs % 60)
    }
}

/// The clock on the wall of the exercise: the time of day at STARTEX, in milliseconds after midnight.
///
/// Day 1 is the day of STARTEX; days break at midnight of the exercise's own time zone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// Milliseconds between midnight and STARTEX.
    pub startex_ms: u64,
}

impl Clock {
    const DAY_MS: u64 = 86_400_000;

    /// `D1 09:42`.
    pub fn show(self, at: At) -> String {
        let ms = self.startex_ms.saturating_add(at.0);
        let mins = ms / 60_000;
        format!("D{} {:02}:{:02}", ms / Self::DAY_MS + 1, mins / 60 % 24, mins % 60)
    }

    /// `D1 09:42:10`, for the big clock.
    pub fn show_secs(self, at: At) -> String {
        let ms = self.startex_ms.saturating_add(at.0);
        format!("{}:{:02}", self.show(at), ms / 1_000 % 60)
    }

    /// Reads `D2 09:15` (or `D2 09:15:30`) as a moment of the exercise.
    ///
    /// # Errors
    /// A sentence that says how to write it, or that the moment lies before STARTEX.
    pub fn parse(self, text: &str) -> Result<At, String> {
        let wrong = || format!("`{text}` is not a moment; write it like \"D2 09:15\"");
        let (day, time) = text.trim().strip_prefix('D').and_then(|r| r.split_once(' ')).ok_or_else(wrong)?;
        let day: u64 = day.parse().map_err(|_| wrong())?;
        let mut parts = time.trim().split(':').map(str::parse::<u64>);
        let mut next = |max: u64| match parts.next() {
            Some(Ok(n)) if n < max => Ok(n),
            _ => Err(wrong()),
        };
        let (h, m) = (next(24)?, next(60)?);
        let s = if time.matches(':').count() == 2 { next(60)? } else { 0 };
        if day == 0 || day > 10_000 {
            return Err(format!("`{text}`: days are counted from D1"));
        }
        let ms = (day - 1) * Self::DAY_MS + ((h * 60 + m) * 60 + s) * 1_000;
        ms.checked_sub(self.startex_ms)
            .map(At)
            .ok_or_else(|| format!("`{text}` lies before STARTEX ({})", self.show(At::STARTEX)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_as_people_write_them() {
        assert_eq!(Span::parse("2h30m"), Ok(Span::mins(150)));
        assert_eq!(Span::parse("1d 2h"), Ok(Span::hours(26)));
        assert_eq!(Span::parse("0h"), Ok(Span::ZERO));
        for wrong in ["", "2", "h", "2x", "30m2h", "99999999999999999999d", "9999999999999999999h"] {
            assert!(Span::parse(wrong).is_err(), "{wrong} was taken");
        }
    }

    #[test]
    fn the_wall_clock_breaks_days_at_midnight() {
        let clock = Clock { startex_ms: Span::hours(8).0 };
        assert_eq!(clock.show(At::STARTEX), "D1 08:00");
        assert_eq!(clock.show(At::STARTEX + Span::hours(16)), "D2 00:00");
        assert_eq!(clock.parse("D2 09:15"), Ok(At::STARTEX + Span::hours(25) + Span::mins(15)));
        assert!(clock.parse("D1 07:59").is_err());
        assert!(clock.parse("D1 25:00").is_err());
        assert!(clock.parse("D1 09:15:99").is_err());
    }

    #[test]
    fn an_act_at_its_deadline_is_in_time() {
        let due = At(5);
        assert!(due < due.lapse());
        assert_eq!(due.lapse(), At(6));
    }
}
