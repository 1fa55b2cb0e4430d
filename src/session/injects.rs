//! The injects of one state for its national moderator, and what of them is still to be told.
//!
//! An inject with a recipient elsewhere is not among them, and nothing that goes out tells that it exists.

use std::collections::{BTreeMap, BTreeSet};

use crate::exercise::msel;
use crate::exercise::order::Desk;
use crate::exercise::state::{ExpectState, InjectState, State};
use crate::report::names::Names;
use crate::report::narrate::what;
use crate::scenario::script::{InjectId, Script, SeatId, StateId, Trigger};
use crate::wire::{Expected, InjectLine, Injects, Stands, ToDesk};

use super::desks::{Common, FRAME};

/// The injects that go to seats of this state alone, in the order of the MSEL; those written on the fly follow.
pub fn injects(script: &Script, state: &State, own: StateId) -> Vec<InjectLine> {
    let opened =
        state.expects.rows().map(|expect| ((expect.inject, usize::from(expect.place)), expect)).collect();
    let ids = state.injects.ids().filter(|id| msel::is_of(script, state, *id, own));
    ids.filter_map(|id| line((script, state, own), &opened, id)).collect()
}

/// Expected actions that were opened, by inject and place.
type Opened<'a> = BTreeMap<(InjectId, usize), &'a ExpectState>;

fn line(
    (script, state, own): (&Script, &State, StateId),
    opened: &Opened<'_>,
    id: InjectId,
) -> Option<InjectLine> {
    let now = state.injects.get(id)?;
    let (spec, composed) = (script.injects.get(id), now.composed.as_ref());
    let planned = || match spec?.trigger {
        Trigger::At(at) => Some(at),
        _ => None,
    };
    let from = composed.map(|c| &c.from).or(spec.map(|s| &s.from));
    Some(InjectLine {
        id: msel::name_at(script, state, id, own),
        at: now.delivered.or(now.due).or_else(planned),
        stands: stands(now),
        to: ids(script, msel::recipients(script, state, id)),
        from: from.cloned().unwrap_or_default(),
        by: composed.map(|c| c.by).or(spec.map(|s| s.by))?,
        says: msel::says(script, state, id).cloned().unwrap_or_default(),
        tlp: spec.filter(|_| composed.is_none()).map(|s| s.tlp),
        expects: expected((script, state, own), opened, id),
    })
}

fn stands(now: &InjectState) -> Stands {
    match now {
        InjectState { skipped: true, .. } => Stands::Skipped,
        InjectState { delivered: Some(_), .. } => Stands::Delivered,
        InjectState { held: true, .. } => Stands::Held,
        _ => Stands::Due,
    }
}

fn ids(script: &Script, seats: &[SeatId]) -> Vec<String> {
    seats.iter().filter_map(|seat| Some(script.seats.get(*seat)?.id.clone())).collect()
}

/// What is expected of seats of the own state and of nobody else.
fn expected(
    (script, state, own): (&Script, &State, StateId),
    opened: &Opened<'_>,
    id: InjectId,
) -> Vec<Expected> {
    let names = Names { script, state };
    let specs = script.injects.get(id).into_iter().flat_map(|spec| spec.expects.iter().enumerate());
    let own = specs.filter(|(_, expect)| msel::all_of(script, expect.who.iter(), own));
    let told = own.map(|(place, expect)| {
        let opened = opened.get(&(id, place));
        Expected {
            who: ids(script, &expect.who),
            what: what::words(&names, &expect.what),
            within: expect.within,
            due: opened.map(|open| open.due),
            met: opened.and_then(|open| open.met).map(|(_, at)| at),
            lapsed: opened.is_some_and(|open| open.lapsed),
        }
    });
    told.collect()
}

/// What a moderator was told.
#[derive(Default)]
pub(super) struct Told {
    lines: Option<BTreeMap<String, InjectLine>>,
    /// Number of the last record that was looked at.
    upto: u64,
}

impl Told {
    /// What is news of the injects of the own state. While something is not stored yet nothing is told: the state is ahead.
    pub(super) fn next(&mut self, desk: Desk, all: &Common<'_>) -> Option<ToDesk> {
        let (Desk::Moderator(own), stored) = (desk, all.ledger.stored()) else { return None };
        if all.ledger.last() > stored || (self.lines.is_some() && !self.moved(all, stored)) {
            return None;
        }
        let anew = self.lines.is_none();
        let told = self.lines.get_or_insert_default();
        let now = injects(all.script, all.state, own);
        let known: BTreeSet<&str> = now.iter().map(|line| line.id.as_str()).collect();
        let gone: Vec<String> = told.keys().filter(|id| !known.contains(id.as_str())).cloned().collect();
        told.retain(|id, _| known.contains(id.as_str()));
        let mut lines: Vec<InjectLine> =
            now.into_iter().filter(|line| told.get(&line.id) != Some(line)).collect();
        // The rest comes with the next frame.
        if lines.len() <= FRAME {
            self.upto = stored;
        }
        lines.truncate(FRAME);
        told.extend(lines.iter().map(|line| (line.id.clone(), line.clone())));
        let news = anew || !lines.is_empty() || !gone.is_empty();
        news.then(|| ToDesk::Injects(Box::new(Injects { anew, lines, gone })))
    }

    /// Whether something may have become another since.
    fn moved(&mut self, all: &Common<'_>, stored: u64) -> bool {
        let first = self.upto + 1;
        let moved = (first..=stored).filter_map(|n| all.ledger.record(n)).any(msel::moves);
        if !moved {
            self.upto = stored;
        }
        moved
    }
}
