//! `unknown-stage`: a stage that is not there.

use super::{Check, Context};
use crate::scenario::finding::{Severity, Sink};
use crate::scenario::walk::Role;

pub(super) const CHECK: Check = Check {
    code: "unknown-stage",
    severity: Severity::Error,
    cause: "A stage is named that is not under `campaign`",
    mend: "Correct the name, or add what it should name",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    cx.unknown(Role::Stage, CHECK.code, "stage", sink);
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_name_of_no_stage_is_found_where_it_stands() {
        found("unknown-stage", &[(r#"then: [news("#, r#"then: [start(§"viper"), news("#)]);
        clean("unknown-stage", &[(r#"then: [news("#, r#"then: [stop("wiper"), news("#)]);
    }
}
