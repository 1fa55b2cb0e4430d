//! Names of injects that have become many.

use super::Copies;
use crate::scenario::finding::{Finding, Sink};
use crate::scenario::schema::{Inject, Name, Then, When};

/// The ids that `name` means to one who is a copy for `mine`; none where it has no copies.
fn meant(name: &Name, mine: Option<&str>, copies: &Copies) -> Option<Vec<Name>> {
    let all = copies.get(name.as_str())?;
    let own = all.iter().find(|(code, _)| Some(code.as_str()) == mine);
    let ids = own.map_or(all.as_slice(), std::slice::from_ref);
    Some(ids.iter().map(|(_, id)| name.clone().map(|_| id.clone())).collect())
}

/// All that an inject says about others.
pub(super) fn inject(inject: &mut Inject, mine: Option<&str>, copies: &Copies, sink: &mut Sink) {
    if let Some(at) = &mut inject.at {
        after(at, mine, copies, sink);
    }
    if let Some(cond) = &mut inject.when {
        when(cond, mine, copies);
    }
    for expect in &mut inject.expects {
        names(&mut expect.or_else, mine, copies);
    }
    then(&mut inject.then, mine, copies);
}

/// `"+20m after INJ-002"`.
fn after(at: &mut Name, mine: Option<&str>, copies: &Copies, sink: &mut Sink) {
    let Some((span, id)) = at.value.split_once(" after ") else { return };
    let id = at.clone().map(|_| id.trim().to_owned());
    let Some(ids) = meant(&id, mine, copies) else { return };
    match ids.as_slice() {
        [one] => at.value = format!("{span} after {}", one.value),
        many => {
            let names: Vec<_> = many.iter().map(|name| format!("`{}`", name.value)).collect();
            sink.push(
                Finding::error("ambiguous-inject", at.span, format!("`{}` comes once a state", id.value))
                    .with_help(format!("say after which of its copies: {}", names.join(", "))),
            );
            // One of them stands in, so that nothing more is said about it.
            if let Some(first) = many.first() {
                at.value = format!("{span} after {}", first.value);
            }
        }
    }
}

/// A list of injects: one that has become many stands for all of them, or for the copy of one's own state.
pub(super) fn names(list: &mut Vec<Name>, mine: Option<&str>, copies: &Copies) {
    if list.iter().any(|name| copies.contains_key(name.as_str())) {
        let old = std::mem::take(list);
        list.extend(old.into_iter().flat_map(|name| meant(&name, mine, copies).unwrap_or(vec![name])));
    }
}

/// The injects that effects deliver or skip.
pub(super) fn then(list: &mut Vec<Then>, mine: Option<&str>, copies: &Copies) {
    let many = |effect: &Then| matches!(effect, Then::Fire(name) | Then::Skip(name) if copies.contains_key(name.as_str()));
    if !list.iter().any(many) {
        return;
    }
    for effect in std::mem::take(list) {
        let (name, like): (&Name, fn(Name) -> Then) = match &effect {
            Then::Fire(name) => (name, Then::Fire),
            Then::Skip(name) => (name, Then::Skip),
            _ => {
                list.push(effect);
                continue;
            }
        };
        match meant(name, mine, copies) {
            Some(ids) => list.extend(ids.into_iter().map(like)),
            None => list.push(effect),
        }
    }
}

/// The injects that a condition waits for: all copies must have come, or have been answered.
pub(super) fn when(cond: &mut When, mine: Option<&str>, copies: &Copies) {
    let ids = match cond {
        When::All(list) | When::Any(list) | When::Count(_, list) => {
            for cond in list {
                when(cond, mine, copies);
            }
            return;
        }
        When::Not(inner) => return when(inner, mine, copies),
        When::Delivered(inject) | When::Answered { inject, .. } => meant(inject, mine, copies),
        _ => return,
    };
    let Some(ids) = ids else { return };
    let mut each: Vec<When> = ids
        .into_iter()
        .map(|id| match &*cond {
            When::Answered { within, .. } => When::Answered { inject: id, within: within.clone() },
            _ => When::Delivered(id),
        })
        .collect();
    *cond = if each.len() == 1 { each.remove(0) } else { When::All(each) };
}
