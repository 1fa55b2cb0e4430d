//! A node of the tree to a typed item, by serde.
//!
//! serde stops at the first fault of a value. So the reading is repeated: what was faulty is told, left out as if it
//! were not there, and the item read again, until nothing new is found.

mod access;
mod de;
mod error;
pub(super) mod literal;

use std::cell::{Cell, RefCell};

use serde::Deserialize;

use super::super::finding::Sink;
use super::tree::{Kind, NodeId, Tree};
use error::Fault;
pub(super) use error::known_names;

/// Readings of one item, at most: each finds one fault or more.
const ROUNDS: usize = 64;
/// Nodes read in all the rounds of one item, at most, so that a large broken item does not take for ever.
const EFFORT: usize = 1 << 21;

/// An item and whether all of it was good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item<T> {
    /// Where it stands.
    pub node: NodeId,
    /// The item; where it is not whole, without its faulty parts.
    pub value: T,
    /// Whether no fault was found in it.
    pub whole: bool,
}

/// Makes an item of a node. All that is wrong goes to the sink: mistyped names, wrong types, what is missing.
///
/// Faulty parts that may be absent (an optional field, an element of a list) are left out of the item; where a part
/// is faulty that may not be absent, there is no item.
pub fn lower<'t, T: Deserialize<'t>>(tree: &Tree<'t>, node: NodeId, sink: &mut Sink) -> Option<T> {
    lower_item(tree, node, sink).map(|item| item.value)
}

/// Like [`lower()`], and says whether the item is whole.
pub fn lower_item<'t, T: Deserialize<'t>>(tree: &Tree<'t>, node: NodeId, sink: &mut Sink) -> Option<Item<T>> {
    let before = sink.errors();
    let full = sink.is_full(tree.file());
    let cx = Context {
        tree,
        sink: RefCell::new(sink),
        left_out: RefCell::default(),
        any_left_out: Cell::new(false),
    };
    let size = tree.node(node).next.saturating_sub(node.0) as usize;
    // What would only be counted is not worth a second reading.
    let rounds = if full { 1 } else { (EFFORT / size.max(1)).clamp(2, ROUNDS) };
    for _ in 0..rounds {
        match T::deserialize(de::De::new(&cx, node)) {
            Ok(value) => {
                let whole = cx.sink.borrow().errors() == before && !cx.any_left_out.get();
                return Some(Item { node, value, whole });
            }
            Err(fault) => {
                let at = fault.node().unwrap_or(node);
                cx.tell(fault);
                if at == node || !cx.leave_out(at) {
                    return None;
                }
            }
        }
    }
    None
}

/// Makes an item of each element of a list, so that a faulty one does not hide its neighbours. A single thing is a
/// list of one.
pub fn lower_each<'t, T: Deserialize<'t>>(tree: &Tree<'t>, list: NodeId, sink: &mut Sink) -> Vec<Item<T>> {
    match tree.kind(list) {
        Kind::List => {
            // Items are large: a list that grows would be copied again and again.
            let mut items = Vec::with_capacity(tree.children(list).count());
            items.extend(tree.children(list).filter_map(|node| lower_item(tree, node, sink)));
            items
        }
        Kind::Broken => Vec::new(),
        Kind::Tuple if tree.word(list).is_empty() => {
            tell_wrong_type(tree, list, "a list [ … ]", sink);
            Vec::new()
        }
        _ => lower_item(tree, list, sink).into_iter().collect(),
    }
}

/// Tells that a node is not `expected`; of what could not be read nothing more is said.
pub(super) fn tell_wrong_type(tree: &Tree<'_>, node: NodeId, expected: &str, sink: &mut Sink) {
    if tree.kind(node) != Kind::Broken {
        tell(tree, sink, Fault::wrong_type(tree, node, expected));
    }
}

/// What all nodes of one item share while it is read.
struct Context<'t, 'c> {
    tree: &'c Tree<'t>,
    sink: RefCell<&'c mut Sink>,
    /// Nodes whose faults have been told.
    left_out: RefCell<Vec<NodeId>>,
    any_left_out: Cell<bool>,
}

impl Context<'_, '_> {
    fn tell(&self, fault: error::Error) {
        if let Some(fault) = fault.into_fault() {
            tell(self.tree, &mut self.sink.borrow_mut(), fault);
        }
    }

    fn is_left_out(&self, node: NodeId) -> bool {
        self.any_left_out.get() && self.left_out.borrow().contains(&node)
    }

    /// Whether the node is newly left out.
    fn leave_out(&self, node: NodeId) -> bool {
        let new = !self.is_left_out(node);
        if new {
            self.left_out.borrow_mut().push(node);
            self.any_left_out.set(true);
        }
        new
    }
}

fn tell(tree: &Tree<'_>, sink: &mut Sink, fault: Fault) {
    let span = fault
        .node
        .map_or_else(Default::default, |node| if fault.whole { tree.head(node) } else { tree.span(node) });
    sink.error_with(fault.code, span, || fault.words);
}

#[cfg(test)]
mod tests;
