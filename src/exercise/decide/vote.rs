//! `vote`: endorse, accept, object, decline or abstain. Each rule of approval decides as soon as it can.

use crate::exercise::contradiction;
use crate::exercise::draft::Draft;
use crate::exercise::fact::{CaseEnd, CaseId, Due, Fact};
use crate::exercise::order::Ref;
use crate::exercise::refusal::{Refusal, Rule};
use crate::exercise::state::CaseState;
use crate::scenario::mechanism::{Approval, MechanismId};
use crate::scenario::script::SeatId;
use crate::scenario::words::Vote;

use super::resolve::Resolve;
use super::scrutiny;

pub(super) fn decide(
    cx: &Resolve<'_>,
    draft: &mut Draft<'_>,
    case: &Ref,
    vote: Vote,
    text: &str,
) -> Result<(), Refusal> {
    let id = cx.case("case", case)?;
    let case = &cx.state.cases[id];
    if vote == Vote::Against && withdraws(cx, case) {
        super::resolve::need_text(text)?;
        draft.push(Fact::Voted { case: id, mechanism: case.mechanism, by: cx.seat, vote });
        contradiction::fall(draft, id);
        return Ok(());
    }
    if vote != Vote::Abstain && scrutiny::is_open_to(cx.script, cx.state, id, cx.seat) {
        if vote == Vote::Against {
            super::resolve::need_text(text)?;
        }
        draft.push(Fact::Voted { case: id, mechanism: case.mechanism, by: cx.seat, vote });
        if vote == Vote::Against {
            scrutiny::overturn(draft, id);
        } else {
            scrutiny::confirm(draft, id);
        }
        return Ok(());
    }
    if case.end.is_some() {
        return Err(Refusal::at(Rule::TooLate, "case", "This is decided already"));
    }
    if !case.voters.contains(&cx.seat) && !case.consulted.contains(&cx.seat) {
        return Err(Refusal::at(Rule::NotYourPower, "case", "You have no vote on this")
            .needing("Ask one of those who speak for a member"));
    }
    if vote != Vote::For && text.trim().is_empty() {
        return Err(Refusal::at(
            Rule::Incomplete,
            "text",
            "Say why: an objection or abstention needs its reason",
        ));
    }
    if waits(cx, case) && !case.is_heard(cx.state.now) {
        return Err(too_early(cx, case));
    }
    draft.push(Fact::Voted { case: id, mechanism: case.mechanism, by: cx.seat, vote });
    if let Some((end, adopted)) = outcome(cx, case, vote) {
        close(draft, id, case.mechanism, case.mode, Some(case.by), end, adopted);
    }
    Ok(())
}

/// Whether the seat is the chair of a case that has others to hear.
fn waits(cx: &Resolve<'_>, case: &CaseState) -> bool {
    let approval = &cx.script.mechanisms[case.mechanism].approval;
    case.voters.contains(&cx.seat) && matches!(approval, Approval::Presidency { .. })
}

/// The chair has not heard everybody yet.
fn too_early(cx: &Resolve<'_>, case: &CaseState) -> Refusal {
    let waits = case.consulted.iter().filter(|seat| !case.votes.contains_key(seat));
    let waits: Vec<&str> = waits.map(|seat| cx.script.seats[*seat].id.as_str()).collect();
    let left = case.heard_by.since(cx.state.now);
    Refusal::at(Rule::TooEarly, "case", "You decide after hearing those whom it concerns")
        .needing(format!("Wait for {}, at most for {left}", waits.join(", ")))
}

/// Whether one who stands by an adopted measure may leave it: somebody has acted alone against it.
fn withdraws(cx: &Resolve<'_>, case: &CaseState) -> bool {
    case.stands() && !case.contradicted.is_empty() && (case.voters.contains(&cx.seat) || case.by == cx.seat)
}

/// Whether this vote decides the case.
fn outcome(cx: &Resolve<'_>, case: &CaseState, vote: Vote) -> Option<(CaseEnd, bool)> {
    let vote_of = |seat: SeatId| {
        if seat == cx.seat { Some(vote) } else { case.votes.get(&seat).map(|(v, _)| *v) }
    };
    let all = |fits: fn(Option<Vote>) -> bool| case.voters.iter().all(|s| fits(vote_of(*s)));
    let approval = &cx.script.mechanisms[case.mechanism].approval;
    if !case.voters.contains(&cx.seat) {
        return None; // Who is heard decides nothing.
    }
    if case.offer
        || matches!(approval, Approval::Presidency { .. } | Approval::Asked { .. } | Approval::Alone)
    {
        // One yes is enough; a no decides once nobody is left who could say yes.
        return match vote {
            Vote::For => Some((CaseEnd::Adopted, true)),
            _ if all(|v| v.is_some()) => Some((CaseEnd::Objected, false)),
            _ => None,
        };
    }
    if vote == Vote::Against {
        return Some((CaseEnd::Objected, false));
    }
    // An abstention does not stand in the way, of consensus or of unanimity (TFEU Art. 238(4)).
    all(|v| v.is_some()).then_some((CaseEnd::Adopted, true))
}

/// Closes a case; where it is adopted, what it does is put on the agenda.
pub(in crate::exercise) fn close(
    draft: &mut Draft<'_>,
    case: CaseId,
    mechanism: MechanismId,
    mode: Option<u8>,
    by: Option<SeatId>,
    end: CaseEnd,
    adopted: bool,
) {
    draft.push(Fact::CaseClosed(case, end, adopted));
    if !adopted {
        return;
    }
    if let Some(mode) = mode {
        draft.push(Fact::ModeSet { mechanism, mode, by });
    }
    let lead = draft.script.mechanisms[mechanism].lead + super::release::writing(draft, case);
    let lands = draft.state.now + lead;
    let held = scrutiny::held_until(draft.script, draft.state, case);
    draft.schedule(held.map_or(lands, |until| until.lapse().max(lands)), Due::Land(case));
}
