//! Classified items kept from those who need them (a part of measure 11): national security is a reason to ask first, not
//! a reason to say nothing (European Court of Auditors).
//!
//! Each state or body that holds a classified item has one half-life of its worth, from when it came to hold it, to pass it
//! or its tear-line on to a state or body that needs it, or to ask its originator; once that was granted, another
//! half-life to pass it on. Where all who need it have it by then, from whomever, nobody kept anything from them.
//! An originator that says no, or nothing, to a release to those who are cleared and need the item gets half (a
//! convention), unless they have its tear-line.

use std::collections::BTreeMap;

use crate::base::{At, Ppm};
use crate::scenario::script::{IntelId, SeatId};

use crate::score::board::{Case, Mark, ReleaseAsked};
use crate::score::convention::OVER_MARKED;
use crate::score::court::{Court, Side};
use crate::score::moment::{Moment, Part};

pub(super) fn judge(court: &Court<'_>) -> Vec<Moment> {
    let items = court.script.intel.iter().filter(|(_, spec)| spec.classified.is_some() && !spec.misleading);
    let mut moments: Vec<Moment> = items.flat_map(|(item, _)| holders(court, item)).collect();
    let asked = court.board.releases.iter().filter(|asked| court.counts(asked.mark));
    moments.extend(asked.filter_map(|asked| refused(court, asked)));
    moments
}

/// The tear-line of an item.
fn tear_line(court: &Court<'_>, item: IntelId) -> Option<IntelId> {
    court.script.intel[item].classified.as_ref()?.tear_line.map(|(tear, _)| tear)
}

/// Each side that holds it, judged from the first of its seats that came to.
fn holders(court: &Court<'_>, item: IntelId) -> Vec<Moment> {
    let mut first: BTreeMap<Side, (Mark, SeatId)> = BTreeMap::new();
    let originator = court.script.intel[item].classified.as_ref().map(|c| c.originator);
    // An originator that is asked is reminded of its item; what it says to that is judged by itself.
    let reminded = |seat: SeatId, planned: bool| Some(court.script.seats[seat].org) == originator && !planned;
    let held = court.board.held.get(&item).into_iter().flatten();
    for (&seat, held) in held.filter(|(_, held)| court.counts(held.mark)) {
        if reminded(seat, held.planned) {
            continue;
        }
        let (mark, entry) = (held.mark, first.entry(court.side(seat)).or_insert((held.mark, seat)));
        if (mark.at, mark.record, seat) < (entry.0.at, entry.0.record, entry.1) {
            *entry = (mark, seat);
        }
    }
    first.into_values().filter_map(|(mark, seat)| kept(court, item, seat, mark)).collect()
}

/// The holder's side found no way to any who needs it.
fn kept(court: &Court<'_>, item: IntelId, holder: SeatId, first: Mark) -> Option<Moment> {
    let spec = &court.script.intel[item];
    let holders = court.board.held.get(&item)?;
    let side = court.side(holder);
    let given = |seat: &SeatId| holders.get(seat).is_some_and(|held| held.from.is_none() && held.planned);
    let needing: Vec<SeatId> =
        spec.needed_by.iter().copied().filter(|seat| court.side(*seat) != side && !given(seat)).collect();
    let tear = tear_line(court, item);
    let passed = court.board.passes.iter().filter(|p| court.counts(p.mark) && court.side(p.from) == side);
    let mut passed = passed.filter(|p| p.item == item || Some(p.item) == tear);
    // Who among a state's seats needs it is not for others to know: to have told the state is enough here.
    let sides: Vec<Side> = needing.iter().map(|seat| court.side(*seat)).collect();
    if needing.is_empty() || passed.any(|p| p.to.iter().any(|seat| sides.contains(&court.side(*seat)))) {
        return None;
    }
    let from = may_since(court, item, holder, first.at)?;
    // Whose side had it within that time, from whomever, was kept from nothing.
    let in_time = |seat: &SeatId| {
        let versions = [Some(item), tear].into_iter().flatten().filter_map(|i| court.board.held.get(&i));
        versions.flatten().filter(|(by, _)| court.side(**by) == court.side(*seat)).any(|(_, held)| {
            let at = held.mark.at;
            court.counts(held.mark) && (at <= from || court.played(holder, from, at) <= spec.half_life)
        })
    };
    let lacking: Vec<SeatId> = needing.iter().copied().filter(|seat| !in_time(seat)).collect();
    if lacking.is_empty() || court.played(holder, from, court.now) <= spec.half_life {
        return None;
    }
    let mut moment = court.moment(first, holder, Ppm::ZERO, || {
        let (what, whom) = (court.item(item), lacking.first().map_or("others", |seat| court.seat(*seat)));
        format!("{what} was kept from {whom}, who needs it")
    });
    moment.part = Part::Missed;
    Some(moment)
}

/// Since when the holder's side could pass something on, or should have asked; none while it waits for an answer, or
/// was told no.
fn may_since(court: &Court<'_>, item: IntelId, holder: SeatId, first: At) -> Option<At> {
    let side = court.side(holder);
    let ours = |asked: &&ReleaseAsked| {
        asked.item == item && court.counts(asked.mark) && court.side(asked.by) == side
    };
    let asked: Vec<&ReleaseAsked> = court.board.releases.iter().filter(ours).collect();
    let tear = tear_line(court, item).and_then(|tear| court.board.held.get(&tear));
    let came = tear
        .into_iter()
        .flatten()
        .filter(|(seat, held)| court.side(**seat) == side && court.counts(held.mark));
    let came = came.map(|(_, held)| held.mark.at);
    let granted = asked.iter().filter(|asked| !asked.to.is_empty()).filter_map(|asked| {
        let (_, adopted, mark) = case(court, asked)?.end?;
        (adopted && court.counts(mark)).then_some(mark.at)
    });
    let open = came.chain(granted).min();
    if asked.is_empty() { open.or(Some(first)) } else { open }
}

fn case<'a>(court: &Court<'a>, asked: &ReleaseAsked) -> Option<&'a Case> {
    court.board.cases.iter().find(|case| case.id == asked.case)
}

/// The originator's people kept from those who are cleared what these need.
fn refused(court: &Court<'_>, asked: &ReleaseAsked) -> Option<Moment> {
    let (item, case) = (asked.item, case(court, asked)?);
    let (_, adopted, mark) = case.end.filter(|(_, _, mark)| court.counts(*mark))?;
    let spec = &court.script.intel[item];
    let level = spec.classified.as_ref()?.level;
    let cleared = asked.to.iter().all(|seat| court.script.seats[*seat].clearance >= level);
    let needing: Vec<SeatId> =
        asked.to.iter().copied().filter(|seat| spec.needed_by.contains(seat)).collect();
    let served = |seat: &SeatId| {
        tear_line(court, item)
            .and_then(|tear| court.board.held.get(&tear))
            .is_some_and(|h| h.contains_key(seat))
    };
    let by = *case.voters.first()?;
    if adopted || !cleared || needing.iter().all(served) {
        return None;
    }
    Some(court.moment(mark, by, OVER_MARKED, || {
        format!("{} was refused to those who are cleared and need it", court.item(item))
    }))
}
