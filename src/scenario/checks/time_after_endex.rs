//! `time-after-endex`: what would come when the exercise is over.

use super::{Check, Context};
use crate::base::At;
use crate::scenario::compile::{Times, When};
use crate::scenario::finding::{Severity, Sink, words};
use crate::scenario::schema::Name;
use crate::scenario::walk::Role;

pub(super) const CHECK: Check = Check {
    code: "time-after-endex",
    severity: Severity::Error,
    cause: "A moment, or an inject so long after another, lies after ENDEX: it never comes",
    mend: "Put it earlier, or make `length` longer",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    let Some(endex) = cx.endex else { return };
    let times = Times { clock: cx.clock };
    for name in cx.named(Role::Moment) {
        if let Ok(When::At(at)) = times.parse(name) {
            tell(cx, name, at, endex, sink);
        }
    }
    for (inject, at) in cx.file.injects.iter().zip(&cx.timeline.at) {
        if let (Some(name), Some(at)) = (&inject.at, at) {
            tell(cx, name, *at, endex, sink);
        }
    }
}

fn tell(cx: &Context<'_>, name: &Name, at: At, endex: At, sink: &mut Sink) {
    if at > endex {
        sink.error_with(CHECK.code, name.span, || {
            words(
                format!("{} lies after ENDEX at {}", cx.clock.show(at), cx.clock.show(endex)),
                "put it earlier, or make `length` longer",
            )
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn what_comes_after_endex_is_found_where_it_stands() {
        found("time-after-endex", &[(r#"at: "1h15m""#, r#"at: §"3h1m""#)]);
        found("time-after-endex", &[(r#"at: "1h15m""#, r#"at: §"+3h after INJ-001""#)]);
        clean("time-after-endex", &[(r#"at: "1h15m""#, r#"at: "3h""#)]);
    }
}
