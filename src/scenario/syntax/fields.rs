//! A struct opened field by field, so that a fault in one does not hide the others.

use serde::Deserialize;

use super::super::Span32;
use super::super::finding::{Sink, words};
use super::lower::{self, Item};
use super::tree::{Kind, NodeId, Tree};

/// The fields of a struct by name.
#[derive(Clone, Debug)]
pub struct Fields<'c, 't> {
    tree: &'c Tree<'t>,
    node: NodeId,
    found: Vec<(&'t str, NodeId, NodeId)>,
    /// A name was there that could not be read: what seems to be missing may be it.
    unreadable: bool,
}

impl<'c, 't> Fields<'c, 't> {
    /// Opens a struct that may have the fields `known`. Other names, and names that stand there twice, go to the
    /// sink, and are not in the answer. None if the node is no struct, which the sink is told as well.
    pub fn open(tree: &'c Tree<'t>, node: NodeId, known: &[&str], sink: &mut Sink) -> Option<Self> {
        let empty = tree.kind(node) == Kind::Tuple && tree.children(node).next().is_none();
        if tree.kind(node) != Kind::Struct && !empty {
            lower::tell_wrong_type(tree, node, "named fields ( … )", sink);
            return None;
        }
        let mut fields = Self { tree, node, found: Vec::new(), unreadable: false };
        for (name_node, value) in tree.fields(node) {
            let name = tree.source(name_node);
            let span = tree.span(name_node);
            if tree.kind(name_node) == Kind::Broken {
                fields.unreadable = true;
            } else if !known.contains(&name) {
                sink.error_with("unknown-field", span, || {
                    words(
                        format!("there is no field `{}` here", super::lexer::shown(name)),
                        lower::known_names(name, known),
                    )
                });
            } else if fields.get(name).is_some() {
                sink.error_with("duplicate-field", span, || {
                    words(format!("`{name}` stands here twice"), "keep one of them")
                });
            } else {
                fields.found.push((name, name_node, value));
            }
        }
        Some(fields)
    }

    /// The node of the struct.
    pub fn node(&self) -> NodeId {
        self.node
    }

    /// The value of a field, if it is there.
    pub fn get(&self, name: &str) -> Option<NodeId> {
        self.found.iter().find(|(n, _, _)| *n == name).map(|(_, _, value)| *value)
    }

    /// Where the name of a field stands, if it is there.
    pub fn name_span(&self, name: &str) -> Option<Span32> {
        self.found.iter().find(|(n, _, _)| *n == name).map(|(_, node, _)| self.tree.span(*node))
    }

    /// Where the value of a field stands, or the head of the struct if it is not there.
    pub fn span(&self, name: &str) -> Span32 {
        self.get(name).map_or_else(|| self.tree.head(self.node), |value| self.tree.span(value))
    }

    /// The fields in the order in which they stand: name, its node, its value.
    pub fn iter(&self) -> impl Iterator<Item = (&'t str, NodeId, NodeId)> + '_ {
        self.found.iter().copied()
    }

    /// The value of a field; tells the sink if it is not there.
    pub fn required(&self, name: &'static str, sink: &mut Sink) -> Option<NodeId> {
        let value = self.get(name);
        if value.is_none() && !self.unreadable {
            sink.error_with("missing-field", self.tree.head(self.node), || {
                words(format!("`{name}` is missing"), format!("add `{name}: …`"))
            });
        }
        value
    }

    /// The item in a field that must be there.
    pub fn lower<T: Deserialize<'t>>(&self, name: &'static str, sink: &mut Sink) -> Option<T> {
        let node = self.required(name, sink)?;
        lower::lower(self.tree, node, sink)
    }

    /// The item in a field that may be absent: the default then, and where it is faulty.
    pub fn lower_or_default<T: Deserialize<'t> + Default>(&self, name: &str, sink: &mut Sink) -> T {
        self.get(name).and_then(|node| lower::lower(self.tree, node, sink)).unwrap_or_default()
    }

    /// The items of a list in a field that may be absent, each by itself.
    pub fn lower_each<T: Deserialize<'t>>(&self, name: &str, sink: &mut Sink) -> Vec<Item<T>> {
        self.get(name).map_or_else(Vec::new, |node| lower::lower_each(self.tree, node, sink))
    }
}
