//! What a desk that watches has of each of its pictures, and what of them is still to be told: the public one, those of
//! the seats that its role may read now, an evaluator's guide, and a moderator's injects.

use std::collections::BTreeMap;

use crate::base::At;
use crate::exercise::order::Desk;
use crate::exercise::role;
use crate::scenario::script::{Script, SeatId};
use crate::score::evaluation::guide::{Guide, guide};
use crate::wire::{PUBLIC, Picture, Sits, ToDesk};

use super::desks::{Common, FRAME};
use super::injects::Told;

/// Real milliseconds between two guides at least while the clock runs and this evaluator says nothing.
const GUIDE_MS: u64 = 3_000;

/// What a desk that watches was told.
#[derive(Default)]
pub(super) struct Watch {
    /// Number of the last entry that it has of each picture; none until it said so. The public one is no seat's.
    has: Option<BTreeMap<Option<SeatId>, u64>>,
    /// The seats that it may read, as it was told.
    seats: Option<Vec<SeatId>>,
    guide: Option<Guide>,
    /// A moderator's injects.
    pub(super) injects: Told,
    /// Who a moderator was told the own seats are played by.
    staffed: Option<BTreeMap<String, Sits>>,
    /// Records and moment behind the guide, and when it was made.
    of: (u64, At),
    made_ms: u64,
    /// An order of this evaluator was answered since.
    answered: bool,
}

impl Watch {
    /// It has these entries of its pictures, and of the others none.
    pub(super) fn resume(&mut self, from: &BTreeMap<String, u64>, script: &Script) {
        let picture = |name: &str| match name {
            PUBLIC => Some(None),
            seat => script.names.seats.get(seat).copied().map(Some),
        };
        self.has = Some(from.iter().filter_map(|(name, n)| Some((picture(name)?, *n))).collect());
    }

    /// What became of an order of it goes out: it may have changed what it judges.
    pub(super) fn answered(&mut self) {
        self.answered = true;
    }

    /// Which seats it may read, where that is another answer than it was told.
    pub(super) fn seats(&mut self, desk: Desk, all: &Common<'_>) -> Option<ToDesk> {
        let now = role::watched(all.script, all.state, desk);
        if self.seats.as_ref() == Some(&now) {
            return None;
        }
        if let Some(has) = &mut self.has {
            has.retain(|picture, _| picture.is_none_or(|seat| now.contains(&seat)));
        }
        let ids = now.iter().map(|seat| all.script.seats[*seat].id.clone()).collect();
        self.seats = Some(now);
        Some(ToDesk::Watches(ids))
    }

    /// The next entries of one of its pictures.
    pub(super) fn entries(&mut self, desk: Desk, all: &Common<'_>) -> Option<ToDesk> {
        let (has, seats) = (self.has.as_mut()?, self.seats.as_ref()?);
        let pictures = std::iter::once(None).chain(seats.iter().copied().map(Some));
        for picture in pictures {
            let had = has.entry(picture).or_default();
            let (entries, records) = all.ledger.picture_after(picture, *had, FRAME);
            if entries.is_empty() {
                continue;
            }
            *had += entries.len() as u64;
            let of = picture.map_or_else(|| PUBLIC.to_owned(), |seat| all.script.seats[seat].id.clone());
            // The numbers of records count what everybody does: they are for those who judge it.
            let records = if matches!(desk, Desk::Evaluator(_)) { records } else { Vec::new() };
            return Some(ToDesk::Picture(Picture { of, records, entries }));
        }
        None
    }

    /// Who the own seats of a moderator are played by, where that is another than it was told. While something is not stored yet
    /// nothing is told: the state is ahead.
    pub(super) fn staffed(&mut self, desk: Desk, all: &Common<'_>) -> Option<ToDesk> {
        if !matches!(desk, Desk::Moderator(_)) || all.ledger.last() > all.ledger.stored() {
            return None;
        }
        let seats = self.seats.iter().flatten();
        let sits = |seat: &SeatId| {
            Some((all.script.seats[*seat].id.clone(), (&all.state.seats.get(*seat)?.staffing).into()))
        };
        let now: BTreeMap<String, Sits> = seats.filter_map(sits).collect();
        if self.staffed.as_ref() == Some(&now) {
            return None;
        }
        self.staffed = Some(now.clone());
        Some(ToDesk::Staffed(now))
    }

    /// An evaluator's guide, where it says something else than the last one.
    pub(super) fn guide(&mut self, desk: Desk, all: &Common<'_>) -> Option<ToDesk> {
        let (Desk::Evaluator(number), Some(scored)) = (desk, all.scored) else { return None };
        let of = (scored.records, scored.score.at);
        let rests = all.face.runs() && all.wall_ms.saturating_sub(self.made_ms) < GUIDE_MS && !self.answered;
        if self.guide.is_some() && (of == self.of || rests) {
            return None;
        }
        (self.of, self.made_ms, self.answered) = (of, all.wall_ms, false);
        let name = role::rater(number);
        let now = guide(&scored.score, (all.script, all.state), &name, |n| all.ledger.record(n));
        if self.guide.as_ref() == Some(&now) {
            return None;
        }
        self.guide = Some(now.clone());
        Some(ToDesk::Guide(Box::new(now)))
    }
}
