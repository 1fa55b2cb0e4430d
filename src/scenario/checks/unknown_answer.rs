//! `unknown-answer`: a question whose true answer is not offered.

use super::context::short;
use super::{Check, Context};
use crate::base::Text;
use crate::scenario::finding::{Severity, Sink, words};
use crate::scenario::schema::Question;

pub(super) const CHECK: Check = Check {
    code: "unknown-answer",
    severity: Severity::Error,
    cause: "The truth of a question is none of its answers, there are fewer than two answers, no time, or not one truth for each time",
    mend: "Write the truth as one of the answers is written: one truth, or one for each time",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    for question in &cx.file.questions {
        shape(question, sink);
        for truth in &question.truth {
            let same = |text: &str| text == truth.value;
            if !question.answers.iter().any(|answer| answer.words().any(same)) {
                let answers = question.answers.iter().flat_map(Text::words);
                sink.error_with(CHECK.code, truth.span, || cx.no_such("answer", truth, answers));
            }
        }
    }
}

fn shape(question: &Question, sink: &mut Sink) {
    let id = short(&question.id);
    let (times, truths) = (question.at.len(), question.truth.len());
    let (message, help) = if question.answers.len() < 2 {
        (format!("`{id}` offers no choice"), "write two answers or more")
    } else if times == 0 {
        (format!("`{id}` is never asked"), "write when, like `at: [\"1h\", \"2h\"]`")
    } else if truths != 1 && truths != times {
        (format!("`{id}` is asked {times} times, and has {truths} truths"), "write one truth, or one for each time")
    } else {
        return;
    };
    sink.error_with(CHECK.code, question.id.span, || words(message, help));
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_truth_that_is_not_offered_is_found_where_it_stands() {
        found("unknown-answer", &[(r#"truth: "One""#, r#"truth: §"one""#)]);
        found("unknown-answer", &[(r#"id: "Q1""#, r#"id: §"Q1""#), (r#"truth: "One""#, r#"truth: ["One", "One", "Several"]"#)]);
        clean("unknown-answer", &[(r#"truth: "One""#, r#"truth: ["Cannot tell yet", "One"]"#)]);
    }
}
