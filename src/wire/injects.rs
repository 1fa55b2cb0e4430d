//! What a national moderator reads of the MSEL: the injects that go to seats of the own state alone, to come and come.
//!
//! Each as players would read it, with its name, its moment, and what is expected of own seats. Title and note are the
//! author's for exercise control, and what hangs on an inject may be others': neither goes over the line.

use serde::{Deserialize, Serialize};

use crate::base::{At, Span, Text};
use crate::scenario::words::{Channel, Tlp};

/// News of these injects.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Injects {
    /// What was told before is let go: these are the first of all there are.
    #[serde(default)]
    pub anew: bool,
    /// Those that are new, and those of which something is another, whole.
    #[serde(default)]
    pub lines: Vec<InjectLine>,
    /// Names of those that do not go to the own state alone any more.
    #[serde(default)]
    pub gone: Vec<String>,
}

/// An inject as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InjectLine {
    /// As orders name it.
    pub id: String,
    /// When it came, or comes; none while that is not known.
    #[serde(default)]
    pub at: Option<At>,
    /// How it stands.
    pub stands: Stands,
    /// Seat ids of whoever gets it; none where nothing is delivered and only somebody's act is watched for.
    #[serde(default)]
    pub to: Vec<String>,
    /// Who it seems to come from.
    #[serde(default)]
    pub from: Text,
    /// How it comes.
    pub by: Channel,
    /// Its words; none where somebody's act is watched for.
    #[serde(default)]
    pub says: Text,
    /// Its marking; none for one that was written on the fly.
    #[serde(default)]
    pub tlp: Option<Tlp>,
    /// What is expected of own seats alone.
    #[serde(default)]
    pub expects: Vec<Expected>,
    /// What follows from it reaches others than the seats of this state: control alone delivers it, holds it or takes it out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub beyond: bool,
}

/// Where an inject stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stands {
    /// It is to come.
    Due,
    /// It is kept back.
    Held,
    /// It came.
    Delivered,
    /// It was taken out.
    Skipped,
}

/// What is expected of seats.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Expected {
    /// Of these, by id.
    pub who: Vec<String>,
    /// What, as an infinitive in English.
    pub what: String,
    /// Within how long from the inject.
    pub within: Span,
    /// Its deadline, once the inject came.
    #[serde(default)]
    pub due: Option<At>,
    /// When it was done.
    #[serde(default)]
    pub met: Option<At>,
    /// Nobody did it in time.
    #[serde(default)]
    pub lapsed: bool,
}

impl InjectLine {
    /// Whether it is still to come, so that something can be done about it.
    pub fn is_ahead(&self) -> bool {
        matches!(self.stands, Stands::Due | Stands::Held)
    }
}

impl Injects {
    /// Brings what is known up to this; by time, those without one last.
    pub(super) fn take_in(self, known: &mut Vec<InjectLine>) {
        if self.anew {
            known.clear();
        }
        let over = |id: &String| self.gone.contains(id) || self.lines.iter().any(|line| line.id == *id);
        known.retain(|line| !over(&line.id));
        known.extend(self.lines);
        known.sort_by(|a, b| (a.at.is_none(), a.at, &a.id).cmp(&(b.at.is_none(), b.at, &b.id)));
    }
}
