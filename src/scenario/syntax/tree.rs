//! The tree over a text: nodes in one vector, each before its children, each knowing its bytes.

use super::super::{FileId, Span32};

/// A node: its place in the [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// What stands at a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A bare word: `true`, `None`, `large_scale`.
    Word,
    /// A text in quotes, raw or not.
    Text,
    /// A number, `_` allowed between digits.
    Number,
    /// One character in single quotes.
    Char,
    /// `[a, b]`: the elements.
    List,
    /// `{k: v}`: key, value, key, value.
    Map,
    /// `(name: value)` or `Word(name: value)`: name, value, name, value.
    Struct,
    /// `(a, b)` or `Word(a, b)` or `()`: the elements.
    Tuple,
    /// The name of a field, inside [`Kind::Struct`].
    Name,
    /// What could not be read, or is not there: the finding has been made.
    Broken,
}

/// The literal holds a backslash.
pub(super) const ESCAPED: u8 = 1;
/// The text is raw: `r"…"`, `r#"…"#`.
pub(super) const RAW: u8 = 2;
/// A word stands before the bracket.
pub(super) const NAMED: u8 = 4;

#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) start: u32,
    pub(super) end: u32,
    /// The node after the whole of this one.
    pub(super) next: u32,
    pub(super) kind: Kind,
    pub(super) flags: u8,
}

const NOWHERE: Node = Node { start: 0, end: 0, next: 0, kind: Kind::Broken, flags: 0 };

/// A text and its nodes. Comments and blanks are what stands between the nodes.
#[derive(Clone, Debug)]
pub struct Tree<'t> {
    pub(super) text: &'t str,
    pub(super) file: FileId,
    pub(super) nodes: Vec<Node>,
}

impl<'t> Tree<'t> {
    /// The value that the file holds; none in a file without any.
    pub fn root(&self) -> Option<NodeId> {
        (!self.nodes.is_empty()).then_some(NodeId(0))
    }

    /// The whole text as it was read.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The file of the text.
    pub fn file(&self) -> FileId {
        self.file
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether the text holds no value.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    pub(super) fn node(&self, id: NodeId) -> Node {
        self.nodes.get(id.0 as usize).copied().unwrap_or(NOWHERE)
    }

    /// What stands there.
    pub fn kind(&self, id: NodeId) -> Kind {
        self.node(id).kind
    }

    /// The bytes of the node, brackets and quotes included.
    pub fn span(&self, id: NodeId) -> Span32 {
        let node = self.node(id);
        Span32 { start: node.start, end: node.end, file: self.file }
    }

    /// The node as it is written.
    pub fn source(&self, id: NodeId) -> &'t str {
        let node = self.node(id);
        self.text.get(node.start as usize..node.end as usize).unwrap_or_default()
    }

    /// The word before the bracket of a struct or tuple; empty without one.
    pub fn word(&self, id: NodeId) -> &'t str {
        let node = self.node(id);
        match node.kind {
            Kind::Word => self.source(id),
            _ if node.flags & NAMED != 0 => {
                let source = self.source(id);
                source.get(..super::lexer::word_len(source)).unwrap_or_default()
            }
            _ => "",
        }
    }

    /// The bytes of the word before the bracket, or of the opening bracket where there is none: what a finding about
    /// the whole of a long struct points at.
    pub fn head(&self, id: NodeId) -> Span32 {
        let span = self.span(id);
        match self.kind(id) {
            Kind::Struct | Kind::Tuple | Kind::List | Kind::Map => {
                let len = self.word(id).len().max(1) as u32;
                Span32 { end: span.end.min(span.start + len), ..span }
            }
            _ => span,
        }
    }

    /// The nodes directly inside: elements; key and value by turns in a map; name and value in a struct.
    pub fn children(&self, id: NodeId) -> Children<'_> {
        Children { nodes: &self.nodes, at: id.0 + 1, end: self.node(id).next }
    }

    /// The names and values of a struct, as they are written; nothing for other kinds.
    pub fn fields(&self, id: NodeId) -> impl Iterator<Item = (NodeId, NodeId)> + '_ {
        let mut children = self.children(id);
        if self.kind(id) != Kind::Struct {
            children.at = children.end;
        }
        std::iter::from_fn(move || Some((children.next()?, children.next()?)))
    }

    /// The value of a field of a struct; of several with the same name the first.
    pub fn field(&self, id: NodeId, name: &str) -> Option<NodeId> {
        self.fields(id).find(|(n, _)| self.source(*n) == name).map(|(_, value)| value)
    }

    /// The text of a [`Kind::Text`] node with its escapes decoded; none for other nodes.
    pub fn string(&self, id: NodeId) -> Option<std::borrow::Cow<'t, str>> {
        super::lower::literal::text(self, id)
    }
}

/// The nodes directly inside one.
#[derive(Clone, Debug)]
pub struct Children<'a> {
    nodes: &'a [Node],
    at: u32,
    end: u32,
}

impl Iterator for Children<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        if self.at >= self.end {
            return None;
        }
        let id = NodeId(self.at);
        self.at = self.nodes.get(self.at as usize).map_or(self.end, |n| n.next);
        Some(id)
    }
}
