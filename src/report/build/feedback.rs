//! What participants said of the exercise: to exercise control all of it; to others the counts alone, once the debrief is
//! signed off and where so many have answered that nobody can be told from the others.

use crate::report::feedback::{FEWEST, Rated, Told};
use crate::report::model::{Feedback, Remarks, Statement};

use super::Source;

pub(super) fn feedback(source: &Source<'_>) -> Feedback {
    let (answers, asked) = (&source.gather.feedback, &source.script().questionnaire);
    let released = source.gather.signed.is_some() && answers.people() >= FEWEST;
    if !source.excon() && !released {
        return Feedback::default();
    }
    let questions = if source.excon() { answers.told(asked) } else { Vec::new() };
    Feedback {
        people: Some(answers.people()),
        statements: answers.rated(asked).into_iter().map(statement).collect(),
        questions: questions.into_iter().map(|Told { asks, said }| Remarks { asks, said }).collect(),
    }
}

fn statement(of: Rated) -> Statement {
    Statement { mean: of.mean(), says: of.says, counts: of.counts }
}
