//! Measure 3, information value delivered (doctrine 6.2): F₁ of recall and precision.
//!
//! Recall R = Σ v·2^(−Δt/h) / Σ v over every seat that needed an item, Δt from the moment at which the sender's side
//! first held it. Precision P = deliveries to those who needed them / all deliveries. F₁ = 2RP/(R + P): copying
//! everything to everyone must not beat care. Who gets an item from the scenario as planned does not count. A false
//! lead is worth nothing to anybody, and passing it on lowers precision. An item that was not passed on is not
//! assessed before one half-life is over. Passing on within one's own side is never noise, nor is what a network relays.
//! A classified item and its tear-line are one: whoever needs to know is served by either, counted from the moment at
//! which the whole was first held.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::base::{Ppm, Span, Table};
use crate::scenario::script::{IntelId, IntelSpec, SeatId};

use crate::score::board::{Held, Mark, Pass};
use crate::score::court::{Court, Side};
use crate::score::moment::{Figure, Moment, ONE, Part, States, Tally, precision, recall};

/// As people read it.
pub(super) const FORMULA: &str = "F₁ = 2RP ÷ (R + P); R = Σ v·2^(−Δt÷h) ÷ Σ v over those who needed it, P = needed deliveries ÷ all deliveries";

/// Judges every item that anybody holds.
pub(crate) fn judge(court: &Court<'_>) -> Tally {
    let mut tally = Tally::default();
    let mut by_item: BTreeMap<IntelId, Vec<&Pass>> = BTreeMap::new();
    for pass in court.board.passes.iter().filter(|pass| court.counts(pass.mark)) {
        by_item.entry(court.script.whole_of(pass.item)).or_default().push(pass);
    }
    let wholes =
        court.board.held.iter().filter(|(item, _)| court.script.intel[**item].tear_line_of.is_none());
    for (&item, holders) in wholes {
        let spec = &court.script.intel[item];
        let holders = &*with_tear_line(court, spec, holders);
        let mut reached: Table<SeatId, bool> = court.script.seats.ids().map(|_| false).collect();
        let mut passes = by_item.remove(&item).unwrap_or_default();
        let first = first_held(court, holders);
        passes.sort_by_key(|p| (p.mark.at, p.mark.record));
        for pass in passes {
            for &seat in &pass.to {
                let own = holders.get(&seat).is_some_and(|h| h.from.is_none() && h.mark.at <= pass.mark.at);
                if !own && !std::mem::replace(&mut reached[seat], true) {
                    tally.moments.extend(delivery(court, spec, pass, seat, &first));
                }
            }
        }
        if spec.misleading {
            continue;
        }
        for &seat in spec.needed_by.iter().filter(|s| !reached[**s]) {
            tally.moments.extend(missed(court, (item, spec), holders, seat));
        }
    }
    let all: Vec<&Moment> = tally.moments.iter().collect();
    let (recall, precision) = (recall(&all), precision(&all));
    if let Some(recall) = recall {
        tally.detail("recall", Figure::Share(recall));
    }
    if let Some(precision) = precision {
        tally.detail("precision", Figure::Share(precision));
    }
    tally
}

/// An item that reached a seat for the first time.
fn delivery(
    court: &Court<'_>,
    spec: &IntelSpec,
    pass: &Pass,
    seat: SeatId,
    first: &BTreeMap<Side, Mark>,
) -> Option<Moment> {
    let needed = spec.needed_by.contains(&seat) && !spec.misleading;
    let same_side = court.side(pass.from) == court.side(seat);
    if !needed && (pass.relayed || (same_side && !spec.misleading)) {
        return None;
    }
    let since = first.get(&court.side(pass.from)).copied().unwrap_or(pass.mark);
    let age = court.played(pass.from, since.at, pass.mark.at);
    let got = if needed { fading(age, spec.half_life) } else { Ppm::ZERO };
    let mut moment = court.moment(pass.mark, pass.from, got, || {
        let (what, to) = (court.item(pass.item), court.seat(seat));
        match (needed, spec.misleading) {
            (true, _) => format!("{to} had it after {age}, half-life {}: {what}", spec.half_life),
            (false, true) => format!("{to} was given a false lead: {what}"),
            (false, false) => format!("{to} did not need it: {what}"),
        }
    });
    moment.pair = Some((pass.from, seat));
    if needed {
        moment.weight = worth(spec);
    } else {
        moment.part = Part::Fault;
    }
    Some(moment)
}

/// An item that somebody else held and a seat needed in vain.
fn missed(
    court: &Court<'_>,
    (item, spec): (IntelId, &IntelSpec),
    holders: &BTreeMap<SeatId, Held>,
    seat: SeatId,
) -> Option<Moment> {
    if holders.get(&seat).is_some_and(|held| held.from.is_none() && held.planned) {
        return None;
    }
    let others = || holders.iter().filter(|(who, held)| **who != seat && held.mark.at <= court.now);
    let first = others().map(|(_, held)| held.mark.at).min()?;
    // Who held it first should have told; several at once, all of them.
    let firsts: Vec<(SeatId, &Held)> =
        others().filter(|(_, held)| held.mark.at == first).map(|(who, held)| (*who, held)).collect();
    let (holder, held) = *firsts.first()?;
    let mut moment = court.moment(held.mark, holder, Ppm::ZERO, || {
        let (what, from, to) = (court.item(item), court.seat(holder), court.seat(seat));
        format!("{to} needed in vain what {from} held: {what}")
    });
    moment.states = States::Several(court.states_of(firsts.iter().map(|(who, _)| *who)));
    moment.pair = Some((holder, seat));
    moment.weight = worth(spec);
    let waited = court.played(holder, first, court.now);
    moment.part = if waited > spec.half_life { Part::Missed } else { Part::Pending };
    Some(moment)
}

/// Who holds the item or its tear-line, and since when either.
fn with_tear_line<'a>(
    court: &Court<'a>,
    spec: &IntelSpec,
    holders: &'a BTreeMap<SeatId, Held>,
) -> Cow<'a, BTreeMap<SeatId, Held>> {
    let tear = spec.classified.as_ref().and_then(|c| c.tear_line);
    let Some(others) = tear.and_then(|(tear, _)| court.board.held.get(&tear)) else {
        return Cow::Borrowed(holders);
    };
    let mut all = holders.clone();
    for (seat, held) in others {
        all.entry(*seat).or_insert(*held);
    }
    Cow::Owned(all)
}

/// When each side held the item first.
fn first_held(court: &Court<'_>, holders: &BTreeMap<SeatId, Held>) -> BTreeMap<Side, Mark> {
    let mut first: BTreeMap<Side, Mark> = BTreeMap::new();
    for (who, held) in holders {
        let known = first.entry(court.side(*who)).or_insert(held.mark);
        if held.mark.at < known.at {
            *known = held.mark;
        }
    }
    first
}

fn worth(spec: &IntelSpec) -> u64 {
    u64::from(spec.value.max(1)) * ONE
}

/// 2^(−Δt/h).
fn fading(age: Span, half_life: Span) -> Ppm {
    if half_life == Span::ZERO {
        return if age == Span::ZERO { Ppm::ONE } else { Ppm::ZERO };
    }
    Ppm::from_f64(libm::exp2(-(age.0 as f64) / half_life.0 as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn information_fades_by_half_in_a_half_life() {
        assert_eq!(fading(Span::ZERO, Span::hours(6)), Ppm::ONE);
        assert_eq!(fading(Span::hours(6), Span::hours(6)), Ppm(500_000));
        assert_eq!(fading(Span::hours(12), Span::hours(6)), Ppm(250_000));
        assert_eq!(fading(Span::hours(3), Span::hours(6)), Ppm(707_107));
    }
}
