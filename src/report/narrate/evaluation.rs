//! Who rates, what was rated how, and what states consent to.

use crate::exercise::fact::Fact;
use crate::exercise::order::{Control, Mark};
use crate::report::names::{excerpt, list, quoted, said};
use crate::scenario::script::{ObjectiveId, StateId};

use super::Weight::{Act, Small, Turn};
use super::course::{rated_words, rating_words};
use super::{Names, Sentence, Told};

pub(super) fn tell(told: &Told<'_>, fact: &Fact) -> Option<Sentence> {
    let n = &told.names;
    match fact {
        Fact::Appointed { rater, role: Some(role), states } => {
            let of = if states.is_empty() { String::new() } else { format!(" for {}", states_of(n, states)) };
            Sentence::new(Small, format!("{} rates as {}{of}", excerpt(rater), role.label()))
        }
        Fact::Appointed { rater, role: None, .. } => {
            Sentence::new(Small, format!("{} rates no longer", excerpt(rater)))
        }
        Fact::TaskRated { rater, objective, task, state, rating } => {
            let of = state.map_or(String::new(), |state| format!(" of {}", n.state_name(state)));
            let task = task_words(n, *objective, *task);
            let (by, how) = (excerpt(rater), rated_words(*rating));
            Sentence::new(Act, format!("{task}{of} was rated {how}, by {by}{}", said(why(told))))
        }
        Fact::WordsRated { rater, record, seat, marks } => {
            let how = list(marks.iter().map(mark_words), "nothing");
            let (whose, by) = (n.seat(*seat), excerpt(rater));
            let text =
                format!("Words of {whose} (entry {record}) were rated by {by}: {how}{}", said(why(told)));
            Sentence::new(Act, text)
        }
        Fact::Consented(state, on) => {
            let what = if *on {
                "consents that its figures are shown to the other participants under its name"
            } else {
                "no longer consents that its figures are shown under its name"
            };
            Sentence::new(Turn, format!("{} {what}{}", n.state_name(*state), said(why(told))))
        }
        _ => None,
    }
}

/// A critical task by its first words.
fn task_words(n: &Names<'_>, objective: ObjectiveId, task: u32) -> String {
    let spec = n.script.objectives.get(objective).and_then(|o| o.tasks.get(task as usize));
    spec.map_or("A task".to_owned(), |task| quoted(&task.says.to_string()))
}

fn states_of(n: &Names<'_>, states: &[StateId]) -> String {
    list(states.iter().map(|state| n.state_name(*state)), "nobody")
}

fn mark_words(mark: &Mark) -> String {
    let letter = mark.rating.map_or("not judged".to_owned(), |rating| rating.letter().to_string());
    format!("{} {letter}", mark.criterion.label())
}

/// The words beside a rating or a consent.
fn why<'a>(told: &Told<'a>) -> &'a str {
    match told.control() {
        Some(
            Control::RateTask { text, .. } | Control::RateWords { text, .. } | Control::Consent { text, .. },
        ) => text,
        _ => "",
    }
}

/// A rating by control in the older, shorter form.
pub(super) fn rate_words(n: &Names<'_>, control: &Control) -> Option<String> {
    let Control::Rate { objective, task, rating, text } = control else { return None };
    let (task, rating) = (task + 1, rating_words(*rating));
    Some(format!("Task {task} of {} was rated {rating}{}", n.objective(objective), said(text)))
}
