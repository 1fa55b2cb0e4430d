//! Measure 4, right contact: the first attempt went to the right contact, by the right channel (doctrine O3, O4). Default
//! failure to catch: 55 % of states were not confident to find the right contact abroad, directories or not (Cyber Europe
//! 2010).
//!
//! Only first attempts count, and only where there was somebody to find:
//! - a duty of law: 2·|told ∩ owed| ÷ (|told| + |owed|) over the organisations of its first notice, those of the own side
//!   that nobody owed it left out; 0 where the time ran out and nobody was written to at all
//! - a due moment that the author marked (`counts: right_contact`): s, where no act of that kind went elsewhere before
//! - a question, where somebody held what the asking side needed and lacked: the share of those asked who did; each item
//!   makes one question of a side an opportunity
//! - the first attempt of a side at a mechanism that is not its own, or not for this: 0, one more in the denominator
//!
//! A mechanism that was asked too early, or that stands there already, was the right one: not counted.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::Ppm;
use crate::scenario::mechanism::MechanismId;
use crate::scenario::script::{IntelId, OrgId, SeatId};
use crate::scenario::words::Measure;

use crate::score::board::{Asking, Duty, Mark, Notice, misses_the_body};
use crate::score::court::{Court, Side};
use crate::score::expected::{self, over};
use crate::score::moment::{Figure, Moment, Part, Tally};

use super::notification::{Key, key};

/// As people read it.
pub(super) const FORMULA: &str = "Σ how right the first attempt was ÷ (duties + marked moments + questions that somebody could answer + mechanisms tried in vain)";

/// Judges first attempts.
pub(crate) fn judge(court: &Court<'_>) -> Tally {
    let mut tally = Tally::default();
    expected::judge_by(court, Measure::RightContact, &mut tally, |row, _, moment| {
        let first = (moment.at, moment.record);
        let before = |mark: Mark| court.counts(mark) && (mark.at, mark.record) < first;
        if row.astray.iter().any(|(by, mark)| Some(*by) == moment.seat && before(*mark)) {
            moment.got = Ppm::ZERO;
            moment.why.push_str(&court.why(|| ", not at the first attempt".to_owned()));
        }
    });
    duties(court, &mut tally);
    questions(court, &mut tally);
    let astray = astray(court);
    tally.detail("mechanisms_in_vain", Figure::Count(astray.len() as u32));
    tally.moments.extend(astray);
    tally
}

/// The first notice of each duty.
fn duties(court: &Court<'_>, tally: &mut Tally) {
    let mut owed: BTreeMap<Key, Vec<&Duty>> = BTreeMap::new();
    for duty in court.board.duties.iter().filter(|d| court.counts(d.mark)) {
        owed.entry(key(court, duty)).or_default().push(duty);
    }
    for (key, duties) in &owed {
        tally.moments.extend(first_notice(court, *key, duties));
    }
}

fn first_notice(court: &Court<'_>, key: Key, duties: &[&Duty]) -> Option<Moment> {
    let first = duties.iter().min_by_key(|d| (d.mark.at, d.mark.record))?;
    let owed: BTreeSet<OrgId> = duties.iter().flat_map(|d| &d.owed).copied().collect();
    let (side, operator, incident, regime, step, reporter) = key;
    let by_them = |n: &&Notice| match operator {
        Some(operator) => n.by == operator || is_authority(court, n.by, side),
        None => is_authority(court, n.by, side),
    };
    let about = |n: &&Notice| (n.incident, n.regime, n.step) == (incident, regime, step);
    let notices = court.board.notices.iter().filter(|n| court.counts(n.mark)).filter(about).filter(by_them);
    // An answer to somebody else is no first attempt at this one.
    let answers =
        |n: &&Notice| reporter.is_none_or(|org| n.to.iter().any(|s| court.script.seats[*s].org == org));
    let notices = notices.filter(answers);
    let regime = &court.script.mechanisms[regime].title;
    let Some(notice) = notices.min_by_key(|n| (n.mark.at, n.mark.record)) else {
        let allowed = first.due.since(first.mark.at);
        let mut moment =
            court.moment(first.mark, first.seat, Ppm::ZERO, || format!("{regime}: nobody was written to"));
        if !over(court, first.mark, &[first.seat], allowed, first.due) {
            moment.part = Part::Pending;
        }
        return Some(moment);
    };
    let own = |seat: &SeatId| court.side(*seat) == side;
    let told: BTreeSet<OrgId> = notice
        .to
        .iter()
        .filter(|seat| !own(seat) || owed.contains(&court.script.seats[**seat].org))
        .map(|seat| court.script.seats[*seat].org)
        .collect();
    let right = told.intersection(&owed).count() as u64;
    let got = Ppm::ratio(2 * right, (told.len() + owed.len()) as u64);
    Some(court.moment(notice.mark, notice.by, got, || {
        let (told, owed) = (told.len(), owed.len());
        format!(
            "{regime}: the first notice went to {right} of {owed} who were owed it, {told} were written to"
        )
    }))
}

/// Whether the seat speaks for the side: an authority, not a firm.
fn is_authority(court: &Court<'_>, seat: SeatId, side: Side) -> bool {
    court.side(seat) == side && court.script.seats[seat].kind != "operator"
}

/// Questions of a side that somebody could answer.
fn questions(court: &Court<'_>, tally: &mut Tally) {
    let mut asks: Vec<&Asking> = court.board.asks.iter().filter(|a| court.counts(a.mark)).collect();
    asks.sort_by_key(|a| (a.mark.at, a.mark.record));
    let mut used: BTreeSet<(Side, IntelId)> = BTreeSet::new();
    for ask in asks {
        let side = court.side(ask.from);
        let abroad: BTreeSet<OrgId> =
            ask.to.iter().filter(|s| court.side(**s) != side).map(|s| court.script.seats[*s].org).collect();
        if abroad.is_empty() {
            continue;
        }
        let mut holders: BTreeSet<OrgId> = BTreeSet::new();
        for (item, orgs) in lacking(court, ask, side) {
            if used.insert((side, item)) {
                holders.extend(orgs);
            }
        }
        if holders.is_empty() {
            continue;
        }
        let right = abroad.intersection(&holders).count() as u64;
        let all = abroad.len() as u64;
        tally.moments.push(court.moment(ask.mark, ask.from, Ppm::ratio(right, all), || {
            format!("asked {all} organisations abroad, {right} of them held what was needed")
        }));
    }
}

/// What the side needed and lacked when it asked, with the organisations that held it.
fn lacking(court: &Court<'_>, ask: &Asking, side: Side) -> Vec<(IntelId, Vec<OrgId>)> {
    let held = court.board.held.iter();
    let needed = held.filter(|(item, _)| {
        let spec = &court.script.intel[**item];
        !spec.misleading && spec.needed_by.iter().any(|seat| court.side(*seat) == side)
    });
    needed
        .filter_map(|(item, holders)| {
            let then = || holders.iter().filter(|(_, held)| held.mark.at <= ask.mark.at);
            if then().any(|(seat, _)| court.side(*seat) == side) {
                return None;
            }
            let orgs: Vec<OrgId> = then().map(|(seat, _)| court.script.seats[*seat].org).collect();
            (!orgs.is_empty()).then_some((*item, orgs))
        })
        .collect()
}

/// The first attempt of each side at each mechanism that is not for it.
fn astray(court: &Court<'_>) -> Vec<Moment> {
    let mut seen: BTreeSet<(Side, MechanismId)> = BTreeSet::new();
    let tries = court.board.astray.iter().filter(|t| court.counts(t.mark) && misses_the_body(t.why));
    tries
        .filter(|t| seen.insert((court.side(t.by), t.mechanism)))
        .map(|t| {
            let mut moment = court.moment(t.mark, t.by, Ppm::ZERO, || {
                format!(
                    "{}: tried in vain, it is another's to ask for",
                    court.script.mechanisms[t.mechanism].title
                )
            });
            moment.part = Part::Fault;
            moment
        })
        .collect()
}
