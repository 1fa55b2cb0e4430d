//! The chain's verifier: takes stored blocks one by one and names the first that is not as it was written.

use serde::{Deserialize, Serialize};

use super::block::{BLOCK_RECORDS, Block, Fault, HASH, Hash};
use crate::base::At;

/// Where a chain stands after some block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tip {
    /// How many blocks, the journal's header counted: the number of the next one.
    pub blocks: u64,
    /// Number of the last record, 0 where there is none.
    pub records: u64,
    /// Moment of the last record.
    pub at: At,
    /// Hash of the last block. It stands for the whole journal.
    pub hash: Hash,
}

/// A chain as far as it was checked.
#[derive(Clone, Debug, Default)]
pub struct Chain {
    tip: Tip,
    /// Room for the bytes to be hashed.
    hashed: Vec<u8>,
}

impl Chain {
    /// The beginning: the next block must be the journal's header.
    pub fn new() -> Self {
        Self::default()
    }

    /// Goes on behind blocks that were checked before.
    pub fn resume(tip: Tip) -> Self {
        Self { tip, hashed: Vec::new() }
    }

    /// How far the chain was checked.
    pub fn tip(&self) -> &Tip {
        &self.tip
    }

    /// Checks the next block: its place, its hash and the framing of every record.
    ///
    /// # Errors
    /// The first [`Fault`]; the chain then stands where it stood.
    pub fn check<'a>(&mut self, stored: &'a [u8]) -> Result<Block<'a>, Fault> {
        let Some(block) = Block::split(stored) else { return Err(self.altered(stored)) };
        let hash = self.hash(&block);
        if hash != block.hash() || block.header.block != self.tip.blocks {
            return Err(self.blame(&block));
        }
        self.check_header(&block)?;
        let mut at = self.tip.at;
        for record in block.records() {
            at = record?.at;
        }
        self.tip =
            Tip { blocks: self.tip.blocks + 1, records: self.tip.records + block.len() as u64, at, hash };
        Ok(block)
    }

    /// Says whether the chain ends where it should: at `expected`, as it was told when the journal was written.
    ///
    /// # Errors
    /// [`Fault::EndMissing`] where records were cut off, [`Fault::OtherEnd`] where it is another journal.
    pub fn ends_at(&self, expected: &Tip) -> Result<(), Fault> {
        if self.tip.records < expected.records {
            return Err(Fault::EndMissing { expected: expected.records, found: self.tip.records });
        }
        if self.tip.hash != expected.hash {
            return Err(Fault::OtherEnd { expected: expected.hash, found: self.tip.hash });
        }
        Ok(())
    }

    fn hash(&mut self, block: &Block<'_>) -> Hash {
        self.hashed.clear();
        self.hashed.extend_from_slice(&self.tip.hash.0);
        self.hashed.extend_from_slice(&block.stored[..block.stored.len() - HASH]);
        Hash(*blake3::hash(&self.hashed).as_bytes())
    }

    /// A block whose hash is right may still be nonsense: written by a broken program, or a forger.
    fn check_header(&self, block: &Block<'_>) -> Result<(), Fault> {
        let header = &block.header;
        let opening = self.tip.blocks == 0;
        let wrong = header.first_record != self.tip.records + 1
            || header.first_at < self.tip.at
            || header.records > BLOCK_RECORDS
            || opening != block.is_empty();
        if wrong { Err(self.altered(block.stored)) } else { Ok(()) }
    }

    /// The block is not the one that should follow: says which of the possible reasons it is.
    fn blame(&self, block: &Block<'_>) -> Fault {
        let (expected, found) = (self.tip.blocks, block.header.block);
        let next_record = self.tip.records + 1;
        let later = block.header.first_record > next_record || (expected == 0 && !block.is_empty());
        if found > expected && later {
            return Fault::BlockMissing { expected, found };
        }
        if found < expected && block.header.first_record < next_record {
            return Fault::BlockMisplaced { expected, found };
        }
        if found == expected
            && block.header.first_record == next_record
            && let Some(Err(fault)) = block.records().find(Result::is_err)
        {
            return fault;
        }
        self.altered(block.stored)
    }

    fn altered(&self, stored: &[u8]) -> Fault {
        let first = self.tip.records + 1;
        let count = Block::split(stored).map(|block| block.header.records);
        let records = match count {
            _ if self.tip.blocks == 0 => "the journal's header".into(),
            Some(1) => format!("record {first}"),
            Some(n @ 2..=BLOCK_RECORDS) => format!("records {first} to {}", first + u64::from(n) - 1),
            _ => format!("record {first} and the following"),
        };
        Fault::BlockAltered { block: self.tip.blocks, records }
    }
}

#[cfg(test)]
mod tests;
