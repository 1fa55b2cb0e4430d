//! Whose decision a record is, and when it was made.

use crate::base::At;
use crate::exercise::fact::{Cause, Record};
use crate::exercise::order::{Act, Control, Desk, Verb};
use crate::scenario::script::{Script, SeatId};

/// A decision of a seat.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decided<'a> {
    /// Whose.
    pub seat: SeatId,
    /// When it was made, or said aloud.
    pub at: At,
    /// What.
    pub verb: &'a Verb,
}

/// The decision that a record is, whether a desk sent it or somebody put it down for the seat.
pub(super) fn decided<'a>(script: &Script, record: &'a Record) -> Option<Decided<'a>> {
    let Cause::Order(order) = &record.cause else { return None };
    match (&order.act, order.from) {
        (Act::Control(Control::RecordFor { seat, occurred_at, verb }), _) => {
            Some(Decided { seat: *script.names.seats.get(seat)?, at: *occurred_at, verb })
        }
        (act, Desk::Seat(seat)) => Some(Decided { seat, at: record.at, verb: act.verb()? }),
        _ => None,
    }
}
