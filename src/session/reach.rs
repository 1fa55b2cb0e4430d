//! Whom the last records reached: these desks are told at once, and the others are not looked at, however many there are.

use std::collections::BTreeMap;

use crate::base::Table;
use crate::exercise::order::Desk;
use crate::scenario::script::{Script, SeatId};

use super::{Conn, Session};

/// Seats that received something since somebody asked.
pub(super) struct Reach {
    seats: Vec<SeatId>,
    /// Whether a seat is among them.
    listed: Table<SeatId, bool>,
    /// Connections by desk.
    at: BTreeMap<Desk, Vec<Conn>>,
}

impl Reach {
    pub(super) fn new(script: &Script) -> Self {
        Self { seats: Vec::new(), listed: script.seats.rows().map(|_| false).collect(), at: BTreeMap::new() }
    }

    pub(super) fn comes(&mut self, desk: Desk, conn: Conn) {
        self.at.entry(desk).or_default().push(conn);
    }

    pub(super) fn goes(&mut self, desk: Desk, conn: Conn) {
        if let Some(there) = self.at.get_mut(&desk) {
            there.retain(|other| *other != conn);
        }
    }

    /// An entry reached a seat.
    pub(super) fn reached(&mut self, seat: SeatId) {
        if !std::mem::replace(&mut self.listed[seat], true) {
            self.seats.push(seat);
        }
    }

    /// Everybody is told.
    pub(super) fn clear(&mut self) {
        for seat in self.seats.drain(..) {
            self.listed[seat] = false;
        }
    }

    fn conns(&self) -> Vec<Conn> {
        let seats = self.seats.iter().map(|seat| Desk::Seat(*seat));
        // Control is told of every record, and so are those who watch: they are few.
        let watchers = self.at.keys().copied().filter(|desk| desk.watches());
        let desks = seats.chain([Desk::Excon]).chain(watchers);
        desks.filter_map(|desk| self.at.get(&desk)).flatten().copied().collect()
    }
}

impl Session {
    /// The connections that have something new of what is stored, since this was last asked or [`Self::all_are_told`] was
    /// said.
    pub fn reached(&mut self) -> Vec<Conn> {
        if self.ledger.last() > self.ledger.stored() {
            return Vec::new();
        }
        let conns = self.reach.conns();
        self.reach.clear();
        conns
    }

    /// Every connection was asked for its frames.
    pub fn all_are_told(&mut self) {
        if self.ledger.last() == self.ledger.stored() {
            self.reach.clear();
        }
    }
}
