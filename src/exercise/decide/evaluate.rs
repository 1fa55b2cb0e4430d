//! Ratings: who rates, how a critical task was done, how good words were; and what a state consents to.

use crate::exercise::draft::Draft;
use crate::exercise::evaluation::{self, CONTROL, NAME, Rater};
use crate::exercise::fact::Fact;
use crate::exercise::order::{Control, Mark, Rating};
use crate::exercise::refusal::{Refusal, Rule};
use crate::scenario::script::{SeatId, StateId};

use super::control::objective_of;

/// Puts down what an evaluator, control or a state's representative says.
pub(super) fn decide(draft: &mut Draft<'_>, control: &Control) -> Result<(), Refusal> {
    match control {
        Control::Appoint { rater, role, states } => {
            let rater = name_of(rater)?;
            if rater == CONTROL {
                return Err(Refusal::at(Rule::OutOfRange, "rater", "Exercise control may rate as it is"));
            }
            if role.is_none() && !draft.state.raters.contains_key(rater) {
                return Err(nobody(rater));
            }
            let states = states.iter().map(|code| state_of(draft, code)).collect::<Result<_, _>>()?;
            draft.push(Fact::Appointed { rater: rater.to_owned(), role: *role, states });
        }
        Control::RateTask { by, objective, task, state, rating, evidence, .. } => {
            let (by, rater) = rater_of(draft, by)?;
            let state = state.as_deref().map(|code| state_of(draft, code)).transpose()?;
            may_judge(draft, &rater, state)?;
            records(draft, evidence)?;
            rate_task(draft, by, (objective, *task), state, *rating)?;
        }
        Control::RateWords { by, record, marks, .. } => {
            let (by, rater) = rater_of(draft, by)?;
            rate_words(draft, by, &rater, *record, marks)?;
        }
        Control::Consent { state, on, .. } => {
            let state = state_of(draft, state)?;
            if draft.state.consents.contains_key(&state) == *on {
                let why = if *on { "The state has consented already" } else { "The state has not consented" };
                return Err(Refusal::at(Rule::TooLate, "state", why));
            }
            draft.push(Fact::Consented(state, *on));
        }
        _ => {}
    }
    Ok(())
}

fn name_of(rater: &str) -> Result<&str, Refusal> {
    match rater.trim() {
        "" => Err(Refusal::at(Rule::Incomplete, "by", "Say who rates, by a role like “Evaluator 2”")),
        long if long.chars().count() > NAME => {
            Err(Refusal::at(Rule::OutOfRange, "by", format!("A rater's name has {NAME} letters at most")))
        }
        name => Ok(name),
    }
}

fn nobody(rater: &str) -> Refusal {
    let why = format!("`{rater}` is no evaluator of this exercise");
    Refusal::at(Rule::NoSuchName, "by", why).needing("Exercise control appoints evaluators first")
}

fn rater_of<'a>(draft: &Draft<'_>, by: &'a str) -> Result<(&'a str, Rater), Refusal> {
    let name = name_of(by)?;
    evaluation::rater(draft.state, name).map(|rater| (name, rater)).ok_or_else(|| nobody(name))
}

pub(super) fn state_of(draft: &Draft<'_>, code: &str) -> Result<StateId, Refusal> {
    let found = draft.script.names.states.get(code).copied();
    found.ok_or_else(|| Refusal::at(Rule::NoSuchName, "state", format!("No state `{code}` takes part")))
}

fn may_judge(draft: &Draft<'_>, rater: &Rater, state: Option<StateId>) -> Result<(), Refusal> {
    if rater.judges(state) {
        return Ok(());
    }
    let code = |state: &StateId| draft.script.states.get(*state).map_or("", |s| s.code.as_str());
    let own = rater.states.iter().map(code).collect::<Vec<_>>().join(", ");
    Err(Refusal::at(Rule::NotThisDesk, "state", "This evaluator rates other states")
        .needing(format!("Rate what was done in {own}")))
}

fn records(draft: &Draft<'_>, evidence: &[u64]) -> Result<(), Refusal> {
    match evidence.iter().find(|number| **number == 0 || **number > draft.state.records) {
        None => Ok(()),
        Some(number) => {
            Err(Refusal::at(Rule::OutOfRange, "evidence", format!("There is no record of number {number}")))
        }
    }
}

fn rate_task(
    draft: &mut Draft<'_>,
    by: &str,
    (objective, task): (&str, usize),
    state: Option<StateId>,
    rating: Option<Rating>,
) -> Result<(), Refusal> {
    let (objective, tasks) = objective_of(draft.script, objective)?;
    if task >= tasks {
        return Err(Refusal::at(Rule::OutOfRange, "task", "The objective has no such task"));
    }
    draft.push(Fact::TaskRated { rater: by.to_owned(), objective, task: task as u32, state, rating });
    Ok(())
}

fn rate_words(
    draft: &mut Draft<'_>,
    by: &str,
    rater: &Rater,
    record: u64,
    marks: &[Mark],
) -> Result<(), Refusal> {
    // Of words that are others' to rate one does not hear that there are any.
    let theirs = |seat: &SeatId| may_judge(draft, rater, draft.script.seats[*seat].state).is_ok();
    let words = evaluation::words_of(draft.state, record).filter(|(seat, _)| theirs(seat));
    let Some((seat, criteria)) = words else {
        let why = "This record holds no words that are this evaluator's to rate";
        return Err(Refusal::at(Rule::OutOfRange, "record", why));
    };
    if marks.is_empty() {
        return Err(Refusal::at(Rule::Incomplete, "marks", "Rate the words by at least one criterion"));
    }
    if let Some(other) = marks.iter().find(|mark| !criteria.contains(&mark.criterion)) {
        let asked = criteria.iter().map(|c| c.label()).collect::<Vec<_>>().join(", ");
        let why = format!("These words are not rated by {}", other.criterion.label());
        return Err(Refusal::at(Rule::OutOfRange, "marks", why).needing(format!("Rate them by {asked}")));
    }
    draft.push(Fact::WordsRated { rater: by.to_owned(), record, seat, marks: marks.to_vec() });
    Ok(())
}
