//! What a journal means: its header, and how a record of the exercise lies in its bytes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::exercise::fact::{Cause, Fact, Record};
use crate::scenario::script::Script;

use super::block::{self, Fault};
use super::chain::Tip;
use super::log::{BackInTime, Log, Payload};

/// How records are written. Older ones are brought up to date by `upcast` as they are read.
pub const FORMAT: u16 = 1;

/// The number of the rules: raised whenever the same orders would lead to other facts.
pub const RULES: u32 = 7;

/// What stands in front of a header, so that a file that is no journal is told from an old one.
const MAGIC: &[u8] = b"startex\0";

/// The header of a journal: all that is needed to read, replay and re-run it on any machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The rules that it was written under.
    pub rules: u32,
    /// The seed.
    pub seed: u64,
    /// Id of the scenario.
    pub scenario: String,
    /// Path of the scenario's main file among the sources.
    pub main: String,
    /// Every source text by its path, packs included.
    pub sources: BTreeMap<String, String>,
    /// Hash of the script.
    pub script: [u8; 32],
    /// What the run was asked for.
    pub options: Options,
}

impl Header {
    /// The header of a new journal under today's rules: of a script, and the sources that it was compiled from.
    pub fn new(script: &Script, main: String, sources: BTreeMap<String, String>, seed: u64) -> Self {
        Self {
            rules: RULES,
            seed,
            scenario: script.about.id.clone(),
            main,
            sources,
            script: script.hash,
            options: Options::default(),
        }
    }
}

/// What a run was asked for, beyond scenario and seed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// Bot doctrine for all unstaffed seats, in place of the scenario's.
    pub bots: Option<String>,
}

/// Why bytes are no header or no record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// The file is something else.
    #[error("this is no Startex journal: its header does not begin as one")]
    NoJournal,
    /// Written by a later release.
    #[error("the journal has format {found}, this release reads up to {FORMAT}: use a newer release")]
    Newer {
        /// Its format.
        found: u16,
    },
    /// The header does not read.
    #[error("the journal's header cannot be read: {0}")]
    Header(String),
    /// A record does not read.
    #[error("record {record} cannot be read: {why}")]
    Record {
        /// Its number.
        record: u64,
        /// Why.
        why: String,
    },
    /// The scenario in the header is not the one that was run.
    #[error("the journal cannot be replayed: {0}")]
    Script(String),
    /// A record is not what the rules make of the orders.
    #[error("record {record} diverges: {why}")]
    Diverges {
        /// The first that does.
        record: u64,
        /// How.
        why: String,
    },
    /// The records do not lead to the state that was marked.
    #[error("the mark that was kept of record {record} is not of the state that the records lead to")]
    Mark {
        /// The marked record.
        record: u64,
    },
    /// The chain is broken.
    #[error(transparent)]
    Chain(#[from] Fault),
}

impl Header {
    /// The header as block 0 holds it.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend_from_slice(&FORMAT.to_le_bytes());
        // Writing to memory cannot fail; an empty header would be refused when it is read.
        bytes.extend(postcard::to_stdvec(self).unwrap_or_default());
        bytes
    }

    /// Reads a header and the format of the records behind it.
    ///
    /// # Errors
    /// [`Unreadable`] where it is none, or of a later release.
    pub fn from_bytes(bytes: &[u8]) -> Result<(u16, Self), Unreadable> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(Unreadable::NoJournal)?;
        let (format, rest) = rest.split_first_chunk().ok_or(Unreadable::NoJournal)?;
        let format = u16::from_le_bytes(*format);
        if format > FORMAT {
            return Err(Unreadable::Newer { found: format });
        }
        let header = postcard::from_bytes(rest).map_err(|why| Unreadable::Header(why.to_string()))?;
        Ok((format, header))
    }
}

/// What of a record is its payload: number and moment stand in its frame.
#[derive(Serialize)]
struct Written<'a>(&'a Cause, &'a [Fact]);

/// The bytes of a record.
pub fn encode(record: &Record) -> Vec<u8> {
    postcard::to_stdvec(&written(record)).unwrap_or_default()
}

fn written(record: &Record) -> Written<'_> {
    Written(&record.cause, &record.facts)
}

/// A record out of its bytes.
///
/// # Errors
/// [`Unreadable::Record`] where they are none.
pub fn decode(format: u16, frame: &block::Record<'_>) -> Result<Record, Unreadable> {
    let unreadable = |why: String| Unreadable::Record { record: frame.number, why };
    let bytes = upcast(format, frame.payload).map_err(unreadable)?;
    let ((cause, facts), rest): ((Cause, Vec<Fact>), &[u8]) =
        postcard::take_from_bytes(&bytes).map_err(|why| unreadable(why.to_string()))?;
    if !rest.is_empty() {
        return Err(unreadable("bytes follow that mean nothing".to_owned()));
    }
    Ok(Record { number: frame.number, at: frame.at, cause, facts })
}

/// Brings the bytes of an older format up to [`FORMAT`], one step after the other.
fn upcast(format: u16, bytes: &[u8]) -> Result<std::borrow::Cow<'_, [u8]>, String> {
    match format {
        FORMAT => Ok(bytes.into()),
        other => Err(format!("there was never a format {other}")),
    }
}

/// The journal of a running exercise: what is not stored yet lies in its log.
#[derive(Clone, Debug)]
pub struct Journal {
    /// Its header.
    pub header: Header,
    /// Its records.
    pub log: Log,
}

impl Journal {
    /// A new journal.
    pub fn new(header: Header) -> Self {
        let log = Log::new(&header.to_bytes());
        Self { header, log }
    }

    /// Goes on where a checked journal ended.
    pub fn resume(header: Header, tip: &Tip) -> Self {
        Self { header, log: Log::resume(tip) }
    }

    /// Writes a record.
    ///
    /// # Errors
    /// [`BackInTime`] where it is older than the one in front.
    pub fn append(&mut self, record: &Record) -> Result<u64, BackInTime> {
        // Writing to memory cannot fail: every type of a fact has a fixed shape.
        let write = |payload: &mut Payload<'_>| drop(postcard::to_io(&written(record), payload));
        self.log.append(record.at, write)
    }
}
