//! What people rated, beside what the figures suggest.

use super::{Table, Text, number, table, time, worded};
use crate::report::model::{Rated, Report, Suggestion, Task, TaskEvidence};
use crate::report::names::figure;

/// Pieces of evidence that a cell names; the JSON has all.
const NAMED: usize = 5;

/// Critical tasks of an objective, by its place: of all together, and below it of the states.
pub(in crate::report) fn tasks(report: &Report, objective: usize) -> Table {
    let heads = [
        worded("Critical task"),
        worded("Figures suggest"),
        worded("Ratings"),
        worded("Stands"),
        worded("Evidence"),
        number("Improvement"),
    ];
    let tasks = report.objectives.get(objective).map_or(&[][..], |o| &o.tasks[..]);
    table(heads, tasks.iter().flat_map(rows))
}

fn rows(task: &Task) -> Vec<Vec<Text>> {
    let plan = task.improvement.map_or("–".to_owned(), |row| format!("see {row}"));
    let mut rows = vec![vec![
        Text { text: task.text.clone(), tone: "strong" },
        suggested(&task.suggestion),
        ratings(&task.ratings),
        stands(task.agreed, &task.standing),
        evidence(&task.evidence).into(),
        plan.into(),
    ]];
    rows.extend(task.states.iter().map(|of| {
        vec![
            Text { text: format!("– {}", of.state), tone: "muted" },
            suggested(&of.suggestion),
            ratings(&of.ratings),
            stands(of.agreed, &of.standing),
            Text::default(),
            Text::default(),
        ]
    }));
    rows
}

/// `S (0.83, 2 of 3 assessed)`.
fn suggested(of: &Suggestion) -> Text {
    let count = format!("{} of {} assessed", of.assessed, of.of);
    match (of.letter, of.of) {
        (Some(letter), _) => format!("{letter} ({}, {count})", figure(of.mean.0)).into(),
        (None, 0) => Text { text: "not assessed: nothing shows it".to_owned(), tone: "muted" },
        (None, _) => Text { text: format!("not assessed ({count})"), tone: "muted" },
    }
}

fn ratings(of: &[Rated]) -> Text {
    if of.is_empty() {
        return Text { text: "not rated".to_owned(), tone: "muted" };
    }
    let one = |rated: &Rated| {
        let letter = rated.letter.map_or(rated.meaning.clone(), |letter| letter.to_string());
        match rated.text.trim() {
            "" => format!("{letter}, {}", rated.by),
            text => format!("{letter}, {}: {text}", rated.by),
        }
    };
    of.iter().map(one).collect::<Vec<_>>().join("; ").into()
}

/// What stands: a letter, or that it is not assessed.
fn stands(agreed: Option<char>, how: &str) -> Text {
    match (agreed, how) {
        (Some(letter), how) => {
            let tone = match letter {
                'P' => "ok",
                'S' => "",
                'M' => "warn",
                _ => "alert",
            };
            Text { text: format!("{letter}, {how}"), tone }
        }
        (None, "not rated") => Text { text: "not assessed".to_owned(), tone: "muted" },
        (None, "disputed") => Text { text: "not assessed: disputed".to_owned(), tone: "warn" },
        (None, how) => Text { text: format!("not assessed, {how}"), tone: "muted" },
    }
}

fn evidence(of: &[TaskEvidence]) -> String {
    let one = |line: &TaskEvidence| match line.record {
        Some(record) => format!("{} (entry {record})", line.why),
        None => line.why.clone(),
    };
    let mut said: Vec<String> = of.iter().take(NAMED).map(one).collect();
    if of.len() > NAMED {
        said.push(format!("{} more", of.len() - NAMED));
    }
    if said.is_empty() { "–".to_owned() } else { said.join("; ") }
}

/// Words that people judge, a row a criterion.
pub(in crate::report) fn words(report: &Report) -> Table {
    let heads = [
        time("When"),
        number("Entry"),
        worded("Words"),
        worded("Criterion"),
        worded("Ratings"),
        worded("Stands"),
    ];
    let rows = report.words.iter().flat_map(|words| {
        words.criteria.iter().enumerate().map(|(place, by)| {
            let first = |text: String| if place == 0 { text.into() } else { Text::default() };
            vec![
                first(words.at.clock.clone()),
                first(words.record.to_string()),
                first(words.text.clone()),
                by.criterion.as_str().into(),
                ratings(&by.ratings),
                stands(by.agreed, &by.standing),
            ]
        })
    });
    table(heads, rows)
}
