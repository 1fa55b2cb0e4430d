//! What must hold before a mechanism may be started, who must agree, and what contradicts it.

use serde::{Deserialize, Serialize};

use crate::base::Span;
use crate::scenario::words::Class;

use super::span_text;

/// What must hold before a mechanism may be started.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precondition {
    /// Somebody of the own state classed the incident at least so.
    Classed(Class),
    /// The own state has ordered a defence for it before.
    OwnMeasures,
    /// Another mechanism stands at this mode at least (mechanism, mode).
    Mode(String, String),
    /// The own side holds an intel item about the incident.
    HoldsIntel,
    /// The incident is suspected to be malicious: a notification, report or classification of the own state said so.
    SuspectedMalicious,
    /// A memorandum: one of the parties is of this membership.
    Membership(String),
    /// The own side holds an item about the incident whose origin, infrastructure or support lies outside the Union.
    ExternalThreat,
    /// The own side has said who is behind it; for a body, a member state has.
    Attributed,
    /// So many states have classed the incident as significant at least.
    ConcernedStates(u32),
    /// A case of this mechanism about the same incident was adopted and stands.
    Adopted(String),
}

/// Who must agree.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Approval {
    /// Nobody.
    #[default]
    Alone,
    /// The presidency of this body decides.
    Presidency {
        /// Organisation path of the chair.
        of: String,
        /// Time to decide; silence is refusal.
        #[serde(with = "span_text")]
        within: Span,
        /// Whom the chair hears first: organisation paths, `{concerned}/crisis` for that kind in every state that has
        /// classed the incident as significant.
        #[serde(default)]
        consults: Vec<String>,
        /// How long the chair waits for those who have said nothing.
        #[serde(default, with = "span_text")]
        hears: Span,
        /// No consultation is needed once this mechanism was adopted for the same incident.
        #[serde(default)]
        waived_by: String,
    },
    /// No objection among the members by the deadline; silence is consent.
    Consensus {
        /// Kind of organisation that speaks for a member state.
        of: String,
        /// Time to object.
        #[serde(with = "span_text")]
        within: Span,
    },
    /// Every member speaks by the deadline and none objects; abstentions do not prevent it, silence does.
    Unanimity {
        /// Kind of organisation that speaks for a member state.
        of: String,
        /// Time to agree.
        #[serde(with = "span_text")]
        within: Span,
    },
    /// Those whom the request is addressed to, each for itself; the body where it is addressed to nobody.
    Asked {
        /// Time to answer.
        #[serde(with = "span_text")]
        within: Span,
    },
}

impl Approval {
    /// Time to decide; none where nobody must.
    pub fn within(&self) -> Span {
        match self {
            Self::Alone => Span::ZERO,
            Self::Presidency { within, .. }
            | Self::Consensus { within, .. }
            | Self::Unanimity { within, .. }
            | Self::Asked { within } => *within,
        }
    }
}

/// An act of one member that contradicts a measure of all, written `(act: attribution, stands: "72h")`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Contradiction {
    /// The act.
    pub act: SoleAct,
    /// How long it contradicts after the measure was adopted; none where only while it is on the table.
    #[serde(default, with = "span_text")]
    pub stands: Span,
}

/// What one state may do alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SoleAct {
    /// To name a culprit in public.
    Attribution,
    /// To start this mechanism, as `measure("expel-diplomats")`.
    Measure(String),
}
