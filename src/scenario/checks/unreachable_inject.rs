//! `unreachable-inject`: an inject that never comes.

use super::context::{Comes, short};
use super::{Check, Context};
use crate::scenario::finding::{Severity, Sink, words};

pub(super) const CHECK: Check = Check {
    code: "unreachable-inject",
    severity: Severity::Error,
    cause: "An inject has no time and nobody calls it, waits for one that never comes, or its condition can never be true",
    mend: "Give it `at` or `when`, or name it under `else` or in `fire(…)`",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    let reach = &cx.reach().injects;
    for (n, inject) in cx.file.injects.iter().enumerate().filter(|(n, _)| !reach[*n] && !cx.timeline.circular[*n]) {
        let help = match cx.timeline.comes[n] {
            Comes::Called if inject.contingency => "name it under `else` of an expected action, or in `fire(…)`",
            Comes::Called => "give it `at` or `when`; or write `contingency: true` and name it under `else`",
            Comes::After(..) => "the inject that it waits for never comes either",
            _ => "its condition can never be true: look for an item that nobody can get or an inject that never comes",
        };
        sink.error_with(CHECK.code, inject.id.span, || words(format!("`{}` never comes", short(&inject.id)), help));
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_contingency_that_nobody_calls_is_found() {
        found("unreachable-inject", &[(r#"else: ["INJ-006"], "#, ""), (r#"id: "INJ-006""#, r#"id: §"INJ-006""#)]);
        clean("unreachable-inject", &[(r#"else: ["INJ-006"], "#, ""), ("then: [news(", "then: [fire(\"INJ-006\"), news(")]);
    }

    #[test]
    fn a_condition_on_what_nobody_can_know_is_found() {
        found("unreachable-inject", &[(r#"found_by: ["lv-csirt"], at: "20m","#, ""), (r#"id: "INJ-005""#, r#"id: §"INJ-005""#)]);
        clean("unreachable-inject", &[(r#"found_by: ["lv-csirt"], at: "20m","#, ""), ("then: [news(", "then: [reveal(item: \"foreign-address\", to: \"lv-csirt\"), news(")]);
    }

    #[test]
    fn an_inject_without_time_and_caller_is_found() {
        found("unreachable-inject", &[(r#"(id: "INJ-004", at: "1h15m","#, r#"(id: §"INJ-004","#)]);
    }
}
