//! Measure 11, confidentiality: markings were honoured, and nothing was kept closer than its source wanted.
//!
//! Each time an item marked above TLP:CLEAR, or classified in the exercise, is passed on is an opportunity: 0 where it
//! went further than its marking allows, or under a laxer marking by one who is not its source; half (a convention) where
//! it went under a stricter marking than its source's and the sender's; else 1. An act in the open on what PAP keeps
//! passive is one more in the denominator, and so is a classified item that was [withheld](super::withheld). Who holds
//! nothing classified and passes nothing on has no opportunity. Each breach of TLP or classification lowers the cap on
//! the composite.

use crate::base::{Ppm, Table, marking};
use crate::scenario::script::StateId;
use crate::scenario::words::Tlp;

use crate::score::board::Pass;
use crate::score::convention::OVER_MARKED;
use crate::score::court::Court;
use crate::score::moment::{Figure, Moment, Part, Tally};

use super::withheld;

/// As people read it.
pub(super) const FORMULA: &str = "(passed on as marked + ½ · passed on under a stricter marking, or release needlessly refused) ÷ (marked items passed on + breaches of PAP + classified items withheld or refused)";

/// Judges every marked item that was passed on, and every breach.
pub(crate) fn judge(court: &Court<'_>) -> Tally {
    let mut tally = Tally::default();
    let (mut tlp, mut pap, mut over, mut secrets) = (0, 0, 0, 0);
    for pass in court.board.passes.iter().filter(|p| court.counts(p.mark) && !p.relayed) {
        let Some(moment) = one(court, pass) else { continue };
        let breached = u32::from(!pass.breached.is_empty());
        let classified = court.script.intel[pass.item].classified.is_some();
        *(if classified { &mut secrets } else { &mut tlp }) += breached;
        over += u32::from(moment.got == OVER_MARKED);
        tally.moments.push(moment);
    }
    for burnt in court.board.burnt.iter().filter(|b| court.counts(b.mark)) {
        pap += 1;
        let mut moment = court.moment(burnt.mark, burnt.by, Ppm::ZERO, || {
            let (item, pap) = (court.item(burnt.item), court.script.intel[burnt.item].pap);
            format!("acted in the open on {item}, {pap}: the actor could notice")
        });
        moment.part = Part::Fault;
        tally.moments.push(moment);
    }
    let kept = withheld::judge(court);
    let withheld = kept.len() as u32;
    tally.moments.extend(kept);
    tally.detail("tlp_breaches", Figure::Count(tlp));
    tally.detail("pap_breaches", Figure::Count(pap));
    tally.detail("over_marked", Figure::Count(over));
    // What a scenario without classified items need not read.
    if court.script.intel.rows().any(|item| item.classified.is_some()) {
        tally.detail("classification_breaches", Figure::Count(secrets));
        tally.detail("withheld", Figure::Count(withheld));
    }
    tally
}

/// Breaches of TLP and classification: each item that went too far in one act counts once.
pub(crate) struct Breaches {
    /// By anybody.
    pub(crate) all: u32,
    /// By the seats of each state.
    pub(crate) of: Table<StateId, u32>,
}

/// Counts them, in one look through all that was passed on.
pub(crate) fn breaches(court: &Court<'_>) -> Breaches {
    let mut breaches = Breaches { all: 0, of: court.script.states.ids().map(|_| 0).collect() };
    let passes = court.board.passes.iter();
    for pass in passes.filter(|p| !p.breached.is_empty() && court.counts(p.mark)) {
        breaches.all += 1;
        if let Some(state) = court.script.seats[pass.from].state {
            breaches.of[state] += 1;
        }
    }
    breaches
}

/// One item passed on; nothing where it bears no marking.
fn one(court: &Court<'_>, pass: &Pass) -> Option<Moment> {
    let spec = &court.script.intel[pass.item];
    let (held, second_hand) = pass.held;
    let bound = spec.tlp.max(held);
    if bound == Tlp::Clear && pass.tlp == Tlp::Clear && spec.classified.is_none() {
        return None;
    }
    let relaxed = second_hand && pass.tlp < bound;
    let (got, what) = match (pass.breached.is_empty(), relaxed, pass.tlp > bound) {
        (false, ..) => (Ppm::ZERO, "went further than its marking allows"),
        (_, true, _) => (Ppm::ZERO, "went on under a laxer marking than its source's"),
        (_, _, true) => (OVER_MARKED, "went on under a stricter marking than its source's"),
        _ => (Ppm::ONE, "went on as marked"),
    };
    Some(court.moment(pass.mark, pass.from, got, || {
        let level = spec.classified.as_ref().map(|c| format!(", {}", marking::simulated(c.level)));
        format!("{}, {bound}{}, {what}", court.item(pass.item), level.unwrap_or_default())
    }))
}
