//! Expected actions: watched for from the delivery of their inject until their deadline. What was done before counts
//! as far as [`early`] says.

use crate::scenario::condition::What;
use crate::scenario::script::{ExpectSpec, InjectId, Quorum, SeatId};

use super::deed::Deed;
use super::draft::Draft;
use super::early;
use super::fact::{Due, ExpectId, Fact};
use super::state::ExpectState;

/// Opens the expectations of an inject that is delivered.
pub fn open(draft: &mut Draft<'_>, inject: InjectId) {
    let Some(spec) = draft.script.injects.get(inject) else { return };
    for (place, expect) in spec.expects.iter().enumerate() {
        let id = draft.next(&draft.state.expects, |f| matches!(f, Fact::ExpectOpened { .. }));
        let due = draft.state.now + expect.within;
        draft.push(Fact::ExpectOpened { expect: id, inject, place: place as u8, due });
        let acts = early::acts(draft.script, draft.state, spec, expect, draft.state.now);
        match suffices(expect, acts.map(|act| act.by)) {
            Some(by) => draft.push(Fact::ExpectMet(id, by)),
            None => draft.schedule(due.lapse(), Due::Expect(id)),
        }
    }
}

/// Finds the open expectations that the drafted facts of this seat meet.
pub fn meet(draft: &mut Draft<'_>, seat: SeatId) {
    let deeds = deeds_of(draft, seat);
    let open: Vec<(ExpectId, &ExpectState)> =
        draft.state.expects.iter().filter(|(_, e)| e.met.is_none() && !e.lapsed).collect();
    let mut met = Vec::new();
    for (id, state) in open {
        let Some(spec) = spec_of(draft, state) else { continue };
        if !spec.who.contains(&seat) {
            continue;
        }
        let fits = deeds.iter().any(|deed| is_it(draft, spec, deed));
        if fits && suffices(spec, others(draft, state, spec).chain([seat])).is_some() {
            met.push(Fact::ExpectMet(id, seat));
        }
    }
    draft.facts.extend(met);
}

/// Whether the deed is what was expected.
fn is_it(draft: &Draft<'_>, spec: &ExpectSpec, deed: &Deed) -> bool {
    let fits = |what: &What| deed.is(what, draft.script);
    fits(&spec.what) || spec.accept.iter().any(fits)
}

/// Whose act completes the answer, of those who did it in this order; nobody's while somebody is still awaited.
fn suffices(spec: &ExpectSpec, did: impl Iterator<Item = SeatId>) -> Option<SeatId> {
    let mut seats = Vec::new();
    for seat in did {
        if !seats.contains(&seat) {
            seats.push(seat);
        }
        let enough = match spec.of {
            Quorum::Any => true,
            Quorum::All | Quorum::Each => seats.len() == spec.who.len(),
        };
        if enough {
            return Some(seat);
        }
    }
    None
}

/// Who did it before this order, where all of them must; early or since.
fn others<'a>(
    draft: &Draft<'a>,
    state: &'a ExpectState,
    spec: &'a ExpectSpec,
) -> impl Iterator<Item = SeatId> {
    let (script, acts, opened) = (draft.script, &draft.state.acts, state.opened);
    let asked = spec.of != Quorum::Any;
    let early = script.injects.get(state.inject).filter(|_| asked).into_iter();
    let early = early.flat_map(move |inject| early::acts(script, draft.state, inject, spec, opened));
    let early: Vec<SeatId> = early.map(|act| act.by).collect();
    let since = acts.iter().filter(|act| asked && act.at >= opened && spec.who.contains(&act.by));
    let since: Vec<SeatId> = since.filter(|act| is_it(draft, spec, &act.deed)).map(|act| act.by).collect();
    early.into_iter().chain(since)
}

/// What the script says of an opened expectation.
pub fn spec_of<'a>(draft: &Draft<'a>, expect: &ExpectState) -> Option<&'a ExpectSpec> {
    draft.script.injects.get(expect.inject)?.expects.get(usize::from(expect.place))
}

/// The deeds that the facts amount to, as `apply` will note them.
fn deeds_of(draft: &Draft<'_>, seat: SeatId) -> Vec<Deed> {
    let deeds = Deed::all(&draft.facts, draft.script);
    deeds.filter(|(by, _)| *by == seat).map(|(_, deed)| deed).collect()
}
