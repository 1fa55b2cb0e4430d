//! What evaluators do: who rates, in what role; and which words wait for their judgement, by which criteria.
//!
//! Words have no computed consequences (only claims have): a person judges them. Two people may judge the same thing;
//! where they differ, nothing is assessed until the lead decides.

use serde::{Deserialize, Serialize};

use crate::scenario::script::{SeatId, StateId};

use super::deed::Deed;
use super::order::{RaterRole, Verb};
use super::state::State;

/// The rater that exercise control is: always there, of every state, and no lead.
pub const CONTROL: &str = "Exercise control";

/// Letters of a rater's name at most.
pub const NAME: usize = 60;

/// Who rates. The name is a role or a pseudonym, like “Evaluator 2”: people's names have no place in a journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rater {
    /// In what role.
    pub role: RaterRole,
    /// The states whose seats this rater judges; none: all.
    pub states: Vec<StateId>,
}

/// Who somebody is that rates under this name; nobody where it was not appointed.
pub fn rater(state: &State, name: &str) -> Option<Rater> {
    match name {
        CONTROL => Some(Rater { role: RaterRole::Control, states: Vec::new() }),
        _ => state.raters.get(name).cloned(),
    }
}

/// The lead evaluators, by name.
pub fn leads(state: &State) -> impl Iterator<Item = &str> {
    let leads = state.raters.iter().filter(|(_, rater)| rater.role == RaterRole::Lead);
    leads.map(|(name, _)| name.as_str())
}

impl Rater {
    /// Whether it is for this rater to judge what was done in a state; none: by all together, or by a body of no state.
    pub fn judges(&self, state: Option<StateId>) -> bool {
        self.states.is_empty() || state.is_some_and(|state| self.states.contains(&state))
    }
}

/// What words are judged by. A convention of ours, a few plain questions for each kind of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Criterion {
    /// A decision: within the power of who takes it.
    Power,
    /// A decision: rests on what was known.
    Grounds,
    /// A decision: those concerned were heard or told.
    Coordination,
    /// Public words: no more than was known.
    Accuracy,
    /// Public words: people learn what to do.
    Advice,
    /// Public words: one line with the partners.
    Line,
    /// A report: known, assumed and unknown are kept apart.
    Clarity,
    /// A report: the reader can act on it.
    Use,
}

impl Criterion {
    /// What a rater asks.
    pub const fn question(self) -> &'static str {
        match self {
            Self::Power => "Is it within the power of who decided it, and lawful?",
            Self::Grounds => "Does it rest on what was known then?",
            Self::Coordination => "Were those concerned heard or told?",
            Self::Accuracy => "Does it say no more than was known?",
            Self::Advice => "Do people learn what to do?",
            Self::Line => "Is it one line with the partners?",
            Self::Clarity => "Are known, assumed and unknown kept apart?",
            Self::Use => "Can its reader act on it?",
        }
    }

    /// In a word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Power => "power",
            Self::Grounds => "grounds",
            Self::Coordination => "coordination",
            Self::Accuracy => "accuracy",
            Self::Advice => "advice",
            Self::Line => "one line",
            Self::Clarity => "clarity",
            Self::Use => "use",
        }
    }
}

/// The criteria of a decision that only a person can judge; none where there are no words to judge.
pub fn criteria(verb: &Verb) -> &'static [Criterion] {
    let said = |text: &str| !text.trim().is_empty();
    match verb {
        Verb::Decide { .. } => of_deed(&Deed::Decide),
        Verb::Statement { .. } => of_deed(&Deed::Statement),
        Verb::Attribute { public: true, text, .. } if said(text) => of_deed(&Deed::Attribute(true)),
        Verb::Sitrep { text, .. } if said(text) => REPORT,
        _ => &[],
    }
}

const DECISION: &[Criterion] = &[Criterion::Power, Criterion::Grounds, Criterion::Coordination];
const PUBLIC: &[Criterion] = &[Criterion::Accuracy, Criterion::Advice, Criterion::Line];
const REPORT: &[Criterion] = &[Criterion::Clarity, Criterion::Use];

/// The criteria of what was done, whatever was said with it.
fn of_deed(deed: &Deed) -> &'static [Criterion] {
    match deed {
        Deed::Decide => DECISION,
        Deed::Statement | Deed::Attribute(true) => PUBLIC,
        Deed::Sitrep(..) => REPORT,
        _ => &[],
    }
}

/// Whose words a record holds, and by what they are judged; none where it holds none.
pub fn words_of(state: &State, record: u64) -> Option<(SeatId, &'static [Criterion])> {
    let from = state.acts.partition_point(|act| act.record < record);
    let acts = state.acts.get(from..)?.iter().take_while(|act| act.record == record);
    acts.map(|act| (act.by, of_deed(&act.deed))).find(|(_, criteria)| !criteria.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_criteria_and_figures_have_none() {
        let report = |text: &str| Verb::Sitrep {
            to: Vec::new(),
            incident: "i".into(),
            claims: Default::default(),
            text: text.to_owned(),
        };
        assert_eq!(criteria(&Verb::Decide { about: None, text: "Close the gate".to_owned() }), DECISION);
        assert_eq!(criteria(&report("Known: two gates. Unknown: why.")), REPORT);
        assert!(criteria(&report(" ")).is_empty(), "claims alone are computed");
    }

    #[test]
    fn a_rater_of_some_states_judges_those_alone() {
        let one = Rater { role: RaterRole::Evaluator, states: vec![StateId(1)] };
        let all = Rater { role: RaterRole::Lead, states: Vec::new() };
        assert!(one.judges(Some(StateId(1))) && !one.judges(Some(StateId(0))) && !one.judges(None));
        assert!(all.judges(Some(StateId(0))) && all.judges(None));
    }
}
