//! What seats have asked of private providers, and said in public of others.

use serde::{Deserialize, Serialize};

use crate::scenario::script::{ContentId, OrgId, SeatId};

/// What a case asks of a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directed {
    /// The provider.
    pub provider: OrgId,
    /// The content that it is about.
    pub content: Option<ContentId>,
    /// Whether it was ordered as an emergency.
    pub emergency: bool,
}

/// An attribution in public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// Who named somebody.
    pub by: SeatId,
    /// It claimed more than its evidence bears.
    pub premature: bool,
    /// Notes were not compared with the others before.
    pub unilateral: bool,
    /// It blames somebody who did not do it.
    pub wrong: bool,
}
