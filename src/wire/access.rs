//! Who may come in: what exercise control orders of the door, and what the door tells it. These frames are between
//! control and the server; they are no part of the exercise and never reach its journal's records.

use serde::{Deserialize, Serialize};

/// What happens when somebody joins a seat that somebody has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeatTwice {
    /// Both have it.
    #[default]
    Share,
    /// Who comes later has it; the other is told so.
    TakeOver,
    /// Who comes later is told that it is taken.
    Refuse,
    /// Who comes later waits until exercise control decides.
    Ask,
}

/// What exercise control decides of somebody who waits for a seat that is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Admission {
    /// Both have it.
    Share,
    /// Who waits has it; the other is told so.
    TakeOver,
    /// Who waits is told that it is taken.
    Refuse,
}

/// What exercise control orders of the door.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum AccessOrder {
    /// A new link for a desk; the old one is worth nothing from now on, and who came by it is let go.
    Reissue {
        /// Seat id, or another desk: `excon`, `controller-1`, `evaluator-2`, `observer`, `room`, `moderator-LV`.
        seat: String,
    },
    /// No link for a desk any more, until one is issued again; who came by it is let go.
    Revoke {
        /// Seat id.
        seat: String,
    },
    /// Decides of somebody who waits.
    Admit {
        /// Number of the knock.
        knock: u64,
        /// What becomes of it.
        how: Admission,
    },
    /// What happens to seats that are taken twice from now on.
    SeatTwice(SeatTwice),
    /// Erases names of the roster; the exercise goes on with the numbers.
    Forget {
        /// Whose, as `SEAT/NUMBER`; none: all.
        #[serde(default)]
        person: Option<String>,
    },
}

/// What the door tells exercise control.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessNews {
    /// A new link, shown this once.
    Link {
        /// Seat id, or another desk: `excon`, `controller-1`, `evaluator-2`, `observer`, `room`, `moderator-LV`.
        seat: String,
        /// The join link.
        link: String,
    },
    /// A desk has no link any more.
    Revoked {
        /// Seat id.
        seat: String,
    },
    /// Somebody waits for a seat that is taken.
    Knock {
        /// Number of the knock.
        number: u64,
        /// Seat id.
        seat: String,
    },
    /// Nobody waits there any more.
    KnockOver {
        /// Number of the knock.
        number: u64,
    },
    /// What happens to seats that are taken twice.
    SeatTwice(SeatTwice),
    /// Who somebody is: an entry of the roster.
    Person {
        /// Seat id.
        seat: String,
        /// Number among the people of the seat.
        person: u16,
        /// The name.
        name: String,
    },
    /// Names were erased from the roster.
    Forgotten {
        /// Whose, as `SEAT/NUMBER`; none: all.
        person: Option<String>,
    },
    /// Desks that watch and have a link: evaluators, observers, the room, moderators.
    Watchers(Vec<String>),
    /// Something that control should know: wrong secrets are tried, say.
    Notice(String),
    /// An order of the door that was not carried out, and why.
    Refused(String),
    /// News of a later release.
    Later,
}
