//! `unreachable-objective`: an objective that only injects test which never come.

use super::context::short;
use super::{Check, Context};
use crate::scenario::finding::{Severity, Sink, words};
use crate::scenario::walk::Role;

pub(super) const CHECK: Check = Check {
    code: "unreachable-objective",
    severity: Severity::Error,
    cause: "Every inject that tests the objective is one that never comes",
    mend: "Let one of these injects come, or test the objective by another",
    run,
};

/// Whether each objective is named by an expected action, and by one that can come.
pub(super) fn tested(cx: &Context<'_>) -> Vec<(bool, bool)> {
    let mut tested = vec![(false, false); cx.file.objectives.len()];
    let reach = &cx.reach().injects;
    for (n, inject) in cx.file.injects.iter().enumerate() {
        let comes = reach[n] && !cx.timeline.circular[n];
        let named = inject.expects.iter().filter_map(|e| e.objective.as_ref());
        for place in named.filter_map(|name| cx.place(Role::Objective, name)) {
            tested[place].0 = true;
            tested[place].1 |= comes;
        }
    }
    tested
}

fn run(cx: &Context<'_>, sink: &mut Sink) {
    for (objective, _) in cx.file.objectives.iter().zip(tested(cx)).filter(|(_, tested)| *tested == (true, false)) {
        sink.error_with(CHECK.code, objective.id.span, || {
            words(format!("no inject that tests `{}` ever comes", short(&objective.id)), CHECK.mend)
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn an_objective_that_only_an_unreachable_inject_tests_is_found() {
        let objective = r#"(id: "tell-in-time", capability"#;
        let more = r#"(id: §"help", capability: "Help", text: "Help is asked for."), (id: "tell-in-time", capability"#;
        let inject = r#"        (id: "INJ-006""#;
        let never = r#"(id: "INJ-007", contingency: true, to: "all", says: "Help?", expects: (what: anything, by: "1h", objective: "help")), (id: "INJ-006""#;
        found("unreachable-objective", &[(objective, more), (inject, never)]);
        let comes = never.replace("contingency: true", "at: \"1h\"");
        clean("unreachable-objective", &[(objective, &more.replace('§', "")), (inject, &comes)]);
    }
}
