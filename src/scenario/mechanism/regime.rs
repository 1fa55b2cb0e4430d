//! Notification regimes: duties with clocks.

use serde::{Deserialize, Serialize};

use crate::base::{Span, Text};
use crate::scenario::words::Class;

use super::span_text;

/// A step of a notification regime.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RegimeStep {
    /// Text id: `early_warning`.
    pub id: String,
    /// Name.
    pub title: Text,
    /// Time allowed.
    #[serde(with = "span_text")]
    pub due: Span,
    /// When the clock starts.
    pub from: ClockStart,
    /// A second deadline, so long after awareness; the earlier of the two counts. None where it is zero.
    #[serde(default, with = "span_text")]
    pub no_later: Span,
    /// Kinds of organisation that owe it; of several in one state, one is enough.
    pub by: Vec<String>,
    /// Who must get it: organisation paths, `{state}` for the own state, `{concerned}` for every other state concerned
    /// that is a member, `{established}` for the state that a private organisation is established in, `{reporter}` for
    /// whoever gave the step that started the clock.
    pub to: Vec<String>,
    /// Lowest class at which it is owed.
    pub class: Class,
    /// Whether it is owed only where more than one state is concerned, and by the states where somebody reports.
    #[serde(default)]
    pub cross_border: bool,
    /// The fewest states concerned at which it is owed, where that is more than two.
    #[serde(default)]
    pub states: u32,
    /// Nobody owes it: it may be done, as [`after_hearing`](Self::after_hearing) allows.
    #[serde(default)]
    pub optional: bool,
    /// Kind of organisation that the own side must have written to about the incident before (`operator`: one at whose
    /// service it is), none where nobody.
    #[serde(default)]
    pub after_hearing: String,
    /// Those who must get it share one reporting platform: a notice to one of them reaches all of them.
    #[serde(default)]
    pub one_platform: bool,
    /// Claims that make it more than an empty notice: `malicious`, `cross_border`, `severity`, `impact`.
    #[serde(default)]
    pub must: Vec<String>,
    /// Whether the time allowed is a convention of ours (the law says "without undue delay").
    #[serde(default)]
    pub convention: bool,
    /// Article of this step.
    #[serde(default)]
    pub source: String,
    /// Whether the text of this step was read.
    #[serde(default)]
    pub verified: bool,
}

impl RegimeStep {
    /// Whether it goes to whoever gave the step before.
    pub fn answers_reporter(&self) -> bool {
        self.to.iter().any(|path| path == "{reporter}")
    }
}

/// When the clock of a step starts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockStart {
    /// The seat becomes aware of the incident.
    Aware,
    /// The seat itself classes the incident at least as the step asks.
    Classified,
    /// The seat gets this step from another one (an early warning that a CSIRT receives).
    Received(String),
    /// The seat gave this step itself.
    Given(String),
    /// A patch first works at a service of the incident: a corrective measure is there.
    Patched,
}
