//! Where an order comes from: a seat, exercise control, or one of those beside them.

use serde::{Deserialize, Serialize};

use crate::scenario::script::{SeatId, StateId};

/// A desk that orders come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Desk {
    /// Exercise control.
    Excon,
    /// A player's seat.
    Seat(SeatId),
    /// An evaluator, by number: rates as “Evaluator 2”, once control has appointed that name.
    Evaluator(u16),
    /// Somebody who watches what the scenario grants.
    Observer,
    /// The screen of the room: what everybody may know.
    Room,
    /// The national moderator of a state.
    Moderator(StateId),
    /// A controller, by number: exercise control's colleague for the injects and the White Cell.
    Controller(u16),
}

impl Desk {
    /// The player's seat that it is; none where nobody plays at it.
    pub const fn seat(self) -> Option<SeatId> {
        match self {
            Self::Seat(seat) => Some(seat),
            Self::Excon
            | Self::Evaluator(_)
            | Self::Observer
            | Self::Room
            | Self::Moderator(_)
            | Self::Controller(_) => None,
        }
    }

    /// Whether it reads all that is true: exercise control and its controllers.
    pub const fn sees_all(self) -> bool {
        matches!(self, Self::Excon | Self::Controller(_))
    }

    /// Whether it is neither exercise control's nor a seat's.
    pub const fn has_role(self) -> bool {
        !matches!(self, Self::Excon | Self::Seat(_))
    }

    /// Whether it reads several pictures, and has none of its own.
    pub const fn watches(self) -> bool {
        !self.sees_all() && self.seat().is_none()
    }
}
