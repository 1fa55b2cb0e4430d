//! The score: a vector first, one number second.

use serde::{Deserialize, Serialize};

use crate::base::{At, Ppm, Span};
use crate::scenario::script::{SeatId, StateId};
use crate::scenario::words::Measure;

use super::evaluation::Evaluation;
use super::measure::RoundPicture;
use super::moment::Detail;
use super::network::Network;

/// The score at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// The moment; ENDEX at the latest.
    pub at: At,
    /// The composite: Σ weight · value / Σ weight over what was assessed, not above the cap. None where nothing was.
    pub overall: Option<Ppm>,
    /// What a breach of confidentiality caps the composite at.
    pub cap: Option<Ppm>,
    /// The vector, in the order of [`Measure::ALL`].
    pub measures: Vec<MeasureScore>,
    /// Each state's own vector.
    pub states: Vec<StateScore>,
    /// Ordered pairs of states that had to do with each other.
    pub pairs: Vec<PairScore>,
    /// What people rated, and what waits for them.
    pub evaluation: Evaluation,
    /// Questions of the probes: who was right, who agreed, and who agreed on what is wrong.
    pub picture: Vec<RoundPicture>,
    /// Who wrote to whom, against who should have.
    pub network: Network,
}

impl Score {
    /// Opportunities that were assessed, of all measures.
    pub fn assessed(&self) -> u32 {
        self.measures.iter().map(|measure| measure.assessed).sum()
    }
}

impl StateScore {
    /// Opportunities of the state that were assessed, of all measures.
    pub fn assessed(&self) -> u32 {
        self.measures.iter().map(|measure| measure.assessed).sum()
    }
}

/// One measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureScore {
    /// Which.
    pub measure: Measure,
    /// The figure; none where nothing was assessed.
    pub value: Option<Ppm>,
    /// Its share of all weights.
    pub weight: Ppm,
    /// Opportunities that were assessed, faults among them.
    pub assessed: u32,
    /// Those and the ones whose time is not over.
    pub opportunities: u32,
    /// How it is computed.
    pub formula: &'static str,
    /// Further figures.
    pub details: Vec<Detail>,
    /// What earned and what cost points.
    pub evidence: Vec<Evidence>,
}

/// What a record earned or cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Record number.
    pub record: u64,
    /// When.
    pub at: At,
    /// Whose act it was, or should have been.
    pub seat: Option<SeatId>,
    /// Points of the measure, in millionths: all that is gained adds up to its value, all that is lost to what is
    /// missing from 1.
    pub points: i32,
    /// In words.
    pub why: String,
}

/// Whether a figure may be shown to others than exercise control.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Published {
    /// It may.
    Yes,
    /// There were fewer than five opportunities.
    TooFew,
    /// A bot took part: left out of comparisons.
    Bot,
}

impl Published {
    /// Why not, in words.
    pub const fn reason(self) -> Option<&'static str> {
        match self {
            Self::Yes => None,
            Self::TooFew => Some("fewer than five opportunities"),
            Self::Bot => Some("a bot took part"),
        }
    }
}

/// A state's own vector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateScore {
    /// The state.
    pub state: StateId,
    /// Its composite.
    pub overall: Option<Ppm>,
    /// What its own breaches cap it at.
    pub cap: Option<Ppm>,
    /// Whether the composite may be shown.
    pub published: Published,
    /// Its measures, in the order of [`Measure::ALL`].
    pub measures: Vec<StateMeasure>,
    /// Who plays its seats.
    pub staffing: Staffed,
}

/// A measure of one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StateMeasure {
    /// Which.
    pub measure: Measure,
    /// The figure.
    pub value: Option<Ppm>,
    /// Opportunities that were assessed.
    pub assessed: u32,
    /// Those and the ones whose time is not over.
    pub opportunities: u32,
    /// Whether it may be shown.
    pub published: Published,
}

/// Who plays the seats of a state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Staffed {
    /// Seats with people.
    pub people: u32,
    /// Seats with bots.
    pub bots: u32,
    /// Empty seats.
    pub empty: u32,
}

/// What one state did for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairScore {
    /// Who acted, or should have.
    pub from: StateId,
    /// For whom.
    pub to: StateId,
    /// Share of the value of what `to` needed and `from` held that arrived.
    pub information: Option<Ppm>,
    /// Items that `to` needed of `from` and that were assessed.
    pub items: u32,
    /// Requests and questions of `to` that `from` answered.
    pub answered: u32,
    /// Those that were put.
    pub asked: u32,
    /// Median time to an answer.
    pub latency: Option<Span>,
    /// Trust of `to` in `from`.
    pub trust: Ppm,
    /// Whether it may be shown.
    pub published: Published,
}

impl Score {
    /// A measure's own score.
    pub fn measure(&self, measure: Measure) -> Option<&MeasureScore> {
        self.measures.iter().find(|m| m.measure == measure)
    }
}
