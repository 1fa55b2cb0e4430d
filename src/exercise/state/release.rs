//! What seats have asked of originators.

use serde::{Deserialize, Serialize};

use crate::scenario::script::{IntelId, SeatId};

/// What a case asks of an originator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseAsk {
    /// The item.
    pub item: IntelId,
    /// To whom it should go; nobody for a tear-line.
    pub to: Vec<SeatId>,
    /// A tear-line is asked for.
    pub tear_line: bool,
}
