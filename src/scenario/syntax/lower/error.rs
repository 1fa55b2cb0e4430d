//! Why a node is not what it should be, in words that need no programmer.

use std::fmt;

use serde::de::{Expected, Unexpected};

use super::super::super::finding::{Words, nearest, words};
use super::super::lexer::shown;
use super::super::tree::{Kind, NodeId, Tree};
use super::literal;

/// A fault, and the node it is about.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) code: &'static str,
    pub(super) node: Option<NodeId>,
    /// It is about a whole struct: the finding points at the head of it.
    pub(super) whole: bool,
    pub(super) words: Words,
}

/// What serde carries up: a fault to tell, or word that one below has been told.
#[derive(Debug)]
pub(super) struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    node: Option<NodeId>,
    missing: Option<&'static str>,
    fault: Option<Fault>,
}

impl Error {
    fn new(code: &'static str, words: Words) -> Self {
        let fault = Fault { code, node: None, whole: false, words };
        Self(Box::new(Inner { node: None, missing: None, fault: Some(fault) }))
    }

    /// Nothing can come of `node`, and why has been told.
    pub(super) fn told(node: NodeId) -> Self {
        Self(Box::new(Inner { node: Some(node), missing: None, fault: None }))
    }

    /// The node, where no one further in has said so.
    pub(super) fn at(mut self, node: NodeId) -> Self {
        self.0.node.get_or_insert(node);
        self
    }

    pub(super) fn node(&self) -> Option<NodeId> {
        self.0.node
    }

    /// The field whose absence this is about, if nobody has placed the error yet.
    pub(super) fn missing(&self) -> Option<&'static str> {
        self.0.missing.filter(|_| self.0.node.is_none())
    }

    pub(super) fn into_fault(self) -> Option<Fault> {
        let node = self.0.node;
        self.0.fault.map(|fault| Fault { node: fault.node.or(node), ..fault })
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self(Box::new(Inner { node: fault.node, missing: None, fault: Some(fault) }))
    }
}

impl Fault {
    pub(super) fn new(code: &'static str, node: NodeId, words: Words) -> Self {
        Self { code, node: Some(node), whole: false, words }
    }

    /// `node` is not `expected`, which is said like "a text".
    pub(super) fn wrong_type(tree: &Tree<'_>, node: NodeId, expected: &str) -> Self {
        let message = format!("expected {expected}, found {}", found(tree, node));
        let fault = Self::new("wrong-type", node, Words { message, help: mend(tree, node, expected) });
        Self { whole: true, ..fault }
    }

    pub(super) fn unknown_word(tree: &Tree<'_>, node: NodeId, word: &str, known: &[&str]) -> Self {
        let help = known_names(word, known);
        let message = format!("`{}` is not one of the words known here", shown(word));
        let fault = Self::new("unknown-word", node, words(message, help));
        Self { whole: matches!(tree.kind(node), Kind::Struct | Kind::Tuple), ..fault }
    }
}

/// The nearest name and all the others.
pub(in super::super) fn known_names(name: &str, known: &[&str]) -> String {
    let all = known.iter().map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", ");
    match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`? Known are {all}"),
        None if known.is_empty() => "remove it".to_owned(),
        None => format!("known are {all}"),
    }
}

/// What stands at a node, in plain words.
pub(super) fn found(tree: &Tree<'_>, node: NodeId) -> String {
    match tree.kind(node) {
        Kind::Word | Kind::Name => format!("the word `{}`", shown(tree.source(node))),
        Kind::Text => "a text".to_owned(),
        Kind::Number => format!("the number {}", shown(tree.source(node))),
        Kind::Char => "a single character".to_owned(),
        Kind::List => "a list [ … ]".to_owned(),
        Kind::Map => "a map { … }".to_owned(),
        Kind::Struct | Kind::Tuple if !tree.word(node).is_empty() => {
            format!("`{}( … )`", shown(tree.word(node)))
        }
        Kind::Struct => "named fields ( … )".to_owned(),
        Kind::Tuple if tree.children(node).next().is_none() => "empty brackets ()".to_owned(),
        Kind::Tuple => "values in round brackets ( … )".to_owned(),
        Kind::Broken => "nothing that can be read".to_owned(),
    }
}

fn mend(tree: &Tree<'_>, node: NodeId, expected: &str) -> Option<String> {
    let source = shown(tree.source(node));
    match (tree.kind(node), expected) {
        (Kind::Word | Kind::Number, "a text") => Some(format!("write it in quotes: \"{source}\"")),
        (Kind::Char, "a text") => Some("write it in double quotes".to_owned()),
        (Kind::Text, "true or false") => Some("write `true` or `false` without quotes".to_owned()),
        (Kind::Text, e) if e.contains("number") => {
            let inner = tree.string(node).unwrap_or_default();
            literal::is_number(&inner).then(|| format!("write it without quotes: {inner}"))
        }
        (Kind::Broken, _) => None,
        (Kind::Map, "named fields ( … )") => {
            Some("write round brackets, and names without quotes".to_owned())
        }
        (_, "a list [ … ]" | "a list") => Some("put it in square brackets: `[ … ]`".to_owned()),
        _ => None,
    }
}

/// What serde or a type of ours says it expects, without the words of a programmer.
fn plain(expected: &dyn Expected) -> String {
    let said = expected.to_string();
    match said.as_str() {
        "a string" | "a borrowed string" | "string" | "str" => "a text".to_owned(),
        "a sequence" => "a list".to_owned(),
        "a boolean" => "true or false".to_owned(),
        "f32" | "f64" => "a number".to_owned(),
        "u8" | "u16" | "u32" | "u64" | "usize" | "i8" | "i16" | "i32" | "i64" | "isize" => {
            "a whole number".to_owned()
        }
        _ if said.starts_with("struct ") => "named fields ( … )".to_owned(),
        _ if said.starts_with("enum ") => "one of the words known here".to_owned(),
        _ if said.starts_with("tuple ") => "values in round brackets ( … )".to_owned(),
        _ => said,
    }
}

fn plainly(unexpected: Unexpected<'_>) -> String {
    match unexpected {
        Unexpected::Bool(b) => format!("`{b}`"),
        Unexpected::Unsigned(n) => format!("the number {n}"),
        Unexpected::Signed(n) => format!("the number {n}"),
        Unexpected::Float(n) => format!("the number {n}"),
        Unexpected::Str(text) => format!("the text \"{}\"", shown(text)),
        Unexpected::Seq => "a list".to_owned(),
        Unexpected::Map => "named fields or a map".to_owned(),
        Unexpected::Unit => "empty brackets ()".to_owned(),
        Unexpected::Option => "`None`".to_owned(),
        Unexpected::Enum => "a bare word".to_owned(),
        other => other.to_string(),
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.fault.as_ref().map_or("told before", |fault| &fault.words.message))
    }
}

impl std::error::Error for Error {}

impl serde::de::Error for Error {
    /// A message like `what is wrong; how to mend it` is taken apart at its last semicolon.
    fn custom<T: fmt::Display>(message: T) -> Self {
        let message = message.to_string();
        let words = match message.rsplit_once("; ") {
            Some((what, mend)) => words(what, mend),
            None => Words { message, help: None },
        };
        Self::new("bad-value", words)
    }

    fn invalid_type(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let message = format!("expected {}, found {}", plain(expected), plainly(unexpected));
        Self::new("wrong-type", Words { message, help: None })
    }

    fn invalid_value(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let message = format!("expected {}, found {}", plain(expected), plainly(unexpected));
        Self::new("bad-value", Words { message, help: None })
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        let message = format!("expected {}, found {length} values", plain(expected));
        Self::new("wrong-length", Words { message, help: None })
    }

    fn unknown_variant(word: &str, known: &'static [&'static str]) -> Self {
        let message = format!("`{}` is not one of the words known here", shown(word));
        Self::new("unknown-word", words(message, known_names(word, known)))
    }

    fn unknown_field(name: &str, known: &'static [&'static str]) -> Self {
        Self::new(
            "unknown-field",
            words(format!("there is no field `{}` here", shown(name)), known_names(name, known)),
        )
    }

    fn missing_field(name: &'static str) -> Self {
        let mut error =
            Self::new("missing-field", words(format!("`{name}` is missing"), format!("add `{name}: …`")));
        error.0.missing = Some(name);
        if let Some(fault) = &mut error.0.fault {
            fault.whole = true;
        }
        error
    }

    fn duplicate_field(name: &'static str) -> Self {
        Self::new("duplicate-field", words(format!("`{name}` stands here twice"), "keep one of them"))
    }
}
