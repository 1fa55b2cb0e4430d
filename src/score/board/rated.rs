//! What people judge: the words that wait for them, who rates, and every rating.

use serde::{Deserialize, Serialize};

use crate::exercise::evaluation::{CONTROL, Criterion, criteria};
use crate::exercise::fact::{Cause, Fact, Record};
use crate::exercise::order::{Control, RaterRole, Rating, Staffing, Verb};
use crate::scenario::script::{ObjectiveId, Script, SeatId, StateId};

use super::{Mark, Scoreboard};

/// What is rated: one thing, by one letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Subject {
    /// How a critical task was done: objective, place of the task, and by whom; none: by all together.
    Task(ObjectiveId, u32, Option<StateId>),
    /// Words, by their record, and one criterion of theirs.
    Words(u64, Criterion),
}

/// A rating.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Rated {
    /// Where.
    pub(crate) mark: Mark,
    /// Of what.
    pub(crate) subject: Subject,
    /// By whom.
    pub(crate) rater: String,
    /// In what role at that moment.
    pub(crate) role: RaterRole,
    /// How; none: it could not be observed.
    pub(crate) rating: Option<Rating>,
    /// Records that the rater names.
    pub(crate) evidence: Vec<u64>,
    /// Why.
    pub(crate) text: String,
}

/// Words that wait for a person's judgement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Worded {
    /// Where.
    pub(crate) mark: Mark,
    /// Whose.
    pub(crate) seat: SeatId,
    /// By what they are judged.
    pub(crate) criteria: Vec<Criterion>,
}

impl Scoreboard {
    /// A decision in words joins the queue. What a bot says is written by nobody.
    pub(super) fn note_words(&mut self, record: &Record, mark: Mark, seat: Option<SeatId>, verb: &Verb) {
        let bot = |seat: &SeatId| matches!(self.staffing.get(*seat), Some(Staffing::Bot(_)));
        let Some(seat) = seat.filter(|seat| !record.facts.is_empty() && !bot(seat)) else { return };
        let criteria = criteria(verb).to_vec();
        if !criteria.is_empty() {
            self.words.push(Worded { mark, seat, criteria });
        }
    }

    /// Who rates, and what was rated.
    pub(super) fn note_rating(&mut self, script: &Script, record: &Record, mark: Mark, fact: &Fact) {
        let control = match &record.cause {
            Cause::Order(order) => order.act.control(),
            Cause::Due(_) => None,
        };
        match (fact, control) {
            (Fact::Appointed { rater, role: Some(role), .. }, _) => {
                self.raters.insert(rater.clone(), *role);
            }
            (Fact::Appointed { rater, role: None, .. }, _) => drop(self.raters.remove(rater)),
            (
                Fact::TaskRated { rater, objective, task, state, rating },
                Some(Control::RateTask { evidence, text, .. }),
            ) => {
                let subject = Subject::Task(*objective, *task, *state);
                self.rate(mark, subject, rater, *rating, evidence, text);
            }
            (Fact::WordsRated { rater, record: words, marks, .. }, Some(Control::RateWords { text, .. })) => {
                for one in marks {
                    let subject = Subject::Words(*words, one.criterion);
                    self.rate(mark, subject, rater, one.rating, &[], text);
                }
            }
            (Fact::Noted, Some(Control::Rate { objective, task, rating, text })) => {
                if let Some(objective) = script.names.objectives.get(objective) {
                    let subject = Subject::Task(*objective, *task as u32, None);
                    self.rate(mark, subject, CONTROL, Some(*rating), &[], text);
                }
            }
            _ => {}
        }
    }

    fn rate(
        &mut self,
        mark: Mark,
        subject: Subject,
        rater: &str,
        rating: Option<Rating>,
        evidence: &[u64],
        text: &str,
    ) {
        let role = self.raters.get(rater).copied().unwrap_or(RaterRole::Control);
        let (rater, evidence, text) = (rater.to_owned(), evidence.to_vec(), text.trim().to_owned());
        self.rated.push(Rated { mark, subject, rater, role, rating, evidence, text });
    }
}
