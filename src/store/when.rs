//! When a record was stored, by the machine's clock. The exercise does not know; the audit does, a line a batch.

use rusqlite::Connection;

use crate::record::Block;

/// Wall time, in ms since 1970, of the batch with this record; none where there is no such record. Blocks lie in the
/// batches in their order, so that counting them tells.
pub(super) fn stored_ms(db: &Connection, record: u64) -> rusqlite::Result<Option<i64>> {
    let Some(block) = block_of(db, record)? else { return Ok(None) };
    let mut batches = db.prepare("SELECT wall_ms, blocks FROM audit ORDER BY number")?;
    let mut batches = batches.query([])?;
    let mut stored = 0;
    while let Some(batch) = batches.next()? {
        stored += batch.get::<_, i64>(1)?.unsigned_abs();
        if block < stored {
            return batch.get(0).map(Some);
        }
    }
    Ok(None)
}

/// Number of the block with this record. What is asked for lies near the end.
fn block_of(db: &Connection, record: u64) -> rusqlite::Result<Option<u64>> {
    let mut blocks = db.prepare("SELECT bytes FROM blocks ORDER BY number DESC")?;
    let mut blocks = blocks.query([])?;
    while let Some(row) = blocks.next()? {
        let Some(block) = Block::split(row.get_ref(0)?.as_blob()?) else { return Ok(None) };
        if !block.is_empty() && block.first_record() <= record {
            let holds = record - block.first_record() < block.len() as u64;
            return Ok(holds.then(|| block.number()));
        }
    }
    Ok(None)
}
