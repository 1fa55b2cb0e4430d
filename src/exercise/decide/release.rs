//! `release`: an originator is asked to let an item go to others, or for its tear-line. Its seats decide by a vote; where
//! it has none, it answers as the scenario says that it does.

use crate::base::{Name, Span};
use crate::exercise::draft::Draft;
use crate::exercise::fact::{CaseEnd, CaseId, Due, Fact, Rebuff};
use crate::exercise::handling::{self, seats_of};
use crate::exercise::order::Ref;
use crate::exercise::refusal::{Refusal, Rule};
use crate::exercise::state::ReleaseAsk;
use crate::scenario::mechanism::MechanismId;
use crate::scenario::script::{IntelId, OrgId, SeatId};
use crate::scenario::words::Answers;

use super::mechanism::answer_later;
use super::resolve::Resolve;
use super::vote;

pub(super) fn decide(
    cx: &Resolve<'_>,
    draft: &mut Draft<'_>,
    item: &Ref,
    to: &[Name],
    tear_line: bool,
) -> Result<(), Refusal> {
    let mechanism = handling::consent_mechanism(cx.script).ok_or_else(|| {
        Refusal::new(Rule::NoSuchName, "No doctrine pack of this exercise knows the consent of an originator")
    })?;
    let item = cx.intel("item", item)?;
    let to = if tear_line { Vec::new() } else { cx.some_seats("to", to)? };
    let originator = handling::originator(cx.script, cx.state, cx.seat, item)
        .ok_or_else(|| Refusal::at(Rule::Unknown, "item", "Nobody knows whose this is"))?;
    let ask = ReleaseAsk { item, to, tear_line };
    is_open_question(cx, &ask, originator)?;
    if tear_line && tear_line_of(cx, item).is_none() {
        return answer_later(cx, draft, mechanism, Rebuff::NoTearLine);
    }
    open(cx, draft, mechanism, originator, ask);
    Ok(())
}

fn tear_line_of(cx: &Resolve<'_>, item: IntelId) -> Option<(IntelId, Span)> {
    cx.script.intel[item].classified.as_ref()?.tear_line
}

/// Refuses what needs no asking, and what was asked before.
fn is_open_question(cx: &Resolve<'_>, ask: &ReleaseAsk, originator: OrgId) -> Result<(), Refusal> {
    let no = |rule, field: &str, message: &str, needed: &str| {
        Err(Refusal::at(rule, field, message).needing(needed))
    };
    if ask.tear_line {
        let tear = tear_line_of(cx, ask.item);
        if tear.is_some_and(|(tear, _)| cx.state.seats[cx.seat].holds.contains_key(&tear)) {
            return no(Rule::TooLate, "item", "You hold its tear-line already", "Share the tear-line");
        }
    } else if cx.script.seats[cx.seat].org == originator {
        return no(Rule::TooLate, "item", "It is yours: whom you give it to has your consent", "Share it");
    } else if ask.to.iter().all(|s| handling::broken(cx.script, cx.state, cx.seat, ask.item, *s).is_none()) {
        return no(Rule::TooLate, "to", "They may have it already", "Share it");
    }
    let running = cx.state.release_asks.iter().any(|(case, other)| {
        let case = &cx.state.cases[*case];
        let waits = case.end.is_none_or(|(_, adopted, _)| adopted && case.landed.is_none());
        other == ask && waits && (ask.tear_line || case.by == cx.seat)
    });
    if running {
        return no(Rule::TooLate, "item", "This was asked for already", "Wait for the originator's answer");
    }
    Ok(())
}

/// Puts the question to the originator. Whoever wrote the item knows it, whether it had its own copy at hand or not.
fn open(cx: &Resolve<'_>, draft: &mut Draft<'_>, mechanism: MechanismId, originator: OrgId, ask: ReleaseAsk) {
    let (by, now) = (cx.seat, cx.state.now);
    let spec = &cx.script.intel[ask.item];
    let within = cx.script.mechanisms[mechanism].approval.within();
    let own = cx.script.seats[by].org == originator;
    let voters: Vec<SeatId> = seats_of(cx.script, originator).filter(|seat| *seat != by && !own).collect();
    let due = now + within;
    let case = draft.next(&cx.state.cases, |f| matches!(f, Fact::CaseOpened { .. }));
    let (incident, staffed) = (spec.about, !voters.is_empty());
    for seat in &voters {
        draft.learn(*seat, ask.item, None, spec.tlp);
    }
    draft.push(Fact::CaseOpened { case, mechanism, by, incident, mode: None, offer: false, voters, due });
    let ReleaseAsk { item, to, tear_line } = ask;
    draft.push(Fact::ReleaseAsked { case, by, item, to, tear_line });
    if own {
        vote::close(draft, case, mechanism, None, Some(by), CaseEnd::Adopted, true);
    } else if staffed {
        draft.schedule(due.lapse(), Due::Vote(case));
    } else {
        let after = match cx.script.orgs[originator].answers {
            // Those who write tear-lines do so day by day.
            Answers::Obliging if tear_line => Span::ZERO,
            Answers::Obliging => Span(within.0 / 2),
            Answers::Slow => Span(within.0.saturating_mul(3)),
            Answers::Refusing => within,
        };
        draft.schedule_in(after, Due::Provider(case));
    }
}

/// An originator without a seat answers: it lets go what it is asked for, as long as all of those are cleared.
pub(in crate::exercise) fn answer(draft: &mut Draft<'_>, id: CaseId) {
    let case = &draft.state.cases[id];
    let Some(ask) = draft.state.release_asks.get(&id).filter(|_| case.end.is_none()) else { return };
    let originator = handling::originator(draft.script, draft.state, case.by, ask.item);
    let willing = originator.is_none_or(|org| draft.script.orgs[org].answers != Answers::Refusing);
    let yes = willing && ask.to.iter().all(|seat| handling::is_cleared(draft.script, ask.item, *seat));
    let end = if yes { CaseEnd::Adopted } else { CaseEnd::Objected };
    vote::close(draft, id, case.mechanism, None, Some(case.by), end, yes);
}

/// How long it takes from agreement until a tear-line is written; nothing for all else.
pub(super) fn writing(draft: &Draft<'_>, id: CaseId) -> Span {
    let before = draft.state.release_asks.get(&id).map(|ask| (ask.item, ask.tear_line));
    let now = draft.facts.iter().find_map(|fact| match fact {
        Fact::ReleaseAsked { case, item, tear_line, .. } if *case == id => Some((*item, *tear_line)),
        _ => None,
    });
    let Some((item, true)) = before.or(now) else { return Span::ZERO };
    let tear = draft.script.intel[item].classified.as_ref().and_then(|c| c.tear_line);
    tear.map_or(Span::ZERO, |(_, after)| after)
}

/// What comes of it: consent, or a tear-line for the originator and all who hold the whole.
pub(in crate::exercise) fn land(draft: &mut Draft<'_>, id: CaseId) {
    let (script, state) = (draft.script, draft.state);
    let Some(ask) = state.release_asks.get(&id) else { return };
    if !ask.tear_line {
        draft.push(Fact::Released(ask.item, ask.to.clone()));
        return;
    }
    let Some(classified) = &script.intel[ask.item].classified else { return };
    let Some((tear, _)) = classified.tear_line else { return };
    let tlp = script.intel[tear].tlp;
    let writer = seats_of(script, classified.originator).next();
    let holds = |seat: &SeatId| state.seats[*seat].holds.contains_key(&ask.item);
    let gets = |seat: &SeatId| holds(seat) || script.seats[*seat].org == classified.originator;
    for seat in script.seats.ids().filter(gets) {
        draft.learn(seat, tear, writer.filter(|w| *w != seat), tlp);
    }
}
