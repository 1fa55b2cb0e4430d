//! Brackets, colons and commas: taken where they stand, told and mended where they do not.

use super::{Parser, Tok, Token, words};
use crate::scenario::syntax::lexer::{shown, word_len};
use crate::scenario::syntax::tree::Kind;

/// Letters after a quote in which the end of the text that it stands in is looked for.
const QUOTED: usize = 400;

impl Parser<'_, '_> {
    /// Takes the closing bracket; gives the end of the group if it ends here, by its own bracket or for want of it.
    pub(super) fn close(&mut self, mine: u8, opener: Token) -> Option<usize> {
        loop {
            let token = self.peek();
            match token.kind {
                Tok::Close(c) if c == closer(mine) => {
                    self.take();
                    let inner = self.open.len() > 1 || mine != b'(';
                    if inner || !matches!(self.peek().kind, Tok::Comma | Tok::Word) {
                        return Some(token.end);
                    }
                    // The whole file stands in one bracket, and its fields go on: this one was too many.
                    self.ended = true;
                    self.fault(
                        "stray-bracket",
                        (token.start, token.end),
                        "the scenario ends with this bracket, but the text goes on",
                        "remove the bracket, or what follows it",
                    );
                    if self.peek().kind == Tok::Comma {
                        self.take();
                    }
                }
                Tok::Close(c) if self.is_misshapen(c, token.end) => {
                    self.take();
                    self.misshapen(opener, token);
                    return Some(token.end);
                }
                Tok::Close(c) if self.open.iter().any(|(open, _)| closer(*open) == c) => {
                    let at = self.last_end;
                    return Some(self.unclosed(opener, at));
                }
                Tok::Close(_) => self.stray(token),
                Tok::End => {
                    if !self.ended {
                        self.ended = true;
                        self.unclosed(opener, token.start);
                    }
                    return Some(self.last_end);
                }
                _ => return None,
            }
        }
    }

    pub(super) fn unclosed(&mut self, opener: Token, end: usize) -> usize {
        let bracket = self.text(opener);
        let close = opener_closer(opener);
        self.mended = true;
        self.lexer.fault(self.sink, "unclosed-bracket", (opener.start, opener.end), || {
            words(
                format!("this `{bracket}` is never closed"),
                format!("add the `{close}` that belongs to it"),
            )
        });
        end
    }

    pub(super) fn stray(&mut self, token: Token) {
        self.take();
        let bracket = self.text(token);
        self.lexer.fault(self.sink, "stray-bracket", (token.start, token.end), || {
            words(
                format!("this `{bracket}` closes nothing"),
                "remove it, or add the bracket that opens before it",
            )
        });
    }

    /// Whether this bracket was meant for the innermost open one: it would close the one outside, but that goes on.
    fn is_misshapen(&self, close: u8, end: usize) -> bool {
        let rest = self.lexer.text.get(end..).unwrap_or_default().trim_start();
        let Some(rest) = rest.strip_prefix(',').map(str::trim_start) else { return false };
        let field = rest
            .get(word_len(rest)..)
            .is_some_and(|r| r.len() < rest.len() && r.trim_start().starts_with(':'));
        match self.open.len().checked_sub(2).and_then(|outside| self.open.get(outside)) {
            Some((b'(', _)) => close == b')' && field,
            Some((b'[', _)) => close == b']' && rest.starts_with('('),
            _ => false,
        }
    }

    fn misshapen(&mut self, opener: Token, token: Token) {
        let (open, close, right) = (self.text(opener), self.text(token), opener_closer(opener));
        self.lexer.fault(self.sink, "wrong-bracket", (token.start, token.end), || {
            words(format!("this `{close}` stands where `{open}` is to be closed"), format!("write `{right}`"))
        });
    }

    /// `0,5` and `40,000`: a number cut in two by a comma.
    pub(super) fn parted_number(&self, token: Token) -> bool {
        let before = self.lexer.text.get(..token.start).unwrap_or_default().as_bytes();
        token.kind == Tok::Number && matches!(before, [.., b'0'..=b'9', b','])
    }

    /// A quote inside a text has ended it: what follows up to the quote that ends a value belongs to it.
    fn quote_inside(&mut self) -> bool {
        let (next, end) = (self.peek(), self.last_end);
        let text = self.lexer.text;
        if next.kind != Tok::Word || next.start != end || !text.get(..end).is_some_and(|t| t.ends_with('"')) {
            return false;
        }
        // No further than a person would: a line of nothing but quotes must not be read again for each of them.
        let rest = text.get(end..).unwrap_or_default();
        let near = rest.get(..rest.floor_char_boundary(QUOTED)).unwrap_or_default();
        let line = near.lines().next().unwrap_or_default();
        let ends = |at: usize| {
            let after = line.get(at + 1..).unwrap_or_default().trim_start();
            after.is_empty() || after.starts_with([',', ')', ']', '}'])
        };
        let Some(last) = line.match_indices('"').map(|(at, _)| at).find(|at| ends(*at)) else { return false };
        self.fault(
            "missing-comma",
            (end - 1, end),
            "the text ends at this quote, and goes on after it",
            "a quote inside a text is written `\\\"`",
        );
        self.lexer.at = end + last + 1;
        (self.ahead, self.last_end) = ([None; 2], self.lexer.at);
        true
    }

    /// `a and b`, as other languages write conditions: told, and `b` is read but not kept.
    fn joined(&mut self) -> bool {
        let token = self.peek();
        let help = match self.text(token) {
            "and" | "AND" => "write `all([a, b])` for `a and b`",
            "or" | "OR" => "write `any([a, b])` for `a or b`",
            _ => return false,
        };
        self.take();
        self.fault("missing-comma", (token.start, token.end), "this word joins nothing", help);
        let length = self.nodes.len();
        if self.begins_value() {
            self.value();
        }
        self.nodes.truncate(length);
        true
    }

    pub(super) fn begins_value(&mut self) -> bool {
        matches!(
            self.peek().kind,
            Tok::Open(_) | Tok::Word | Tok::Text | Tok::Number | Tok::Char | Tok::Broken
        )
    }

    /// Whether a value begins here; else tells what is there and steps over it.
    pub(super) fn starts_value(&mut self, place: &str) -> bool {
        if self.begins_value() {
            return true;
        }
        let token = self.peek();
        self.take();
        let sign = self.text(token);
        self.lexer.fault(self.sink, "missing-value", (token.start, token.end), || {
            words(
                format!("nothing stands before this `{sign}` in {place}"),
                format!("remove the `{sign}`, or write what is missing"),
            )
        });
        false
    }

    /// Takes the colon after a name or key; an equals sign does for one, with a word.
    pub(super) fn colon(&mut self, after: Token) -> bool {
        let token = self.peek();
        match token.kind {
            Tok::Colon => {
                self.take();
                true
            }
            Tok::Equals => {
                self.take();
                self.fault(
                    "missing-colon",
                    (token.start, token.end),
                    "a colon stands between name and value",
                    "write `:` for `=`",
                );
                true
            }
            _ => {
                let name = self.text(after);
                self.lexer.fault(self.sink, "missing-colon", (after.end, after.end), || {
                    words(format!("a colon is missing after `{}`", shown(name)), "write `name: value`")
                });
                self.begins_value()
            }
        }
    }

    pub(super) fn value_after_colon(&mut self) {
        if self.begins_value() {
            return self.value();
        }
        let end = self.last_end;
        self.fault(
            "missing-value",
            (end, end),
            "a value is missing here",
            "write the value, or remove the name",
        );
        self.push(Kind::Broken, end, end, 0);
    }

    /// Takes the comma after a member; tells where one is missing.
    pub(super) fn comma(&mut self) {
        let mended = std::mem::take(&mut self.mended);
        match self.peek().kind {
            Tok::Comma => {
                self.take();
            }
            Tok::Close(_) | Tok::End => {}
            _ if mended => {}
            _ if self.quote_inside() || self.joined() => self.comma(),
            _ => {
                let end = self.last_end;
                self.fault(
                    "missing-comma",
                    (end, end),
                    "a comma is missing here",
                    "put a comma between two values",
                );
            }
        }
    }
}

fn closer(open: u8) -> u8 {
    match open {
        b'(' => b')',
        b'[' => b']',
        _ => b'}',
    }
}

fn opener_closer(opener: Token) -> char {
    match opener.kind {
        Tok::Open(open) => char::from(closer(open)),
        _ => ')',
    }
}
