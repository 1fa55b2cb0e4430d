//! `unknown-defence`: a defence that is not there.

use super::{Check, Context};
use crate::scenario::finding::{Severity, Sink};
use crate::scenario::walk::Role;

pub(super) const CHECK: Check = Check {
    code: "unknown-defence",
    severity: Severity::Error,
    cause: "A defence is named that is not under `defences`",
    mend: "Correct the name, or add what it should name",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    cx.unknown(Role::Defence, CHECK.code, "defence", sink);
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_name_of_no_defence_is_found_where_it_stands() {
        found("unknown-defence", &[(r#"stopped_by: ["block-address"]"#, r#"stopped_by: [§"block-adress"]"#)]);
        clean("unknown-defence", &[]);
    }
}
