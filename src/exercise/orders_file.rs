//! Order files: what seats and control do, and when, as a trainer writes it.
//!
//! ```ron
//! [
//!     (at: "45m",      by: "ee-csirt", do: classify(incident: "inc-port", class: significant)),
//!     (at: "D1 10:30", by: "excon",    do: skip_to(at: "D2 08:00")),
//! ]
//! ```

mod control;
mod foreign;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::At;
use crate::scenario::compile::moment;
use crate::scenario::finding::nearest;
use crate::scenario::schema::Name;
use crate::scenario::script::Script;
use crate::scenario::syntax::{self, Fields, Kind, NodeId, Tree};
use crate::scenario::{FileId, Finding, Sink};

use super::order::{Act, Desk, Order, OrderId};

pub use foreign::{NO_ORDERS, OTHER_EXERCISE};

/// Fields of an order in a file.
const FIELDS: &[&str] = &["at", "by", "do"];

/// An order and its moment, before it has an id.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// When; none where the line says nothing: now.
    pub at: Option<At>,
    /// Which desk.
    pub by: Desk,
    /// What.
    pub act: Act,
}

/// Reads a file of orders. All that is wrong goes to the sink; lines without fault are in the answer.
pub fn read(file: FileId, text: &str, script: &Script, sink: &mut Sink) -> Vec<Line> {
    let tree = syntax::parse(file, text, sink);
    let Some(root) = tree.root() else { return Vec::new() };
    match tree.kind(root) {
        Kind::List => foreign::tell_others(&tree, root, script, sink),
        Kind::Broken => return Vec::new(),
        _ => {
            foreign::tell_no_list(&tree, root, sink);
            return Vec::new();
        }
    }
    tree.children(root).filter_map(|node| line(&tree, node, script, sink)).collect()
}

/// Reads one order, as it comes line by line.
pub fn read_one(file: FileId, text: &str, script: &Script, sink: &mut Sink) -> Option<Line> {
    let tree = syntax::parse(file, text, sink);
    line(&tree, tree.root()?, script, sink).filter(|_| sink.errors() == 0)
}

fn line(tree: &Tree<'_>, node: NodeId, script: &Script, sink: &mut Sink) -> Option<Line> {
    let fields = Fields::open(tree, node, FIELDS, sink)?;
    let at = match fields.get("at") {
        None => Some(None),
        Some(node) => syntax::lower(tree, node, sink).and_then(|name| time(&name, script, sink)).map(Some),
    };
    let by = fields.lower::<Name>("by", sink).and_then(|name| desk(&name, script, sink));
    let act_node = fields.required("do", sink)?;
    let act = match by?.seat() {
        None => Act::Control(control::read(tree, act_node, script, sink)?),
        Some(_) => Act::Verb(Arc::new(syntax::lower(tree, act_node, sink)?)),
    };
    Some(Line { at: at?, by: by?, act })
}

fn time(name: &Name, script: &Script, sink: &mut Sink) -> Option<At> {
    let at = moment(script.clock, name);
    if at.is_none() {
        sink.push(
            Finding::error("wrong-time", name.span, format!("`{}` is no moment", **name))
                .with_help("write `\"45m\"` after STARTEX, or `\"D1 10:30\"` by the clock of the exercise"),
        );
    }
    at
}

fn desk(name: &Name, script: &Script, sink: &mut Sink) -> Option<Desk> {
    if name.as_str() == "excon" {
        return Some(Desk::Excon);
    }
    if let Some(seat) = script.names.seats.get(name.as_str()) {
        return Some(Desk::Seat(*seat));
    }
    let known = script.names.seats.keys().map(String::as_str).chain(["excon"]);
    let help = match nearest(name, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "name a seat of the scenario, or `excon`".to_owned(),
    };
    sink.push(
        Finding::error("unknown-seat", name.span, format!("there is no seat `{}`", **name)).with_help(help),
    );
    None
}

/// Makes orders of lines, in the order of their moments. The key comes of the orders themselves: the same file handed
/// in twice is a repeat, another file is not.
pub fn orders(mut lines: Vec<Line>) -> Vec<(At, Order)> {
    lines.sort_by_key(|line| line.at);
    let mut hash = blake3::Hasher::new();
    for line in &lines {
        // Writing to memory cannot fail.
        hash.update(&postcard::to_stdvec(&(line.at, line.by, &line.act)).unwrap_or_default());
    }
    let key = hash.finalize().as_bytes().first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes));
    // Counted desk by desk: a seat hears of its own orders by their ids, and must not learn how many others there are.
    let mut counters: BTreeMap<Desk, u32> = BTreeMap::new();
    lines
        .into_iter()
        .map(|line| {
            let counter = counters.entry(line.by).or_default();
            *counter += 1;
            let order = Order { id: OrderId { key, counter: *counter }, from: line.by, act: line.act };
            (line.at.unwrap_or_default(), order)
        })
        .collect()
}
