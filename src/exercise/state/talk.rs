//! Messages and questions between seats.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::base::At;
use crate::scenario::script::SeatId;

/// A message.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MessageState {
    /// By whom; none by control.
    pub from: Option<SeatId>,
    /// To whom.
    pub to: Vec<SeatId>,
    /// When.
    pub at: At,
}

/// A question between seats.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AskState {
    /// Who asked.
    pub from: SeatId,
    /// Who was asked.
    pub to: Vec<SeatId>,
    /// When.
    pub at: At,
    /// Who answered, when.
    pub answered: BTreeMap<SeatId, At>,
}
