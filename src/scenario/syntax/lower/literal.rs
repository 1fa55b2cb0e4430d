//! What literals mean. The plain ones are read here; odd ones by the `ron` crate itself.

use std::borrow::Cow;

use super::super::tree::{ESCAPED, Kind, NodeId, RAW, Tree};

/// A number as it is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in super::super) enum Number {
    Natural(u64),
    Negative(i64),
    Real(f64),
}

/// Whether the literal is a number.
pub(in super::super) fn is_number(literal: &str) -> bool {
    number(literal).is_some()
}

/// The number that a literal stands for; none where it is not one, or is not finite.
pub(in super::super) fn number(literal: &str) -> Option<Number> {
    if literal.bytes().all(|b| b.is_ascii_digit()) && literal.len() < 19 {
        return literal.parse().ok().map(Number::Natural);
    }
    let plain = literal.bytes().all(|b| matches!(b, b'0'..=b'9' | b'_' | b'.' | b'e' | b'E' | b'+' | b'-'));
    // No number of a scenario is this long; what is, is an attack.
    if literal.len() > 400 {
        return None;
    }
    if !plain {
        return odd(literal);
    }
    let misplaced = literal.starts_with('_')
        || literal.contains("._")
        || literal.contains("-_")
        || literal.contains("+_");
    if misplaced || !literal.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let clean: Cow<'_, str> =
        if literal.contains('_') { Cow::Owned(literal.replace('_', "")) } else { Cow::Borrowed(literal) };
    if let Ok(natural) = clean.parse() {
        return Some(Number::Natural(natural));
    }
    if let Ok(negative) = clean.parse() {
        return Some(Number::Negative(negative));
    }
    clean.parse().ok().filter(|x: &f64| x.is_finite()).map(Number::Real)
}

/// `0xff`, `1u8`, `0.5f32`: as `ron` has them.
fn odd(literal: &str) -> Option<Number> {
    if !literal.is_ascii() {
        return None;
    }
    if let Ok(natural) = ron::from_str::<u64>(literal) {
        return Some(Number::Natural(natural));
    }
    if let Ok(negative) = ron::from_str::<i64>(literal) {
        return Some(Number::Negative(negative));
    }
    ron::from_str(literal).ok().filter(|x: &f64| x.is_finite()).map(Number::Real)
}

/// The text of a node in quotes, escapes decoded; borrowed where there are none.
pub(in super::super) fn text<'t>(tree: &Tree<'t>, id: NodeId) -> Option<Cow<'t, str>> {
    let node = tree.node(id);
    if node.kind != Kind::Text {
        return None;
    }
    let source = tree.source(id);
    if node.flags & RAW != 0 {
        let marks = source.bytes().skip(1).take_while(|b| *b == b'#').count() + 1;
        return source.get(1 + marks..source.len() - marks).map(Cow::Borrowed);
    }
    if node.flags & ESCAPED != 0 {
        return ron::from_str::<String>(source).ok().map(Cow::Owned);
    }
    source.get(1..source.len() - 1).map(Cow::Borrowed)
}

/// The character of a node in single quotes.
pub(in super::super) fn character(tree: &Tree<'_>, id: NodeId) -> Option<char> {
    (tree.kind(id) == Kind::Char).then(|| ron::from_str(tree.source(id)).ok()).flatten()
}
