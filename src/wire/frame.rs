//! The frames.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::At;
use crate::exercise::directory::Directory;
use crate::exercise::entry::Entry;
use crate::exercise::fact::{Phase, Record};
use crate::exercise::order::{Act, OrderId, Staffing};
use crate::exercise::refusal::Refusal;
use crate::exercise::role::Role;
use crate::exercise::team::NOBODY;
use crate::record::journal::Header;
use crate::score::evaluation::guide::Guide;
use crate::score::release::ForSeat;

use super::access::{AccessNews, AccessOrder};
use super::injects::Injects;

/// Version of the frames. A desk of another version is told so and let go.
pub const VERSION: u32 = 1;

/// What a desk is told.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToDesk {
    /// The first frame of every connection.
    Hello(Box<Hello>),
    /// Exercise control only: what the exercise was opened from.
    Header(Arc<Header>),
    /// A seat's next entries, numbered without gaps.
    Entries(Vec<Entry>),
    /// Exercise control only: the next records, numbered without gaps.
    Records(Vec<Arc<Record>>),
    /// What became of an order of this desk.
    Answer {
        /// The order.
        order: OrderId,
        /// What became of it.
        outcome: Outcome,
    },
    /// A seat's own score, once it may be seen; none where it may not be seen any more.
    Score(Option<Box<ForSeat>>),
    /// How late it is.
    Clock(ClockFace),
    /// Why nothing goes on: the journal cannot be written. None: it can again.
    Fault(Option<String>),
    /// Exercise control only: seats whose desk is connected, by id.
    Present(Vec<String>),
    /// Who is there: for exercise control at every seat, for a moderator at those of the own state, for a seat its own people
    /// where they are several.
    Here(Arc<[Chair]>),
    /// A seat only: names of its own people by their numbers, as the roster has them now.
    People(BTreeMap<u16, String>),
    /// Exercise control only: what the door tells it.
    Door(AccessNews),
    /// A desk that watches: ids of the seats whose pictures it may read from now on, and of no others.
    Watches(Vec<String>),
    /// A desk that watches: the next entries of one of its pictures.
    Picture(Picture),
    /// An evaluator: all that is theirs to judge, as it stands now.
    Guide(Box<Guide>),
    /// A national moderator: the injects that go to seats of the own state alone.
    Injects(Box<Injects>),
    /// A national moderator: who the own seats are played by, by seat id; all of them each time.
    Staffed(BTreeMap<String, Sits>),
}

/// The name of the public picture, which is no seat's: what everybody may know.
pub const PUBLIC: &str = "*";

/// Entries of one picture, for a desk that reads several.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// Seat id, or [`PUBLIC`].
    pub of: String,
    /// An evaluator only: the number of the record behind each entry, for what ratings name as evidence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<u64>,
    /// The next entries, numbered without gaps.
    pub entries: Vec<Entry>,
}

/// Who a seat is played by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sits {
    /// People, whether or not they are there.
    Person,
    /// A bot, until somebody joins.
    Bot,
    /// Nobody: the White Cell answers in its place.
    Empty,
}

impl From<&Staffing> for Sits {
    fn from(staffing: &Staffing) -> Self {
        match staffing {
            Staffing::Person => Self::Person,
            Staffing::Bot(_) => Self::Bot,
            Staffing::Empty => Self::Empty,
        }
    }
}

/// Somebody at a seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chair {
    /// Seat id.
    pub seat: String,
    /// Number of the person among the people of the seat; 0 for somebody who has not said who they are.
    #[serde(default)]
    pub person: u16,
    /// They are writing.
    #[serde(default)]
    pub writing: bool,
    /// Nothing was heard of the desk for a while.
    #[serde(default)]
    pub idle: bool,
    /// What they answered to the communications check; none: nothing yet, or STARTEX has been.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<Check>,
}

/// An answer to the communications check before STARTEX. It is no part of the exercise and stands in no journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// They read and can send.
    Ready,
    /// Something is wrong, in their words.
    Trouble(String),
}

/// What a desk says. Who says it is known from the connection, never from the frame.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FromDesk {
    /// An order. Sent again under the same id it is not a second one.
    Order {
        /// Its id.
        id: OrderId,
        /// What is asked for.
        act: Act,
    },
    /// Everything after this entry (a seat) or record (exercise control), again.
    Resume {
        /// Number of the last one that the desk has; 0 for none.
        from: u64,
    },
    /// Somebody is at the desk; may be left out, and is said again every ten seconds at most.
    Here {
        /// They are writing.
        #[serde(default)]
        writing: bool,
    },
    /// Exercise control orders something of the door.
    Door(AccessOrder),
    /// A seat answers the communications check.
    Check(Check),
    /// A desk that watches: everything after these entries of its pictures; of those that are not named, from the first.
    ResumeOf(BTreeMap<String, u64>),
}

/// The first frame.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Hello {
    /// [`VERSION`] of the sender.
    pub version: u32,
    /// Seat id; none for exercise control, and for a desk that watches.
    pub seat: Option<String>,
    /// What a desk is that watches; none for exercise control and for seats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// Number of this person among the people of the seat; 0 for somebody who has not said who they are.
    #[serde(default, skip_serializing_if = "is_nobody")]
    pub person: u16,
    /// What everybody may know. Between machines it is left out where the desk has said that it holds the one with this
    /// hash; a [`Line`](super::Line) puts it in again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub directory: Option<Arc<Directory>>,
    /// Names the directory between machines, where it may be kept from one connection to the next.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub directory_hash: String,
    /// How late it is.
    pub clock: ClockFace,
}

fn is_nobody(person: &u16) -> bool {
    *person == NOBODY
}

impl Hello {
    /// Title of the exercise.
    pub fn title(&self) -> String {
        self.directory.as_ref().map_or_else(String::new, |directory| directory.title.to_string())
    }

    /// What the chair of this desk is called; its id where that is not known.
    pub fn chair(&self) -> Option<String> {
        let seat = self.seat.as_ref()?;
        let known = self.directory.as_ref().and_then(|directory| directory.seats.get(seat));
        Some(known.map_or_else(|| seat.clone(), |of| of.title.to_string()))
    }
}

/// How late it is, and how time runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockFace {
    /// Exercise time.
    pub now: At,
    /// Course of the exercise.
    pub phase: Phase,
    /// Exercise minutes in a real minute.
    pub pace: u32,
    /// A real matter interrupts.
    pub no_play: bool,
}

impl ClockFace {
    /// Whether time goes on.
    pub fn runs(&self) -> bool {
        self.phase == Phase::Running && !self.no_play
    }

    /// Exercise time so many real milliseconds after this face was shown, for the hand between two frames.
    pub fn after(&self, real_ms: u64) -> At {
        let gone = if self.runs() { real_ms.saturating_mul(u64::from(self.pace)) } else { 0 };
        At(self.now.0.saturating_add(gone))
    }
}

/// What became of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Taken, and stored.
    Taken,
    /// Not taken, and why.
    Refused(Refusal),
    /// It was dealt with before; what came of it stands among the entries.
    Known,
    /// The session could not look at it: too much at once, or a key that is not the desk's to use.
    NotTaken(String),
}
