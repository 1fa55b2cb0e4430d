//! Critical tasks: what the figures suggest, what raters say, what stands, and the entries behind it.

use crate::exercise::order::Rating;
use crate::report::model::{Rated, Share, Suggestion, Task, TaskEvidence, TaskOfState};
use crate::report::names::text;
use crate::scenario::script::{ObjectiveId, ObjectiveSpec};
use crate::score::evaluation::{self, RatedBy, Standing, Suggested, TaskEvaluation};

use super::Source;

/// The tasks of an objective, each with its states.
pub(super) fn tasks(source: &Source<'_>, objective: ObjectiveId, spec: &ObjectiveSpec) -> Vec<Task> {
    let known = &source.score.evaluation.tasks;
    let of = |place: usize| known.iter().filter(move |t| (t.objective, t.task) == (objective, place));
    let task = |(place, spec): (usize, &crate::scenario::script::TaskSpec)| {
        let all = of(place).find(|task| task.state.is_none())?;
        Some(Task {
            text: text(&spec.says),
            suggestion: suggestion(&all.suggested),
            agreed: letter(all.standing),
            standing: standing(all.standing).to_owned(),
            ratings: all.ratings.iter().map(rated).collect(),
            evidence: shown(source, all),
            states: of(place).filter_map(|task| of_state(source, task)).collect(),
            improvement: None,
        })
    };
    spec.tasks.iter().enumerate().filter_map(task).collect()
}

fn of_state(source: &Source<'_>, of: &TaskEvaluation) -> Option<TaskOfState> {
    Some(TaskOfState {
        state: source.names.state_name(of.state?),
        suggestion: suggestion(&of.suggested),
        agreed: letter(of.standing),
        standing: standing(of.standing).to_owned(),
        ratings: of.ratings.iter().map(rated).collect(),
    })
}

fn suggestion(of: &Suggested) -> Suggestion {
    let letter = of.rating.map(Rating::letter);
    Suggestion { letter, mean: Share(of.mean), assessed: of.assessed, of: of.of }
}

/// What the figures stand on, and the entries that raters name.
fn shown(source: &Source<'_>, of: &TaskEvaluation) -> Vec<TaskEvidence> {
    let mut shown: Vec<TaskEvidence> = of
        .suggested
        .signs
        .iter()
        .map(|sign| TaskEvidence { record: sign.record, reached: Share(sign.got), why: sign.why.clone() })
        .collect();
    for record in evaluation::evidence(of) {
        if !shown.iter().any(|line| line.record == Some(record)) {
            let line = source.gather.lines.iter().find(|line| line.record == record);
            let why = line.map_or("an entry of the engine".to_owned(), |line| line.text.clone());
            shown.push(TaskEvidence { record: Some(record), reached: Share(None), why });
        }
    }
    shown
}

pub(super) fn rated(of: &RatedBy) -> Rated {
    Rated {
        letter: of.rating.map(Rating::letter),
        meaning: of.rating.map_or("not observed", Rating::meaning).to_owned(),
        by: match of.rater.as_str() {
            crate::exercise::evaluation::CONTROL => of.rater.clone(),
            rater => format!("{rater} ({})", of.role.label()),
        },
        text: of.text.clone(),
    }
}

pub(super) fn letter(of: Standing) -> Option<char> {
    of.rating().map(Rating::letter)
}

pub(super) const fn standing(of: Standing) -> &'static str {
    match of {
        Standing::Unrated => "not rated",
        Standing::Agreed(_) => "agreed",
        Standing::Disputed => "disputed",
        Standing::Decided(_) => "decided by the lead",
    }
}
