//! The log: records go in, blocks come out. Everything lies in one arena, so that a record costs no allocation.

use std::collections::VecDeque;
use std::io;

use super::block::{BLOCK_BYTES, BLOCK_RECORDS, Block, HASH, HEADER, Hash, Header, to_varint};
use super::chain::Tip;
use crate::base::At;

/// A record was dated before the one in front of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a record of {} ms after STARTEX cannot follow one of {} ms: exercise time never runs back", .at.0, .last.0)]
pub struct BackInTime {
    /// The moment of the record that was refused.
    pub at: At,
    /// The moment of the last record.
    pub last: At,
}

/// Where the payload of one record is written: by [`Payload::bytes`], or as any [`io::Write`].
#[derive(Debug)]
pub struct Payload<'a>(&'a mut Vec<u8>);

impl Payload<'_> {
    /// Appends bytes.
    #[inline]
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }
}

impl io::Write for Payload<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The record log of one exercise, from some block on.
#[derive(Clone, Debug)]
pub struct Log {
    /// Hash of the block before the first, then block after block, each behind the hash of the one before it:
    /// so that what is hashed lies in one piece.
    arena: Vec<u8>,
    /// Where each closed block begins in the arena.
    closed: VecDeque<usize>,
    /// Where the open block begins.
    open: usize,
    /// Header of the open block; its lengths are filled in when it is closed.
    header: Header,
    last_at: At,
    /// Moment of the last record of the last closed block.
    sealed_at: At,
}

impl Log {
    /// A new log. `header` is hashed as block 0 and stored like any block: format, rules, seed, every source text.
    pub fn new(header: &[u8]) -> Self {
        let mut log = Self::resume(&Tip { blocks: 0, records: 0, at: At::STARTEX, hash: Hash::default() });
        log.arena.extend_from_slice(header);
        log.close();
        log
    }

    /// Goes on where a checked journal ended.
    pub fn resume(tip: &Tip) -> Self {
        let mut log = Self {
            arena: tip.hash.0.to_vec(),
            closed: VecDeque::new(),
            open: HASH,
            header: Header {
                block: tip.blocks,
                first_record: tip.records + 1,
                first_at: tip.at,
                body_bytes: 0,
                records: 0,
            },
            last_at: tip.at,
            sealed_at: tip.at,
        };
        log.arena.extend_from_slice(&[0; HEADER]);
        log
    }

    /// Appends a record and returns its number; `write` writes the payload. A full block closes itself.
    ///
    /// # Errors
    /// [`BackInTime`] where `at` lies before the record in front; then nothing was written.
    #[inline]
    pub fn append(&mut self, at: At, write: impl FnOnce(&mut Payload<'_>)) -> Result<u64, BackInTime> {
        if at < self.last_at {
            return Err(BackInTime { at, last: self.last_at });
        }
        if self.header.records == 0 {
            self.header.first_at = at;
            self.last_at = at;
        }
        let number = self.header.first_record + u64::from(self.header.records);
        let wait = at.since(self.last_at).0;
        self.last_at = at;
        if wait < 0x80 {
            self.arena.extend_from_slice(&[number as u8, wait as u8, 0]);
        } else {
            let (bytes, n) = to_varint(wait);
            self.arena.push(number as u8);
            self.arena.extend_from_slice(&bytes[..n]);
            self.arena.push(0);
        }
        let start = self.arena.len();
        write(&mut Payload(&mut self.arena));
        let length = self.arena.len() - start;
        if length < 0x80 {
            self.arena[start - 1] = length as u8;
        } else {
            let (bytes, n) = to_varint(length as u64);
            self.arena.splice(start - 1..start, bytes[..n].iter().copied());
        }
        self.header.records += 1;
        if self.header.records == BLOCK_RECORDS || self.arena.len() - self.open > BLOCK_BYTES {
            self.close();
        }
        Ok(number)
    }

    /// Closes the open block, if it holds records: done before each flush.
    pub fn seal(&mut self) {
        if self.header.records > 0 {
            self.close();
        }
    }

    fn close(&mut self) {
        self.header.body_bytes = (self.arena.len() - self.open - HEADER) as u32;
        self.arena[self.open..self.open + HEADER].copy_from_slice(&self.header.to_bytes());
        let hash = blake3::hash(&self.arena[self.open - HASH..]);
        self.closed.push_back(self.open);
        self.arena.extend_from_slice(hash.as_bytes());
        self.open = self.arena.len();
        self.arena.extend_from_slice(&[0; HEADER]);
        self.header.block += 1;
        self.header.first_record += u64::from(self.header.records);
        self.header.records = 0;
        self.sealed_at = self.last_at;
    }

    /// The closed blocks that the log still holds, oldest first.
    pub fn blocks(&self) -> impl DoubleEndedIterator<Item = Block<'_>> {
        let ends = self.closed.iter().skip(1).copied().chain([self.open]);
        let ends: Vec<usize> = ends.collect();
        self.closed.iter().copied().zip(ends).filter_map(|(from, to)| Block::split(self.arena.get(from..to)?))
    }

    /// Forgets the closed blocks before `block`: they are stored, or nobody wants them.
    pub fn forget(&mut self, block: u64) {
        let oldest = self.header.block - self.closed.len() as u64;
        let count = (block.saturating_sub(oldest) as usize).min(self.closed.len());
        self.closed.drain(..count);
        let cut = self.closed.front().copied().unwrap_or(self.open) - HASH;
        self.arena.drain(..cut);
        self.open -= cut;
        for start in &mut self.closed {
            *start -= cut;
        }
    }

    /// Number of the last record, 0 before the first.
    pub fn last_record(&self) -> u64 {
        self.header.first_record + u64::from(self.header.records) - 1
    }

    /// How many records are in the open block, which no hash covers yet.
    pub fn open_records(&self) -> usize {
        self.header.records.into()
    }

    /// Where the chain stands after the last closed block. Its hash is the journal's.
    pub fn tip(&self) -> Tip {
        let hash = self.arena[..self.open].last_chunk().copied().unwrap_or_default();
        Tip {
            blocks: self.header.block,
            records: self.header.first_record - 1,
            at: self.sealed_at,
            hash: Hash(hash),
        }
    }
}
