//! `remove`, `demand`: orders, notices and requests to private platforms and providers. The wrong instrument is
//! answered as the provider would answer; what is right takes the time that the instrument allows.

use crate::base::{At, Span};
use crate::exercise::draft::Draft;
use crate::exercise::fact::{CaseEnd, CaseId, Due, Fact, Rebuff};
use crate::exercise::order::{Ref, Staffing};
use crate::exercise::power;
use crate::exercise::refusal::{Refusal, Rule};
use crate::exercise::state::State;
use crate::scenario::mechanism::{Approval, Mechanism, MechanismId, MechanismKind, Reach};
use crate::scenario::script::{ContentId, IncidentId, OrgId, Script, SeatId};
use crate::scenario::words::{Answers, ServiceStep};

use super::mechanism::answer_later;
use super::resolve::Resolve;
use super::scrutiny;

/// What is asked of a provider.
struct Wish {
    mechanism: MechanismId,
    provider: OrgId,
    content: Option<ContentId>,
    incident: Option<IncidentId>,
    emergency: bool,
}

pub(super) fn remove(
    cx: &Resolve<'_>,
    draft: &mut Draft<'_>,
    (mechanism, content): (&str, &Ref),
    emergency: bool,
) -> Result<(), Refusal> {
    let mechanism = cx.mechanism("mechanism", mechanism)?;
    let content = cx.content("content", content)?;
    let spec = &cx.script.contents[content];
    let (fits, urgent) = match &cx.script.mechanisms[mechanism].kind {
        // An emergency is an imminent threat to life, and only spares the platform its word beforehand.
        MechanismKind::Removal { of, prior, .. } if of.contains(&spec.kind) => {
            (Ok(()), *prior > Span::ZERO && spec.threatens_life)
        }
        MechanismKind::Removal { .. } => (Err(Rebuff::WrongContent(spec.kind)), false),
        _ => (Err(Rebuff::WrongInstrument), false),
    };
    let wish = Wish { mechanism, provider: spec.platform, content: Some(content), incident: None, emergency };
    let may = fits.and_then(|()| power::may_start(cx.script, cx.state, cx.seat, mechanism, spec.about));
    match may.and(if emergency && !urgent { Err(Rebuff::NoEmergency) } else { Ok(()) }) {
        Ok(()) => open(cx, draft, &wish),
        Err(rebuff) => answer_later(cx, draft, mechanism, rebuff),
    }
}

pub(super) fn demand(
    cx: &Resolve<'_>,
    draft: &mut Draft<'_>,
    (mechanism, provider): (&str, &str),
    incident: &Ref,
    emergency: bool,
) -> Result<(), Refusal> {
    let mechanism = cx.mechanism("mechanism", mechanism)?;
    let provider = cx.provider("provider", provider)?;
    let incident = cx.incident("incident", incident)?;
    let fits = match &cx.script.mechanisms[mechanism].kind {
        MechanismKind::Demand { reach, .. } if !reaches(cx, *reach, provider) => Err(Rebuff::WrongPlace),
        MechanismKind::Demand { emergency: within, .. } => {
            let lawful = *within > Span::ZERO && is_emergency(cx.script, cx.state, incident);
            if emergency && !lawful { Err(Rebuff::NoEmergency) } else { Ok(()) }
        }
        _ => Err(Rebuff::WrongInstrument),
    };
    let wish = Wish { mechanism, provider, content: None, incident: Some(incident), emergency };
    let may = power::may_start(cx.script, cx.state, cx.seat, mechanism, Some(incident)).and(fits);
    match may {
        Ok(()) => open(cx, draft, &wish),
        Err(rebuff) => answer_later(cx, draft, mechanism, rebuff),
    }
}

/// Whether the provider is established where the instrument reaches.
fn reaches(cx: &Resolve<'_>, reach: Reach, provider: OrgId) -> bool {
    let at_home = is_established_with(cx.script, provider, cx.seat);
    match reach {
        Reach::Anywhere => true,
        Reach::Abroad => !at_home,
        Reach::Home => at_home,
    }
}

/// Whether the provider is established in the state of the seat.
pub(super) fn is_established_with(script: &Script, provider: OrgId, seat: SeatId) -> bool {
    let home = &script.orgs[provider].established;
    script.seats[seat].state.is_some_and(|state| script.states[state].code == *home)
}

/// An imminent threat to critical infrastructure: a service of the incident stands degraded or worse.
fn is_emergency(script: &Script, state: &State, incident: IncidentId) -> bool {
    let lost = |s: &crate::scenario::script::ServiceId| ServiceStep::of(state.services[*s].lost);
    script.incidents[incident].services.iter().any(|s| lost(s) >= ServiceStep::Degraded)
}

/// Time allowed from receipt, and the moment of receipt: a platform that never had an order from this state is told
/// of the procedure first, unless it is an emergency.
fn deadline(cx: &Resolve<'_>, wish: &Wish) -> (At, Span) {
    let spec = &cx.script.mechanisms[wish.mechanism];
    let asked = match &spec.approval {
        Approval::Asked { within } => *within,
        _ => Span::ZERO,
    };
    match &spec.kind {
        MechanismKind::Demand { emergency, .. } if wish.emergency => (cx.state.now, *emergency),
        MechanismKind::Removal { prior, .. } if !wish.emergency => {
            let state = cx.script.seats[cx.seat].state;
            let had_one = cx.state.directed.iter().any(|(case, d)| {
                let case = &cx.state.cases[*case];
                d.provider == wish.provider
                    && case.mechanism == wish.mechanism
                    && cx.script.seats[case.by].state == state
            });
            let receipt = if had_one { cx.state.now } else { cx.state.now + *prior };
            (receipt, asked)
        }
        _ => (cx.state.now, asked),
    }
}

/// Puts the case before the provider: its own people decide, or, where nobody plays it, it answers as the scenario says.
fn open(cx: &Resolve<'_>, draft: &mut Draft<'_>, wish: &Wish) -> Result<(), Refusal> {
    let Wish { mechanism, provider, content, incident, emergency } = *wish;
    let running = cx.state.directed.iter().any(|(case, d)| {
        let case = &cx.state.cases[*case];
        (case.mechanism, case.by, case.incident) == (mechanism, cx.seat, incident)
            && (d.provider, d.content) == (provider, content)
            && case.end.is_none()
    });
    if running {
        return Err(Refusal::at(
            Rule::TooLate,
            "mechanism",
            "You have asked for this already; they are at it",
        ));
    }
    let voters = people(cx.script, cx.state, provider);
    let (receipt, within) = deadline(cx, wish);
    let due = receipt + within;
    let case = draft.next(&cx.state.cases, |f| matches!(f, Fact::CaseOpened { .. }));
    let by = cx.seat;
    let staffed = !voters.is_empty();
    draft.push(Fact::CaseOpened { case, mechanism, by, incident, mode: None, offer: false, voters, due });
    draft.push(Fact::Directed { case, provider, content, emergency });
    let seats = scrutiny::seats(cx, mechanism, provider);
    if !seats.is_empty() {
        let spec = &cx.script.mechanisms[mechanism];
        let until = receipt + if emergency { spec.emergency_scrutiny() } else { spec.scrutiny() };
        draft.push(Fact::Consulted { case, seats, until });
    }
    if staffed {
        draft.schedule(due.lapse(), Due::Vote(case));
    } else {
        let answer = match cx.script.orgs[provider].answers {
            Answers::Obliging => receipt + Span(within.0 / 2),
            Answers::Slow => receipt + Span(within.0.saturating_mul(3)),
            Answers::Refusing => due,
        };
        draft.schedule(answer, Due::Provider(case));
    }
    Ok(())
}

/// Those who play the provider now.
fn people(script: &Script, state: &State, provider: OrgId) -> Vec<SeatId> {
    let plays =
        |seat: &SeatId| script.seats[*seat].org == provider && state.seats[*seat].staffing != Staffing::Empty;
    script.seats.ids().filter(plays).collect()
}

/// A provider that nobody plays answers.
pub(in crate::exercise) fn answer(draft: &mut Draft<'_>, id: CaseId) {
    let case = &draft.state.cases[id];
    let Some(directed) = draft.state.directed.get(&id).filter(|_| case.end.is_none()) else { return };
    let yes = draft.script.orgs[directed.provider].answers != Answers::Refusing;
    let end = if yes { CaseEnd::Adopted } else { CaseEnd::Objected };
    super::vote::close(draft, id, case.mechanism, None, Some(case.by), end, yes);
}

/// What a provider does once it has said yes.
pub(in crate::exercise) fn land(draft: &mut Draft<'_>, id: CaseId) {
    let (script, state) = (draft.script, draft.state);
    let Some(directed) = state.directed.get(&id) else { return };
    let case = &state.cases[id];
    match (&script.mechanisms[case.mechanism].kind, directed.content) {
        (MechanismKind::Removal { leaves, .. }, Some(content)) => {
            draft.push(Fact::Withdrawn(content, *leaves));
        }
        (MechanismKind::Demand { keeps: true, .. }, _) => draft.push(Fact::Preserved(directed.provider)),
        (MechanismKind::Demand { .. }, _) => {
            let kept_since = state.preserved.get(&directed.provider);
            let there = |until: At| state.now <= until || kept_since.is_some_and(|at| *at <= until);
            for (item, spec) in script.intel.iter() {
                let asked = spec.held_by == Some(directed.provider) && spec.about == case.incident;
                if asked && spec.kept_until.is_none_or(there) {
                    draft.learn(case.by, item, None, spec.tlp);
                }
            }
        }
        _ => {}
    }
}

/// The instruments of the packs for a kind of content, by title.
pub(in crate::exercise) fn instruments_for<'a>(
    mechanisms: impl Iterator<Item = &'a Mechanism>,
    kind: crate::scenario::words::ContentKind,
) -> Vec<&'a str> {
    let fits = |m: &&Mechanism| matches!(&m.kind, MechanismKind::Removal { of, .. } if of.contains(&kind));
    mechanisms.filter(fits).map(|m| m.title.get("en")).collect()
}
