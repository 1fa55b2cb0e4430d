//! The people of the own seat, as each of them sees it: who releases, what was drafted, what became of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::At;
use crate::exercise::entry::News;
use crate::exercise::order::{OrderId, Verb};
use crate::exercise::team::{DraftEnd, NOBODY};

/// The people of the own seat.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TeamView {
    /// Persons by the keys that they order under.
    pub keys: BTreeMap<u64, u16>,
    /// Who releases what the seat decides; none: each decides alone.
    pub releaser: Option<u16>,
    /// Drafts that wait, by number.
    pub drafts: BTreeMap<u32, DraftView>,
    /// Drafts that wait no more, in the order in which that happened.
    pub ended: Vec<EndedDraft>,
}

/// A draft.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DraftView {
    /// By which person; 0 for somebody who has not said who they are.
    pub by: u16,
    /// Since when.
    pub at: At,
    /// The decision.
    pub verb: Arc<Verb>,
}

/// A draft that waits no more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EndedDraft {
    /// The draft.
    pub draft: DraftView,
    /// When it ended.
    pub at: At,
    /// What became of it.
    pub how: DraftEnd,
    /// Which person did that.
    pub by: u16,
    /// Why it was given back.
    pub reason: Arc<str>,
}

impl TeamView {
    /// Who gave an order; 0 for somebody who has not said who they are.
    pub fn person(&self, order: OrderId) -> u16 {
        self.keys.get(&order.key).copied().unwrap_or(NOBODY)
    }

    /// Whether what this person decides goes out, and is no mere draft.
    pub fn releases(&self, person: u16) -> bool {
        self.releaser.is_none_or(|releaser| releaser == person)
    }

    pub(super) fn apply(&mut self, at: At, news: &News) {
        match news {
            News::Seated { person, key } => drop(self.keys.insert(*key, *person)),
            News::Releases(person) => self.releaser = *person,
            News::Draft { draft, by, verb } => {
                self.drafts.insert(*draft, DraftView { by: *by, at, verb: Arc::clone(verb) });
            }
            News::DraftEnded { draft, how, by, reason } => {
                if let Some(draft) = self.drafts.remove(draft) {
                    self.ended.push(EndedDraft { draft, at, how: *how, by: *by, reason: Arc::clone(reason) });
                }
            }
            _ => {}
        }
    }
}
