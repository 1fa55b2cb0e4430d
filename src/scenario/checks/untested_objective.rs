//! `untested-objective`: an objective that no inject tests.

use super::context::short;
use super::unreachable_objective::tested;
use super::{Check, Context};
use crate::scenario::finding::{Finding, Severity, Sink};

pub(super) const CHECK: Check = Check {
    code: "untested-objective",
    severity: Severity::Warning,
    cause: "No expected action names the objective",
    mend: "Add `objective: \"…\"` to what is expected somewhere",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    for (objective, _) in cx.file.objectives.iter().zip(tested(cx)).filter(|(_, (named, _))| !named) {
        let message = format!("no inject tests `{}`", short(&objective.id));
        sink.push(Finding::warning(CHECK.code, objective.id.span, message).with_help(CHECK.mend));
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn an_objective_that_no_inject_tests_is_found() {
        let more = r#"(id: §"help", capability: "Help", text: "Help is asked for."), (id: "tell-in-time", capability"#;
        found("untested-objective", &[(r#"(id: "tell-in-time", capability"#, more)]);
        clean("untested-objective", &[]);
    }
}
