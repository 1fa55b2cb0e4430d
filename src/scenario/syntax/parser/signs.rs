//! Brackets, colons and commas: taken where they stand, told and mended where they do not.

use super::{Parser, Tok, Token, words};
use crate::scenario::syntax::lexer::shown;
use crate::scenario::syntax::tree::Kind;

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
