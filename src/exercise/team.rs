//! The people of one seat: several may draft, one releases. Here they are numbers, from 1 in the order in which they
//! sat down: a journal holds pseudonyms only, and who they are stands in a roster beside it that can be erased.
//!
//! A person is known by the keys of the clients that they order with; whoever has not said who they are is nobody in
//! particular ([`NOBODY`]). While one person releases, what anybody else decides is a draft.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::At;

use super::order::Verb;

/// Whoever has not said who they are.
pub const NOBODY: u16 = 0;
/// Keys of order ids below this are the exercise's own, its bots' among them; desks choose theirs above it.
pub const KEYS_OF_THE_HOUSE: u64 = 1 << 16;

/// What the people of a seat order among themselves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Team {
    /// Lay a decision before whoever releases.
    Draft {
        /// The decision as it would be.
        verb: Arc<Verb>,
    },
    /// Decide what a draft says, or what was made of it.
    Release {
        /// Number of the draft at this seat.
        draft: u32,
        /// The decision that goes out.
        verb: Arc<Verb>,
    },
    /// Give a draft back: it does not go out. Who drafted it may take it back so.
    GiveBack {
        /// Number of the draft at this seat.
        draft: u32,
        /// Why.
        #[serde(default)]
        reason: String,
    },
    /// Somebody else releases from now on.
    HandOn {
        /// Number of the person.
        to: u16,
    },
    /// What this person thinks of the exercise, after ENDEX. The latest counts.
    Feedback {
        /// Answers, each with what was asked.
        answers: Vec<Answer>,
    },
}

/// An answer to the questionnaire.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The statement or question, in English, as the directory has it: journals stand for themselves.
    pub asked: String,
    /// How far one agrees with a statement, 1 to 5.
    #[serde(default)]
    pub rating: Option<u8>,
    /// In words.
    #[serde(default)]
    pub text: String,
}

impl Team {
    /// The decision that it speaks of, taken or not.
    pub fn verb(&self) -> Option<&Arc<Verb>> {
        match self {
            Self::Draft { verb } | Self::Release { verb, .. } => Some(verb),
            Self::GiveBack { .. } | Self::HandOn { .. } | Self::Feedback { .. } => None,
        }
    }

    /// The same, to be changed.
    pub fn verb_mut(&mut self) -> Option<&mut Verb> {
        match self {
            Self::Draft { verb } | Self::Release { verb, .. } => Some(Arc::make_mut(verb)),
            Self::GiveBack { .. } | Self::HandOn { .. } | Self::Feedback { .. } => None,
        }
    }
}

/// What happened among the people of a seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TeamFact {
    /// This person orders under this key.
    Seated(u16, u64),
    /// This person releases; none: everybody decides for themselves.
    Releases(Option<u16>),
    /// A draft by this person; it gets the next number. The words stand in the order.
    Drafted(u16),
    /// A draft was released or given back, by this person.
    DraftEnded(u32, DraftEnd, u16),
    /// This person answered the questionnaire. The answers stand in the order.
    Answered(u16),
}

/// What became of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftEnd {
    /// It went out.
    Released,
    /// It went out, and says something else.
    Changed,
    /// It was given back.
    GivenBack,
}

/// The people of a seat, and what lies before whoever releases.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TeamState {
    /// Persons who have ordered something, by the keys of their clients.
    pub keys: BTreeMap<u64, u16>,
    /// Who releases; none: everybody decides for themselves.
    pub releaser: Option<u16>,
    /// It was said who releases, or that everybody does.
    pub said: bool,
    /// Drafts that wait, by number.
    pub drafts: BTreeMap<u32, DraftState>,
    /// Number of the last draft.
    pub last: u32,
}

/// A draft that waits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DraftState {
    /// By which person.
    pub by: u16,
    /// Since when.
    pub at: At,
    /// The decision.
    pub verb: Arc<Verb>,
}

impl TeamState {
    /// Who orders under this key.
    pub fn person(&self, key: u64) -> u16 {
        self.keys.get(&key).copied().unwrap_or(NOBODY)
    }

    /// The number of the person who sat down last.
    pub fn people(&self) -> u16 {
        self.keys.values().copied().max().unwrap_or(NOBODY)
    }

    /// Whether a decision under this key is one, and no draft.
    pub fn releases(&self, key: u64) -> bool {
        key < KEYS_OF_THE_HOUSE || self.releaser.is_none_or(|releaser| releaser == self.person(key))
    }

    /// Takes a fact in; `verb` is what the order drafts.
    pub(super) fn apply(&mut self, fact: &TeamFact, at: At, verb: Option<&Arc<Verb>>) {
        match fact {
            TeamFact::Seated(person, key) => drop(self.keys.insert(*key, *person)),
            TeamFact::Releases(person) => (self.releaser, self.said) = (*person, true),
            TeamFact::Drafted(by) => {
                self.last += 1;
                if let Some(verb) = verb {
                    self.drafts.insert(self.last, DraftState { by: *by, at, verb: Arc::clone(verb) });
                }
            }
            TeamFact::DraftEnded(number, ..) => drop(self.drafts.remove(number)),
            // What somebody thinks of the exercise changes nothing in it.
            TeamFact::Answered(_) => {}
        }
    }
}

/// The pseudonym of a person: all that a journal, a report or another seat ever says of them.
pub fn pseudonym(seat: &str, person: u16) -> String {
    match person {
        NOBODY => seat.to_owned(),
        person => format!("{seat}/{person}"),
    }
}
