//! Simulated classification: how secret an item is in the exercise, whose word it takes to pass it on, and the version of
//! it that may go further. Beside TLP, which is a wish of the source, this is a rule with clearances.
//!
//! The levels are invented. No real marking is ever shown: see [`marking::classification`].

use serde::{Deserialize, Serialize};

use crate::base::{Span, Text, marking};

use super::logic::Name;
use super::script::{IntelId, OrgId, SeatId};
use super::syntax::Spanned;
use super::words::{Pap, Tlp};

/// A level of simulated classification, and as a clearance the highest level that a seat may see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Secrecy {
    /// Not classified; as a clearance: none.
    #[default]
    Open,
    /// The lowest level: most who work for a state may see it.
    Sim1,
    /// Those whose work it is.
    Sim2,
    /// A few in each capital.
    Sim3,
}

impl Secrecy {
    /// Every level, from open to closed.
    pub const ALL: &[Self] = &[Self::Open, Self::Sim1, Self::Sim2, Self::Sim3];

    /// How people read it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Open => "SIM-0",
            Self::Sim1 => "SIM-1",
            Self::Sim2 => "SIM-2",
            Self::Sim3 => "SIM-3",
        }
    }
}

impl std::fmt::Display for Secrecy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.label())
    }
}

/// `classification: (level: sim2, originator: "LT/defence", releasable_to: ["IT"], tear_line: (…))`, as it is written.
#[derive(Clone, Debug, Deserialize)]
pub struct Classification {
    /// Level.
    pub level: Spanned<Secrecy>,
    /// Organisation path of the one without whose consent it goes to nobody else.
    pub originator: Name,
    /// Addresses that have that consent from the start; the originator's own organisation needs none.
    pub releasable_to: Vec<Name>,
    /// What may go further, once somebody has asked for it.
    #[serde(default)]
    pub tear_line: Option<TearLine>,
}

/// A version without what is secret in it, as it is written.
#[derive(Clone, Debug, Deserialize)]
pub struct TearLine {
    /// What players read.
    pub says: Spanned<Text>,
    /// Its own marking.
    pub tlp: Tlp,
    /// What may be done with it; as for the item where nothing is said.
    #[serde(default)]
    pub pap: Option<Pap>,
    /// How long the originator takes to write it once it has agreed.
    pub after: Name,
    /// Defences that it enables; those of the item where nothing is said.
    #[serde(default)]
    pub enables: Option<Vec<Name>>,
}

/// Simulated classification of an item, checked and compiled.
#[derive(Clone, Debug)]
pub struct Classified {
    /// Level.
    pub level: Secrecy,
    /// Whose consent it takes.
    pub originator: OrgId,
    /// Who has it from the start, in order.
    pub releasable: Vec<SeatId>,
    /// The same, as the author addressed them.
    pub releasable_to: Vec<String>,
    /// The item that says what may go further, and how long it takes to write.
    pub tear_line: Option<(IntelId, Span)>,
}

impl Classified {
    /// As it is shown. `originator` is the path of the organisation.
    pub fn marking(&self, originator: &str) -> String {
        marking::classification(self.level, &self.releasable_to, originator)
    }
}

/// The id of the item that stands for the tear-line of `item`.
pub fn tear_line_id(item: &str) -> String {
    format!("{item}-tear-line")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_marking_can_be_taken_for_a_real_one() {
        let real =
            ["SECRET", "CONFIDENTIAL", "CONFIDENTIEL", "RESTRICTED", "RESTREINT", "COSMIC", "UNCLASSIFIED"];
        for level in Secrecy::ALL {
            let shown = marking::classification(level, &["IT"], "LT/defence");
            assert!(shown.starts_with("SIMULATED SIM-"), "{shown}");
            assert!(!real.iter().any(|word| shown.to_uppercase().contains(word)), "{shown}");
        }
    }
}
