//! `unsupported-format`: a version of the language that this program does not read.

use super::{Check, Context};
use crate::scenario::finding::{Severity, Sink, words};

/// The version of the language.
const FORMAT: u32 = 1;

pub(super) const CHECK: Check = Check {
    code: "unsupported-format",
    severity: Severity::Error,
    cause: "`format` is not 1, the version of the language that this program reads",
    mend: "Write `format: 1`, or use the program that the scenario was made for",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    let Some(format) = cx.file.format.as_ref().filter(|f| ***f != FORMAT) else { return };
    sink.error_with(CHECK.code, format.span, || {
        words(
            format!("this program reads format {FORMAT}, the file is written in format {}", **format),
            format!("write `format: {FORMAT}`, or use a newer program"),
        )
    });
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn another_format_is_found_where_it_stands() {
        found("unsupported-format", &[("format: 1", "format: §2")]);
        clean("unsupported-format", &[]);
    }
}
