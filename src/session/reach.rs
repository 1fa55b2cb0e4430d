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
    /// Connections of each seat.
    at: Table<SeatId, Vec<Conn>>,
    /// Those of control and of whoever watches, by desk.
    others: BTreeMap<Desk, Vec<Conn>>,
}

impl Reach {
    pub(super) fn new(script: &Script) -> Self {
        let seats = || script.seats.rows();
        let (listed, at) = (seats().map(|_| false).collect(), seats().map(|_| Vec::new()).collect());
        Self { seats: Vec::new(), listed, at, others: BTreeMap::new() }
    }

    pub(super) fn comes(&mut self, desk: Desk, conn: Conn) {
        self.at(desk).push(conn);
    }

    pub(super) fn goes(&mut self, desk: Desk, conn: Conn) {
        self.at(desk).retain(|other| *other != conn);
    }

    fn at(&mut self, desk: Desk) -> &mut Vec<Conn> {
        match desk {
            Desk::Seat(seat) => &mut self.at[seat],
            other => self.others.entry(other).or_default(),
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
        let seats = self.seats.iter().flat_map(|seat| &self.at[*seat]);
        // Control is told of every record, and so are those who watch: they are few.
        seats.chain(self.others.values().flatten()).copied().collect()
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
