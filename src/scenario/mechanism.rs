//! Mechanisms of cooperation: what doctrine packs say, checked and compiled. Facts with their source.

use serde::{Deserialize, Serialize};

use crate::base::{Ppm, Span, Text};
use crate::ids;

use super::words::{Class, Level};

ids! {
    /// A mechanism of the loaded doctrine packs.
    MechanismId
}

/// A mechanism as a pack writes it. Text ids only: packs know no scenario.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Mechanism {
    /// Text id; public.
    pub id: String,
    /// Name.
    pub title: Text,
    /// One or two plain sentences: what it is for.
    pub summary: Text,
    /// The body that runs it, by organisation path (`EU/cyclone`, `{state}/csirt`), or `private/*` for whichever
    /// private partner is asked.
    pub body: String,
    /// Where it is decided.
    pub level: Level,
    /// Membership that a state must have (`eu`, `nato`, `crrt`, …), `""` for none.
    #[serde(default)]
    pub members: String,
    /// Membership of the states that agree to it or give the help, where it is another one: any member of the Union
    /// may ask the rapid response teams, only the states of that project have a say. See [`Mechanism::parties`].
    #[serde(default)]
    pub agreed_by: String,
    /// Kinds of organisation that may start it.
    pub who: Vec<String>,
    /// What must hold before.
    #[serde(default)]
    pub needs: Vec<Precondition>,
    /// Who must agree.
    #[serde(default)]
    pub approval: Approval,
    /// What it does, and by which verb it is used.
    pub kind: MechanismKind,
    /// From agreement to effect.
    #[serde(default, with = "span_text")]
    pub lead: Span,
    /// What it does when it lands.
    #[serde(default)]
    pub effects: Vec<MechanismEffect>,
    /// Law article, paper or page.
    pub source: String,
    /// Whether the official text was read. What is not verified is never shown as certain.
    pub verified: bool,
    /// What is a convention of ours, and other remarks.
    #[serde(default)]
    pub note: String,
}

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
    },
    /// No objection among the members by the deadline; silence is consent.
    Consensus {
        /// Kind of organisation that speaks for a member state.
        of: String,
        /// Time to object.
        #[serde(with = "span_text")]
        within: Span,
    },
    /// Every staffed member says yes by the deadline.
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

/// By which verb a mechanism is used.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MechanismKind {
    /// `notify`: duties with clocks.
    Regime {
        /// Steps in order.
        steps: Vec<RegimeStep>,
    },
    /// `mode`: a ladder of modes, from rest to full.
    Ladder {
        /// Modes.
        modes: Vec<Mode>,
    },
    /// `request` and `offer`: help that arrives.
    Assistance,
    /// `propose`: a measure that states take together.
    Joint,
    /// `request`: a consultation that is convened.
    Consultation,
}

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
    /// Kinds of organisation that owe it; of several in one state, one is enough.
    pub by: Vec<String>,
    /// Who must get it: organisation paths, `{state}` for the own state, `{concerned}` for every other state concerned,
    /// `{reporter}` for whoever gave the step that started the clock.
    pub to: Vec<String>,
    /// Lowest class at which it is owed.
    pub class: Class,
    /// Whether it is owed only where more than one state is concerned.
    #[serde(default)]
    pub cross_border: bool,
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

/// When the clock of a step starts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockStart {
    /// The seat becomes aware of the incident.
    Aware,
    /// The seat gets this step from another one (an early warning that a CSIRT receives).
    Received(String),
    /// The seat gave this step itself.
    Given(String),
}

/// A mode of a ladder.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Mode {
    /// Text id.
    pub id: String,
    /// Name.
    pub title: Text,
    /// Lowest true class of a running incident that warrants it; raised without, it is a false alarm.
    pub warranted: Class,
}

/// What a mechanism does when it lands.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MechanismEffect {
    /// The services of the incident in the requesting state recover faster by this share, written `recovery(0.25)`.
    Recovery(#[serde(with = "share")] Ppm),
    /// The response teams of the state that is helped are so many levels more mature, written `capacity(0.5)`; at most one.
    Capacity(#[serde(with = "share")] Ppm),
    /// Members know of shared items sooner: an item shared with one organisation of this kind reaches all of that kind in member states.
    Relay(String),
    /// The requester gets the items of the incident that the body found or was given.
    Intelligence,
    /// Investigators keep the evidence of the services of the incident.
    Evidence,
    /// A public line in the name of all who endorsed.
    Statement,
    /// The named flag of the scenario is set, where the scenario has it.
    Flag(String),
    /// It is how states compare what they know before any of them names a culprit.
    Attribution,
}

impl Mechanism {
    /// The place of a mode in the ladder.
    pub fn mode(&self, id: &str) -> Option<u8> {
        self.modes().iter().position(|m| m.id == id).map(|i| i as u8)
    }

    /// Membership of the states whose agreement counts and who may offer.
    pub fn parties(&self) -> &str {
        if self.agreed_by.is_empty() { &self.members } else { &self.agreed_by }
    }

    /// The ladder, empty where there is none.
    pub fn modes(&self) -> &[Mode] {
        match &self.kind {
            MechanismKind::Ladder { modes } => modes,
            _ => &[],
        }
    }

    /// The steps, empty where it is no regime.
    pub fn steps(&self) -> &[RegimeStep] {
        match &self.kind {
            MechanismKind::Regime { steps } => steps,
            _ => &[],
        }
    }

    /// The place of a step in the regime.
    pub fn step(&self, id: &str) -> Option<u8> {
        self.steps().iter().position(|s| s.id == id).map(|i| i as u8)
    }
}

/// Spans as people write them, `"24h"`.
mod span_text {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::base::Span;

    pub(super) fn serialize<S: Serializer>(span: &Span, to: S) -> Result<S::Ok, S::Error> {
        format!("{}s", span.0 / 1_000).serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Span, D::Error> {
        Span::parse(&String::deserialize(from)?).map_err(serde::de::Error::custom)
    }
}

/// Shares as people write them, `0.25`.
mod share {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::base::Ppm;

    pub(super) fn serialize<S: Serializer>(share: &Ppm, to: S) -> Result<S::Ok, S::Error> {
        share.as_f64().serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Ppm, D::Error> {
        match f64::deserialize(from)? {
            share if (0.0..=1.0).contains(&share) => Ok(Ppm::from_f64(share)),
            other => {
                Err(serde::de::Error::custom(format!("{other} is no share; write a number from 0 to 1")))
            }
        }
    }
}
