//! What was done before it was expected. An expected action looks back to when the same matter could be known: who acts
//! early did it too.
//!
//! What lasts (a class, a notice, a mode, a defence …) counts however early it was, unless it was taken back since. Words of
//! the moment (a report, a statement) count while they are fresh: no older than the time that the action itself is given.
//! Words of which nobody can tell what they were about count only from the moment that the author names with `since`.

use crate::base::At;
use crate::scenario::condition::What;
use crate::scenario::script::{ExpectSpec, IncidentId, InjectSpec, Script, Since};

use super::deed::Deed;
use super::state::{ActState, State};

/// The acts until `opened` that meet an expected action of an inject delivered then, oldest first.
pub fn acts<'a>(
    script: &'a Script,
    state: &'a State,
    inject: &'a InjectSpec,
    expect: &'a ExpectSpec,
    opened: At,
) -> impl Iterator<Item = &'a ActState> {
    let looks_back = expect.since != Since::Delivery;
    let acts = state
        .acts
        .iter()
        .enumerate()
        .filter(move |(_, act)| looks_back && act.at <= opened && expect.who.contains(&act.by));
    acts.filter(move |(place, act)| {
        let counts = |what: &What| {
            act.deed.is(what, script)
                && is_in_time(script, inject, expect, act, what, opened)
                && !state.acts[place + 1..].iter().any(|later| takes_back(script, later, act, what))
        };
        counts(&expect.what) || expect.accept.iter().any(counts)
    })
    .map(|(_, act)| act)
}

/// Whether the act is of the same matter, and not of a time before it mattered.
fn is_in_time(
    script: &Script,
    inject: &InjectSpec,
    expect: &ExpectSpec,
    act: &ActState,
    what: &What,
    opened: At,
) -> bool {
    let incident = incident(what).or(inject.about);
    let same =
        if names_the_thing(what) { Some(true) } else { incident.and_then(|i| is_about(script, act, i)) };
    match (expect.since, same) {
        (Since::Delivery, _) | (_, Some(false)) => false,
        (Since::At(at), _) => act.at >= at,
        // Any act at all is an answer to the inject, or none.
        (Since::Knowable, _) if *what == What::Anything => false,
        (Since::Knowable, Some(true)) => lasts(&act.deed) || opened.since(act.at) <= expect.within,
        (Since::Knowable, None) => lasts(&act.deed) && names_mechanism(what),
    }
}

/// The incident that a pattern names.
fn incident(what: &What) -> Option<IncidentId> {
    match what {
        What::Classify { incident, .. } | What::Notify { incident, .. } => *incident,
        _ => None,
    }
}

/// Whether the pattern names the very item, defence or service that it is about.
fn names_the_thing(what: &What) -> bool {
    match what {
        What::Share { item, .. } | What::Release { item, .. } => item.is_some(),
        What::Remove(_, content) => content.is_some(),
        What::Defend { defence, service, .. } => defence.is_some() || service.is_some(),
        _ => false,
    }
}

fn names_mechanism(what: &What) -> bool {
    match what {
        What::Notify { regime: id, .. }
        | What::Mode(id, _)
        | What::Request(id)
        | What::Vote(id, _)
        | What::Remove(id, _)
        | What::Demand(id)
        | What::Propose(id) => id.is_some(),
        _ => false,
    }
}

/// Whether the act was for the incident; none where nobody can tell.
fn is_about(script: &Script, act: &ActState, incident: IncidentId) -> Option<bool> {
    match &act.deed {
        Deed::Classify(of, _) | Deed::Notify(_, _, of, _) | Deed::Sitrep(of, _) => Some(*of == incident),
        Deed::Share(items, _) => {
            let mut of = items.iter().filter_map(|item| script.intel[*item].about).peekable();
            of.peek()?;
            Some(of.any(|of| of == incident))
        }
        Deed::Release(item, ..) => script.intel[*item].about.map(|of| of == incident),
        Deed::Defend(_, services) => {
            Some(services.iter().any(|s| script.incidents[incident].services.contains(s)))
        }
        _ => act.about.map(|of| of == incident),
    }
}

/// Whether what was done stands until it is taken back.
fn lasts(deed: &Deed) -> bool {
    match deed {
        Deed::Classify(..)
        | Deed::Notify(..)
        | Deed::Share(..)
        | Deed::Mode(..)
        | Deed::Request(..)
        | Deed::Offer(..)
        | Deed::Vote(..)
        | Deed::Defend(..)
        | Deed::Attribute(..)
        | Deed::Remove(..)
        | Deed::Demand(..)
        | Deed::Release(..)
        | Deed::Propose(..) => true,
        Deed::Ask(..)
        | Deed::Answer
        | Deed::Sitrep(..)
        | Deed::Statement
        | Deed::Message(..)
        | Deed::Decide => false,
    }
}

/// Whether a later act undoes the earlier one, as far as the pattern goes: another class, a lower mode, another vote.
fn takes_back(script: &Script, later: &ActState, act: &ActState, what: &What) -> bool {
    let same = match (&later.deed, &act.deed) {
        (Deed::Classify(new, _), Deed::Classify(old, _)) => later.by == act.by && new == old,
        (Deed::Mode(new, _), Deed::Mode(old, _)) => new == old,
        (Deed::Vote(new, _), Deed::Vote(old, _)) => {
            later.by == act.by && new == old && later.about == act.about
        }
        _ => false,
    };
    same && !later.deed.is(what, script)
}
