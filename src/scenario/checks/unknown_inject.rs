//! `unknown-inject`: an MSEL number that is not there.

use super::{Check, Context};
use crate::base::Span;
use crate::scenario::compile::{Times, When};
use crate::scenario::finding::{Severity, Sink};
use crate::scenario::walk::Role;

pub(super) const CHECK: Check = Check {
    code: "unknown-inject",
    severity: Severity::Error,
    cause: "An inject is named that is not under `injects`",
    mend: "Correct the number, or add the inject",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    cx.unknown(Role::Inject, CHECK.code, "inject", sink);
    for at in cx.named(Role::Trigger).filter(|at| at.starts_with('+')) {
        let Ok(When::After(Span(_), id)) = (Times { clock: cx.clock }).parse(at) else { continue };
        if cx.place(Role::Inject, &id).is_none() {
            sink.error_with(CHECK.code, at.span, || cx.no_such("inject", &id, cx.known(Role::Inject)));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_number_of_no_inject_is_found_where_it_stands() {
        found("unknown-inject", &[(r#"else: ["INJ-006"]"#, r#"else: [§"INJ-066"]"#)]);
        found("unknown-inject", &[(r#"at: "+20m after INJ-001""#, r#"at: §"+20m after INJ-0011", note: "x""#)]);
        clean("unknown-inject", &[(r#"else: ["INJ-006"]"#, r#"else: ["INJ-006", "INJ-005"]"#)]);
    }
}
