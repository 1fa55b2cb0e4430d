//! Acts of exercise control: the clock, NO PLAY, staffing, repair, notes. Those on injects stand in `msel`.

use crate::base::{At, Ppm, Span};
use crate::exercise::draft::Draft;
use crate::exercise::fact::{CaseEnd, CaseId, Due, Fact, Phase};
use crate::exercise::order::{Control, Verb};
use crate::exercise::refusal::{Refusal, Rule};
use crate::exercise::state::State;
use crate::scenario::script::{ObjectiveId, Script, SeatId, Trigger};

use super::resolve::{NOWHERE, Resolve};
use super::{decide_verb, evaluate, msel, sign_off, team};

pub(super) fn decide(script: &Script, state: &State, control: &Control) -> Result<Vec<Fact>, Refusal> {
    sign_off::check(state, control)?;
    let mut draft = Draft::new(script, state);
    // Control has no seat of its own; addresses are looked up as from nowhere.
    let cx = Resolve { script, state, seat: NOWHERE };
    match control {
        Control::Start | Control::Pause | Control::Pace { .. } | Control::SkipTo { .. } | Control::Endex => {
            clock(&mut draft, control)?;
        }
        Control::Fire { .. }
        | Control::Hold { .. }
        | Control::Skip { .. }
        | Control::Readdress { .. }
        | Control::Retell { .. }
        | Control::Compose { .. } => msel::decide(&cx, &mut draft, control)?,
        Control::RecordFor { seat, occurred_at, verb } => {
            return record_for(script, state, seat, *occurred_at, verb);
        }
        Control::Sit { seat, person, key } => return team::sit(script, state, seat, *person, *key),
        Control::Releaser { seat, person } => return team::releaser(script, seat, *person),
        Control::Staff { seat, staffing } => {
            draft.push(Fact::Staffed(seat_of(script, seat)?, staffing.clone()));
        }
        Control::NoPlay { seat, on } => {
            let seat = seat.as_deref().map(|s| seat_of(script, s)).transpose()?;
            draft.push(Fact::NoPlay(seat, *on));
        }
        Control::Play { to, text, persona, .. } => {
            super::resolve::need_text(text)?;
            if persona.trim().is_empty() {
                return Err(Refusal::at(Rule::Incomplete, "persona", "Say in whose name this is"));
            }
            let to = cx.some_seats("to", to)?;
            let message = draft.next(&state.messages, |f| matches!(f, Fact::Messaged { .. }));
            draft.push(Fact::Messaged { message, from: None, to });
        }
        Control::Settle { item } => {
            let waits = state.white_cell.get(*item as usize).filter(|item| !item.settled);
            if waits.is_none() {
                return Err(Refusal::at(Rule::TooLate, "item", "Nothing waits at this place of the queue"));
            }
            draft.push(Fact::Noted);
        }
        Control::Void { .. } | Control::Observe { .. } | Control::Rate { .. } => notes(&mut draft, control)?,
        Control::SignOff { .. } | Control::Reopen { .. } => sign_off::decide(&mut draft, control)?,
        Control::Appoint { .. }
        | Control::RateTask { .. }
        | Control::RateWords { .. }
        | Control::Consent { .. } => evaluate::decide(&mut draft, control)?,
        Control::Adjust { .. } | Control::Flag { .. } | Control::Reveal { .. } | Control::Grant { .. } => {
            repair(&cx, &mut draft, control)?;
        }
    }
    Ok(draft.facts)
}

pub(super) fn seat_of(script: &Script, id: &str) -> Result<SeatId, Refusal> {
    let found = script.names.seats.get(id).copied();
    found.ok_or_else(|| Refusal::at(Rule::NoSuchName, "seat", format!("There is no seat `{id}`")))
}

fn clock(draft: &mut Draft<'_>, control: &Control) -> Result<(), Refusal> {
    let state = draft.state;
    let wrong = |text: &str| Err(Refusal::new(Rule::NotRunning, text));
    match (control, state.phase) {
        (_, Phase::Ended) => return wrong("The exercise has ended"),
        (Control::Start, Phase::Ready) => {
            draft.push(Fact::Phase(Phase::Running));
            startex(draft);
        }
        (Control::Start, Phase::Paused) => draft.push(Fact::Phase(Phase::Running)),
        (Control::Start, Phase::Running) => return wrong("The clock runs already"),
        (Control::Pause, Phase::Running) => draft.push(Fact::Phase(Phase::Paused)),
        (Control::Pause, _) => return wrong("The clock stands already"),
        (Control::Pace { minutes }, _) => {
            if !(1..=10_000).contains(minutes) {
                return Err(Refusal::at(
                    Rule::OutOfRange,
                    "minutes",
                    "The pace is 1 to 10,000 exercise minutes a real minute",
                ));
            }
            draft.push(Fact::Pace(*minutes));
        }
        (Control::SkipTo { at }, Phase::Running | Phase::Paused) => {
            if *at <= state.now || *at > draft.script.endex {
                return Err(Refusal::at(
                    Rule::OutOfRange,
                    "at",
                    "One can skip forward only, and to ENDEX at most",
                ));
            }
            draft.push(Fact::SkipBegan(*at));
            draft.schedule(*at, Due::SkipEnd);
        }
        (Control::SkipTo { .. }, _) => return wrong("Start the exercise first"),
        (Control::Endex, _) => draft.push(Fact::Phase(Phase::Ended)),
        _ => {}
    }
    Ok(())
}

/// Puts all that the script has at a time of its own on the agenda.
fn startex(draft: &mut Draft<'_>) {
    let script = draft.script;
    draft.schedule(script.endex, Due::Endex);
    if !(script.services.is_empty() && script.contents.is_empty()) {
        draft.schedule(At::STARTEX + script.tick, Due::Tick);
    }
    for (id, stage) in script.stages.iter() {
        if let Some(at) = stage.at {
            draft.schedule(at, Due::Stage(id));
        }
    }
    for (id, content) in script.contents.iter() {
        if let Some(at) = content.at {
            draft.schedule(at, Due::Content(id));
        }
    }
    for (id, item) in script.intel.iter() {
        for (seat, at) in &item.found {
            draft.schedule(*at, Due::Find(id, *seat));
        }
    }
    for (id, inject) in script.injects.iter() {
        if let Trigger::At(at) = inject.trigger {
            draft.schedule(at, Due::Inject(id));
        }
    }
    for (id, question) in script.questions.iter() {
        for (round, at) in question.at.iter().enumerate() {
            draft.schedule(*at, Due::Probe(id, round as u8));
        }
    }
    for at in super::super::react::moments(script) {
        draft.schedule(at, Due::Look);
    }
}

/// What a seat decided aloud: decided as that seat, counted at the time it was said.
fn record_for(
    script: &Script,
    state: &State,
    seat: &str,
    occurred_at: At,
    verb: &Verb,
) -> Result<Vec<Fact>, Refusal> {
    let seat = seat_of(script, seat)?;
    if occurred_at > state.now {
        return Err(Refusal::at(Rule::OutOfRange, "occurred_at", "It cannot have been said in the future"));
    }
    if matches!(state.phase, Phase::Ready | Phase::Ended) {
        return Err(Refusal::new(Rule::NotRunning, "The exercise is not running"));
    }
    let mut facts = vec![Fact::SaidEarlier(seat, occurred_at)];
    facts.extend(decide_verb(script, state, seat, verb)?);
    Ok(facts)
}

fn notes(draft: &mut Draft<'_>, control: &Control) -> Result<(), Refusal> {
    let script = draft.script;
    match control {
        Control::Void { record, reason } => {
            super::resolve::need_text(reason)?;
            if *record == 0 || *record > draft.state.records {
                return Err(Refusal::at(Rule::OutOfRange, "record", "There is no record of this number"));
            }
            draft.push(Fact::Voided(*record));
        }
        Control::Observe { seat, objective, text } => {
            super::resolve::need_text(text)?;
            seat.as_deref().map(|s| seat_of(script, s)).transpose()?;
            objective.as_deref().map(|o| objective_of(script, o)).transpose()?;
            draft.push(Fact::Noted);
        }
        Control::Rate { objective, task, .. } => {
            let (_, tasks) = objective_of(script, objective)?;
            if *task >= tasks {
                return Err(Refusal::at(Rule::OutOfRange, "task", "The objective has no such task"));
            }
            draft.push(Fact::Noted);
        }
        _ => {}
    }
    Ok(())
}

/// An objective, and how many tasks it has.
pub(super) fn objective_of(script: &Script, id: &str) -> Result<(ObjectiveId, usize), Refusal> {
    let found = script.names.objectives.get(id).map(|o| (*o, script.objectives[*o].tasks.len()));
    found.ok_or_else(|| Refusal::at(Rule::NoSuchName, "objective", format!("There is no objective `{id}`")))
}

fn repair(cx: &Resolve<'_>, draft: &mut Draft<'_>, control: &Control) -> Result<(), Refusal> {
    let script = cx.script;
    match control {
        Control::Adjust { service, lost, lasts, reason } => {
            super::resolve::need_text(reason)?;
            let services = cx.services("service", std::slice::from_ref(service))?;
            if *lost > Ppm::ONE {
                return Err(Refusal::at(
                    Rule::OutOfRange,
                    "lost",
                    "A service cannot lose more than all of it",
                ));
            }
            if *lost > Ppm::ZERO && *lasts == Span::ZERO {
                return Err(Refusal::at(Rule::OutOfRange, "lasts", "Say how long it lasts: none is no loss"));
            }
            draft.push(Fact::Shocked(services[0], *lost, *lasts));
        }
        Control::Flag { flag, on } => {
            let Some(id) = script.names.flags.get(flag) else {
                return Err(Refusal::at(
                    Rule::NoSuchName,
                    "flag",
                    format!("The scenario has no flag `{flag}`"),
                ));
            };
            draft.push(Fact::Flag(*id, *on));
        }
        Control::Reveal { item, to } => {
            let Some(id) = script.names.intel.get(item) else {
                return Err(Refusal::at(
                    Rule::NoSuchName,
                    "item",
                    format!("The scenario has no item `{item}`"),
                ));
            };
            for seat in cx.some_seats("to", to)? {
                draft.learn(seat, *id, None, script.intel[*id].tlp);
            }
        }
        Control::Grant { case, adopted, reason } => {
            super::resolve::need_text(reason)?;
            let id = CaseId(*case);
            let Some(open) = cx.state.cases.get(id).filter(|c| c.end.is_none()) else {
                return Err(Refusal::at(Rule::Unknown, "case", "There is no open case of this number"));
            };
            super::vote::close(
                draft,
                id,
                open.mechanism,
                open.mode,
                Some(open.by),
                CaseEnd::ByControl,
                *adopted,
            );
        }
        _ => {}
    }
    Ok(())
}
