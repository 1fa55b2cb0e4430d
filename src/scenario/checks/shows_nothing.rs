//! `shows-nothing`: a critical task that is said to be shown by an inject of which nothing is expected for it.

use super::context::short;
use super::{Check, Context};
use crate::scenario::finding::{Finding, Severity, Sink};
use crate::scenario::schema::{Inject, Objective};
use crate::scenario::walk::Role;

pub(super) const CHECK: Check = Check {
    code: "shows-nothing",
    severity: Severity::Warning,
    cause: "An inject under `shown_by` has no expected action for the objective, so that it shows nothing of the task",
    mend: "Name an inject with an expected action that has this `objective`, or none",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    for objective in &cx.file.objectives {
        for name in objective.tasks.iter().flat_map(|task| &task.shown_by) {
            let inject = cx.place(Role::Inject, name).and_then(|place| cx.file.injects.get(place));
            if inject.is_some_and(|inject| !shows(inject, objective)) {
                let message = format!("`{}` expects nothing of `{}`", short(name), short(&objective.id));
                sink.push(Finding::warning(CHECK.code, name.span, message).with_help(CHECK.mend));
            }
        }
    }
}

/// Whether anything is expected with the inject that may show something of the objective.
fn shows(inject: &Inject, objective: &Objective) -> bool {
    let mut named = inject.expects.iter().map(|expect| expect.objective.as_ref());
    named.any(|name| name.is_none_or(|name| name.as_str() == objective.id.as_str()))
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    const SHOWN: &str = r#"shown_by: ["INJ-001"], measures: [notification])"#;

    #[test]
    fn an_inject_that_shows_nothing_of_the_task_is_found() {
        let more = r#"shown_by: ["INJ-001", §"INJ-004"], measures: [notification])"#;
        found("shows-nothing", &[(SHOWN, more)]);
        clean("shows-nothing", &[]);
    }

    #[test]
    fn an_inject_that_is_not_there_and_a_field_that_no_task_has_are_found() {
        found("unknown-inject", &[(SHOWN, r#"shown_by: §"INJ-077", measures: notification)"#)]);
        let task = r#"(says: "Give the early warning", shown_by: ["INJ-001"], measures: [notification])"#;
        found("unknown-field", &[(task, r#"§(says: "Warn", showing: ["INJ-001"])"#)]);
        clean("unknown-field", &[(task, r#"{ "en": "Warn", "et": "Hoiata" }"#)]);
    }
}
