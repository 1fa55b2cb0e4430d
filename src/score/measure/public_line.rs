//! Measure 9, public line: states told the public one story.
//!
//! Moments that the author marked as due × consistency: silence must not win. Each public word (a statement, or an
//! attribution in public) is held against the word of every other side that stands then on the same incident, field
//! by field: cause, attribution, advice, and severity where it differs by more than one class. Consistency = 1 −
//! contradictions ÷ fields that both speak of. A side's word stands until its next one.

use std::collections::BTreeMap;

use crate::base::Ppm;
use crate::exercise::order::Claims;
use crate::scenario::script::IncidentId;
use crate::scenario::words::{Class, Measure};

use crate::score::board::Word;
use crate::score::court::{Court, Side};
use crate::score::expected;
use crate::score::moment::{Figure, Moment, Part, States, Tally};

/// As people read it.
pub(super) const FORMULA: &str =
    "(Σ s over due public words ÷ due public words) × (1 − contradictions ÷ fields that both speak of)";

/// Judges due words, and the words of different sides against each other.
pub(crate) fn judge(court: &Court<'_>) -> Tally {
    let mut tally = Tally::default();
    expected::judge(court, Measure::PublicLine, &mut tally);
    let mut words: Vec<&Word> = court.board.public.iter().filter(|w| court.counts(w.mark)).collect();
    words.sort_by_key(|w| (w.mark.at, w.mark.record));
    let mut standing: BTreeMap<(IncidentId, Side), &Word> = BTreeMap::new();
    let mut found = 0;
    for word in words {
        let side = court.side(word.seat);
        let others: Vec<&Word> = standing
            .iter()
            .filter(|((incident, other), _)| *incident == word.incident && *other != side)
            .map(|(_, w)| *w)
            .collect();
        for other in others {
            if let Some((moment, contradictions)) = compare(court, other, word) {
                found += contradictions;
                tally.moments.push(moment);
            }
        }
        standing.insert((word.incident, side), word);
    }
    tally.detail("contradictions", Figure::Count(found));
    tally
}

/// How well two words go together, and in how many fields they contradict each other.
fn compare(court: &Court<'_>, first: &Word, then: &Word) -> Option<(Moment, u32)> {
    let fields = fields(&first.claims, &then.claims);
    let wrong: Vec<&str> = fields.iter().filter(|(_, same)| !same).map(|(name, _)| *name).collect();
    if fields.is_empty() {
        return None;
    }
    let got = Ppm::ratio((fields.len() - wrong.len()) as u64, fields.len() as u64);
    let mut moment = court.moment(then.mark, then.seat, got, || {
        let with = court.seat(first.seat);
        let name = court.incident(then.incident);
        if wrong.is_empty() {
            format!("{name}: one line with {with}")
        } else {
            format!("{name}: contradicts {with} on {}", wrong.join(", "))
        }
    });
    moment.states = States::Several(court.states_of([first.seat, then.seat]));
    moment.part = Part::Beside;
    let contradictions = wrong.len() as u32;
    Some((moment, contradictions))
}

/// The fields that both speak of, and whether they go together there.
fn fields(a: &Claims, b: &Claims) -> Vec<(&'static str, bool)> {
    fn both<T>(a: Option<&T>, b: Option<&T>, same: impl Fn(&T, &T) -> bool) -> Option<bool> {
        Some(same(a?, b?))
    }
    let named = |a: &String, b: &String| a.trim().eq_ignore_ascii_case(b.trim());
    let near = |a: &Class, b: &Class| (*a as u8).abs_diff(*b as u8) <= 1;
    let all = [
        ("cause", both(a.cause.as_ref(), b.cause.as_ref(), PartialEq::eq)),
        ("attribution", both(a.attribution.as_ref(), b.attribution.as_ref(), named)),
        ("advice", both(a.advice.as_ref(), b.advice.as_ref(), PartialEq::eq)),
        ("severity", both(a.severity.as_ref(), b.severity.as_ref(), near)),
    ];
    all.into_iter().filter_map(|(name, same)| Some((name, same?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::words::{Advice, Cause};

    #[test]
    fn one_class_apart_is_no_contradiction_and_two_are() {
        let says = |severity| Claims { severity: Some(severity), ..Claims::default() };
        let apart = |a, b| fields(&says(a), &says(b));
        assert_eq!(apart(Class::Significant, Class::LargeScale), [("severity", true)]);
        assert_eq!(apart(Class::Significant, Class::Crisis), [("severity", false)]);
    }

    #[test]
    fn only_what_both_speak_of_is_compared() {
        let a =
            Claims { cause: Some(Cause::HumanError), advice: Some(Advice::StayAlert), ..Claims::default() };
        let b = Claims { cause: Some(Cause::MaliciousAction), ..Claims::default() };
        assert_eq!(fields(&a, &b), [("cause", false)]);
        assert_eq!(fields(&a, &Claims::default()), []);
    }
}
