//! Texts and characters: where they end, and whether their escapes are good.

use super::super::super::finding::{Sink, words};
use super::super::tree::RAW;
use super::{ESCAPED, Lexer, Tok};

impl Lexer<'_> {
    /// A text in plain quotes.
    pub(super) fn quoted(&mut self, sink: &mut Sink) -> (Tok, u8) {
        let start = self.at;
        let one_line = start < self.bound_until;
        let (close, escaped) = match self.closing_quote(start + 1, one_line) {
            Ok(found) => found,
            Err(line_end) => {
                if !one_line {
                    // From here on a quote without its partner would search to the end again and again.
                    self.bound_until = usize::MAX;
                }
                return self.unclosed(start, line_end, sink);
            }
        };
        let text = self.text.get(start + 1..close).unwrap_or_default();
        if let Some(line) = text.find('\n')
            && !self.ends_well(close + 1)
        {
            // The closing quote is another text's opening one.
            self.bound_until = close;
            return self.unclosed(start, start + 1 + line, sink);
        }
        self.at = close + 1;
        match escaped {
            false => (Tok::Text, 0),
            true if self.escapes_are_good(start + 1, close, sink) => (Tok::Text, ESCAPED),
            true => (Tok::Broken, 0),
        }
    }

    /// The next quote without a backslash before it, and whether a backslash was met.
    ///
    /// # Errors
    /// The end of the line where the text begins, if there is no such quote (on that line, if it must be there).
    fn closing_quote(&self, from: usize, one_line: bool) -> Result<(usize, bool), usize> {
        let bytes = self.text.as_bytes();
        let (mut at, mut escaped, mut line_end) = (from, false, None);
        while let Some(b) = bytes.get(at) {
            match b {
                b'"' => return Ok((at, escaped)),
                b'\\' => (at, escaped) = (at + 1, true),
                b'\n' if one_line => return Err(at),
                b'\n' if line_end.is_none() => line_end = Some(at),
                _ => {}
            }
            at += 1;
        }
        Err(line_end.unwrap_or(bytes.len()))
    }

    /// Whether what follows a text of several lines may follow a text at all.
    fn ends_well(&self, after: usize) -> bool {
        let rest = self.text.get(after..).unwrap_or_default().trim_start_matches([' ', '\t']);
        rest.is_empty() || rest.starts_with([',', ')', ']', '}', ':', '\n', '\r', '/'])
    }

    /// A text without its closing quote ends with its line; the comma and the brackets after it are most likely no
    /// part of it.
    fn unclosed(&mut self, start: usize, line_end: usize, sink: &mut Sink) -> (Tok, u8) {
        let line = self.text.get(start + 1..line_end).unwrap_or_default();
        let mut kept = line.trim_end_matches([',', ')', ']', '}', ' ', '\t', '\r']).len();
        let count = |b: &[u8]| kept_balance(b);
        let open = count(line.as_bytes().get(..kept).unwrap_or_default());
        kept += closers(line.as_bytes().get(kept..).unwrap_or_default(), open);
        self.at = start + 1 + kept;
        self.fault(sink, "unclosed-text", (start, self.at), || {
            words(
                "this text has no closing quote",
                "end it with `\"`; a quote inside a text is written `\\\"`",
            )
        });
        (Tok::Broken, 0)
    }

    fn escapes_are_good(&self, from: usize, to: usize, sink: &mut Sink) -> bool {
        let bytes = self.text.as_bytes();
        let (mut at, mut good) = (from, true);
        while let Some(n) = bytes.get(at..to).and_then(|b| b.iter().position(|b| *b == b'\\')) {
            at += n;
            let (len, fine) = self.escape(at, to);
            if !fine {
                good = false;
                let written = self.text.get(at..at + len).unwrap_or_default();
                self.fault(sink, "bad-escape", (at, at + len), || {
                    words(
                        format!("`{written}` means nothing in a text"),
                        "write `\\\\` for a backslash, `\\n` for a new line, `\\\"` for a quote, `\\u{20AC}` for a character by its number",
                    )
                });
            }
            at += len;
        }
        good
    }

    /// The bytes of the escape at `at`, and whether it means something.
    fn escape(&self, at: usize, to: usize) -> (usize, bool) {
        let bytes = self.text.as_bytes().get(at..to).unwrap_or_default();
        match bytes.get(1) {
            Some(b'n' | b'r' | b't' | b'0' | b'\\' | b'"' | b'\'' | b'\n') => (2, true),
            Some(b'\r') if bytes.get(2) == Some(&b'\n') => (3, true),
            Some(b'x') => {
                // Bytes of one character may be written one by one: they are good together.
                let run = bytes.chunks(4).take_while(|c| is_hex_escape(c)).take(4).count();
                let valid = (1..=run).find(|n| {
                    let raw: Vec<u8> = bytes.chunks(4).take(*n).filter_map(hex_of).collect();
                    std::str::from_utf8(&raw).is_ok()
                });
                valid.map_or((self.chars(at, 2), false), |n| (n * 4, true))
            }
            Some(b'u') => {
                let digits = bytes.iter().skip(3).take_while(|b| b.is_ascii_hexdigit()).take(7).count();
                let closed = bytes.get(2) == Some(&b'{') && bytes.get(3 + digits) == Some(&b'}');
                let number = self.text.get(at + 3..at + 3 + digits).unwrap_or_default();
                let scalar = u32::from_str_radix(number, 16).ok().and_then(char::from_u32);
                match closed {
                    true => (4 + digits, scalar.is_some() && digits <= 6),
                    false => (2, false),
                }
            }
            _ => (self.chars(at, 2), false),
        }
    }

    /// Bytes of the next `count` characters.
    fn chars(&self, at: usize, count: usize) -> usize {
        self.text.get(at..).unwrap_or_default().chars().take(count).map(char::len_utf8).sum::<usize>().max(1)
    }

    /// Whether a raw text begins here: `r"`, `r#"`.
    pub(super) fn raw_opens(&self) -> bool {
        let hashes = self.rest().bytes().skip(1).take_while(|b| *b == b'#').count();
        hashes <= 255 && self.byte(1 + hashes) == Some(b'"')
    }

    /// A raw text, which ends at a quote with as many `#` as it began with.
    pub(super) fn raw(&mut self, sink: &mut Sink) -> (Tok, u8) {
        let start = self.at;
        let hashes = self.rest().bytes().skip(1).take_while(|b| *b == b'#').count();
        let body = start + 2 + hashes;
        let end = format!("\"{}", "#".repeat(hashes));
        if self.bound_until != usize::MAX
            && let Some(n) = self.text.get(body..).and_then(|t| t.find(&end))
        {
            self.at = body + n + end.len();
            return (Tok::Text, RAW);
        }
        self.bound_until = usize::MAX;
        self.at = self.rest().find('\n').map_or(self.text.len(), |n| start + n);
        self.fault(sink, "unclosed-text", (start, self.at), || {
            words("this text has no closing quote", format!("end it with `{end}`"))
        });
        (Tok::Broken, 0)
    }

    /// One character in single quotes; a longer text in them is told and stepped over.
    pub(super) fn character(&mut self, sink: &mut Sink) -> (Tok, u8) {
        let start = self.at;
        let escaped = self.byte(1) == Some(b'\\');
        let inner =
            if escaped { self.escape(start + 1, self.text.len()) } else { (self.chars(start + 1, 1), true) };
        if inner.1 && self.byte(1 + inner.0) == Some(b'\'') && (escaped || self.byte(1) != Some(b'\'')) {
            self.at += inner.0 + 2;
            return (Tok::Char, if escaped { ESCAPED } else { 0 });
        }
        // A far quote, or one on another line, belongs to something else.
        let near = self.rest().bytes().skip(1).take(400).take_while(|b| *b != b'\n');
        let close = near.enumerate().find(|(_, b)| *b == b'\'').map(|(n, _)| n);
        self.at += close.map_or(1, |n| n + 2);
        self.fault(sink, "bad-character", (start, self.at), || {
            words("single quotes hold one character", "a text stands in double quotes: \"…\"")
        });
        (Tok::Broken, 0)
    }
}

/// How many more brackets `bytes` opens than it closes.
fn kept_balance(bytes: &[u8]) -> usize {
    bytes.iter().fold(0_usize, |open, b| match b {
        b'(' | b'[' | b'{' => open + 1,
        b')' | b']' | b'}' => open.saturating_sub(1),
        _ => open,
    })
}

/// Bytes up to and with the closers that close the text's own `open` brackets.
fn closers(tail: &[u8], open: usize) -> usize {
    let closing = tail.iter().enumerate().filter(|(_, b)| matches!(b, b')' | b']' | b'}'));
    closing.take(open).last().map_or(0, |(n, _)| n + 1)
}

fn is_hex_escape(chunk: &[u8]) -> bool {
    hex_of(chunk).is_some()
}

fn hex_of(chunk: &[u8]) -> Option<u8> {
    let [b'\\', b'x', a, b] = chunk else { return None };
    let digit = |c: u8| char::from(c).to_digit(16);
    u8::try_from(digit(*a)? * 16 + digit(*b)?).ok()
}
