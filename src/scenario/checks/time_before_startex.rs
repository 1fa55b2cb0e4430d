//! `time-before-startex`: a moment of the first day before the exercise begins.

use super::{Check, Context};
use crate::base::time::Clock;
use crate::scenario::finding::{Severity, Sink, words};
use crate::scenario::walk::Role;

pub(super) const CHECK: Check = Check {
    code: "time-before-startex",
    severity: Severity::Error,
    cause: "A moment lies before STARTEX",
    mend: "Put it later, or let STARTEX be earlier; what happened before belongs into the briefing",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    for at in cx.named(Role::Trigger).chain(cx.named(Role::Moment)) {
        if cx.clock.parse(at).is_err() && is_before(at) {
            sink.error_with(CHECK.code, at.span, || {
                words(
                    format!("`{}` lies before STARTEX, which is at {}", at.value, cx.clock.show(crate::base::At::STARTEX)),
                    "put it later; what happened before belongs into the briefing",
                )
            });
        }
    }
}

/// Whether it would be a moment if the exercise began at midnight: then it lies before STARTEX.
pub(super) fn is_before(at: &str) -> bool {
    at.trim().starts_with('D') && Clock { startex_ms: 0 }.parse(at.trim()).is_ok()
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_moment_before_startex_is_found_where_it_stands() {
        found("time-before-startex", &[(r#"at: "1h15m""#, r#"at: §"D1 07:59""#)]);
        clean("time-before-startex", &[(r#"at: "1h15m""#, r#"at: "D1 08:00""#)]);
    }
}
