//! The questionnaire after ENDEX: the people of a seat say what they think of the exercise. It moves no figure, and may
//! be given anew: the latest word of a person counts.

use std::collections::BTreeSet;

use crate::base::limits;
use crate::exercise::fact::{Fact, Phase};
use crate::exercise::refusal::{Refusal, Rule};
use crate::exercise::state::State;
use crate::exercise::team::{Answer, TeamFact};
use crate::scenario::script::SeatId;

/// The highest mark: strong agreement.
const MOST: u8 = 5;

pub(super) fn decide(
    state: &State,
    seat: SeatId,
    person: u16,
    answers: &[Answer],
) -> Result<Vec<Fact>, Refusal> {
    if state.phase != Phase::Ended {
        return Err(Refusal::new(Rule::TooEarly, "The questionnaire is answered after ENDEX"));
    }
    let wrong = |why: String| Err(Refusal::at(Rule::OutOfRange, "answers", why));
    if answers.is_empty() {
        return Err(Refusal::at(Rule::Incomplete, "answers", "Answer at least one question"));
    }
    if answers.len() > limits::ANSWERS {
        return wrong(format!("A questionnaire has {} answers at most", limits::ANSWERS));
    }
    let mut asked = BTreeSet::new();
    for answer in answers {
        if !asked.insert(answer.asked.as_str()) {
            return wrong("A question is answered twice".to_owned());
        }
        if answer.rating.is_some_and(|rating| !(1..=MOST).contains(&rating)) {
            return wrong(format!("Agreement is rated from 1 to {MOST}"));
        }
        if answer.rating.is_none() && answer.text.trim().is_empty() {
            return Err(Refusal::at(Rule::Incomplete, "answers", "An answer is empty: leave it out"));
        }
        let long = |text: &str| text.chars().count() > limits::ANSWER_TEXT;
        if long(&answer.asked) || long(&answer.text) {
            return wrong(format!("An answer has {} characters at most", limits::ANSWER_TEXT));
        }
    }
    Ok(vec![Fact::Team(seat, TeamFact::Answered(person))])
}
