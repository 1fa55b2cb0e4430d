//! Mechanisms of cooperation: what doctrine packs say, checked and compiled. Facts with their source.

mod approval;
mod effect;
mod regime;

use serde::{Deserialize, Serialize};

use crate::base::{Ppm, Span, Text};
use crate::ids;

use super::words::{Cause, Class, ContentKind, Level, Sector};

pub use approval::{Approval, Contradiction, Precondition, SoleAct};
pub use effect::MechanismEffect;
pub use regime::{ClockStart, RegimeStep};

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
    /// True causes of an incident that it is for, none for all. The body finds out while it takes the matter up: what
    /// turns out to be something else is answered then, and takes no effect.
    #[serde(default)]
    pub only_for: Vec<Cause>,
    /// Who must agree.
    #[serde(default)]
    pub approval: Approval,
    /// What a member may not do alone while the others decide on it, or stand by it.
    #[serde(default)]
    pub contradicted_by: Vec<Contradiction>,
    /// Who is told when it is started: kinds of organisation in all states that are members, and paths of bodies.
    #[serde(default)]
    pub tells: Vec<String>,
    /// Only people start it: no bot takes such a step by itself.
    #[serde(default)]
    pub people_only: bool,
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

/// By which verb a mechanism is used.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MechanismKind {
    /// `notify`: duties with clocks.
    Regime {
        /// Operators of services of these sectors owe it; none for all.
        #[serde(default)]
        sectors: Vec<Sector>,
        /// Regimes that those who owe this one do not owe (lex specialis).
        #[serde(default)]
        instead_of: Vec<String>,
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
    /// `propose`: a sovereign act, which a state takes by itself.
    Sovereign,
    /// `request`: a consultation that is convened.
    Consultation,
    /// `remove`: a platform acts on content.
    Removal {
        /// Kinds of content that it is for.
        of: Vec<ContentKind>,
        /// Pace at which the content spreads afterwards; 0 where it is gone.
        #[serde(default, with = "share")]
        leaves: Ppm,
        /// What a platform must be told in advance before it gets its first order from a state.
        #[serde(default, with = "span_text")]
        prior: Span,
        /// How long those of the platform's state of establishment who may start it themselves may overturn an order
        /// from another state; none where they have no say.
        #[serde(default, with = "span_text")]
        scrutiny: Span,
    },
    /// `demand`: a provider hands data over, or keeps it.
    Demand {
        /// Time allowed in an emergency; none where there is no such thing.
        #[serde(default, with = "span_text")]
        emergency: Span,
        /// It keeps the data for a later demand.
        #[serde(default)]
        keeps: bool,
        /// Where the provider must be established.
        #[serde(default)]
        reach: Reach,
        /// How long those of the provider's state of establishment who may start it themselves may refuse an order from
        /// another state; none where they have no say.
        #[serde(default, with = "span_text")]
        scrutiny: Span,
        /// The same in an emergency; none where it is no shorter.
        #[serde(default, with = "span_text")]
        emergency_scrutiny: Span,
        /// Until then, or until one of them has said that it has no objection, the provider hands nothing over; in an
        /// emergency it does not wait, and what it handed over may not be used once they refuse.
        #[serde(default)]
        waits: bool,
    },
    /// `release`: an originator lets what is its own go further. Whoever holds an item may ask.
    Release,
}

/// Where a provider must be established for an order to bind it. One of which the scenario says nothing is abroad.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// Anywhere.
    #[default]
    Anywhere,
    /// In another state than the one that orders.
    Abroad,
    /// In the state that orders.
    Home,
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

impl Mechanism {
    /// How long an order to a provider abroad may be overturned in the state where the provider is established.
    pub fn scrutiny(&self) -> Span {
        match self.kind {
            MechanismKind::Removal { scrutiny, .. } | MechanismKind::Demand { scrutiny, .. } => scrutiny,
            _ => Span::ZERO,
        }
    }

    /// The same, for an order that was given as an emergency.
    pub fn emergency_scrutiny(&self) -> Span {
        match self.kind {
            MechanismKind::Demand { emergency_scrutiny, .. } if emergency_scrutiny > Span::ZERO => {
                emergency_scrutiny
            }
            _ => self.scrutiny(),
        }
    }

    /// Whether a provider hands nothing over while the state of establishment may still refuse.
    pub fn waits_for_scrutiny(&self) -> bool {
        matches!(self.kind, MechanismKind::Demand { waits: true, .. })
    }

    /// The place of a mode in the ladder.
    pub fn mode(&self, id: &str) -> Option<u8> {
        self.modes().iter().position(|m| m.id == id).map(|i| i as u8)
    }

    /// Membership of the states whose agreement counts and who may offer.
    pub fn parties(&self) -> &str {
        if self.agreed_by.is_empty() { &self.members } else { &self.agreed_by }
    }

    /// Whether it asks an originator for its consent.
    pub fn is_release(&self) -> bool {
        matches!(self.kind, MechanismKind::Release)
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
            MechanismKind::Regime { steps, .. } => steps,
            _ => &[],
        }
    }

    /// Whether operators of this sector owe the regime.
    pub fn covers(&self, sector: Sector) -> bool {
        match &self.kind {
            MechanismKind::Regime { sectors, .. } => sectors.is_empty() || sectors.contains(&sector),
            _ => false,
        }
    }

    /// Whether those who owe this regime do not owe the other one.
    pub fn displaces(&self, other: &str) -> bool {
        match &self.kind {
            MechanismKind::Regime { instead_of, .. } => instead_of.iter().any(|id| id == other),
            _ => false,
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
