//! `unknown-objective`: an objective that is not there.

use super::{Check, Context};
use crate::scenario::finding::{Severity, Sink};
use crate::scenario::walk::Role;

pub(super) const CHECK: Check = Check {
    code: "unknown-objective",
    severity: Severity::Error,
    cause: "An objective is named that is not under `objectives`",
    mend: "Correct the name, or add what it should name",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    cx.unknown(Role::Objective, CHECK.code, "objective", sink);
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_name_of_no_objective_is_found_where_it_stands() {
        found("unknown-objective", &[(r#"else: ["INJ-006"], objective: "tell-in-time""#, r#"else: ["INJ-006"], objective: §"tell-in-tim""#)]);
        clean("unknown-objective", &[]);
    }
}
