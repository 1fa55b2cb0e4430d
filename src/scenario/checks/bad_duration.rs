//! `bad-duration`: a length of time that cannot be read, or is none.

use super::bad_time::from;
use super::{Check, Context};
use crate::base::Span;
use crate::scenario::compile::{Times, When};
use crate::scenario::finding::{Severity, Sink, words};
use crate::scenario::walk::Role;

/// The shortest step of the simulated world.
const TICK: Span = Span::secs(10);

pub(super) const CHECK: Check = Check {
    code: "bad-duration",
    severity: Severity::Error,
    cause: "A length of time cannot be read, or is nothing where it must be something, or a `tick` is under ten seconds",
    mend: "Write it like `\"45m\"`, `\"2h30m\"`, `\"3d\"`",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    for name in cx.named(Role::Duration).chain(cx.named(Role::Length)) {
        if let Err(why) = Span::parse(name) {
            sink.error_with(CHECK.code, name.span, || from(&why));
        }
    }
    for name in cx.named(Role::Length).filter(|name| Span::parse(name) == Ok(Span::ZERO)) {
        sink.error_with(CHECK.code, name.span, || words("this must take some time", "write it like \"45m\" or \"2h30m\""));
    }
    let tick = cx.file.tick.iter().filter(|t| Span::parse(t).is_ok_and(|s| s > Span::ZERO && s < TICK));
    for name in tick {
        sink.error_with(CHECK.code, name.span, || words("the simulated world cannot move on that often", "write at least \"10s\""));
    }
    // "so long after" is read with its inject.
    for at in cx.named(Role::Trigger).filter(|at| at.contains(" after ")) {
        if let Ok(When::After(span, _)) = (Times { clock: cx.clock }).parse(at)
            && span > crate::base::limits::EXERCISE
        {
            sink.error_with(CHECK.code, at.span, || words("no exercise is that long", "write a shorter time"));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_length_of_time_that_cannot_be_read_is_found_where_it_stands() {
        found("bad-duration", &[(r#"autonomy: "4h""#, r#"autonomy: §"4 hours""#)]);
        found("bad-duration", &[(r#"doubling: "1h""#, r#"doubling: §"0h""#)]);
        found("bad-duration", &[("pace: 3", r#"pace: 3, tick: §"1s""#)]);
        clean("bad-duration", &[(r#"autonomy: "4h""#, r#"autonomy: "0h""#)]);
    }
}
