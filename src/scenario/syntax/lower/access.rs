//! serde's view of what stands inside a node. What was found faulty in an earlier reading is passed over.

use std::collections::BTreeSet;

use serde::de::value::{BorrowedStrDeserializer, U32Deserializer};
use serde::de::{
    DeserializeSeed, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use super::super::super::finding::{Words, words};
use super::super::lexer::shown;
use super::super::tree::{Children, Kind, NodeId};
use super::de::De;
use super::error::{Error, Fault, found, known_names};

type Read<V> = Result<V, Error>;

/// The elements of a list, or the values in round brackets.
pub(super) struct Elements<'t, 'c, 'a> {
    de: De<'t, 'c, 'a>,
    children: Children<'a>,
}

impl<'t, 'c, 'a> Elements<'t, 'c, 'a> {
    pub(super) fn new(de: De<'t, 'c, 'a>) -> Self {
        Self { de, children: de.tree().children(de.node) }
    }
}

impl<'t> SeqAccess<'t> for Elements<'t, '_, '_> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Read<Option<S::Value>> {
        let next = self.children.by_ref().find(|child| !self.de.cx.is_left_out(*child));
        next.map(|child| seed.deserialize(De::new(self.de.cx, child)).map_err(|e| e.at(child))).transpose()
    }
}

/// A single thing where a list is expected: a list of one.
pub(super) struct One<'t, 'c, 'a> {
    de: Option<De<'t, 'c, 'a>>,
}

impl<'t, 'c, 'a> One<'t, 'c, 'a> {
    pub(super) fn new(de: De<'t, 'c, 'a>) -> Self {
        Self { de: Some(de) }
    }
}

impl<'t> SeqAccess<'t> for One<'t, '_, '_> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Read<Option<S::Value>> {
        self.de.take().map(|de| seed.deserialize(de).map_err(|e| e.at(de.node))).transpose()
    }
}

/// The fields of a struct. Names that it does not have, or has twice, are told here and passed over.
pub(super) struct Fields<'t, 'c, 'a> {
    de: De<'t, 'c, 'a>,
    children: Children<'a>,
    known: &'static [&'static str],
    /// Where in `known` the name after the last one stands: fields are mostly written in their order.
    hint: usize,
    /// A bit for each of the first 128 known names.
    seen: u128,
    value: Option<NodeId>,
}

impl<'t, 'c, 'a> Fields<'t, 'c, 'a> {
    pub(super) fn new(de: De<'t, 'c, 'a>, known: &'static [&'static str]) -> Self {
        Self { de, children: de.tree().children(de.node), known, hint: 0, seen: 0, value: None }
    }

    fn place(&self, name: &str) -> Option<usize> {
        let (before, after) = self.known.split_at_checked(self.hint)?;
        let ahead = after.iter().position(|k| *k == name).map(|n| n + self.hint);
        ahead.or_else(|| before.iter().position(|k| *k == name))
    }

    /// The place of the name among the known ones, if it is to be read.
    fn admit(&mut self, field: NodeId, value: NodeId) -> Option<usize> {
        let cx = self.de.cx;
        if cx.tree.kind(field) == Kind::Broken {
            cx.leave_out(value);
            return None;
        }
        let name = cx.tree.source(field);
        let Some(place) = self.place(name) else {
            self.pass_over(field, value, "unknown-field", || {
                words(format!("there is no field `{}` here", shown(name)), known_names(name, self.known))
            });
            return None;
        };
        let bit = u32::try_from(place).ok().and_then(|n| 1_u128.checked_shl(n)).unwrap_or(0);
        if self.seen & bit != 0 {
            self.pass_over(field, value, "duplicate-field", || {
                words(format!("`{name}` stands here twice"), "keep one of them")
            });
            return None;
        }
        self.seen |= bit;
        (!cx.is_left_out(value)).then_some(place)
    }

    /// Tells about a field that is not to be read; at later readings it is passed over in silence.
    fn pass_over(&self, field: NodeId, value: NodeId, code: &'static str, words: impl FnOnce() -> Words) {
        if self.de.cx.leave_out(value) {
            self.de.cx.tell(Fault::new(code, field, words()).into());
        }
    }
}

impl<'t> MapAccess<'t> for Fields<'t, '_, '_> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Read<Option<S::Value>> {
        while let (Some(field), Some(value)) = (self.children.next(), self.children.next()) {
            if let Some(place) = self.admit(field, value) {
                self.hint = place + 1;
                self.value = Some(value);
                let name = self.de.tree().source(field);
                return seed
                    .deserialize(BorrowedStrDeserializer::new(name))
                    .map(Some)
                    .map_err(|e: Error| e.at(field));
            }
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Read<S::Value> {
        value_of(self.de, self.value, seed)
    }
}

fn value_of<'t, S: DeserializeSeed<'t>>(
    de: De<'t, '_, '_>,
    value: Option<NodeId>,
    seed: S,
) -> Read<S::Value> {
    let value = value.ok_or_else(|| Error::told(de.node))?;
    seed.deserialize(De::new(de.cx, value)).map_err(|e| e.at(value))
}

/// Keys and values of a map; or names and values of a struct, where nobody knows which names there may be.
pub(super) struct Pairs<'t, 'c, 'a> {
    de: De<'t, 'c, 'a>,
    children: Children<'a>,
    seen: BTreeSet<&'t str>,
    value: Option<NodeId>,
}

impl<'t, 'c, 'a> Pairs<'t, 'c, 'a> {
    pub(super) fn new(de: De<'t, 'c, 'a>) -> Self {
        Self { de, children: de.tree().children(de.node), seen: BTreeSet::new(), value: None }
    }

    fn admit(&mut self, key: NodeId, value: NodeId) -> bool {
        let cx = self.de.cx;
        if cx.is_left_out(value) || cx.is_left_out(key) {
            return false;
        }
        let name = cx.tree.source(key);
        if !self.seen.insert(name) {
            let message = format!("the key {} stands here twice", shown(name));
            cx.tell(Fault::new("duplicate-field", key, words(message, "keep one of them")).into());
            cx.leave_out(value);
            return false;
        }
        true
    }
}

impl<'t> MapAccess<'t> for Pairs<'t, '_, '_> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Read<Option<S::Value>> {
        while let (Some(key), Some(value)) = (self.children.next(), self.children.next()) {
            if self.admit(key, value) {
                self.value = Some(value);
                return seed.deserialize(De::new(self.de.cx, key)).map(Some).map_err(|e| e.at(key));
            }
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Read<S::Value> {
        value_of(self.de, self.value, seed)
    }
}

/// What [`Spanned`](super::super::Spanned) asks for: start, end, file, and the value itself.
pub(super) struct SpanOf<'t, 'c, 'a> {
    de: De<'t, 'c, 'a>,
    step: u8,
}

impl<'t, 'c, 'a> SpanOf<'t, 'c, 'a> {
    pub(super) fn new(de: De<'t, 'c, 'a>) -> Self {
        Self { de, step: 0 }
    }
}

impl<'t> SeqAccess<'t> for SpanOf<'t, '_, '_> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Read<Option<S::Value>> {
        let span = self.de.tree().span(self.de.node);
        self.step += 1;
        let figure = match self.step {
            1 => span.start,
            2 => span.end,
            3 => u32::from(span.file.0),
            4 => return seed.deserialize(self.de).map(Some),
            _ => return Ok(None),
        };
        let figure: U32Deserializer<Error> = figure.into_deserializer();
        seed.deserialize(figure).map(Some)
    }
}

/// A word, or a word with brackets, as one of several variants.
pub(super) struct EnumNode<'t, 'c, 'a> {
    pub(super) de: De<'t, 'c, 'a>,
    /// The variants; none where the reader takes any word and judges itself.
    pub(super) known: Option<&'static [&'static str]>,
}

impl<'t, 'c, 'a> EnumAccess<'t> for EnumNode<'t, 'c, 'a> {
    type Error = Error;
    type Variant = Content<'t, 'c, 'a>;

    fn variant_seed<S: DeserializeSeed<'t>>(self, seed: S) -> Read<(S::Value, Self::Variant)> {
        let (de, tree) = (self.de, self.de.tree());
        let word = if de.bare { "" } else { tree.word(de.node) };
        if word.is_empty() {
            return self.no_word();
        }
        if let Some(known) = self.known.filter(|known| !known.contains(&word)) {
            return Err(Fault::unknown_word(tree, de.node, word, known).into());
        }
        let variant =
            seed.deserialize(BorrowedStrDeserializer::new(word)).map_err(|e: Error| e.at(de.node))?;
        Ok((variant, Content { de }))
    }
}

impl EnumNode<'_, '_, '_> {
    fn no_word<V>(&self) -> Read<V> {
        let (tree, node) = (self.de.tree(), self.de.node);
        if tree.kind(node) == Kind::Broken {
            return Err(Error::told(node));
        }
        let known = self.known.unwrap_or_default();
        let text = tree.string(node).unwrap_or_default();
        // `TLP:AMBER+STRICT` is how others write `amber_strict`.
        let plain =
            text.rsplit(':').next().unwrap_or_default().trim().to_lowercase().replace([' ', '-', '+'], "_");
        let help = match known.iter().find(|k| **k == plain) {
            Some(word) => format!("write it without quotes: {word}"),
            None => known_names(&text, known),
        };
        let message = format!("expected one of the words known here, found {}", found(tree, node));
        let fault = Fault::new("wrong-type", node, words(message, help));
        Err(Fault { whole: true, ..fault }.into())
    }
}

/// What stands in the brackets after the word of a variant.
pub(super) struct Content<'t, 'c, 'a> {
    de: De<'t, 'c, 'a>,
}

impl<'t, 'c, 'a> Content<'t, 'c, 'a> {
    fn word(&self) -> &'t str {
        self.de.tree().word(self.de.node)
    }

    /// The brackets themselves, or those within: `notify(a: 1)` and `notify((a: 1))` are the same.
    fn inner(&self, kind: Kind) -> Read<De<'t, 'c, 'a>> {
        let (de, tree) = (self.de, self.de.tree());
        if tree.kind(de.node) == Kind::Word {
            let words = words(
                format!("`{}` needs more than its name", self.word()),
                format!("write `{}( … )`", self.word()),
            );
            return Err(Fault::new("wrong-type", de.node, words).into());
        }
        match de.only() {
            Some(only) if tree.kind(only) == kind && tree.word(only).is_empty() => {
                if de.cx.is_left_out(only) {
                    return Err(Error::told(de.node));
                }
                Ok(De::new(de.cx, only))
            }
            _ => Ok(De { bare: true, ..de }),
        }
    }
}

impl<'t> VariantAccess<'t> for Content<'t, '_, '_> {
    type Error = Error;

    fn unit_variant(self) -> Read<()> {
        let tree = self.de.tree();
        if tree.kind(self.de.node) == Kind::Word {
            return Ok(());
        }
        let words = words(
            format!("`{}` takes nothing in brackets", self.word()),
            format!("write `{}` alone", self.word()),
        );
        let fault = Fault::new("wrong-type", self.de.node, words);
        Err(Fault { whole: true, ..fault }.into())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'t>>(self, seed: S) -> Read<S::Value> {
        let de = match self.de.only() {
            Some(only) if self.de.cx.is_left_out(only) => return Err(Error::told(self.de.node)),
            Some(only) => De::new(self.de.cx, only),
            None => self.inner(Kind::Broken)?,
        };
        seed.deserialize(de).map_err(|e| e.at(de.node))
    }

    fn tuple_variant<V: Visitor<'t>>(self, len: usize, visitor: V) -> Read<V::Value> {
        use serde::Deserializer as _;
        let inner = if len == 1 { De { bare: true, ..self.de } } else { self.inner(Kind::Tuple)? };
        inner.deserialize_tuple(len, visitor)
    }

    fn struct_variant<V: Visitor<'t>>(self, fields: &'static [&'static str], visitor: V) -> Read<V::Value> {
        let de = self.de;
        // A word alone is the variant with all its fields left out: `sitrep` is `sitrep()`.
        if de.tree().kind(de.node) == Kind::Word {
            return visitor.visit_map(Fields::new(de, fields)).map_err(|e| e.at(de.node));
        }
        self.inner(Kind::Struct)?.fields("", fields, visitor)
    }
}
