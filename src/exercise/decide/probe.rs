//! `probe`: an answer to a question of an awareness probe. The last answer before it closes counts.

use crate::exercise::draft::Draft;
use crate::exercise::fact::Fact;
use crate::exercise::order::Ref;
use crate::exercise::refusal::{Refusal, Rule};

use super::resolve::Resolve;

pub(super) fn decide(
    cx: &Resolve<'_>,
    draft: &mut Draft<'_>,
    question: &Ref,
    answer: usize,
) -> Result<(), Refusal> {
    let (question, round) = cx.probe("question", question)?;
    if cx.state.probes.get(&question).map(|(open, _)| *open) != Some(round) {
        return Err(Refusal::at(Rule::TooLate, "question", "This question is closed"));
    }
    if answer >= cx.script.questions[question].answers.len() {
        return Err(Refusal::at(Rule::OutOfRange, "answer", "The question has no such answer"));
    }
    draft.push(Fact::ProbeAnswered(question, round, cx.seat, answer as u8));
    Ok(())
}
