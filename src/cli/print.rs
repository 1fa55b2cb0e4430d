//! What is printed: results to stdout, all else to stderr. Whoever reads it may go away before the end, as `head` does:
//! a command whose result nobody reads any more ends without a word, and what it says besides is no reason to stop.

use std::fmt::Arguments;
use std::io::{BufWriter, ErrorKind, Write, stderr, stdout};

use super::Failure;
use crate::base::excerpt::steers;

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

/// Where words go that participants wrote: letters that would steer the terminal are shown as what they are not. What the program
/// says of itself has colours and goes back along its line, and JSON is not for eyes: neither goes through here.
pub(super) struct Shown<W>(pub(super) W);

impl<W: Write> Write for Shown<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match str::from_utf8(bytes) {
            Ok(text) if text.contains(steers) => {
                self.0.write_all(text.replace(steers, "\u{fffd}").as_bytes())
            }
            _ => self.0.write_all(bytes),
        }?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.flush()
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_participant_wrote_commands_no_terminal() {
        let mut out = Shown(Vec::new());
        out.write_all("\u{1b}[2Jšķ\u{202e}txt\n\t\0\u{9b}31m\r".as_bytes()).unwrap();
        let shown = String::from_utf8(out.0).unwrap();
        assert_eq!(shown, "\u{fffd}[2Jšķ\u{fffd}txt\n\t\u{fffd}\u{fffd}31m\u{fffd}");
    }
}
