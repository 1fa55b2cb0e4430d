//! Wrong secrets: who tries many is answered short, and control hears of it. A right secret opens at any time, so that
//! nobody can lock a seat's rightful holder out; a secret has 256 random bits, and no rate of guessing finds one.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::limits::Limits;

/// Wrong secrets are counted over so long.
const MINUTE: Duration = Duration::from_secs(60);

/// Wrong secrets of this minute.
#[derive(Debug, Default)]
pub(super) struct Guesses {
    since: Option<Instant>,
    all: u32,
    by_desk: BTreeMap<String, u32>,
    /// Answered short in this minute.
    short: u32,
}

/// How a wrong secret is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    /// At once and without looking further; else slowly.
    pub(super) short: bool,
    /// What control is told, the first time in this minute.
    pub(super) notice: Option<String>,
    /// What was answered short in a minute that is over.
    pub(super) before: Option<String>,
}

impl Guesses {
    /// A wrong secret was tried, for the link of this desk where it looks like one.
    pub(super) fn wrong(&mut self, desk: Option<&str>, limits: &Limits, now: Instant) -> Verdict {
        let fresh = self.since.is_none_or(|since| now.saturating_duration_since(since) >= MINUTE);
        let mut before = None;
        if fresh {
            before = Some(self.short).filter(|short| *short > 0);
            *self = Self { since: Some(now), ..Self::default() };
        }
        self.all += 1;
        let of_desk = desk.map(|desk| {
            let count = self.by_desk.entry(desk.to_owned()).or_default();
            *count += 1;
            *count
        });
        let over_desk = of_desk.is_some_and(|count| count > limits.wrong_for_link);
        let over_all = self.all > limits.wrong_in_all;
        let first = of_desk == Some(limits.wrong_for_link + 1) || self.all == limits.wrong_in_all + 1;
        let of = desk.map(|desk| format!(" for the link of {desk}")).unwrap_or_default();
        let words = || format!("Wrong secrets are being tried{of}: they are answered short, right ones open");
        self.short += u32::from(over_desk || over_all);
        Verdict {
            short: over_desk || over_all,
            notice: first.then(words),
            before: before.map(|short| format!("{short} wrong secrets more, answered short")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_guesses_is_answered_short_for_the_rest_of_the_minute_and_control_hears_once() {
        let (mut guesses, limits, now) = (Guesses::default(), Limits::default(), Instant::now());
        let verdicts: Vec<Verdict> = (0..30).map(|_| guesses.wrong(Some("ee-csirt"), &limits, now)).collect();
        assert_eq!(verdicts.iter().filter(|v| v.short).count(), 20);
        assert_eq!(verdicts.iter().filter(|v| v.notice.is_some()).count(), 1);
        assert!(!guesses.wrong(Some("lv-csirt"), &limits, now).short, "another link is not touched");
        let later = guesses.wrong(Some("ee-csirt"), &limits, now + MINUTE);
        assert!(!later.short && later.before.unwrap().starts_with("20 "));
    }

    #[test]
    fn guesses_without_a_link_count_together() {
        let (mut guesses, limits, now) = (Guesses::default(), Limits::default(), Instant::now());
        let verdicts: Vec<Verdict> = (0..100).map(|_| guesses.wrong(None, &limits, now)).collect();
        assert_eq!(verdicts.iter().filter(|v| v.short).count(), 40);
        assert_eq!(verdicts.iter().filter(|v| v.notice.is_some()).count(), 1);
    }
}
