//! A line of the MSEL as it stands now: what it is called, who gets it, in which words, and whether it is one state's alone.

use crate::base::{Id, Text};
use crate::scenario::script::{InjectId, Script, SeatId, StateId};

use super::fact::{Due, ExpectId, Fact, Record, Watch};
use super::refusal::{Refusal, Rule};
use super::state::State;

/// Who gets it: as it is addressed now.
pub fn recipients<'a>(script: &'a Script, state: &'a State, id: InjectId) -> &'a [SeatId] {
    let now = state.injects.get(id);
    let now = now.and_then(|now| now.to.as_ref().or(now.composed.as_ref().map(|composed| &composed.to)));
    now.or(script.injects.get(id).map(|spec| &spec.to)).map_or(&[], Vec::as_slice)
}

/// The words that it comes with, as they stand now.
pub fn says<'a>(script: &'a Script, state: &'a State, id: InjectId) -> Option<&'a Text> {
    let now = state.injects.get(id);
    let now = now.and_then(|now| now.says.as_ref().or(now.composed.as_ref().map(|composed| &composed.says)));
    now.or(script.injects.get(id).map(|spec| &spec.says))
}

/// As orders name it: the author's number, or `+n` for the n-th that was written on the fly.
pub fn name(script: &Script, id: InjectId) -> String {
    let composed = || format!("+{}", (id.index() + 1).saturating_sub(script.injects.len()));
    script.injects.get(id).map_or_else(composed, |spec| spec.id.clone())
}

/// The same for the moderator of a state. What was written on the fly for that state alone is `EE+n`, the n-th of those:
/// how many there are of all would tell what the others get.
pub fn name_at(script: &Script, state: &State, id: InjectId, own: StateId) -> String {
    match composed_for(script, state, own).position(|other| other == id) {
        Some(place) => format!("{}+{}", script.states[own].code, place + 1),
        None => name(script, id),
    }
}

/// The line that an order names, in either way.
pub fn find(script: &Script, state: &State, name: &str) -> Option<InjectId> {
    if let Some(known) = script.names.injects.get(name) {
        return Some(*known);
    }
    let (code, n) = name.split_once('+')?;
    let place = n.parse::<usize>().ok()?.checked_sub(1)?;
    if code.is_empty() {
        let id = InjectId(u32::try_from(script.injects.len().checked_add(place)?).ok()?);
        return state.injects.get(id).map(|_| id);
    }
    composed_for(script, state, *script.names.states.get(code)?).nth(place)
}

/// What was written on the fly for this state alone. To whom it was addressed at first never changes, so that each keeps
/// its place.
fn composed_for<'a>(
    script: &'a Script,
    state: &'a State,
    own: StateId,
) -> impl Iterator<Item = InjectId> + 'a {
    let first = script.injects.len();
    state.injects.iter().skip(first).filter_map(move |(id, now)| {
        let to = &now.composed.as_ref()?.to;
        all_of(script, to.iter(), own).then_some(id)
    })
}

/// Whether it is this state's alone: whoever gets it is a seat of the state; where nobody does, whoever is watched.
pub fn is_of(script: &Script, state: &State, id: InjectId, own: StateId) -> bool {
    let to = recipients(script, state, id);
    let watched = script.injects.get(id).into_iter().flat_map(|spec| &spec.expects);
    match to.is_empty() {
        true => all_of(script, watched.flat_map(|expect| &expect.who), own),
        false => all_of(script, to.iter(), own),
    }
}

/// Whether these are seats of this state, and there are any.
pub fn all_of<'a>(script: &Script, seats: impl Iterator<Item = &'a SeatId>, own: StateId) -> bool {
    let mut any = false;
    let all = seats
        .inspect(|_| any = true)
        .all(|seat| script.seats.get(*seat).is_some_and(|s| s.state == Some(own)));
    all && any
}

/// There is no such line; whoever may not touch a line hears the same of it.
pub fn unknown(name: &str) -> Refusal {
    Refusal::at(Rule::NoSuchName, "inject", format!("The MSEL has no inject `{name}`"))
}

/// Whether the record may have moved a line, or what is said of it.
pub fn moves(record: &Record) -> bool {
    record.facts.iter().any(|fact| matches!(fact, Fact::Composed(_)) || line(fact).is_some())
}

/// The lines that the record may have moved, but those that it wrote: these are the last ones.
pub fn moved<'a>(state: &'a State, record: &'a Record) -> impl Iterator<Item = InjectId> + 'a {
    record.facts.iter().filter_map(line).filter_map(|line| match line {
        Line::Inject(id) => Some(id),
        Line::Expect(id) => state.expects.get(id).map(|expect| expect.inject),
    })
}

/// What a fact is about.
enum Line {
    Inject(InjectId),
    Expect(ExpectId),
}

fn line(fact: &Fact) -> Option<Line> {
    match fact {
        Fact::Delivered(id, _)
        | Fact::Held(id, _)
        | Fact::Skipped(id)
        | Fact::Readdressed(id, _)
        | Fact::Retold(id, _)
        | Fact::ExpectOpened { inject: id, .. }
        | Fact::Became(Watch::Inject(id))
        | Fact::NoLonger(Watch::Inject(id))
        | Fact::Scheduled(_, Due::Inject(id))
        | Fact::Cancelled(Due::Inject(id)) => Some(Line::Inject(*id)),
        Fact::ExpectMet(id, _) | Fact::ExpectLapsed(id) => Some(Line::Expect(*id)),
        _ => None,
    }
}
