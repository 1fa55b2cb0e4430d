//! What is printed: results to stdout, all else to stderr. Whoever reads it may go away before the end, as `head` does:
//! a command whose result nobody reads any more ends without a word, and what it says besides is no reason to stop.

use std::fmt::Arguments;
use std::io::{BufWriter, ErrorKind, Write, stderr, stdout};

use super::Failure;

/// Prints a result, or says that `what` cannot be printed.
pub(super) fn result(
    what: &str,
    print: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
) -> Result<(), Failure> {
    let mut out = BufWriter::new(stdout().lock());
    print(&mut out).and_then(|()| out.flush()).map_err(|why| unprinted(what, &why))
}

/// Why a result was not printed. A reader that has enough is no fault, and is not told of one.
pub(super) fn unprinted(what: &str, why: &std::io::Error) -> Failure {
    match why.kind() {
        ErrorKind::BrokenPipe => Failure::unread(),
        _ => Failure::usage(format!("{what} cannot be printed: {why}")),
    }
}

/// Says something on stderr; where that is closed, nobody minds.
pub(super) fn to_stderr(words: Arguments<'_>) {
    let _ = stderr().lock().write_fmt(words);
}

/// Says a line on stderr.
macro_rules! say {
    ($($words:tt)*) => { $crate::cli::print::to_stderr(format_args!("{}\n", format_args!($($words)*))) };
}

/// Says something on stderr, and stays on the line.
macro_rules! mutter {
    ($($words:tt)*) => { $crate::cli::print::to_stderr(format_args!($($words)*)) };
}

pub(super) use {mutter, say};
