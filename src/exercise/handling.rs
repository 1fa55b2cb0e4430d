//! Handling: who may be given an item, by its TLP and its simulated classification, whose consent lets it go further,
//! and what PAP lets one do with it.
//!
//! All of it can be broken: what breaks it is a fact with consequences, never a refusal.

mod tlp;

use crate::scenario::mechanism::{MechanismId, MechanismKind};
use crate::scenario::script::{IntelId, OrgId, Script, SeatId};
use crate::scenario::words::{DefenceKind, Pap};

use super::fact::Marking;
use super::state::State;

/// What it breaks that `from` passes the item on to `to`: the first of clearance, consent and TLP.
pub fn broken(script: &Script, state: &State, from: SeatId, item: IntelId, to: SeatId) -> Option<Marking> {
    if let Some(classified) = &script.intel[item].classified {
        let (sender, receiver) = (script.seats[from].org, script.seats[to].org);
        // Whom the originator itself gives it to has its consent; whoever gives it back tells nobody anything new.
        let back = receiver == classified.originator
            || state.seats[from].holds.get(&item).is_some_and(|held| held.from == Some(to));
        if back {
            return None;
        }
        if !is_cleared(script, item, to) {
            return Some(Marking::Clearance);
        }
        let agreed = sender == classified.originator || has_consent(script, state, item, to);
        return (!agreed).then_some(Marking::Release);
    }
    (!tlp::may_pass(script, state, from, item, to)).then_some(Marking::Tlp)
}

/// Whether the seat's clearance reaches the item's level.
pub fn is_cleared(script: &Script, item: IntelId, seat: SeatId) -> bool {
    script.intel[item].classified.as_ref().is_none_or(|c| script.seats[seat].clearance >= c.level)
}

/// Whether the item's source has agreed that the seat gets it: by the marking, or when it was asked.
pub fn has_consent(script: &Script, state: &State, item: IntelId, seat: SeatId) -> bool {
    script.intel[item].classified.as_ref().is_some_and(|c| c.releasable.binary_search(&seat).is_ok())
        || state.released.get(&item).is_some_and(|to| to.contains(&seat))
}

/// Whether the seat may choose who gets an item that it has `from` somebody: the one who found it is its source, unless
/// the scenario names another.
pub fn is_source(script: &Script, item: IntelId, seat: SeatId, from: Option<SeatId>) -> bool {
    let spec = &script.intel[item];
    let source = spec.classified.as_ref().map(|c| c.originator).or(spec.source);
    source.map_or(from.is_none(), |org| org == script.seats[seat].org)
}

/// Whose consent lets the item go further: its originator, else its source, else who found it, as far as the one who
/// asks can follow that back.
pub fn originator(script: &Script, state: &State, asks: SeatId, item: IntelId) -> Option<OrgId> {
    let spec = &script.intel[item];
    let named = spec.classified.as_ref().map(|c| c.originator).or(spec.source);
    named.or_else(|| {
        let mut seat = asks;
        // Nobody has it from somebody who got it later: the way back is no longer than there are seats.
        for _ in 0..script.seats.len() {
            match state.seats[seat].holds.get(&item)?.from {
                Some(from) => seat = from,
                None => return Some(script.seats[seat].org),
            }
        }
        None
    })
}

/// The seats of an organisation.
pub fn seats_of(script: &Script, org: OrgId) -> impl Iterator<Item = SeatId> + '_ {
    script.seats.iter().filter(move |(_, s)| s.org == org).map(|(id, _)| id)
}

/// The mechanism by which an originator is asked; none where no loaded pack has one.
pub fn consent_mechanism(script: &Script) -> Option<MechanismId> {
    let mut all = script.mechanisms.iter();
    all.find(|(_, m)| matches!(m.kind, MechanismKind::Release)).map(|(id, _)| id)
}

/// Whether an actor can notice an act of this kind on what bears this marking, against the wish of the source.
pub fn is_noticed(pap: Pap, kind: DefenceKind) -> bool {
    pap >= Pap::Amber && !matches!(kind, DefenceKind::PreserveEvidence)
}
