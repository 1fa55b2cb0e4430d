//! `unknown-mechanism`: a mechanism that is in no loaded pack.

use super::{Check, Context};
use crate::scenario::finding::{Severity, Sink};
use crate::scenario::walk::Role;

pub(super) const CHECK: Check = Check {
    code: "unknown-mechanism",
    severity: Severity::Error,
    cause: "A mechanism is named that no loaded doctrine pack has",
    mend: "Correct the name, or add what it should name",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    cx.unknown(Role::Mechanism, CHECK.code, "mechanism", sink);
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_name_of_no_mechanism_is_found_where_it_stands() {
        found("unknown-mechanism", &[(r#"regime: "nis2""#, r#"regime: §"nis3""#)]);
        clean("unknown-mechanism", &[(r#"doctrine: ["eu"]"#, r#"doctrine: ["eu", "nato"]"#)]);
    }
}
