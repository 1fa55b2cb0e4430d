//! serde's view of one node.

use serde::de::{Deserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::super::super::finding::words;
use super::super::spanned::RESERVED;
use super::super::tree::{Kind, NodeId, Tree};
use super::Context;
use super::access::{Elements, EnumNode, Fields, One, Pairs, SpanOf};
use super::error::{Error, Fault, found, known_names};
use super::literal::{self, Number};

/// A node to be read.
#[derive(Clone, Copy)]
pub(super) struct De<'t, 'c, 'a> {
    pub(super) cx: &'a Context<'t, 'c>,
    pub(super) node: NodeId,
    /// The word before the bracket is a variant's, and has been read.
    pub(super) bare: bool,
}

type Read<V> = Result<V, Error>;

impl<'t, 'c, 'a> De<'t, 'c, 'a> {
    pub(super) fn new(cx: &'a Context<'t, 'c>, node: NodeId) -> Self {
        Self { cx, node, bare: false }
    }

    pub(super) fn tree(&self) -> &'a Tree<'t> {
        self.cx.tree
    }

    fn kind(&self) -> Kind {
        self.tree().kind(self.node)
    }

    pub(super) fn wrong<V>(&self, expected: &str) -> Read<V> {
        Err(match self.kind() {
            Kind::Broken => Error::told(self.node),
            _ => Fault::wrong_type(self.tree(), self.node, expected).into(),
        })
    }

    /// A number within `least..=most`; what it cannot be is told in words.
    fn whole(&self, least: i64, most: u64) -> Read<Number> {
        let number = match self.kind() {
            Kind::Number => literal::number(self.tree().source(self.node)),
            _ => return self.wrong("a whole number"),
        };
        let (message, help) = match number {
            Some(Number::Natural(n)) if n <= most => return Ok(Number::Natural(n)),
            Some(Number::Negative(n)) if n >= least => return Ok(Number::Negative(n)),
            Some(Number::Natural(_)) => ("this number is too large", format!("at most {most}")),
            Some(Number::Negative(_)) => ("this number is too small", format!("at least {least}")),
            #[allow(clippy::cast_precision_loss, reason = "only to tell small from large")]
            Some(Number::Real(x)) if x.fract() == 0.0 && x.abs() < most as f64 => {
                ("expected a whole number, found one with a point", self.without_point())
            }
            Some(Number::Real(x)) if x.fract() == 0.0 => {
                ("this number is too large", format!("at most {most}"))
            }
            _ => {
                ("expected a whole number, found one with a fraction", "write it without a point".to_owned())
            }
        };
        Err(Fault::new("bad-value", self.node, words(message, help)).into())
    }

    /// How to write `40.000`: it may be meant as thousands.
    fn without_point(&self) -> String {
        match self.tree().source(self.node).split_once('.') {
            Some((whole, thousands)) if thousands.len() == 3 => {
                format!("write `{whole}_{thousands}` for thousands, or `{whole}`")
            }
            _ => "write it without a point, and thousands like `40_000`".to_owned(),
        }
    }

    /// Whether the word before the bracket is none, has been read, or is `name`.
    fn fits(&self, name: &str) -> bool {
        let word = self.tree().word(self.node);
        self.bare || word.is_empty() || word == name
    }

    fn count(&self) -> usize {
        self.tree().children(self.node).count()
    }

    /// The one value in the brackets, if there is exactly one.
    pub(super) fn only(&self) -> Option<NodeId> {
        let mut children = self.tree().children(self.node);
        children.next().filter(|_| children.next().is_none() && self.kind() == Kind::Tuple)
    }

    fn values<V: Visitor<'t>>(self, name: &str, len: usize, visitor: V) -> Read<V::Value> {
        match self.kind() {
            Kind::Tuple if self.fits(name) => {}
            Kind::List => {}
            _ => return self.wrong("values in round brackets ( … )"),
        }
        if self.tree().children(self.node).any(|child| self.cx.is_left_out(child)) {
            return Err(Error::told(self.node));
        }
        let count = self.count();
        if count != len {
            let words = words(
                format!("expected {len} values in the brackets, found {count}"),
                "separate them with commas",
            );
            let fault = Fault::new("wrong-length", self.node, words);
            return Err(Fault { whole: true, ..fault }.into());
        }
        visitor.visit_seq(Elements::new(self)).map_err(|e| e.at(self.node))
    }

    pub(super) fn fields<V: Visitor<'t>>(
        self,
        name: &str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        let empty = self.kind() == Kind::Tuple && self.count() == 0;
        if !(self.fits(name) && (empty || self.kind() == Kind::Struct)) {
            let unnamed =
                self.kind() == Kind::Tuple && (self.bare || !self.tree().word(self.node).is_empty());
            let Some(first) = known.first().filter(|_| unnamed) else {
                return self.wrong("named fields ( … )");
            };
            let help = format!("write `{first}: …`; {}", known_names("", known));
            let fault =
                Fault::new("wrong-type", self.node, words("what stands in these brackets has no name", help));
            return Err(Fault { whole: true, ..fault }.into());
        }
        visitor.visit_map(Fields::new(self, known)).map_err(|error| match error.missing() {
            Some(name) if self.told_of(name) => Error::told(self.node),
            _ => error.at(self.node),
        })
    }

    /// Whether the field is only missing because a fault in it was told.
    fn told_of(&self, name: &str) -> bool {
        let tree = self.tree();
        tree.fields(self.node).any(|(field, value)| {
            tree.kind(field) == Kind::Broken || (tree.source(field) == name && self.cx.is_left_out(value))
        })
    }

    fn word<V: Visitor<'t>>(self, visitor: V) -> Read<V::Value> {
        match self.tree().source(self.node) {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            "None" => visitor.visit_none(),
            _ => self.variant(visitor),
        }
    }

    fn variant<V: Visitor<'t>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_enum(EnumNode { de: self, known: None })
    }

    fn number<V: Visitor<'t>>(self, visitor: V) -> Read<V::Value> {
        match literal::number(self.tree().source(self.node)) {
            Some(Number::Natural(n)) => visitor.visit_u64(n),
            Some(Number::Negative(n)) => visitor.visit_i64(n),
            Some(Number::Real(x)) => visitor.visit_f64(x),
            None => Err(Error::told(self.node)),
        }
    }

    fn text<V: Visitor<'t>>(self, visitor: V) -> Read<V::Value> {
        match self.tree().string(self.node) {
            Some(std::borrow::Cow::Borrowed(text)) => visitor.visit_borrowed_str(text),
            Some(std::borrow::Cow::Owned(text)) => visitor.visit_string(text),
            None => Err(Error::told(self.node)),
        }
    }
}

/// The readers of whole numbers of each size.
macro_rules! whole {
    ($($method:ident $type:ty),*) => {
        $(fn $method<V: Visitor<'t>>(self, visitor: V) -> Read<V::Value> {
            #[allow(clippy::unnecessary_cast, reason = "one of the sizes is the target's own")]
            let number = self.whole(<$type>::MIN as i64, <$type>::MAX as u64)?;
            match number {
                Number::Natural(n) => visitor.visit_u64(n),
                Number::Negative(n) => visitor.visit_i64(n),
                Number::Real(x) => visitor.visit_f64(x),
            }
            .map_err(|e: Error| e.at(self.node))
        })*
    };
}

impl<'t> Deserializer<'t> for De<'t, '_, '_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'t>>(self, visitor: V) -> Read<V::Value> {
        let named = !self.bare && !self.tree().word(self.node).is_empty();
        match self.kind() {
            Kind::Word => self.word(visitor),
            Kind::Text => self.text(visitor),
            Kind::Number => self.number(visitor),
            Kind::Char => return self.deserialize_char(visitor),
            Kind::Struct | Kind::Tuple if named => self.variant(visitor),
            Kind::Map | Kind::Struct => visitor.visit_map(Pairs::new(self)),
            Kind::Tuple if self.count() == 0 => visitor.visit_map(Pairs::new(self)),
            Kind::List | Kind::Tuple => visitor.visit_seq(Elements::new(self)),
            Kind::Name => visitor.visit_borrowed_str(self.tree().source(self.node)),
            Kind::Broken => Err(Error::told(self.node)),
        }
        .map_err(|e| e.at(self.node))
    }

    fn deserialize_bool<V: Visitor<'t>>(self, visitor: V) -> Read<V::Value> {
        match (self.kind(), self.tree().source(self.node)) {
            (Kind::Word, "true") => visitor.visit_bool(true),
            (Kind::Word, "false") => visitor.visit_bool(false),
            (Kind::Broken, _) => Err(Error::told(self.node)),
            _ => {
                let what = format!("expected true or false, found {}", found(self.tree(), self.node));
                let help = "write `true` or `false`, without quotes";
                Err(Fault::new("wrong-type", self.node, words(what, help)).into())
            }
        }
    }

    whole!(
        deserialize_i8 i8, deserialize_i16 i16, deserialize_i32 i32, deserialize_i64 i64,
        deserialize_u8 u8, deserialize_u16 u16, deserialize_u32 u32, deserialize_u64 u64
    );

    fn deserialize_f32<V: Visitor<'t>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'t>>(self, visitor: V) -> Read<V::Value> {
        match self.kind() {
            Kind::Number => self.number(visitor).map_err(|e| e.at(self.node)),
            _ => self.wrong("a number"),
        }
    }

    fn deserialize_char<V: Visitor<'t>>(self, visitor: V) -> Read<V::Value> {
        match literal::character(self.tree(), self.node) {
            Some(c) => visitor.visit_char(c).map_err(|e: Error| e.at(self.node)),
            None => self.wrong("a single character in single quotes"),
        }
    }

    fn deserialize_str<V: Visitor<'t>>(self, visitor: V) -> Read<V::Value> {
        match self.kind() {
            Kind::Text => self.text(visitor),
            Kind::Name => visitor.visit_borrowed_str(self.tree().source(self.node)),
            // A bare word stands for itself, but for those that mean something.
            Kind::Word if !matches!(self.tree().source(self.node), "true" | "false" | "None") => {
                visitor.visit_borrowed_str(self.tree().source(self.node))
            }
            _ => self.wrong("a text"),
        }
        .map_err(|e| e.at(self.node))
    }

    fn deserialize_string<V: Visitor<'t>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'t>>(self, visitor: V) -> Read<V::Value> {
        let word = if self.bare { "" } else { self.tree().word(self.node) };
        match (self.kind(), word) {
            (Kind::Word, "None") => visitor.visit_none(),
            (Kind::Tuple | Kind::Struct, "Some") => match self.only() {
                Some(inner) if self.cx.is_left_out(inner) => Err(Error::told(self.node)),
                Some(inner) => visitor.visit_some(De::new(self.cx, inner)),
                None => visitor.visit_some(De { bare: true, ..self }),
            },
            _ => visitor.visit_some(self),
        }
        .map_err(|e| e.at(self.node))
    }

    fn deserialize_unit<V: Visitor<'t>>(self, visitor: V) -> Read<V::Value> {
        match self.kind() {
            Kind::Tuple if self.count() == 0 => visitor.visit_unit(),
            _ => self.wrong("empty brackets ()"),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'t>>(self, name: &'static str, visitor: V) -> Read<V::Value> {
        match self.kind() {
            Kind::Word if self.tree().source(self.node) == name => visitor.visit_unit(),
            _ => self.deserialize_unit(visitor),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'t>>(self, name: &'static str, visitor: V) -> Read<V::Value> {
        if name == RESERVED {
            return visitor.visit_seq(SpanOf::new(self)).map_err(|e| e.at(self.node));
        }
        visitor.visit_newtype_struct(self).map_err(|e| e.at(self.node))
    }

    fn deserialize_seq<V: Visitor<'t>>(self, visitor: V) -> Read<V::Value> {
        let round = self.kind() == Kind::Tuple && (self.bare || self.tree().word(self.node).is_empty());
        match self.kind() {
            Kind::List => visitor.visit_seq(Elements::new(self)),
            // `all(a, b)` says the same as `all([a, b])`.
            Kind::Tuple if self.bare => visitor.visit_seq(Elements::new(self)),
            // A single thing is a list of one. Values in round brackets are none: they were meant as a list.
            _ if !round && self.kind() != Kind::Broken => visitor.visit_seq(One::new(self)),
            _ => return self.wrong("a list [ … ]"),
        }
        .map_err(|e| e.at(self.node))
    }

    fn deserialize_tuple<V: Visitor<'t>>(self, len: usize, visitor: V) -> Read<V::Value> {
        self.values("", len, visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'t>>(
        self,
        name: &'static str,
        len: usize,
        visitor: V,
    ) -> Read<V::Value> {
        self.values(name, len, visitor)
    }

    fn deserialize_map<V: Visitor<'t>>(self, visitor: V) -> Read<V::Value> {
        let empty = self.kind() == Kind::Tuple && self.count() == 0;
        match self.kind() {
            Kind::Map => {}
            // A struct with a flattened part asks for a map.
            Kind::Struct if self.fits("") => {}
            _ if empty && self.fits("") => {}
            _ => return self.wrong("a map { … }"),
        }
        visitor.visit_map(Pairs::new(self)).map_err(|e| e.at(self.node))
    }

    fn deserialize_struct<V: Visitor<'t>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        self.fields(name, fields, visitor)
    }

    fn deserialize_enum<V: Visitor<'t>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        visitor.visit_enum(EnumNode { de: self, known: Some(variants) }).map_err(|e| e.at(self.node))
    }

    fn deserialize_identifier<V: Visitor<'t>>(self, visitor: V) -> Read<V::Value> {
        match self.kind() {
            Kind::Word => visitor.visit_borrowed_str(self.tree().source(self.node)),
            _ => self.deserialize_str(visitor),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'t>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! { <V: Visitor<'t>> i128 u128 bytes byte_buf }
}
