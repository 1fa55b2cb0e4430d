//! A block: up to 64 records under one hash, and how they lie in it.
//!
//! ```text
//! block   = header, frames, hash
//! header  = block number u64, first record u64, first moment u64, length of the frames u32, records u8   (little endian)
//! frame   = low byte of the record's number, ms since the frame before (varint), length (varint), payload
//! hash    = blake3(hash of the block before ‖ header ‖ frames)
//! ```
//! Block 0 is the journal's header: no records, any bytes, and a previous hash of zeros.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::base::At;

/// Most records in a block.
pub const BLOCK_RECORDS: u8 = 64;
/// A block that holds more bytes than this is closed early, so that huge payloads do not pile up behind one hash.
pub(super) const BLOCK_BYTES: usize = 256 << 10;
pub(super) const HEADER: usize = 29;
pub(super) const HASH: usize = 32;

/// A hash of the chain. Shown as hex.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Hash(pub [u8; HASH]);

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What is wrong with a chain: the first block or record that was altered, is missing or stands in the wrong place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A later block stands where this one should.
    #[error("block {expected} is missing: block {found} stands in its place")]
    BlockMissing {
        /// The block that should be here.
        expected: u64,
        /// The one that is.
        found: u64,
    },
    /// An earlier block stands here again.
    #[error(
        "block {found} stands where block {expected} belongs: blocks were doubled or put in another order"
    )]
    BlockMisplaced {
        /// The block that should be here.
        expected: u64,
        /// The one that is.
        found: u64,
    },
    /// The bytes of a block do not give its hash.
    #[error("block {block} ({records}) was altered: its bytes do not give its hash")]
    BlockAltered {
        /// The block.
        block: u64,
        /// Which records it should hold, in words.
        records: String,
    },
    /// A record does not lie as it was written.
    #[error("record {record} in block {block} was altered: {why}")]
    RecordAltered {
        /// The first record that is wrong.
        record: u64,
        /// Its block.
        block: u64,
        /// What is wrong with it.
        why: &'static str,
    },
    /// Blocks were cut off at the end.
    #[error("the journal ends after record {found}, but record {expected} was its last")]
    EndMissing {
        /// Number of the record that should be last.
        expected: u64,
        /// The last that is there.
        found: u64,
    },
    /// The chain is whole but not the one that was asked for.
    #[error(
        "the journal ends in hash {found}, not in {expected}: it is not the one this hash was taken from"
    )]
    OtherEnd {
        /// The hash that was given.
        expected: Hash,
        /// The hash that it ends in.
        found: Hash,
    },
}

/// The fixed part in front of the frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) block: u64,
    pub(super) first_record: u64,
    pub(super) first_at: At,
    pub(super) body_bytes: u32,
    pub(super) records: u8,
}

impl Header {
    pub(super) fn to_bytes(self) -> [u8; HEADER] {
        let mut bytes = [0; HEADER];
        bytes[..8].copy_from_slice(&self.block.to_le_bytes());
        bytes[8..16].copy_from_slice(&self.first_record.to_le_bytes());
        bytes[16..24].copy_from_slice(&self.first_at.0.to_le_bytes());
        bytes[24..28].copy_from_slice(&self.body_bytes.to_le_bytes());
        bytes[28] = self.records;
        bytes
    }

    pub(super) fn from_bytes(bytes: &[u8; HEADER]) -> Self {
        let word = |from: usize| u64::from_le_bytes(std::array::from_fn(|i| bytes[from + i]));
        Self {
            block: word(0),
            first_record: word(8),
            first_at: At(word(16)),
            body_bytes: u32::from_le_bytes(std::array::from_fn(|i| bytes[24 + i])),
            records: bytes[28],
        }
    }
}

/// One closed block, as it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block<'a> {
    pub(super) header: Header,
    pub(super) stored: &'a [u8],
}

impl<'a> Block<'a> {
    /// Splits stored bytes into header, frames and hash. Checks only that the lengths agree.
    pub fn split(stored: &'a [u8]) -> Option<Self> {
        let header = Header::from_bytes(stored.first_chunk()?);
        let whole = HEADER + header.body_bytes as usize + HASH;
        (stored.len() == whole).then_some(Self { header, stored })
    }

    /// The block's place in the chain; 0 is the journal's header.
    pub fn number(&self) -> u64 {
        self.header.block
    }

    /// Number of its first record.
    pub fn first_record(&self) -> u64 {
        self.header.first_record
    }

    /// How many records it holds.
    pub fn len(&self) -> usize {
        self.header.records.into()
    }

    /// Whether it holds no records, as the journal's header.
    pub fn is_empty(&self) -> bool {
        self.header.records == 0
    }

    /// Moment of its first record.
    pub fn first_at(&self) -> At {
        self.header.first_at
    }

    /// All its bytes, hash included: what the store keeps and [`super::Chain::check`] takes.
    pub fn stored(&self) -> &'a [u8] {
        self.stored
    }

    /// Its hash, as stored.
    pub fn hash(&self) -> Hash {
        Hash(self.stored.last_chunk().copied().unwrap_or_default())
    }

    /// Its bytes between header and hash: the frames, or in block 0 the journal's header.
    pub fn body(&self) -> &'a [u8] {
        self.stored.get(HEADER..self.stored.len() - HASH).unwrap_or_default()
    }

    /// Its records in order. Ends at the first fault.
    pub fn records(&self) -> Records<'a> {
        Records {
            rest: if self.is_empty() { &[] } else { self.body() },
            block: self.header.block,
            number: self.header.first_record,
            end: self.header.first_record.saturating_add(self.header.records.into()),
            at: self.header.first_at,
            first: true,
        }
    }
}

/// One record of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record<'a> {
    /// Counted from 1, without gaps.
    pub number: u64,
    /// Exercise time.
    pub at: At,
    /// What was written.
    pub payload: &'a [u8],
}

/// The records of a block, each checked as it is read.
#[derive(Clone, Debug)]
pub struct Records<'a> {
    rest: &'a [u8],
    block: u64,
    number: u64,
    end: u64,
    at: At,
    first: bool,
}

impl<'a> Records<'a> {
    #[inline]
    fn read(&mut self) -> Result<Record<'a>, &'static str> {
        let (mark, rest) = self.rest.split_first().ok_or("the block ends before it")?;
        if *mark != self.number as u8 {
            return Err("another record stands in its place");
        }
        let (wait, rest) = varint(rest).ok_or("its moment cannot be read")?;
        let (bytes, rest) = varint(rest).ok_or("its length cannot be read")?;
        let bytes = usize::try_from(bytes).ok().filter(|n| *n <= rest.len());
        let (payload, rest) = rest.split_at(bytes.ok_or("it is longer than its block")?);
        if self.first && wait != 0 {
            return Err("its moment is not that of its block");
        }
        let at = At(self.at.0.checked_add(wait).ok_or("its moment lies beyond all time")?);
        let record = Record { number: self.number, at, payload };
        (self.rest, self.at, self.first) = (rest, at, false);
        self.number += 1;
        if self.number == self.end && !rest.is_empty() {
            return Err("bytes follow that belong to no record");
        }
        Ok(record)
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<Record<'a>, Fault>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.number >= self.end {
            return None;
        }
        let (record, block) = (self.number, self.block);
        Some(self.read().map_err(|why| {
            self.end = 0;
            Fault::RecordAltered { record, block, why }
        }))
    }
}

/// Reads 7 bits a byte, the lowest first; a longer form than needed is a fault, so that bytes have one meaning only.
#[inline]
fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let (first, rest) = bytes.split_first()?;
    if *first < 0x80 {
        return Some((u64::from(*first), rest));
    }
    let mut value = u64::from(first & 0x7f);
    for (n, byte) in rest.iter().take(9).enumerate() {
        let shift = 7 * (n as u32 + 1);
        let part = u64::from(byte & 0x7f);
        if part << shift >> shift != part || *byte == 0 {
            return None;
        }
        value |= part << shift;
        if *byte < 0x80 {
            return Some((value, &rest[n + 1..]));
        }
    }
    None
}

/// Writes what [`varint`] reads; returns how many of the bytes count.
#[inline]
pub(super) fn to_varint(mut value: u64) -> ([u8; 10], usize) {
    let mut bytes = [0; 10];
    let mut n = 0;
    while value >= 0x80 {
        bytes[n] = value as u8 | 0x80;
        value >>= 7;
        n += 1;
    }
    bytes[n] = value as u8;
    (bytes, n + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_length_are_read_back() {
        for bits in 0..64 {
            for value in [1_u64 << bits, (1_u64 << bits) - 1, u64::MAX >> bits] {
                let (bytes, n) = to_varint(value);
                assert_eq!(varint(&bytes[..n]), Some((value, &[][..])));
                assert_eq!(varint(&bytes[..n - 1]), None);
            }
        }
        assert_eq!(varint(&[0x80, 0]), None, "a longer form than needed");
        assert_eq!(varint(&[0xff; 11]), None, "more than 64 bits");
    }
}
