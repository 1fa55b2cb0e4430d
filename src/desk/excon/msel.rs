//! Where each line of the MSEL stands.

use crate::base::{At, Id};
use crate::desk::widgets::status::Status;
use crate::exercise::state::State;
use crate::scenario::script::{InjectId, InjectKind, Script, Trigger};

use super::MselLine;

/// Every line of the MSEL, those composed on the fly too, by time; those that wait for a condition or a hand come last.
pub(super) fn lines(script: &Script, state: &State) -> Vec<MselLine> {
    let mut answered: Vec<(u32, u32, u32)> = vec![(0, 0, 0); state.injects.len()];
    for expect in state.expects.rows() {
        let tally = &mut answered[expect.inject.index()];
        match (expect.met, expect.lapsed) {
            (Some(_), _) => tally.0 += 1,
            (None, true) => tally.1 += 1,
            (None, false) => tally.2 += 1,
        }
    }
    let mut lines: Vec<MselLine> = state
        .injects
        .iter()
        .map(|(id, now)| {
            let status = match answered[id.index()] {
                _ if now.skipped => Status::Skipped,
                _ if now.delivered.is_none() && now.held => Status::Held,
                _ if now.delivered.is_none() => Status::Due,
                (_, lapsed, _) if lapsed > 0 => Status::Overdue,
                (met, _, 0) if met > 0 => Status::Answered,
                _ => Status::Delivered,
            };
            MselLine {
                id,
                at: now.delivered.or(now.due).or_else(|| planned(script, id)),
                status,
                kind: kind(script, id),
            }
        })
        .collect();
    lines.sort_by_key(|line| (line.at.is_none(), line.at, line.id));
    lines
}

fn planned(script: &Script, id: InjectId) -> Option<At> {
    match script.injects.get(id)?.trigger {
        Trigger::At(at) => Some(at),
        _ => None,
    }
}

fn kind(script: &Script, id: InjectId) -> InjectKind {
    script.injects.get(id).map_or(InjectKind::Contextual, |spec| spec.kind)
}

/// What it waits for, in words, where it has no time.
pub(super) fn waits(script: &Script, id: InjectId) -> &'static str {
    match script.injects.get(id).map(|spec| &spec.trigger) {
        Some(Trigger::After(..)) => "after another",
        Some(Trigger::When(..)) => "on condition",
        _ => "by hand",
    }
}
