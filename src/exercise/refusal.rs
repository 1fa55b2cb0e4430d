//! Why an order was not taken, in words, at the field that caused it, with what would be needed.

use serde::{Deserialize, Serialize};

/// A refusal. It goes to its sender only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// The rule that refused.
    pub rule: Rule,
    /// The field of the order that caused it.
    pub field: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What would be needed.
    pub needed: Option<String>,
}

/// The rule that refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// The exercise is not running.
    NotRunning,
    /// A real matter interrupts.
    NoPlay,
    /// An act of control from a seat, or a decision from control.
    NotThisDesk,
    /// The seat knows of no such thing.
    Unknown,
    /// The directory has no such address, service, mechanism, defence.
    NoSuchName,
    /// A needed field is empty, or too long.
    Incomplete,
    /// It was done or decided already.
    TooLate,
    /// Something must come first.
    TooEarly,
    /// It is not within the seat's power; said at once only where the desk helps fully.
    NotYourPower,
    /// The seat lacks the knowledge.
    LacksKnowledge,
    /// A number is out of its range.
    OutOfRange,
}

impl Refusal {
    /// A refusal at a field.
    pub fn at(rule: Rule, field: &str, message: impl Into<String>) -> Self {
        Self { rule, field: Some(field.to_owned()), message: message.into(), needed: None }
    }

    /// A refusal of the whole order.
    pub fn new(rule: Rule, message: impl Into<String>) -> Self {
        Self { rule, field: None, message: message.into(), needed: None }
    }

    /// With what would be needed.
    #[must_use]
    pub fn needing(mut self, needed: impl Into<String>) -> Self {
        self.needed = Some(needed.into());
        self
    }
}
