//! What checks look at: the scenario with every name put into a table once.

mod gather;
mod people;
mod reach;
mod timeline;

use std::cell::{Cell, OnceCell};
use std::collections::BTreeMap;

use crate::base::time::Clock;
use crate::base::{At, Span};
use crate::scenario::compile;
use crate::scenario::finding::{Sink, Words, nearest};
use crate::scenario::mechanism::Mechanism;
use crate::scenario::packs::Packs;
use crate::scenario::schema::{Act, Expect, Inject, Name, ScenarioFile, When};
use crate::scenario::walk::Role;
use reach::Reach;

pub(super) use gather::Named;
pub(super) use people::People;
pub(super) use timeline::{Comes, Timeline};

/// Names compared for the nearest one, at most: a hostile file of misspelt names must not take for ever.
const COMPARISONS: usize = 400_000;
/// Known names that a finding lists, at most.
const LISTED: usize = 12;

/// What checks look at.
pub struct Context<'a> {
    /// The scenario, all files in one, `for_each` laid out.
    pub file: &'a ScenarioFile,
    /// Its packs.
    pub packs: &'a Packs,
    /// What the wall clock of the exercise shows.
    pub(super) clock: Clock,
    /// When it ends, where that can be read.
    pub(super) endex: Option<At>,
    /// Seats and addresses.
    pub(super) people: People<'a>,
    /// When injects come.
    pub(super) timeline: Timeline,
    tables: BTreeMap<Role, BTreeMap<&'a str, usize>>,
    named: Vec<Named<'a>>,
    reach: OnceCell<Reach>,
    comparisons: Cell<usize>,
}

impl<'a> Context<'a> {
    /// Looks at a scenario and its packs.
    pub fn new(file: &'a ScenarioFile, packs: &'a Packs) -> Self {
        let clock = file.startex.as_ref().and_then(|s| compile::startex(s).ok()).map(|(clock, _)| clock);
        let length = file.length.as_ref().and_then(|l| Span::parse(l).ok());
        // Without a clock nobody knows what lies after the end.
        let length = length.filter(|_| clock.is_some() || file.startex.is_none());
        let clock = clock.unwrap_or_default();
        let tables = gather::tables(file, packs);
        let injects = tables.get(&Role::Inject);
        let timeline = Timeline::new(file, clock, |id| injects.and_then(|t| t.get(id).copied()));
        let mut named = gather::named(file);
        named.sort_by_key(|(role, _)| *role);
        Self {
            file,
            packs,
            clock,
            endex: length.map(|length| At::STARTEX + length),
            people: People::new(file, packs),
            timeline,
            tables,
            named,
            reach: OnceCell::new(),
            comparisons: Cell::new(COMPARISONS),
        }
    }

    /// What can come at all.
    pub(super) fn reach(&self) -> &Reach {
        self.reach.get_or_init(|| Reach::new(self))
    }

    /// Every name that stands somewhere in this role.
    pub(super) fn named(&self, role: Role) -> impl Iterator<Item = &'a Name> + '_ {
        let from = self.named.partition_point(|(r, _)| *r < role);
        let to = self.named.partition_point(|(r, _)| *r <= role);
        self.named.get(from..to).unwrap_or_default().iter().map(|(_, name)| *name)
    }

    /// The place of what has this name.
    pub(super) fn place(&self, role: Role, name: &str) -> Option<usize> {
        self.tables.get(&role)?.get(name).copied()
    }

    /// Every name that is known in this role.
    pub(super) fn known(&self, role: Role) -> impl Iterator<Item = &'a str> + '_ {
        self.tables.get(&role).into_iter().flat_map(|table| table.keys().copied())
    }

    /// The mechanism of this id.
    pub(super) fn mechanism(&self, id: &str) -> Option<&'a Mechanism> {
        self.packs.mechanisms.get(self.place(Role::Mechanism, id)?)
    }

    /// Every pattern over decisions: those expected, with their expectation, and those that conditions ask for.
    pub(super) fn acts(&self, see: &mut dyn FnMut(&'a Act, Option<(&'a Inject, &'a Expect)>)) {
        for inject in &self.file.injects {
            for expect in &inject.expects {
                for act in std::iter::once(&expect.what).chain(&expect.accept) {
                    see(act, Some((inject, expect)));
                }
            }
        }
        self.conditions(&mut |when| {
            if let When::Ordered { what, .. } = when {
                see(what, None);
            }
        });
    }

    /// Every condition and those inside it.
    pub(super) fn conditions(&self, see: &mut dyn FnMut(&'a When)) {
        let of_injects = self.file.injects.iter().filter_map(|inject| inject.when.as_ref());
        for when in of_injects.chain(self.file.rules.iter().map(|rule| &rule.when)) {
            inside(when, see);
        }
    }

    /// Tells of every name that stands in this role and is not known.
    pub(super) fn unknown(&self, role: Role, code: &'static str, what: &str, sink: &mut Sink) {
        for name in self.named(role).filter(|name| self.place(role, name).is_none()) {
            sink.error_with(code, name.span, || self.no_such(what, name, self.known(role)));
        }
    }

    /// "There is no … ", with the nearest known name or all of them.
    pub(super) fn no_such<'k>(
        &self,
        what: &str,
        name: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) -> Words {
        let known: Vec<&str> = known.into_iter().collect();
        let help = match self.nearest(name, &known) {
            Some(near) => format!("did you mean `{near}`?"),
            None if known.is_empty() => format!("there is none yet: add the {what}, or remove this name"),
            None if known.len() > LISTED => {
                format!("add the {what}, or use one of the {} that there are", known.len())
            }
            None => {
                format!("known are {}", known.iter().map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", "))
            }
        };
        Words { message: format!("there is no {what} `{}`", short(name)), help: Some(help) }
    }

    /// The nearest of the known names, while there is time for it.
    pub(super) fn nearest<'k>(&self, name: &str, known: &[&'k str]) -> Option<&'k str> {
        let left = self.comparisons.get().checked_sub(known.len())?;
        self.comparisons.set(left);
        nearest(name, known.iter().copied())
    }
}

fn inside<'a>(when: &'a When, see: &mut dyn FnMut(&'a When)) {
    see(when);
    match when {
        When::All(list) | When::Any(list) | When::Count(_, list) => {
            for when in list {
                inside(when, see);
            }
        }
        When::Not(when) => inside(when, see),
        _ => {}
    }
}

/// A name as a message shows it: nobody wants to read a thousand letters.
pub(super) fn short(name: &str) -> String {
    match name.char_indices().nth(60) {
        None => name.to_owned(),
        Some((end, _)) => format!("{}…", &name[..end]),
    }
}
