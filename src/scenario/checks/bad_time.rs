//! `bad-time`: a moment that cannot be read.

use super::{Check, Context};
use crate::scenario::compile::{Times, When};
use crate::scenario::finding::{Severity, Sink, Words, words};
use crate::scenario::walk::Role;

pub(super) const CHECK: Check = Check {
    code: "bad-time",
    severity: Severity::Error,
    cause: "A moment cannot be read, or \"so long after an inject\" stands where only a moment can",
    mend: "Write `\"D1 08:10\"`, `\"2h30m\"` after STARTEX, or for an inject `\"+20m after INJ-001\"`",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    let times = Times { clock: cx.clock };
    for at in cx.named(Role::Trigger).chain(cx.named(Role::Moment)) {
        if let Err(why) = times.parse(at)
            && !super::time_before_startex::is_before(at)
        {
            sink.error_with(CHECK.code, at.span, || from(&why));
        }
    }
    for at in cx.named(Role::Moment) {
        if let Ok(When::After(..)) = times.parse(at) {
            sink.error_with(CHECK.code, at.span, || {
                words("only an inject can come after another", "write a moment like \"D1 08:10\" or \"2h30m\"")
            });
        }
    }
}

/// A sentence of the reader of times, its second half as the help.
pub(super) fn from(why: &str) -> Words {
    match why.split_once("; ") {
        Some((message, help)) => words(message, help),
        None => Words { message: why.to_owned(), help: None },
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_moment_that_cannot_be_read_is_found_where_it_stands() {
        found("bad-time", &[(r#"at: "1h15m""#, r#"at: §"soon""#)]);
        found("bad-time", &[(r#"at: "+20m after INJ-001""#, r#"at: §"+20m past INJ-001", note: "x""#)]);
        found("bad-time", &[(r#"at: ["1h30m", "2h30m"]"#, r#"at: ["1h30m", §"+5m after INJ-001"]"#)]);
        found("bad-time", &[(r#"by: "2h","#, r#"by: "2h", since: §"soon","#)]);
        clean("bad-time", &[(r#"at: "1h15m""#, r#"at: "D1 09:15""#)]);
        clean("bad-time", &[(r#"by: "2h","#, r#"by: "2h", since: "delivery","#)]);
    }
}
