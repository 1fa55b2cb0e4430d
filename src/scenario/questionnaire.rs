//! What participants are asked after ENDEX: statements that they agree with or not, from 1 to 5, and questions that they
//! answer in their own words. A scenario may bring its own; without that it is the one in `assets/questionnaire`.

use serde::{Deserialize, Serialize};

use crate::base::Text;

/// Where a scenario asks nothing of its own.
const SHIPPED: &str = include_str!("../../assets/questionnaire/participants.ron");

/// What is asked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Questionnaire {
    /// Statements that are rated from 1, strong disagreement, to 5, strong agreement.
    pub statements: Vec<Text>,
    /// Questions that are answered in words.
    pub questions: Vec<Text>,
}

/// The shipped one, with where it comes from.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shipped {
    source: String,
    verified: bool,
    statements: Vec<Text>,
    questions: Vec<Text>,
}

impl Questionnaire {
    /// The one that comes with the program: what has no source that somebody verified is not asked.
    pub fn shipped() -> Self {
        let Shipped { source, verified, statements, questions } = read();
        if verified && !source.is_empty() { Self { statements, questions } } else { Self::default() }
    }

    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.statements.is_empty() && self.questions.is_empty()
    }
}

/// A test holds that it can be read.
fn read() -> Shipped {
    ron::from_str(SHIPPED).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_one_is_read_and_says_where_it_comes_from() {
        let Shipped { source, verified, statements, questions } = read();
        assert!(verified && source.contains("HSEEP"), "{source}");
        assert!((5..20).contains(&statements.len()) && (2..8).contains(&questions.len()));
    }
}
