//! `bad-length`: how long the exercise lasts.

use super::bad_time::from;
use super::{Check, Context};
use crate::base::{Span, limits};
use crate::scenario::finding::{Severity, Sink, words};

pub(super) const CHECK: Check = Check {
    code: "bad-length",
    severity: Severity::Error,
    cause: "`length` cannot be read, is nothing, or is more than 2,000 days",
    mend: "Write it like `\"3h\"` or `\"3d\"`",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    let Some(length) = &cx.file.length else { return };
    match Span::parse(length) {
        Err(why) => sink.error_with(CHECK.code, length.span, || from(&why)),
        Ok(Span::ZERO) => {
            sink.error_with(CHECK.code, length.span, || words("the exercise would end at once", "write it like \"3h\""));
        }
        Ok(span) if span > limits::EXERCISE => sink.error_with(CHECK.code, length.span, || {
            words("the exercise is too long", format!("at most {}", limits::EXERCISE))
        }),
        Ok(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_length_that_no_exercise_has_is_found_where_it_stands() {
        for wrong in ["0h", "three hours", "9000d"] {
            found("bad-length", &[(r#"length: "3h""#, &format!("length: §\"{wrong}\""))]);
        }
        clean("bad-length", &[(r#"length: "3h""#, r#"length: "3d""#)]);
    }
}
