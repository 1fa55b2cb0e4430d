//! What people rate (HSEEP: P, S, M, U per critical task; words by criteria), beside what the figures suggest.
//!
//! A suggestion is no rating, and no rating moves a figure. Two raters who differ leave the thing disputed, not
//! assessed, until the lead decides; what nobody rated is not assessed.
//!
//! - [`suggest`] from expected actions and measures to a letter
//! - [`standing`] how a thing stands by what raters said of it
//! - [`guide`] all of it as one rater may see it

pub mod guide;
mod signs;
pub mod standing;
pub mod suggest;

use std::collections::{BTreeMap, BTreeSet};

use crate::base::At;
use crate::exercise::evaluation::Criterion;
use crate::exercise::order::{RaterRole, Rating};
use crate::scenario::script::{ObjectiveId, SeatId, StateId};
use crate::scenario::words::Measure;

use super::board::{Rated, Subject};
use super::court::Court;
use super::moment::Tally;

pub use standing::Standing;
pub use suggest::{Sign, Suggested};

/// All that people rated, and what waits for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evaluation {
    /// Critical tasks in the order of the scenario: of all together, then of each state of which anything is known.
    pub tasks: Vec<TaskEvaluation>,
    /// The queue of words, those judged among them.
    pub words: Vec<WordsEvaluation>,
    /// How far raters agree where more than one rated.
    pub agreement: Agreement,
}

/// A critical task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskEvaluation {
    /// Of which objective.
    pub objective: ObjectiveId,
    /// Its place among the objective's.
    pub task: usize,
    /// Whose doing; none: of all together.
    pub state: Option<StateId>,
    /// What the figures suggest.
    pub suggested: Suggested,
    /// What people say.
    pub standing: Standing,
    /// Each rater's latest word.
    pub ratings: Vec<RatedBy>,
}

/// Words in the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordsEvaluation {
    /// Their record.
    pub record: u64,
    /// When they were said.
    pub at: At,
    /// Whose they are.
    pub seat: SeatId,
    /// How they stand by each criterion.
    pub criteria: Vec<CriterionEvaluation>,
}

/// Words by one criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriterionEvaluation {
    /// Which.
    pub criterion: Criterion,
    /// What people say.
    pub standing: Standing,
    /// Each rater's latest word.
    pub ratings: Vec<RatedBy>,
}

/// One rater's latest word on a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RatedBy {
    /// Number of the record.
    pub record: u64,
    /// When.
    pub at: At,
    /// Who.
    pub rater: String,
    /// In what role.
    pub role: RaterRole,
    /// How; none: it could not be observed.
    pub rating: Option<Rating>,
    /// Records that the rater names.
    pub evidence: Vec<u64>,
    /// Why.
    pub text: String,
}

/// How far raters agree: a figure of the raters, not of the players.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    /// Things that two or more evaluators rated.
    pub shared: u32,
    /// Those of which all said the same.
    pub agreed: u32,
}

impl WordsEvaluation {
    /// Whether a criterion waits for a first rating, or for the lead.
    pub fn waits(&self) -> bool {
        self.criteria.iter().any(|c| matches!(c.standing, Standing::Unrated | Standing::Disputed))
    }
}

impl Evaluation {
    /// Tasks and words on which raters differ, and no lead has decided.
    pub fn disputed(&self) -> usize {
        let tasks = self.tasks.iter().map(|task| task.standing);
        let words = self.words.iter().flat_map(|w| &w.criteria).map(|c| c.standing);
        tasks.chain(words).filter(|standing| *standing == Standing::Disputed).count()
    }
}

/// All that is rated and all that waits. Ratings count whenever they were given; they are of what was seen before.
pub(super) fn judge(court: &Court<'_>, tallies: &[(Measure, Tally)]) -> Evaluation {
    let by_subject = latest(court);
    let none = Vec::new();
    let ratings = |subject: Subject| by_subject.get(&subject).unwrap_or(&none).clone();
    let mut tasks = Vec::new();
    for (objective, spec) in court.script.objectives.iter() {
        for task in 0..spec.tasks.len() {
            let rated = |state| ratings(Subject::Task(objective, task as u32, state));
            let signs = signs::of_task(court, tallies, objective, task, None);
            tasks.push(evaluated(objective, task, None, signs, rated(None)));
            for state in court.script.states.ids() {
                let signs = signs::of_task(court, tallies, objective, task, Some(state));
                let rated = rated(Some(state));
                if !signs.is_empty() || !rated.is_empty() {
                    tasks.push(evaluated(objective, task, Some(state), signs, rated));
                }
            }
        }
    }
    let words = court.board.words.iter().filter(|words| court.counts(words.mark)).map(|words| {
        let criterion = |criterion: &Criterion| {
            let ratings = ratings(Subject::Words(words.mark.record, *criterion));
            CriterionEvaluation { criterion: *criterion, standing: standing::of(&ratings), ratings }
        };
        let criteria = words.criteria.iter().map(criterion).collect();
        WordsEvaluation { record: words.mark.record, at: words.mark.at, seat: words.seat, criteria }
    });
    Evaluation { tasks, words: words.collect(), agreement: standing::agreement(by_subject.values()) }
}

fn evaluated(
    objective: ObjectiveId,
    task: usize,
    state: Option<StateId>,
    signs: Vec<Sign>,
    ratings: Vec<RatedBy>,
) -> TaskEvaluation {
    let (suggested, standing) = (suggest::suggested(signs), standing::of(&ratings));
    TaskEvaluation { objective, task, state, suggested, standing, ratings }
}

/// Each rater's latest word on each thing, in the order of the raters' first words.
fn latest(court: &Court<'_>) -> BTreeMap<Subject, Vec<RatedBy>> {
    let mut by_subject: BTreeMap<Subject, Vec<RatedBy>> = BTreeMap::new();
    let counts = |rated: &&Rated| court.board.counts(rated.mark);
    for rated in court.board.rated.iter().filter(counts) {
        let of = by_subject.entry(rated.subject).or_default();
        let word = RatedBy {
            record: rated.mark.record,
            at: rated.mark.at,
            rater: rated.rater.clone(),
            role: rated.role,
            rating: rated.rating,
            evidence: rated.evidence.clone(),
            text: rated.text.clone(),
        };
        match of.iter_mut().find(|other| other.rater == word.rater) {
            Some(before) => *before = word,
            None => of.push(word),
        }
    }
    by_subject
}

/// Records that stand behind a task: what the figures stand on, and what raters named, each once.
pub fn evidence(of: &TaskEvaluation) -> BTreeSet<u64> {
    let signs = of.suggested.signs.iter().filter_map(|sign| sign.record);
    signs.chain(of.ratings.iter().flat_map(|rated| rated.evidence.iter().copied())).collect()
}
