//! Measure 13, attribution discipline: who was named in public, with what right (doctrine O12). Default failure to
//! catch: a culprit named at once, on a false trail, while others still work on a joint analysis.
//!
//! Only where the author marked due moments (`counts: attribution`); never to name anybody is neutral unless it was due.
//! A due moment earns s · d. d is the share of three checks that the side's boldest public word on the incident passed,
//! an attribution, or a statement that names somebody (which is taken to be highly confident): no surer than the
//! evidence that the side held (`exercise/evidence.rs`), not alone where notes are to be compared first, and not somebody
//! else than the one behind it. What a side named without being asked is one more in the denominator where it failed a
//! check, worth d; where it passed all, it is no opportunity: naming more pays nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::Ppm;
use crate::scenario::script::IncidentId;
use crate::scenario::words::Measure;

use crate::score::board::Naming;
use crate::score::court::{Court, Side};
use crate::score::expected;
use crate::score::moment::{Figure, Moment, Part, Tally};

/// As people read it.
pub(super) const FORMULA: &str = "Σ s · d over due attributions, and d over those that nobody asked for and that failed a check ÷ (due + failed); d = checks passed ÷ 3";

/// A side's boldest public word on an incident.
struct Named<'a> {
    word: &'a Naming,
    /// What it failed, in words.
    failed: Vec<&'static str>,
}

impl Named<'_> {
    fn discipline(&self) -> Ppm {
        Ppm::ratio(CHECKS - self.failed.len() as u64, CHECKS)
    }

    fn faults(&self) -> String {
        self.failed.join(", ")
    }
}

/// Evidence, joint line, and the right one.
const CHECKS: u64 = 3;

/// Judges due attributions, and those that nobody asked for.
pub(crate) fn judge(court: &Court<'_>) -> Tally {
    let mut tally = Tally::default();
    let marked = |inject: &crate::scenario::script::InjectSpec| {
        inject.expects.iter().any(|spec| spec.counts == Some(Measure::Attribution))
    };
    if !court.script.injects.rows().any(marked) {
        return tally;
    }
    let named = named(court);
    let mut asked = BTreeSet::new();
    expected::judge_by(court, Measure::Attribution, &mut tally, |row, _, moment| {
        let about = court.script.injects[row.inject].about;
        let side = moment.seat.map(|seat| court.side(seat));
        let Some(key) = about.zip(side).filter(|_| moment.got > Ppm::ZERO) else { return };
        asked.insert(key);
        if let Some(found) = named.get(&key).filter(|found| !found.failed.is_empty()) {
            moment.got = Ppm(moment.got.of(u64::from(found.discipline().0)) as u32);
            moment.why.push_str(&court.why(|| format!(", but {}", found.faults())));
        }
    });
    let mut undisciplined = 0;
    for (key, found) in named.iter().filter(|(_, found)| !found.failed.is_empty()) {
        undisciplined += 1;
        if !asked.contains(key) {
            tally.moments.push(unasked(court, found));
        }
    }
    tally.detail("undisciplined", Figure::Count(undisciplined));
    tally
}

fn unasked(court: &Court<'_>, found: &Named<'_>) -> Moment {
    let word = found.word;
    let mut moment = court.moment(word.mark, word.by, found.discipline(), || {
        format!("{}: named a culprit in public, {}", court.incident(word.incident), found.faults())
    });
    moment.part = Part::Fault;
    moment
}

/// Each side's boldest word on each incident: the one that failed most.
fn named<'a>(court: &Court<'a>) -> BTreeMap<(IncidentId, Side), Named<'a>> {
    let mut named: BTreeMap<(IncidentId, Side), Named<'a>> = BTreeMap::new();
    for word in court.board.namings.iter().filter(|w| court.counts(w.mark)) {
        let failed = failed(word);
        let key = (word.incident, court.side(word.by));
        if named.get(&key).is_none_or(|known| known.failed.len() < failed.len()) {
            named.insert(key, Named { word, failed });
        }
    }
    named
}

fn failed(word: &Naming) -> Vec<&'static str> {
    let checks = [
        (word.premature, "surer than the evidence"),
        (word.unilateral, "alone, before notes were compared"),
        (word.wrong, "not the one behind it"),
    ];
    checks.into_iter().filter_map(|(failed, words)| failed.then_some(words)).collect()
}
