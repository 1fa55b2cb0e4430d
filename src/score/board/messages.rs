//! Who wrote to whom.

use serde::{Deserialize, Serialize};

use crate::base::Table;
use crate::scenario::script::SeatId;

use super::Mark;

/// The first few messages of each seat to each other: a row a sender, in it a row a recipient.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Messages(Table<SeatId, Table<SeatId, Vec<Mark>>>);

impl Messages {
    /// What one seat wrote to another.
    pub(super) fn of(&mut self, from: SeatId, to: SeatId) -> &mut Vec<Mark> {
        self.0.reach(from).reach(to)
    }

    /// Every pair of seats of which one wrote to the other: from whom, to whom, when.
    pub(crate) fn arcs(&self) -> impl Iterator<Item = (SeatId, SeatId, &[Mark])> {
        let rows = self.0.iter().flat_map(|(from, row)| row.iter().map(move |(to, marks)| (from, to, marks)));
        rows.filter(|(.., marks)| !marks.is_empty()).map(|(from, to, marks)| (from, to, marks.as_slice()))
    }
}
