//! How a rated thing stands, by what its raters said.

use serde::{Deserialize, Serialize};

use crate::exercise::order::{RaterRole, Rating};

use super::{Agreement, RatedBy};

/// How a rated thing stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Nobody rated it: not assessed.
    Unrated,
    /// All who rated it say so.
    Agreed(Rating),
    /// Raters differ: not assessed until the lead decides.
    Disputed,
    /// The lead decided, maybe that it cannot be assessed.
    Decided(Option<Rating>),
}

impl Standing {
    /// The rating that stands; none where the thing is not assessed.
    pub const fn rating(self) -> Option<Rating> {
        match self {
            Self::Agreed(rating) | Self::Decided(Some(rating)) => Some(rating),
            Self::Unrated | Self::Disputed | Self::Decided(None) => None,
        }
    }
}

/// The lead's latest word decides; else all who saw it must say the same. “Not observed” says nothing.
pub fn of(ratings: &[RatedBy]) -> Standing {
    let lead = ratings.iter().filter(|rated| rated.role == RaterRole::Lead).max_by_key(|rated| rated.record);
    if let Some(lead) = lead {
        return Standing::Decided(lead.rating);
    }
    let mut said = ratings.iter().filter_map(|rated| rated.rating);
    match said.next() {
        None => Standing::Unrated,
        Some(first) if said.all(|other| other == first) => Standing::Agreed(first),
        Some(_) => Standing::Disputed,
    }
}

/// How often those agree who rated the same thing. The lead decides and is no second opinion.
pub fn agreement<'a>(things: impl Iterator<Item = &'a Vec<RatedBy>>) -> Agreement {
    let mut found = Agreement::default();
    for ratings in things {
        let said: Vec<Rating> =
            ratings.iter().filter(|r| r.role != RaterRole::Lead).filter_map(|r| r.rating).collect();
        if said.len() > 1 {
            found.shared += 1;
            found.agreed += u32::from(said.iter().all(|rating| *rating == said[0]));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::At;

    fn rated(record: u64, role: RaterRole, rating: Option<Rating>) -> RatedBy {
        let (rater, text) = (format!("Rater {record}"), String::new());
        RatedBy { record, at: At(0), rater, role, rating, evidence: Vec::new(), text }
    }

    const P: Option<Rating> = Some(Rating::Performed);
    const M: Option<Rating> = Some(Rating::MajorChallenges);

    #[test]
    fn two_who_differ_leave_it_disputed_until_the_lead_decides() {
        use RaterRole::{Control, Evaluator, Lead};
        assert_eq!(of(&[]), Standing::Unrated);
        let mut ratings = vec![rated(1, Evaluator, P), rated(2, Evaluator, None)];
        assert_eq!(of(&ratings), Standing::Agreed(Rating::Performed), "who saw nothing says nothing");
        ratings.push(rated(3, Control, M));
        assert_eq!(of(&ratings), Standing::Disputed);
        assert_eq!(of(&ratings).rating(), None, "what is disputed is not assessed");
        ratings.push(rated(4, Lead, M));
        assert_eq!(of(&ratings).rating(), M);
        ratings.push(rated(5, Lead, None));
        assert_eq!(of(&ratings), Standing::Decided(None), "a lead may find that it cannot be assessed");
    }

    #[test]
    fn agreement_is_of_what_two_rated_without_the_lead() {
        use RaterRole::{Evaluator, Lead};
        let same = vec![rated(1, Evaluator, P), rated(2, Evaluator, P), rated(3, Lead, M)];
        let other = vec![rated(1, Evaluator, P), rated(2, Evaluator, M)];
        let one = vec![rated(1, Evaluator, P), rated(2, Evaluator, None)];
        assert_eq!(agreement([same, other, one].iter()), Agreement { shared: 2, agreed: 1 });
    }
}
