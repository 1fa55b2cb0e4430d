//! Expected actions: watched for from the delivery of their inject until their deadline. What was done before counts
//! as far as [`early`] says.

use crate::scenario::condition::What;
use crate::scenario::script::{ExpectSpec, InjectId, SeatId};

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
        match early::acts(draft.script, draft.state, spec, expect, draft.state.now).next() {
            Some(act) => draft.push(Fact::ExpectMet(id, act.by)),
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
        let fits = |what: &What| deeds.iter().any(|deed| deed.is(what, draft.script));
        if fits(&spec.what) || spec.accept.iter().any(fits) {
            met.push(Fact::ExpectMet(id, seat));
        }
    }
    draft.facts.extend(met);
}

/// What the script says of an opened expectation.
pub fn spec_of<'a>(draft: &Draft<'a>, expect: &ExpectState) -> Option<&'a ExpectSpec> {
    draft.script.injects.get(expect.inject)?.expects.get(usize::from(expect.place))
}

/// The deeds that the facts amount to, as `apply` will note them.
fn deeds_of(draft: &Draft<'_>, seat: SeatId) -> Vec<Deed> {
    let facts = draft.facts.iter();
    facts
        .filter_map(|fact| Deed::of(fact, draft.script))
        .filter(|(by, _)| *by == seat)
        .map(|(_, deed)| deed)
        .collect()
}
