//! Acts of control as an order file writes them: moments and lengths of time as in scenarios, losses as shares.

use serde::Deserialize;

use crate::base::{At, Ppm, Span};
use crate::exercise::order::{Control, Verb};
use crate::scenario::Sink;
use crate::scenario::finding::Finding;
use crate::scenario::schema::Name;
use crate::scenario::script::Script;
use crate::scenario::syntax::{self, NodeId, Tree};
use crate::scenario::words::Channel;

/// The acts that hold a time. The others are read as they are.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Timed {
    SkipTo {
        at: Name,
    },
    Compose {
        to: Vec<String>,
        sender: String,
        by: Channel,
        says: String,
        #[serde(default)]
        at: Option<Name>,
        #[serde(default)]
        about: Option<String>,
    },
    RecordFor {
        seat: String,
        occurred_at: Name,
        verb: Box<Verb>,
    },
    Adjust {
        service: String,
        lost: f64,
        lasts: Name,
        reason: String,
    },
}

/// Reads an act of control.
pub(super) fn read(tree: &Tree<'_>, node: NodeId, script: &Script, sink: &mut Sink) -> Option<Control> {
    if !matches!(tree.word(node), "skip_to" | "compose" | "record_for" | "adjust") {
        return syntax::lower(tree, node, sink);
    }
    Some(match syntax::lower(tree, node, sink)? {
        Timed::SkipTo { at } => Control::SkipTo { at: super::time(&at, script, sink)? },
        Timed::Compose { to, sender, by, says, at, about } => {
            let at: Option<At> = match at {
                Some(at) => Some(super::time(&at, script, sink)?),
                None => None,
            };
            Control::Compose { to, sender, by, says, at, about }
        }
        Timed::RecordFor { seat, occurred_at, verb } => {
            Control::RecordFor { seat, occurred_at: super::time(&occurred_at, script, sink)?, verb }
        }
        Timed::Adjust { service, lost, lasts, reason } => {
            let lasts = length(&lasts, sink)?;
            Control::Adjust { service, lost: share(lost, tree, node, sink)?, lasts, reason }
        }
    })
}

fn length(name: &Name, sink: &mut Sink) -> Option<Span> {
    let span = Span::parse(name);
    if let Err(why) = &span {
        sink.push(Finding::error("wrong-time", name.span, why.clone()));
    }
    span.ok()
}

fn share(lost: f64, tree: &Tree<'_>, node: NodeId, sink: &mut Sink) -> Option<Ppm> {
    let is_share = (0.0..=1.0).contains(&lost);
    if !is_share {
        sink.push(
            Finding::error(
                "bad-value",
                tree.head(node),
                format!("a service cannot lose {lost} of its function"),
            )
            .with_help("write a share from 0 to 1, like `lost: 0.4`"),
        );
    }
    is_share.then(|| Ppm::from_f64(lost))
}
