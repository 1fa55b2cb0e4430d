//! Decisions: what they were meant to do.

use crate::exercise::order::Verb;
use crate::report::names::{Names, excerpt};

/// What somebody wanted who was refused. Names of mechanisms are looked up; what is no name is said as it was written.
pub(super) fn wanted(n: &Names<'_>, verb: &Verb) -> String {
    let mechanism = |id: &str| {
        let known = n.script.names.mechanisms.get(id);
        known.map_or_else(|| excerpt(id), |id| n.mechanism(*id))
    };
    match verb {
        Verb::Classify { class, .. } => format!("to class an incident as {class}"),
        Verb::Notify { regime, .. } => format!("to notify under {}", mechanism(regime)),
        Verb::Share { .. } => "to share intelligence".to_owned(),
        Verb::Ask { .. } => "to ask a question".to_owned(),
        Verb::Answer { .. } => "to answer a question".to_owned(),
        Verb::Sitrep { .. } => "to send a situation report".to_owned(),
        Verb::Mode { mechanism: id, .. } => format!("to set the mode of {}", mechanism(id)),
        Verb::Request { mechanism: id, .. } => format!("to make a request under {}", mechanism(id)),
        Verb::Offer { mechanism: id, .. } => format!("to offer help under {}", mechanism(id)),
        Verb::Propose { mechanism: id, .. } => format!("to propose {}", mechanism(id)),
        Verb::Vote { .. } => "to vote on a case".to_owned(),
        Verb::Defend { .. } => "to order a defence".to_owned(),
        Verb::Attribute { .. } => "to attribute an incident".to_owned(),
        Verb::Statement { .. } => "to speak to the public".to_owned(),
        Verb::Message { .. } => "to send a message".to_owned(),
        Verb::Decide { .. } => "to decide something in words".to_owned(),
        Verb::Remove { mechanism: id, .. } => format!("to have a platform act under {}", mechanism(id)),
        Verb::Demand { mechanism: id, .. } => format!("to demand data under {}", mechanism(id)),
        Verb::Release { tear_line: true, .. } => "to ask for a tear-line".to_owned(),
        Verb::Release { .. } => "to ask an originator for a release".to_owned(),
        Verb::Probe { .. } => "to answer an awareness question".to_owned(),
    }
}
