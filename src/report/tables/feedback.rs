//! What participants said of the exercise.

use super::{Table, number, table, worded};
use crate::report::model::Report;

/// Statements, with how many gave each mark.
pub(in crate::report) fn statements(report: &Report) -> Table {
    let heads = [
        worded("Statement"),
        number("1"),
        number("2"),
        number("3"),
        number("4"),
        number("5"),
        number("Mean"),
    ];
    let rows = report.feedback.statements.iter().map(|of| {
        let mean = of.mean.map_or("–".to_owned(), |mean| format!("{}.{:02}", mean / 100, mean % 100));
        let counts = of.counts.iter().map(|count| count.to_string().into());
        std::iter::once(of.says.as_str().into()).chain(counts).chain([mean.into()]).collect()
    });
    table(heads, rows)
}

/// Questions, a row an answer.
pub(in crate::report) fn questions(report: &Report) -> Table {
    let rows = report.feedback.questions.iter().flat_map(|of| {
        of.said.iter().enumerate().map(|(place, said)| {
            let asks = if place == 0 { of.asks.as_str() } else { "" };
            vec![asks.into(), said.as_str().into()]
        })
    });
    table([worded("Question"), worded("Answer")], rows)
}
