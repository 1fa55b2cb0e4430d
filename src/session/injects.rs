//! The injects of one state for its national moderator, and what of them is still to be told.
//!
//! An inject with a recipient elsewhere is not among them, and nothing that goes out tells that it exists.

use std::collections::{BTreeMap, BTreeSet};

use crate::exercise::beyond::Beyond;
use crate::exercise::fact::Fact;
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
    let (opened, beyond) = (opened(state, |_| true), Beyond::new(script));
    let ids = state.injects.ids().filter(|id| msel::is_of(script, state, *id, own));
    ids.filter_map(|id| line((script, state, own), (&opened, &beyond), id)).collect()
}

/// Expected actions that were opened, by inject and place.
type Opened<'a> = BTreeMap<(InjectId, usize), &'a ExpectState>;

fn opened(state: &State, of: impl Fn(InjectId) -> bool) -> Opened<'_> {
    let those = state.expects.rows().filter(|expect| of(expect.inject));
    those.map(|expect| ((expect.inject, usize::from(expect.place)), expect)).collect()
}

fn line(
    (script, state, own): (&Script, &State, StateId),
    (opened, beyond): (&Opened<'_>, &Beyond),
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
        beyond: beyond.reaches(script, state, id, own),
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
    /// The lines as they were told; none before the first time.
    lines: Option<BTreeMap<InjectId, InjectLine>>,
    /// Injects of which something may be another since.
    moved: BTreeSet<InjectId>,
    /// Number of the last record that was looked at, and how many injects there were.
    upto: (u64, usize),
    /// What follows from what; none before the first look.
    beyond: Option<Beyond>,
}

impl Told {
    /// What is news of the injects of the own state: only what moved is looked at, however long the MSEL is. While something
    /// is not stored yet nothing is told: the state is ahead.
    pub(super) fn next(&mut self, desk: Desk, all: &Common<'_>) -> Option<ToDesk> {
        let (Desk::Moderator(own), stored) = (desk, all.ledger.stored()) else { return None };
        if all.ledger.last() > stored {
            return None;
        }
        let anew = self.lines.is_none();
        self.look(anew, stored, all);
        let told = self.lines.get_or_insert_default();
        let beyond = self.beyond.get_or_insert_with(|| Beyond::new(all.script));
        let opened = opened(all.state, |id| self.moved.contains(&id));
        let mut news = Injects { anew, ..Injects::default() };
        // The rest comes with the next frame.
        while news.lines.len() + news.gone.len() < FRAME
            && let Some(id) = self.moved.pop_first()
        {
            let is_own = msel::is_of(all.script, all.state, id, own);
            let now = is_own.then(|| line((all.script, all.state, own), (&opened, beyond), id)).flatten();
            match now {
                Some(now) if told.get(&id) == Some(&now) => {}
                Some(now) => {
                    told.insert(id, now.clone());
                    news.lines.push(now);
                }
                None => news.gone.extend(told.remove(&id).map(|line| line.id)),
            }
        }
        let any = anew || !news.lines.is_empty() || !news.gone.is_empty();
        any.then(|| ToDesk::Injects(Box::new(news)))
    }

    /// Finds what moved.
    fn look(&mut self, anew: bool, stored: u64, all: &Common<'_>) {
        let (records, injects) = std::mem::replace(&mut self.upto, (stored, all.state.injects.len()));
        let written = if anew { 0 } else { injects };
        self.moved.extend(all.state.injects.ids().skip(written));
        if !anew {
            let since = (records + 1..=stored).filter_map(|number| all.ledger.record(number));
            for record in since {
                self.moved.extend(msel::moved(all.state, record));
                // Whatever leads to it may reach beyond the state now, or no longer.
                if record.facts.iter().any(|fact| matches!(fact, Fact::Readdressed(..))) {
                    self.moved.extend(all.state.injects.ids());
                }
            }
        }
    }
}
