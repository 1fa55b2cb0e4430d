//! Measure 10, side effects: who is touched abroad was told before a defence was carried out (doctrine O8). Default
//! failure to catch: a state cuts off or blocks, and its neighbours learn of it by the outage.
//!
//! F₁ of recall and precision, as for information value: announcing every trifle to everybody must not beat care. A
//! defence that takes function away has an opportunity for each other state with a service that needs the one
//! defended: 1 where a seat of it was told before, by the order's own `announced_to` or by words that went, in the
//! hour before, to nobody beyond the own side and those touched; 0 where not. A state that was told though nothing of
//! it is touched is noise. The same defence at the same service counts once a side. Marked moments
//! (`counts: side_effects`) stand beside these. A deed without effect abroad has no opportunity.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::Ppm;
use crate::scenario::script::{ServiceId, StateId};
use crate::scenario::words::Measure;

use crate::score::board::{Defence, Spoken};
use crate::score::convention::ANNOUNCED_BEFORE;
use crate::score::court::{Court, Side};
use crate::score::expected;
use crate::score::moment::{Figure, Moment, Part, Tally, precision, recall};

/// As people read it.
pub(super) const FORMULA: &str = "F₁ = 2RP ÷ (R + P); R = states touched that were told before ÷ states touched, P = told states that were touched ÷ told states";

/// Judges every defence with effects abroad, and every announcement without.
pub(crate) fn judge(court: &Court<'_>) -> Tally {
    let mut tally = Tally::default();
    expected::judge_by(court, Measure::SideEffects, &mut tally, |_, _, moment| {
        if moment.got == Ppm::ZERO {
            moment.part = Part::Missed;
        }
    });
    let touching = touching(court);
    let mut seen = BTreeSet::new();
    for order in court.board.defences.iter().filter(|d| court.counts(d.mark)) {
        let side = court.side(order.by);
        let first = |service: &&ServiceId| seen.insert((side, order.defence, **service));
        let services: Vec<ServiceId> = order.services.iter().filter(first).copied().collect();
        if !services.is_empty() {
            tally.moments.extend(one(court, order, side, &services, &touching));
        }
    }
    let all: Vec<&Moment> = tally.moments.iter().collect();
    let shares = [("recall", recall(&all)), ("precision", precision(&all))];
    for (id, share) in shares {
        if let Some(share) = share {
            tally.detail(id, Figure::Share(share));
        }
    }
    tally
}

/// The states with a service that needs this one, by service.
fn touching(court: &Court<'_>) -> BTreeMap<ServiceId, BTreeSet<StateId>> {
    let mut touching: BTreeMap<ServiceId, BTreeSet<StateId>> = BTreeMap::new();
    for service in court.script.services.rows() {
        for need in service.needs.iter().filter(|need| need.weight > Ppm::ZERO) {
            touching.entry(need.service).or_default().insert(service.state);
        }
    }
    touching
}

/// The states that one order touches, told or not, and those that it told for nothing.
fn one(
    court: &Court<'_>,
    order: &Defence,
    side: Side,
    services: &[ServiceId],
    touching: &BTreeMap<ServiceId, BTreeSet<StateId>>,
) -> Vec<Moment> {
    let spec = &court.script.defences[order.defence];
    let disrupts = spec.disrupts > Ppm::ZERO;
    let abroad = |state: &StateId| side != Side::State(*state);
    let touched: BTreeSet<StateId> = services
        .iter()
        .filter(|_| disrupts)
        .filter_map(|service| touching.get(service))
        .flatten()
        .copied()
        .filter(abroad)
        .collect();
    let announced: BTreeSet<StateId> =
        court.states_of(order.announced_to.iter().copied()).into_iter().filter(abroad).collect();
    let told =
        |state: &StateId| announced.contains(state) || forewarned(court, order, side, &touched, *state);
    let moment = |state: &StateId, part: Part, got: Ppm, what: &str| {
        let mut moment = court.moment(order.mark, order.by, got, || {
            format!("{}: {} {what}", spec.name, court.script.states[*state].name)
        });
        moment.part = part;
        moment
    };
    let mut moments = Vec::new();
    for state in &touched {
        moments.push(if told(state) {
            moment(state, Part::Chance, Ppm::ONE, "was told before")
        } else {
            moment(state, Part::Missed, Ppm::ZERO, "was not told that it would be touched")
        });
    }
    for state in announced.difference(&touched) {
        moments.push(moment(state, Part::Fault, Ppm::ZERO, "was told, and nothing of it is touched"));
    }
    moments
}

/// Whether words of the side went to the state in the hour before, and to nobody who is not touched: what goes to
/// everybody is no warning.
fn forewarned(
    court: &Court<'_>,
    order: &Defence,
    side: Side,
    touched: &BTreeSet<StateId>,
    state: StateId,
) -> bool {
    let meant = |words: &Spoken| {
        words.to.iter().all(|seat| match court.side(*seat) {
            Side::State(to) => side == Side::State(to) || touched.contains(&to),
            to @ Side::Org(_) => to == side,
        })
    };
    court
        .board
        .spoken
        .iter()
        .filter(|w| court.counts(w.mark) && court.side(w.by) == side && w.mark.record < order.mark.record)
        .filter(|w| w.mark.at <= order.mark.at && order.mark.at.since(w.mark.at) <= ANNOUNCED_BEFORE)
        .any(|w| w.to.iter().any(|seat| court.script.seats[*seat].state == Some(state)) && meant(w))
}
