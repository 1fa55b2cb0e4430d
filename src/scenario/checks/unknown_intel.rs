//! `unknown-intel`: an intel item that is not there.

use super::{Check, Context};
use crate::scenario::finding::{Severity, Sink};
use crate::scenario::walk::Role;

pub(super) const CHECK: Check = Check {
    code: "unknown-intel",
    severity: Severity::Error,
    cause: "An intel item is named that is not under `intel`",
    mend: "Correct the name, or add what it should name",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    cx.unknown(Role::Intel, CHECK.code, "intel item", sink);
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_name_of_no_intel_is_found_where_it_stands() {
        found("unknown-intel", &[(r#"evident_from: ["foreign-address"]"#, r#"evident_from: [§"foreign-adress"]"#)]);
        clean("unknown-intel", &[]);
    }
}
