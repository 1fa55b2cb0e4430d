//! `mode`, `request`, `offer`, `propose`: a seat starts a mechanism. What is not in its power costs time and is
//! answered as the body would answer; only where the desk helps fully is it said at once.

use crate::base::{Name, Span};
use crate::exercise::contradiction;
use crate::exercise::draft::Draft;
use crate::exercise::fact::{CaseEnd, CaseId, Due, Fact, Rebuff};
use crate::exercise::order::Verb;
use crate::exercise::power;
use crate::exercise::refusal::{Refusal, Rule};
use crate::scenario::mechanism::{Approval, Mechanism, MechanismId, MechanismKind, SoleAct};
use crate::scenario::script::{IncidentId, SeatId};
use crate::scenario::words::Help;

use super::resolve::Resolve;

/// How long a body takes to answer what it cannot do. A convention of ours.
const REBUFF_AFTER: Span = Span::mins(20);

/// What a seat wants of a mechanism.
struct Wish {
    mechanism: MechanismId,
    incident: Option<IncidentId>,
    mode: Option<u8>,
    offer: bool,
    to: Vec<SeatId>,
}

pub(super) fn decide(cx: &Resolve<'_>, draft: &mut Draft<'_>, verb: &Verb) -> Result<(), Refusal> {
    let wish = match verb {
        Verb::Mode { mechanism, mode, incident, .. } => {
            let mechanism = cx.mechanism("mechanism", mechanism)?;
            let spec = &cx.script.mechanisms[mechanism];
            let place = spec.mode(mode).ok_or_else(|| no_such_mode(cx, mechanism, mode))?;
            let incident = incident.as_ref().map(|i| cx.incident("incident", i)).transpose()?;
            Wish { mechanism, incident, mode: Some(place), offer: false, to: Vec::new() }
        }
        Verb::Request { mechanism, incident, to, .. } => wish(cx, mechanism, incident, Some(to), false)?,
        Verb::Offer { mechanism, incident, to, .. } => wish(cx, mechanism, incident, Some(to), true)?,
        Verb::Propose { mechanism, incident, .. } => wish(cx, mechanism, incident, None, false)?,
        _ => return Ok(()),
    };
    match start(cx, &wish, verb) {
        Ok(()) => open(cx, draft, wish),
        Err(rebuff) => answer_later(cx, draft, wish.mechanism, rebuff),
    }
}

fn wish(
    cx: &Resolve<'_>,
    mechanism: &str,
    incident: &crate::exercise::order::Ref,
    to: Option<&[Name]>,
    offer: bool,
) -> Result<Wish, Refusal> {
    let mechanism = cx.mechanism("mechanism", mechanism)?;
    let incident = Some(cx.incident("incident", incident)?);
    let spec = &cx.script.mechanisms[mechanism];
    // Asked of whom: the addresses, or the body that runs it where it has a seat of its own.
    let asked = matches!(spec.approval, Approval::Asked { .. }) && cx.script.address(&spec.body).is_empty();
    // Where the verb is the wrong one, that is what it is told.
    let asked =
        asked && to.is_some() && matches!(spec.kind, MechanismKind::Assistance | MechanismKind::Consultation);
    let to = to.unwrap_or_default();
    let to = if asked || offer { cx.some_seats("to", to)? } else { cx.seats("to", to)? };
    Ok(Wish { mechanism, incident, mode: None, offer, to })
}

fn no_such_mode(cx: &Resolve<'_>, mechanism: MechanismId, mode: &str) -> Refusal {
    let spec = &cx.script.mechanisms[mechanism];
    let known: Vec<&str> = spec.modes().iter().map(|m| m.id.as_str()).collect();
    let refusal = Refusal::at(Rule::NoSuchName, "mode", format!("{} has no mode `{mode}`", spec.title));
    if known.is_empty() {
        refusal.needing("It has no modes at all")
    } else {
        refusal.needing(known.join(", "))
    }
}

/// Whether the verb fits the mechanism and the seat may start it.
fn start(cx: &Resolve<'_>, wish: &Wish, verb: &Verb) -> Result<(), Rebuff> {
    let kind = &cx.script.mechanisms[wish.mechanism].kind;
    let fits = matches!(
        (verb, kind),
        (Verb::Mode { .. }, MechanismKind::Ladder { .. })
            | (Verb::Request { .. }, MechanismKind::Assistance | MechanismKind::Consultation)
            | (Verb::Offer { .. }, MechanismKind::Assistance)
            | (Verb::Propose { .. }, MechanismKind::Joint | MechanismKind::Sovereign)
    );
    if !fits {
        return Err(Rebuff::WrongInstrument);
    }
    if wish.mode.is_some()
        && cx.state.modes.get(&wish.mechanism).copied().unwrap_or(0) == wish.mode.unwrap_or(0)
    {
        return Err(Rebuff::AlreadySo);
    }
    if wish.offer {
        // Whoever has something to give may offer it: only membership counts.
        let members = cx.script.mechanisms[wish.mechanism].parties();
        return if power::is_member(cx.script, cx.seat, members) { Ok(()) } else { Err(Rebuff::NoMember) };
    }
    power::may_start(cx.script, cx.state, cx.seat, wish.mechanism, wish.incident)
}

pub(super) fn answer_later(
    cx: &Resolve<'_>,
    draft: &mut Draft<'_>,
    mechanism: MechanismId,
    rebuff: Rebuff,
) -> Result<(), Refusal> {
    if cx.script.help == Help::Full {
        let text = power::rebuff_text(cx.script, cx.seat, mechanism, rebuff);
        return Err(Refusal::at(Rule::NotYourPower, "mechanism", text));
    }
    draft.push(Fact::Attempted(cx.seat, mechanism, rebuff));
    draft.schedule_in(REBUFF_AFTER, Due::Rebuff(cx.seat, mechanism, rebuff));
    Ok(())
}

/// The chair hears those whom it must hear. A chair that nobody plays need not.
fn consult(
    cx: &Resolve<'_>,
    draft: &mut Draft<'_>,
    case: CaseId,
    spec: &Mechanism,
    incident: Option<IncidentId>,
    no_chair: bool,
) {
    let seats = power::consulted(cx.script, cx.state, cx.seat, spec, incident);
    let Approval::Presidency { hears, .. } = spec.approval else { return };
    if seats.is_empty() || no_chair {
        return;
    }
    if let Some(incident) = incident {
        draft.aware(&seats, incident);
    }
    let until = cx.state.now + hears;
    draft.push(Fact::Consulted { case, seats, until });
}

/// Those whom the mechanism says are told hear of it, and become parties to it.
fn tell(
    cx: &Resolve<'_>,
    draft: &mut Draft<'_>,
    case: CaseId,
    spec: &Mechanism,
    incident: Option<IncidentId>,
) {
    let (script, me) = (cx.script, cx.seat);
    let is_told = |seat: &SeatId| {
        let (org, kind) = (&script.orgs[script.seats[*seat].org], &script.seats[*seat].kind);
        let member = org.state.is_some() && power::is_member(script, *seat, spec.parties());
        *seat != me && spec.tells.iter().any(|told| *told == org.path || (told == kind && member))
    };
    let seats: Vec<SeatId> = script.seats.ids().filter(is_told).collect();
    if seats.is_empty() {
        return;
    }
    if let Some(incident) = incident {
        draft.aware(&seats, incident);
    }
    draft.push(Fact::Consulted { case, seats, until: cx.state.now });
}

/// Puts the case on the table; where nobody must agree, it is adopted at once.
fn open(cx: &Resolve<'_>, draft: &mut Draft<'_>, wish: Wish) -> Result<(), Refusal> {
    let Wish { mechanism, incident, mode, offer, to } = wish;
    let spec = &cx.script.mechanisms[mechanism];
    let running = cx.state.cases.rows().any(|c| {
        (c.mechanism, c.by, c.incident, c.mode) == (mechanism, cx.seat, incident, mode)
            && c.end.is_none()
            && !offer
    });
    if running {
        return Err(Refusal::at(
            Rule::TooLate,
            "mechanism",
            "You have asked for this already; it is being decided",
        ));
    }
    let voters = if offer { to.clone() } else { power::voters(cx.script, cx.seat, spec, &to) };
    let due = cx.state.now + spec.approval.within();
    let case = draft.next(&cx.state.cases, |f| matches!(f, Fact::CaseOpened { .. }));
    let by = cx.seat;
    draft.push(Fact::CaseOpened { case, mechanism, by, incident, mode, offer, voters: voters.clone(), due });
    if let Some(incident) = incident {
        draft.aware(&voters, incident);
        let act = SoleAct::Measure(spec.id.clone());
        contradiction::act_alone(draft, by, incident, &act);
    }
    consult(cx, draft, case, spec, incident, voters.is_empty());
    tell(cx, draft, case, spec, incident);
    let alone = matches!(spec.approval, Approval::Alone) && !offer;
    // A chair who asks itself, or a union of one, has nobody to wait for.
    if alone || voters.is_empty() {
        super::vote::close(draft, case, mechanism, mode, Some(by), CaseEnd::Adopted, true);
    } else {
        draft.schedule(due.lapse(), Due::Vote(case));
    }
    Ok(())
}
