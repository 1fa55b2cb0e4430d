//! The text cut into tokens. A fault is told and stepped over; every byte is looked at a bounded number of times.

mod strings;

use super::super::finding::{Sink, Words, words};
use super::super::{FileId, Span32};
use super::tree::ESCAPED;

/// A token and its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Tok,
    pub(super) start: usize,
    pub(super) end: usize,
    /// [`ESCAPED`] and [`super::tree::RAW`], on texts and characters.
    pub(super) flags: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tok {
    /// `(`, `[` or `{`.
    Open(u8),
    /// `)`, `]` or `}`.
    Close(u8),
    Comma,
    Colon,
    /// `=`, which other languages write where this one has a colon.
    Equals,
    Word,
    Text,
    Number,
    Char,
    /// A literal with a fault that has been told.
    Broken,
    End,
}

pub(super) struct Lexer<'t> {
    pub(super) text: &'t str,
    pub(super) file: FileId,
    pub(super) at: usize,
    /// Texts that begin before this offset end with their line: a quote is missing somewhere, and what seems to be
    /// one text over many lines is several.
    bound_until: usize,
}

impl<'t> Lexer<'t> {
    pub(super) fn new(file: FileId, text: &'t str) -> Self {
        let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Self { text, file, at, bound_until: 0 }
    }

    /// The next token; at the end [`Tok::End`] for ever.
    pub(super) fn next(&mut self, sink: &mut Sink) -> Token {
        loop {
            self.skip_blanks(sink);
            let start = self.at;
            let Some(first) = self.byte(0) else {
                return Token { kind: Tok::End, start, end: start, flags: 0 };
            };
            let (kind, flags) = match first {
                b'(' | b'[' | b'{' => self.one(Tok::Open(first)),
                b')' | b']' | b'}' => self.one(Tok::Close(first)),
                b',' => self.one(Tok::Comma),
                b':' => self.one(Tok::Colon),
                b'=' => self.one(Tok::Equals),
                b'"' => self.quoted(sink),
                b'\'' => self.character(sink),
                b'r' if self.raw_opens() => self.raw(sink),
                b'0'..=b'9' | b'+' | b'-' | b'.' => (self.number(sink), 0),
                b'a'..=b'z' | b'A'..=b'Z' | b'_' => (self.word(sink), 0),
                _ if self.char_at(start).is_some_and(starts_word) => (self.word(sink), 0),
                _ => match self.strange(sink) {
                    Some(kind) => (kind, 0),
                    None => continue,
                },
            };
            return Token { kind, start, end: self.at, flags };
        }
    }

    fn one(&mut self, kind: Tok) -> (Tok, u8) {
        self.at += 1;
        (kind, 0)
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + ahead).copied()
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..).and_then(|t| t.chars().next())
    }

    pub(super) fn fault(
        &self,
        sink: &mut Sink,
        code: &'static str,
        range: (usize, usize),
        words: impl FnOnce() -> Words,
    ) {
        sink.error_with(code, Span32::new(self.file, range.0, range.1), words);
    }

    fn skip_blanks(&mut self, sink: &mut Sink) {
        loop {
            match self.byte(0) {
                Some(b' ' | b'\n' | b'\t' | b'\r' | 0x0b | 0x0c) => self.at += 1,
                Some(b'/') if self.byte(1) == Some(b'/') => {
                    self.at = self.rest().find('\n').map_or(self.text.len(), |n| self.at + n);
                }
                Some(b'/') if self.byte(1) == Some(b'*') => self.block_comment(sink),
                // A no-break space comes with text pasted from elsewhere, and nobody can see it.
                Some(0x80..) => match self.char_at(self.at) {
                    Some(c @ ('\u{85}' | '\u{a0}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}')) => {
                        self.at += c.len_utf8();
                    }
                    _ => return,
                },
                _ => return,
            }
        }
    }

    /// Comments nest.
    fn block_comment(&mut self, sink: &mut Sink) {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut depth = 0_usize;
        while let Some(two) = bytes.get(self.at..self.at + 2) {
            match two {
                b"/*" => (depth, self.at) = (depth + 1, self.at + 2),
                b"*/" => (depth, self.at) = (depth - 1, self.at + 2),
                _ => self.at += 1,
            }
            if depth == 0 {
                return;
            }
        }
        self.at = bytes.len();
        self.fault(sink, "unclosed-comment", (start, start + 2), || {
            words("this comment has no end", "close it with `*/`")
        });
    }

    fn word(&mut self, sink: &mut Sink) -> Tok {
        let start = self.at;
        self.at += word_len(self.rest());
        // `early-warning` is what people write; no word of the language holds a hyphen.
        let mut hyphens = false;
        while self.byte(0) == Some(b'-')
            && self.char_at(self.at + 1).is_some_and(|c| starts_word(c) || c.is_ascii_digit())
        {
            hyphens = true;
            self.at += 1;
            self.at += self.rest().find(|c| !continues_word(c)).unwrap_or(self.rest().len());
        }
        if !hyphens {
            return Tok::Word;
        }
        let word = self.text.get(start..self.at).unwrap_or_default();
        self.fault(sink, "bad-word", (start, self.at), || {
            words(
                format!("a word has no hyphen: `{}`", shown(word)),
                format!("write `{}`, or \"{}\" if it is a text", shown(&word.replace('-', "_")), shown(word)),
            )
        });
        Tok::Broken
    }

    fn number(&mut self, sink: &mut Sink) -> Tok {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut last = b' ';
        while let Some(b) = self.byte(0) {
            let sign = matches!(b, b'+' | b'-') && (self.at == start || matches!(last, b'e' | b'E'));
            if !(sign || b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | 0x80..)) {
                break;
            }
            (last, self.at) = (b, self.at + 1);
        }
        // A byte of a wider character was taken: give back from its first.
        let literal = self.text.get(start..self.at).unwrap_or_default();
        let keep = literal.find(|c: char| !c.is_ascii() && !continues_word(c)).unwrap_or(literal.len());
        self.at = start + keep.max(usize::from(bytes.len() > start));
        let literal = self.text.get(start..self.at).unwrap_or_default();
        if super::lower::literal::is_number(literal) {
            return if self.byte(0) == Some(b'%') { self.percent(start, sink) } else { Tok::Number };
        }
        self.fault(sink, "bad-number", (start, self.at), || {
            let time = crate::base::Span::parse(literal).is_ok();
            let help = match literal.as_bytes() {
                _ if time => format!("a time stands in quotes: \"{literal}\""),
                [b'0'..=b'9', ..] if literal.contains('.') && literal.matches('.').count() > 1 => {
                    "write thousands with `_`: 1_000_000; a text stands in quotes".to_owned()
                }
                _ => "write a number like 40_000 or 0.5; a text stands in quotes".to_owned(),
            };
            words(format!("`{}` is not a number", shown(literal)), help)
        });
        Tok::Broken
    }

    /// `50%`, where a share is written as a number from 0 to 1.
    fn percent(&mut self, start: usize, sink: &mut Sink) -> Tok {
        let literal = self.text.get(start..self.at).unwrap_or_default();
        self.at += 1;
        self.fault(sink, "bad-number", (start, self.at), || {
            let share = literal.replace('_', "").parse().map_or(0.5, |n: f64| n / 100.0);
            words(format!("`{}%` is not a number", shown(literal)), format!("write the share as `{share}`"))
        });
        Tok::Broken
    }

    /// What other languages write: a semicolon for a comma, and a remark after `#`.
    fn foreign(&mut self, first: char, sink: &mut Sink) -> Option<Tok> {
        let start = self.at;
        self.at += 1;
        let help = if first == ';' {
            "write `,` for `;`"
        } else {
            self.at = self.rest().find('\n').map_or(self.text.len(), |n| self.at + n);
            "a remark begins with `//`; a text stands in quotes"
        };
        self.fault(sink, "bad-character", (start, start + 1), || {
            words(format!("`{first}` has no meaning here"), help)
        });
        (first == ';').then_some(Tok::Comma)
    }

    /// Characters that begin nothing. Those of a row are one fault. Quotes from a word processor are a text that
    /// could not be read.
    fn strange(&mut self, sink: &mut Sink) -> Option<Tok> {
        let start = self.at;
        let first = self.char_at(start)?;
        if matches!(first, '“' | '”' | '„' | '«' | '»' | '‘' | '’') {
            let near = self.rest().get(..self.rest().floor_char_boundary(400)).unwrap_or_default();
            let line = near.lines().next().unwrap_or_default();
            let close = |c: char| matches!(c, '“' | '”' | '«' | '»' | '’' | '"');
            let after = first.len_utf8();
            let len = line.get(after..).and_then(|l| l.find(close)).map_or(after, |n| {
                let at = after + n;
                at + line.get(at..).and_then(|l| l.chars().next()).map_or(0, char::len_utf8)
            });
            self.at += len;
            self.fault(sink, "bad-character", (start, self.at), || {
                words(format!("`{first}` is a quote of a word processor"), "write straight quotes: \"…\"")
            });
            return Some(Tok::Broken);
        }
        if matches!(first, ';' | '#') {
            return self.foreign(first, sink);
        }
        let strange = |c: char| !(c.is_ascii_alphanumeric() || starts_word(c) || is_known(c));
        let len = self.rest().find(|c| !strange(c)).unwrap_or(self.rest().len());
        self.at += len.max(first.len_utf8());
        self.fault(sink, "bad-character", (start, self.at), || {
            let what = if first.is_control() || first == '\u{fffd}' {
                format!("U+{:04X}", u32::from(first))
            } else {
                format!("`{first}`")
            };
            words(format!("{what} has no meaning here"), "a text stands in quotes, a remark after `//`")
        });
        None
    }
}

/// A character that the lexer handles elsewhere, or a blank.
fn is_known(c: char) -> bool {
    matches!(
        c,
        '(' | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | ','
            | ':'
            | '='
            | '"'
            | '\''
            | '+'
            | '-'
            | '.'
            | '_'
            | '/'
            | '“'
            | '”'
            | '„'
            | '«'
            | '»'
            | '‘'
            | '’'
    ) || c.is_whitespace()
}

/// Whether `c` may begin a word. Letters of any script: an id is checked where it is used.
fn starts_word(c: char) -> bool {
    c == '_' || c.is_alphabetic()
}

fn continues_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

/// Bytes of the word at the start of `text`.
pub(super) fn word_len(text: &str) -> usize {
    let ascii = text.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
    match text.as_bytes().get(ascii) {
        Some(0x80..) => text.find(|c| !continues_word(c)).unwrap_or(text.len()),
        _ => ascii,
    }
}

/// As much of a text as a message shows.
pub(super) fn shown(text: &str) -> String {
    let mut chars = text.chars();
    let head: String = chars.by_ref().take(40).collect();
    if chars.next().is_some() { format!("{head}…") } else { head }
}
