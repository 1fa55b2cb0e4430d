//! Tokens to a tree. A fault is told, the reading goes on at the next comma or bracket.

mod signs;

use super::super::FileId;
use super::super::finding::{Sink, words};
use super::lexer::{Lexer, Tok, Token};
use super::tree::{Kind, NAMED, Node, Tree};
use crate::base::limits;

/// Reads a text; all that is wrong with it goes to the sink. Always gives a tree, be it an empty one.
pub fn parse<'t>(file: FileId, text: &'t str, sink: &mut Sink) -> Tree<'t> {
    if text.len() > limits::FILE_BYTES {
        let (size, most) = (text.len() >> 20, limits::FILE_BYTES >> 20);
        sink.error_with("file-too-large", super::Span32::new(file, 0, 0), || {
            words(format!("the file has {size} MB; at most {most} MB are read"), "split it with `include`")
        });
        return Tree { text, file, nodes: Vec::new() };
    }
    let lexer = Lexer::new(file, text);
    let mut parser = Parser {
        lexer,
        sink,
        nodes: Vec::new(),
        open: Vec::new(),
        ahead: [None; 2],
        last_end: 0,
        ended: false,
        mended: false,
    };
    parser.nodes.reserve((text.len() / 12).min(limits::NODES));
    parser.file();
    Tree { text, file, nodes: parser.nodes }
}

struct Parser<'t, 's> {
    lexer: Lexer<'t>,
    sink: &'s mut Sink,
    nodes: Vec<Node>,
    /// The open brackets: which, and where.
    open: Vec<(u8, usize)>,
    ahead: [Option<Token>; 2],
    /// The end of the token taken last.
    last_end: usize,
    /// That the file ends too early, or holds too much, has been told.
    ended: bool,
    /// A missing bracket has just been told: no word on the comma that goes with it.
    mended: bool,
}

impl<'t> Parser<'t, '_> {
    fn file(&mut self) {
        self.attributes();
        if self.peek().kind == Tok::End {
            let at = self.peek().start;
            self.fault(
                "empty-file",
                (at, at),
                "the file holds nothing",
                "`startex new FILE` writes one to start from",
            );
            return;
        }
        let mut first = true;
        loop {
            let token = self.peek();
            match token.kind {
                Tok::End => return,
                Tok::Close(_) => self.stray(token),
                Tok::Comma | Tok::Colon | Tok::Equals if first => {
                    self.take();
                    self.fault(
                        "missing-value",
                        (token.start, token.end),
                        "a value is missing before this",
                        "begin the file with `(`",
                    );
                }
                _ if first => {
                    first = false;
                    self.value();
                }
                _ => {
                    self.fault(
                        "text-after-end",
                        (token.start, token.end),
                        "the scenario has ended before this",
                        "remove what follows, or the bracket that closes too early",
                    );
                    return;
                }
            }
        }
    }

    /// `#![enable(…)]`: what it can turn on is on.
    fn attributes(&mut self) {
        loop {
            let rest = self.lexer.text.get(self.lexer.at..).unwrap_or_default();
            let blank = rest.len() - rest.trim_start().len();
            let Some(body) = rest.trim_start().strip_prefix("#![") else { return };
            let Some(end) = body.find(']') else { return };
            self.lexer.at += blank + "#![".len() + end + 1;
        }
    }

    fn peek(&mut self) -> Token {
        if let Some(token) = self.ahead[0] {
            return token;
        }
        let token = self.lexer.next(self.sink);
        self.ahead[0] = Some(token);
        token
    }

    fn peek_second(&mut self) -> Token {
        self.peek();
        if let Some(token) = self.ahead[1] {
            return token;
        }
        let token = self.lexer.next(self.sink);
        self.ahead[1] = Some(token);
        token
    }

    fn take(&mut self) -> Token {
        let token = self.peek();
        self.ahead = [self.ahead[1], None];
        self.last_end = token.end;
        token
    }

    fn fault(&mut self, code: &'static str, range: (usize, usize), message: &str, help: &str) {
        self.lexer.fault(self.sink, code, range, || words(message, help));
    }

    fn text(&self, token: Token) -> &'t str {
        self.lexer.text.get(token.start..token.end).unwrap_or_default()
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize, flags: u8) -> usize {
        let index = self.nodes.len();
        if index >= limits::NODES {
            self.too_many(start);
            return index;
        }
        // Texts over the limit of bytes were refused: offsets and counts fit.
        self.nodes.push(Node { start: start as u32, end: end as u32, next: index as u32 + 1, kind, flags });
        index
    }

    /// Ends the reading: what follows would fill the memory.
    fn too_many(&mut self, at: usize) {
        if !self.ended {
            self.ended = true;
            let message = format!("the file holds over {} values; the rest was not read", limits::NODES);
            self.fault("file-too-large", (at, at), &message, "split it with `include`");
        }
        self.lexer.at = self.lexer.text.len();
        self.ahead = [None; 2];
    }

    /// Reads one value at a token that begins one.
    fn value(&mut self) {
        let token = self.take();
        let kind = match token.kind {
            Tok::Open(bracket) => return self.group(token.start, bracket, token, 0),
            Tok::Word => {
                let next = self.peek();
                if next.kind == Tok::Open(b'(') {
                    self.take();
                    return self.group(token.start, b'(', next, NAMED);
                }
                Kind::Word
            }
            Tok::Text => Kind::Text,
            Tok::Number => Kind::Number,
            Tok::Char => Kind::Char,
            _ => Kind::Broken,
        };
        self.push(kind, token.start, token.end, token.flags);
    }

    /// Reads what stands in brackets; the opening one has been taken.
    fn group(&mut self, start: usize, bracket: u8, opener: Token, flags: u8) {
        if self.open.len() >= limits::NESTING {
            return self.skip_group(start, opener);
        }
        let kind = match bracket {
            b'[' => Kind::List,
            b'{' => Kind::Map,
            _ => Kind::Tuple,
        };
        let index = self.push(kind, start, opener.end, flags);
        self.open.push((bracket, opener.start));
        let end = match kind {
            Kind::List => self.elements(opener),
            Kind::Map => self.entries(opener),
            _ => self.members(opener, index),
        };
        self.open.pop();
        let next = self.nodes.len() as u32;
        if let Some(node) = self.nodes.get_mut(index) {
            (node.end, node.next) = (end as u32, next);
        }
    }

    /// Steps over brackets that are nested too deep.
    fn skip_group(&mut self, start: usize, opener: Token) {
        let message = format!("brackets are nested over {} deep", limits::NESTING);
        self.fault("too-deep", (opener.start, opener.end), &message, "a scenario needs no more than ten");
        let mut depth = 1_usize;
        let mut end = opener.end;
        while depth > 0 {
            let token = self.take();
            match token.kind {
                Tok::Open(_) => depth += 1,
                Tok::Close(_) => depth -= 1,
                Tok::End => break,
                _ => {}
            }
            end = token.end;
        }
        self.push(Kind::Broken, start, end, 0);
    }

    /// `[a, b]`
    fn elements(&mut self, opener: Token) -> usize {
        let mut count = 0_usize;
        loop {
            if let Some(end) = self.close(b'[', opener) {
                return end;
            }
            if self.peek().kind == Tok::Word && matches!(self.peek_second().kind, Tok::Colon | Tok::Equals) {
                let name = self.peek();
                if count > 0 && self.open.len() > 1 {
                    // The names go on in the bracket outside: this one lacks its end.
                    let at = self.last_end;
                    return self.unclosed(opener, at);
                }
                self.take();
                self.take();
                self.fault(
                    "stray-name",
                    (name.start, name.end),
                    "a list holds values without names",
                    "put named fields into `( … )`",
                );
                continue;
            }
            if self.starts_value("a list") {
                self.value();
                count += 1;
                self.comma();
            }
        }
    }

    /// `{k: v}`
    fn entries(&mut self, opener: Token) -> usize {
        loop {
            if let Some(end) = self.close(b'{', opener) {
                return end;
            }
            if !self.starts_value("a map") {
                continue;
            }
            let opening = self.peek();
            self.value();
            // A key may be a whole group: what is missing is missing after it.
            let key = Token { end: self.last_end, ..opening };
            if self.colon(key) {
                self.value_after_colon();
            } else {
                self.push(Kind::Broken, key.end, key.end, 0);
            }
            self.comma();
        }
    }

    /// `(name: value)` or `(a, b)`: the first member says which.
    fn members(&mut self, opener: Token, index: usize) -> usize {
        let mut named = None;
        loop {
            if let Some(end) = self.close(b'(', opener) {
                return end;
            }
            if !self.starts_value("brackets") {
                continue;
            }
            let in_list =
                self.open.len() > 1 && self.open.get(self.open.len() - 2).is_some_and(|o| o.0 == b'[');
            if in_list && named == Some(true) && self.peek().kind == Tok::Open(b'(') {
                // The next item of the list: this one lacks its end.
                let at = self.last_end;
                return self.unclosed(opener, at);
            }
            let is_field = self.at_field(named);
            if *named.get_or_insert(is_field) != is_field {
                self.misplaced(is_field);
            } else if is_field {
                if let Some(node) = self.nodes.get_mut(index) {
                    node.kind = Kind::Struct;
                }
                self.field();
            } else {
                self.value();
            }
            self.comma();
        }
    }

    /// Whether a field with a name begins here, be it that its colon is missing.
    fn at_field(&mut self, named: Option<bool>) -> bool {
        match (self.peek().kind, self.peek_second().kind) {
            (Tok::Word | Tok::Text | Tok::Broken, Tok::Colon | Tok::Equals) => true,
            (Tok::Word, Tok::Text | Tok::Number | Tok::Char | Tok::Broken | Tok::Open(b'[' | b'{')) => {
                named != Some(false)
            }
            (Tok::Word, Tok::Word) => named == Some(true),
            _ => false,
        }
    }

    fn field(&mut self) {
        let name = self.take();
        let (mut start, mut end) = (name.start, name.end);
        if name.kind == Tok::Text {
            (start, end) = (start + 1, (end - 1).max(start + 1));
            self.fault(
                "quoted-name",
                (name.start, name.end),
                "the name of a field has no quotes",
                "write the name without them",
            );
        }
        let kind = if name.kind == Tok::Broken { Kind::Broken } else { Kind::Name };
        self.push(kind, start, end, 0);
        if self.colon(name) {
            self.value_after_colon();
        } else {
            self.push(Kind::Broken, name.end, name.end, 0);
        }
    }

    /// A member of the other sort than the first: told, read, and not kept.
    fn misplaced(&mut self, is_field: bool) {
        let token = self.peek();
        let length = self.nodes.len();
        let (message, help) = if is_field {
            self.field();
            ("this has a name, what stands before it has none", "give each a name, or none of them")
        } else {
            let parted = self.parted_number(token);
            self.value();
            let help = if parted {
                "write `0.5` with a point, and thousands like `40_000`"
            } else {
                "write `name: value`, or close a bracket before it"
            };
            ("this value has no name, what stands before it has one", help)
        };
        // What is read keeps its faults, but has no place in the tree.
        self.nodes.truncate(length);
        self.fault("missing-name", (token.start, token.end), message, help);
    }
}

#[cfg(test)]
mod tests;
