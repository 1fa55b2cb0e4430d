//! How strong the case is that one actor is behind an incident: pieces of evidence, each graded and more or less
//! traceable, added up by who they come from.
//!
//! A piece weighs `source × credibility` by its Admiralty grade (A–F, 1–6), in points of 100: A1 is 100, B2 is 64,
//! C3 is 36, E5 nothing. What only leads to an address behind a carrier's NAT weighs half, since thousands share it;
//! an IPv6 address weighs 1.3 times as much. Of the pieces of one source the strongest counts whole and every other
//! a quarter: a source does not corroborate itself. What points to somebody else is taken off.
//!
//! From 30 points on a case bears low confidence, from 100 on with two sources moderate, from 180 on with three high.
//! The grades are the Admiralty code's; every figure here is a convention of ours, made so that two good sources that
//! agree bear moderate confidence, and one alone, however good, never does.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Weight of a source from A (reliable) to F (cannot be judged), in tenths.
const SOURCE: [u32; 6] = [10, 8, 6, 3, 1, 4];
/// Weight of what it says from 1 (confirmed) to 6 (cannot be judged), in tenths.
const CREDIBILITY: [u32; 6] = [10, 8, 6, 3, 0, 4];
/// Points and sources from which on a case bears low, moderate and high confidence.
const STEPS: [(u32, usize); 3] = [(30, 1), (100, 2), (180, 3)];

/// A grade of the Admiralty code: how reliable the source is (A–F), how credible what it says (1–6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grade {
    source: u8,
    credibility: u8,
}

impl Grade {
    /// Reads `"B2"`; none where it is no grade.
    pub fn parse(text: &str) -> Option<Self> {
        let &[source @ b'A'..=b'F', credibility @ b'1'..=b'6'] = text.as_bytes() else { return None };
        Some(Self { source: source - b'A', credibility: credibility - b'1' })
    }

    /// Its weight in points, 0–100.
    pub fn points(self) -> u32 {
        let of = |table: &[u32; 6], place: u8| table.get(usize::from(place)).copied().unwrap_or(0);
        of(&SOURCE, self.source) * of(&CREDIBILITY, self.credibility)
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", char::from(b'A' + self.source), self.credibility + 1)
    }
}

impl Serialize for Grade {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Grade {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("`{text}` is no grade")))
    }
}

/// How far a trail can be followed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trace {
    /// Nothing makes it easier or harder.
    #[default]
    Plain,
    /// To an address that a carrier's NAT gives to thousands at once.
    CarrierNat,
    /// To an address that one subscriber alone had.
    Ipv6,
}

impl Trace {
    /// How people read it; nothing where there is nothing to say.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::CarrierNat => "behind carrier NAT",
            Self::Ipv6 => "traced over IPv6",
        }
    }

    /// Its factor in percent. What the provider has told (`resolved`) is no longer hidden by its NAT.
    const fn percent(self, resolved: bool) -> u32 {
        match self {
            Self::Plain => 100,
            Self::CarrierNat if resolved => 100,
            Self::CarrierNat => 50,
            Self::Ipv6 => 130,
        }
    }
}

/// A piece of evidence, as the case for one actor sees it.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    /// Who it comes from: pieces with the same number are one voice.
    pub source: usize,
    /// How good it is.
    pub grade: Grade,
    /// How far its trail can be followed.
    pub trace: Trace,
    /// Whether it points to the actor, or to somebody else.
    pub supports: bool,
}

/// What a case bears, from 0 (no confidence at all) over 1 (low) and 2 (moderate) to 3 (high). `resolved` says that
/// providers have told who was behind their addresses (electronic evidence).
pub fn strength(pieces: &[Piece], resolved: bool) -> u8 {
    let (mut points, mut against, mut sources) = (0, 0, 0);
    let mut all: Vec<(usize, bool, u32)> = pieces
        .iter()
        .map(|p| (p.source, p.supports, p.grade.points() * p.trace.percent(resolved) / 100))
        .filter(|(.., points)| *points > 0)
        .collect();
    // By source, the strongest first.
    all.sort_by_key(|(source, supports, points)| (*source, *supports, u32::MAX - points));
    let mut before = None;
    for (source, supports, weight) in all {
        let first = before.replace((source, supports)) != Some((source, supports));
        let weight = if first { weight } else { weight / 4 };
        if supports {
            points += weight;
            sources += usize::from(first);
        } else {
            against += weight;
        }
    }
    let points: u32 = u32::saturating_sub(points, against);
    STEPS.iter().take_while(|(least, voices)| points >= *least && sources >= *voices).count() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(source: usize, grade: &str, trace: Trace) -> Piece {
        Piece { source, grade: Grade::parse(grade).unwrap(), trace, supports: true }
    }

    #[test]
    fn a_grade_reads_and_writes_the_same_and_weighs_by_both_its_marks() {
        for (text, points) in [("A1", 100), ("B2", 64), ("C3", 36), ("E5", 0), ("F6", 16)] {
            let grade = Grade::parse(text).unwrap();
            assert_eq!((grade.to_string().as_str(), grade.points()), (text, points));
        }
        for wrong in ["", "G1", "A7", "b2", "B", "B22", "Ä1"] {
            assert_eq!(Grade::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn two_sources_that_agree_bear_moderate_confidence_and_one_alone_never_does() {
        let one = [piece(1, "A1", Trace::Ipv6), piece(1, "A1", Trace::Ipv6), piece(1, "A1", Trace::Ipv6)];
        let two = [piece(1, "B2", Trace::Plain), piece(2, "B2", Trace::Plain)];
        let three =
            [piece(1, "B2", Trace::Plain), piece(2, "B2", Trace::Plain), piece(3, "B2", Trace::Plain)];
        assert_eq!([&one[..], &two, &three, &[]].map(|p| strength(p, false)), [1, 2, 3, 0]);
    }

    #[test]
    fn carrier_nat_hides_until_the_provider_has_told_and_ipv6_shows() {
        let with = |trace| [piece(1, "B2", trace), piece(2, "B2", trace)];
        assert_eq!(strength(&with(Trace::CarrierNat), false), 1);
        assert_eq!(strength(&with(Trace::CarrierNat), true), 2);
        let weak = |trace| [piece(1, "C2", trace), piece(2, "C2", trace)];
        assert_eq!((strength(&weak(Trace::Plain), false), strength(&weak(Trace::Ipv6), false)), (1, 2));
    }

    #[test]
    fn what_points_elsewhere_is_taken_off() {
        let against = Piece { supports: false, ..piece(3, "B2", Trace::Plain) };
        let mut pieces = vec![piece(1, "B2", Trace::Plain), piece(2, "B2", Trace::Plain)];
        pieces.push(against);
        assert_eq!(strength(&pieces, false), 1);
    }
}
