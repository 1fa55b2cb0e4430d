//! What can come at all: injects that something calls, conditions that can become true.
//!
//! Told generously: what players may do, they may do; only what nobody and nothing can bring about is out of reach.

use std::collections::BTreeSet;

use super::{Comes, Context};
use crate::scenario::compile::{Times, When as Moment};
use crate::scenario::schema::{Act, Name, Then, When};
use crate::scenario::walk::{Role, read};

/// What can come: injects and rules by their places.
pub(in crate::scenario::checks) struct Reach {
    /// Whether the inject can come.
    pub(in crate::scenario::checks) injects: Vec<bool>,
    /// Whether the rule can take effect.
    pub(in crate::scenario::checks) rules: Vec<bool>,
}

struct Search<'c, 'a> {
    cx: &'c Context<'a>,
    /// Intel that somebody can get.
    items: BTreeSet<&'a str>,
    /// Nodes: injects, then rules.
    reached: Vec<bool>,
    called: Vec<bool>,
    /// Who may come because this one came.
    next: Vec<Vec<usize>>,
}

impl Reach {
    /// Looks from what comes by itself to what it calls, each once.
    pub(in crate::scenario::checks) fn new(cx: &Context<'_>) -> Self {
        let (injects, rules) = (cx.file.injects.len(), cx.file.rules.len());
        let mut search = Search {
            cx,
            items: items(cx),
            reached: vec![false; injects + rules],
            called: vec![false; injects + rules],
            next: next(cx),
        };
        let mut waiting: Vec<usize> = (0..injects + rules).collect();
        while let Some(node) = waiting.pop() {
            if search.reached[node] || !search.can_come(node) {
                continue;
            }
            search.reached[node] = true;
            for called in search.calls(node) {
                search.called[called] = true;
                waiting.push(called);
            }
            waiting.extend(search.next[node].iter().copied());
        }
        let rules = search.reached.split_off(injects);
        Self { injects: search.reached, rules }
    }
}

/// The items that somebody finds, or that something gives.
fn items<'a>(cx: &Context<'a>) -> BTreeSet<&'a str> {
    let file = cx.file;
    let found = file.intel.iter().filter(|i| !i.found_by.is_empty()).map(|i| i.id.as_str());
    let given = file.injects.iter().flat_map(|i| &i.gives).map(|n| n.as_str());
    let effects = file.injects.iter().flat_map(|i| &i.then).chain(file.rules.iter().flat_map(|r| &r.then));
    let revealed = effects.filter_map(|effect| match effect {
        Then::Reveal { item, .. } => Some(item.as_str()),
        _ => None,
    });
    found.chain(given).chain(revealed).collect()
}

/// For each inject, who waits for it.
fn next(cx: &Context<'_>) -> Vec<Vec<usize>> {
    let file = cx.file;
    let mut next = vec![Vec::new(); file.injects.len() + file.rules.len()];
    for (n, comes) in cx.timeline.comes.iter().enumerate() {
        if let Comes::After(first, _) = comes {
            next[*first].push(n);
        }
    }
    let conditions =
        file.injects.iter().map(|i| i.when.as_ref()).chain(file.rules.iter().map(|r| Some(&r.when)));
    for (n, when) in conditions.enumerate() {
        let Some(when) = when else { continue };
        read::when(when, &mut |role, name: &Name| {
            if role == Role::Inject
                && let Some(first) = cx.place(Role::Inject, name)
            {
                next[first].push(n);
            }
        });
    }
    next
}

impl Search<'_, '_> {
    fn can_come(&self, node: usize) -> bool {
        let cx = self.cx;
        if self.called[node] {
            return true;
        }
        match cx.timeline.comes.get(node) {
            None => cx.file.rules.get(node - cx.timeline.comes.len()).is_some_and(|r| self.can_be(&r.when)),
            // What comes too late is told by `time-after-endex`, what waits for itself by `inject-cycle`.
            Some(Comes::At(_) | Comes::Unclear) => true,
            Some(Comes::After(first, _)) => self.reached[*first] || cx.timeline.circular[*first],
            Some(Comes::When) => {
                cx.file.injects.get(node).and_then(|i| i.when.as_ref()).is_some_and(|when| self.can_be(when))
            }
            Some(Comes::Called) => false,
        }
    }

    /// The injects that come because of this inject or rule.
    fn calls(&self, node: usize) -> Vec<usize> {
        let file = self.cx.file;
        let inject = file.injects.get(node);
        let effects = match inject {
            Some(inject) => &inject.then,
            None => &file.rules[node - file.injects.len()].then,
        };
        let fired = effects.iter().filter_map(|effect| match effect {
            Then::Fire(inject) => Some(inject),
            _ => None,
        });
        let missed = inject.into_iter().flat_map(|i| &i.expects).flat_map(|e| &e.or_else);
        fired.chain(missed).filter_map(|name| self.cx.place(Role::Inject, name)).collect()
    }

    fn can_be(&self, when: &When) -> bool {
        match when {
            When::All(list) => list.iter().all(|when| self.can_be(when)),
            When::Any(list) => list.iter().any(|when| self.can_be(when)),
            When::Count(least, list) => {
                list.iter().filter(|when| self.can_be(when)).count() >= *least as usize
            }
            When::Time(at) => !matches!(
                ((Times { clock: self.cx.clock }).parse(at), self.cx.endex),
                (Ok(Moment::At(at)), Some(endex)) if at > endex
            ),
            // Unknown names are told elsewhere: they are not the reason here.
            When::Knows(_, item) | When::Ordered { what: Act::Share { item: Some(item), .. }, .. } => {
                self.items.contains(item.as_str()) || self.cx.place(Role::Intel, item).is_none()
            }
            When::Delivered(inject) => self.has_come(inject),
            When::Answered { inject, .. } => {
                let place = self.cx.place(Role::Inject, inject);
                let expects = |n: usize| self.cx.file.injects.get(n).is_some_and(|i| !i.expects.is_empty());
                place.is_none_or(expects) && self.has_come(inject)
            }
            When::Chance(chance) => **chance > 0.0,
            When::Not(_)
            | When::Flag(_)
            | When::Service(..)
            | When::Ordered { .. }
            | When::Mode(..)
            | When::Adopted(_)
            | When::Landed(_)
            | When::Detected(_)
            | When::TippedOff(_)
            | When::Stopped(_)
            | When::Stolen(_)
            | When::Reach { .. }
            | When::Attributed { .. }
            | When::Classed { .. } => true,
        }
    }

    fn has_come(&self, inject: &str) -> bool {
        self.cx.place(Role::Inject, inject).is_none_or(|place| self.reached[place])
    }
}
