//! Files that are no orders of this exercise: one cause that stands behind all the others, told before them.

use std::collections::BTreeMap;

use crate::base::excerpt::count;
use crate::scenario::finding::words;
use crate::scenario::read::FIELDS as OF_SCENARIOS;
use crate::scenario::script::Script;
use crate::scenario::syntax::{NodeId, Tree};
use crate::scenario::{Sink, Span32};

/// The file is something else, such as a scenario.
pub const NO_ORDERS: &str = "no-orders";
/// The orders are those of another exercise.
pub const OTHER_EXERCISE: &str = "other-exercise";

/// Seats of an exercise that a mend names.
const NAMED: usize = 3;

/// Tells what the file is, where it is no list.
pub(super) fn tell_no_list(tree: &Tree<'_>, root: NodeId, sink: &mut Sink) {
    let write = "write `[ (at: \"45m\", by: \"SEAT\", do: VERB(…)), … ]`";
    let has = |name: &str| tree.field(root, name).is_some();
    let of_scenario = |name: &str| OF_SCENARIOS.contains(&name);
    let head = tree.head(root);
    if has("do") {
        sink.error_with("wrong-type", head, || {
            words("an order stands here by itself, and an order file is a list [ … ]", write)
        });
    } else if tree.fields(root).any(|(name, _)| of_scenario(tree.source(name))) {
        sink.error_with(NO_ORDERS, head, || {
            words(
                "this is a scenario, or a part of one, and no file of orders",
                format!(
                    "run a scenario with `startex run SCENARIO`; for orders, {write} in a file of its own"
                ),
            )
        });
    } else if has("runs") && has("scenario") {
        sink.error_with(NO_ORDERS, head, || {
            words(
                "this is the plan by which a scenario is tested, and no file of orders",
                "name one of the order files that stand in it behind `orders`",
            )
        });
    } else {
        sink.error_with("wrong-type", head, || words("an order file is a list [ … ]", write));
    }
}

/// Tells where a list holds no order at all, or where a good part of its seats are not of this exercise.
pub(super) fn tell_others(tree: &Tree<'_>, root: NodeId, script: &Script, sink: &mut Sink) {
    let items = tree.children(root).count();
    let is_order = |node: NodeId| tree.field(node, "do").is_some() || tree.field(node, "by").is_some();
    if items > 0 && !tree.children(root).any(is_order) {
        sink.error_with(NO_ORDERS, tree.head(root), || {
            words(
                format!("this is a list, and none of its {} is an order", count(items, "item")),
                "an order says when, who and what: `(at: \"45m\", by: \"SEAT\", do: VERB(…))`",
            )
        });
        return;
    }
    let mut seats: BTreeMap<String, Span32> = BTreeMap::new();
    for by in tree.children(root).filter_map(|node| tree.field(node, "by")) {
        if let Some(name) = tree.string(by).filter(|name| name.as_ref() != "excon") {
            seats.entry(name.into_owned()).or_insert_with(|| tree.span(by));
        }
    }
    let strange = || seats.iter().filter(|(name, _)| !script.names.seats.contains_key(name.as_str()));
    // One name that is wrong is a slip. Exercises share some of their seats.
    if strange().count() < 2 || strange().count() * 4 < seats.len() {
        return;
    }
    let first = strange().map(|(_, span)| *span).min_by_key(|span| span.start);
    sink.error_with(OTHER_EXERCISE, first.unwrap_or(tree.head(root)), || {
        let known: Vec<String> =
            script.seats.rows().take(NAMED).map(|seat| format!("`{}`", seat.id)).collect();
        words(
            format!(
                "{} of the {} that give orders here are none of `{}`: these seem to be the orders of another exercise",
                strange().count(),
                count(seats.len(), "seat"),
                script.about.id
            ),
            format!(
                "name the scenario or journal that they were written for; seats of `{}` are called {} and so on",
                script.about.id,
                known.join(", ")
            ),
        )
    });
}
