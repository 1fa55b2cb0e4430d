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

/// The same for the moderator of a state. What was written on the fly and is that state's alone is `EE+n`, the n-th of those:
/// how many there are of all would tell what the others get.
pub fn name_at(script: &Script, state: &State, id: InjectId, own: StateId) -> String {
    match state.injects.get(id).and_then(|now| now.numbers.get(&own)) {
        Some(number) => format!("{}+{number}", script.states[own].code),
        None => name(script, id),
    }
}

/// What was written on the fly is from now on addressed like this: where it is one state's alone for the first time, it gets
/// the next number there, and keeps it whatever becomes of its address.
pub(super) fn number(script: &Script, state: &mut State, id: InjectId) {
    if state.injects.get(id).is_none_or(|now| now.composed.is_none()) {
        return;
    }
    let first = recipients(script, state, id).first();
    let Some(own) = first.and_then(|seat| script.seats.get(*seat)?.state) else { return };
    if !is_of(script, state, id, own) {
        return;
    }
    let last = state.injects.rows().filter_map(|now| now.numbers.get(&own)).max();
    let next = last.map_or(1, |last| last + 1);
    state.injects[id].numbers.entry(own).or_insert(next);
}

/// The line that an order names, in either way.
pub fn find(script: &Script, state: &State, name: &str) -> Option<InjectId> {
    if let Some(known) = script.names.injects.get(name) {
        return Some(*known);
    }
    let (code, n) = name.split_once('+')?;
    if code.is_empty() {
        let place = n.parse::<usize>().ok()?.checked_sub(1)?;
        let id = InjectId(u32::try_from(script.injects.len().checked_add(place)?).ok()?);
        return state.injects.get(id).map(|_| id);
    }
    let (own, number) = (script.names.states.get(code)?, n.parse::<u32>().ok()?);
    let composed = state.injects.iter().skip(script.injects.len());
    composed.filter(|(_, now)| now.numbers.get(own) == Some(&number)).map(|(id, _)| id).next()
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

/// What a line that is not there is refused with, before its name.
const UNKNOWN: &str = "The MSEL has no inject `";

/// There is no such line; whoever may not touch a line hears the same of it.
pub fn unknown(name: &str) -> Refusal {
    Refusal::at(Rule::NoSuchName, "inject", format!("{UNKNOWN}{name}`"))
}

/// The name of the line that was refused as one that is not there, whether or not it is.
pub fn refused(refusal: &Refusal) -> Option<&str> {
    let words = (refusal.rule == Rule::NoSuchName).then_some(refusal.message.as_str())?;
    words.strip_prefix(UNKNOWN)?.strip_suffix('`')
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
