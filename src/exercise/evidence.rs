//! Who a state may say is behind an incident: the evidence that its seats hold together, and what is to be said of an
//! attribution in public.

use crate::base::Id;
use crate::model::attribution::{Piece, strength};
use crate::scenario::mechanism::MechanismEffect;
use crate::scenario::script::{IncidentId, IntelId, Script, SeatId};
use crate::scenario::words::{Cause, Confidence, Judgement};

use super::fact::{CaseId, Fact};
use super::power;
use super::state::{Directed, State};

/// Whether two people mean the same actor: letters and digits count, nothing else.
pub fn same_actor(a: &str, b: &str) -> bool {
    fn plain(name: &str) -> impl Iterator<Item = char> + '_ {
        name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
    }
    plain(a).eq(plain(b))
}

/// The seats of one side: those of the state, or the seat alone where it has none.
fn own_side(script: &Script, seat: SeatId) -> impl Iterator<Item = SeatId> + '_ {
    let mine = script.seats[seat].state;
    let same = move |id: SeatId| id == seat || (mine.is_some() && script.seats[id].state == mine);
    script.seats.ids().filter(move |id| same(*id))
}

/// The graded items about the incident that the side holds, each once.
fn held(script: &Script, state: &State, seat: SeatId, incident: IncidentId) -> Vec<IntelId> {
    let mut items: Vec<IntelId> =
        own_side(script, seat).flat_map(|s| state.seats[s].holds.keys().copied()).collect();
    items.retain(|i| script.intel[*i].about == Some(incident) && script.intel[*i].grade.is_some());
    items.retain(|i| !is_struck_out(script, state, seat, *i));
    items.sort_unstable();
    items.dedup();
    items
}

/// Whether a provider handed the item over to the side by orders of which none stands any more: what came of an order that
/// the state of establishment refused may not be used.
fn is_struck_out(script: &Script, state: &State, seat: SeatId, item: IntelId) -> bool {
    let spec = &script.intel[item];
    let side: Vec<SeatId> = own_side(script, seat).collect();
    let handed_over = |id: &CaseId, directed: &Directed| {
        let case = &state.cases[*id];
        Some(directed.provider) == spec.held_by
            && directed.content.is_none()
            && case.incident == spec.about
            && case.landed.is_some()
            && side.contains(&case.by)
    };
    let mut orders =
        state.directed.iter().filter(|(id, d)| handed_over(id, d)).map(|(id, _)| &state.cases[*id]);
    let Some(first) = orders.next() else { return false };
    first.fell.is_some() && orders.all(|case| case.fell.is_some())
}

/// How sure the side of the seat may be that the actor did it: by what its seats hold together, what others shared
/// with them counted. None where it bears no confidence at all.
pub fn supports(
    script: &Script,
    state: &State,
    seat: SeatId,
    incident: IncidentId,
    actor: &str,
) -> Option<Confidence> {
    let items = held(script, state, seat, incident);
    let resolved = items.iter().any(|i| script.intel[*i].held_by.is_some());
    let pieces: Vec<Piece> = items
        .iter()
        .filter_map(|id| {
            let item = &script.intel[*id];
            // Items without a source of their own each stand for themselves, behind those with one.
            let source = item.source.map_or(script.orgs.len() + id.index(), Id::index);
            let supports = item.points_to.as_deref().is_some_and(|to| same_actor(to, actor));
            Some(Piece { source, grade: item.grade?, trace: item.trace, supports })
        })
        .filter(|piece| piece.supports || piece.grade.points() > 0)
        .collect();
    let bears = usize::from(strength(&pieces, resolved));
    bears.checked_sub(1).and_then(|place| Confidence::ALL.get(place)).copied()
}

/// The actors that the side's evidence on the incident points to, in the words of the items.
pub fn suspects<'a>(script: &'a Script, state: &State, seat: SeatId, incident: IncidentId) -> Vec<&'a str> {
    let mut named: Vec<&str> = Vec::new();
    for item in held(script, state, seat, incident) {
        if let Some(actor) = script.intel[item].points_to.as_deref()
            && !named.iter().any(|n| same_actor(n, actor))
        {
            named.push(actor);
        }
    }
    named
}

/// What is to be said of naming the actor in public now.
pub fn judge(
    script: &Script,
    state: &State,
    by: SeatId,
    incident: IncidentId,
    actor: &str,
    claimed: Confidence,
) -> Fact {
    let supported = supports(script, state, by, incident, actor);
    let unknown = same_actor(actor, "unknown");
    Fact::AttributionJudged {
        by,
        incident,
        claimed,
        supported,
        premature: !unknown && Some(claimed) > supported,
        unilateral: !unknown && is_unilateral(script, state, by, incident),
        wrong: !unknown && is_wrong(script, incident, actor),
    }
}

/// Whether others are concerned, there is a way to compare notes first, and the side has not gone it to its end.
fn is_unilateral(script: &Script, state: &State, by: SeatId, incident: IncidentId) -> bool {
    let mine = script.seats[by].state;
    let others = script.incidents[incident].concerns.iter().any(|s| Some(*s) != mine);
    let side: Vec<SeatId> = own_side(script, by).collect();
    let ways: Vec<_> = script
        .mechanisms
        .iter()
        .filter(|(_, m)| m.effects.iter().any(|e| matches!(e, MechanismEffect::Attribution)))
        .filter(|(_, m)| power::is_member(script, by, &m.members))
        .map(|(id, _)| id)
        .collect();
    let cases = || {
        let on_it = |case: &&super::state::CaseState| {
            ways.contains(&case.mechanism) && case.incident == Some(incident)
        };
        state.cases.rows().filter(on_it)
    };
    let party = |case: &super::state::CaseState| {
        side.contains(&case.by) || case.voters.iter().any(|seat| side.contains(seat))
    };
    let open = cases().any(|case| case.end.is_none());
    let gone = cases().any(|case| case.end.is_some() && party(case));
    !ways.is_empty() && (open || (others && !gone))
}

/// Whether it blames somebody who did not do it: an incident that nobody made, or the wrong one of those whom the
/// scenario knows of. A name that it does not know is not called wrong: words alone cannot be computed.
fn is_wrong(script: &Script, incident: IncidentId, actor: &str) -> bool {
    if script.incidents[incident].cause != Cause::MaliciousAction {
        return true;
    }
    let is = |name: &String| same_actor(name, actor);
    let true_actor = is(&script.actor) || script.known_as.iter().any(is);
    let known = script.intel.rows().filter_map(|i| i.points_to.as_ref()).any(is);
    known && !true_actor
}

/// Whether an attribution that was judged so fits the word.
pub fn fits(judgement: Judgement, premature: bool, unilateral: bool, wrong: bool) -> bool {
    match judgement {
        Judgement::Premature => premature,
        Judgement::Unilateral => unilateral,
        Judgement::Wrong => wrong,
        Judgement::Sound => !(premature || unilateral || wrong),
    }
}
