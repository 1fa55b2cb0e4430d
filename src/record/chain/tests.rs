use super::*;
use crate::record::Log;

/// A log of `n` records: short and long payloads, some at the same moment.
fn log(n: u64) -> Log {
    let mut log = Log::new(b"format 1, seed 7");
    append(&mut log, n);
    log
}

fn append(log: &mut Log, n: u64) {
    let from = log.last_record();
    for i in from..from + n {
        let payload = vec![i as u8; (i % 11 * i % 300) as usize];
        let number = log.append(At(i / 2 * 700), |to| to.bytes(&payload)).unwrap();
        assert_eq!(number, i + 1);
    }
}

fn stored(log: &Log) -> Vec<Vec<u8>> {
    log.blocks().map(|block| block.stored().to_vec()).collect()
}

fn check(blocks: &[Vec<u8>]) -> Result<Tip, Fault> {
    let mut chain = Chain::new();
    for block in blocks {
        chain.check(block)?;
    }
    Ok(*chain.tip())
}

#[test]
fn what_was_appended_is_read_back_and_the_chain_ends_where_the_log_does() {
    let mut log = log(150);
    log.seal();
    log.seal();
    let blocks = stored(&log);
    assert_eq!(blocks.len(), 4, "header, two full blocks and the rest");
    assert_eq!(check(&blocks), Ok(log.tip()));
    let mut number = 0;
    for block in log.blocks() {
        for record in block.records() {
            let record = record.unwrap();
            assert_eq!(record.payload, vec![number as u8; (number % 11 * number % 300) as usize]);
            assert_eq!(record.at, At(number / 2 * 700));
            number += 1;
            assert_eq!(record.number, number);
        }
    }
    assert_eq!(number, 150);
}

#[test]
fn every_flipped_byte_is_found_and_named() {
    let mut log = log(70);
    log.seal();
    let good = stored(&log);
    for (block, byte) in good.iter().enumerate().flat_map(|(b, bytes)| (0..bytes.len()).map(move |i| (b, i)))
    {
        for flip in [1, 0x80, 0xff] {
            let mut bad = good.clone();
            bad[block][byte] ^= flip;
            let fault = check(&bad).expect_err("a flipped byte went unseen");
            let named = match &fault {
                Fault::BlockAltered { block, .. } | Fault::RecordAltered { block, .. } => *block,
                _ => panic!("byte {byte} of block {block}: {fault}"),
            };
            assert_eq!(named, block as u64, "byte {byte}: {fault}");
        }
    }
}

#[test]
fn a_removed_doubled_or_swapped_block_is_named() {
    let mut log = log(320);
    log.seal();
    let good = stored(&log);
    let mut bad = good.clone();
    bad.remove(2);
    assert_eq!(check(&bad), Err(Fault::BlockMissing { expected: 2, found: 3 }));
    let mut bad = good.clone();
    bad.insert(3, good[2].clone());
    assert_eq!(check(&bad), Err(Fault::BlockMisplaced { expected: 3, found: 2 }));
    let mut bad = good.clone();
    bad.swap(2, 4);
    assert_eq!(check(&bad), Err(Fault::BlockMissing { expected: 2, found: 4 }));
    assert_eq!(check(&good[1..]), Err(Fault::BlockMissing { expected: 0, found: 1 }));

    let mut chain = Chain::new();
    for block in &good[..4] {
        chain.check(block).unwrap();
    }
    assert_eq!(chain.ends_at(&log.tip()), Err(Fault::EndMissing { expected: 320, found: 192 }));
}

/// Writes a log of four records whose frames `tamper` may reorder.
fn tampered(tamper: impl Fn(&mut Vec<Vec<u8>>)) -> Result<Tip, Fault> {
    let mut log = Log::new(b"");
    for i in 0..4_u64 {
        log.append(At(i), |to| to.bytes(&[i as u8; 5])).unwrap();
    }
    log.seal();
    let mut blocks = stored(&log);
    let (header, body) = blocks[1].split_at(29);
    let (body, hash) = body.split_at(body.len() - 32);
    let mut frames: Vec<Vec<u8>> = body.chunks(8).map(<[u8]>::to_vec).collect();
    tamper(&mut frames);
    let body = frames.concat();
    let mut header = header.to_vec();
    header[24..28].copy_from_slice(&(body.len() as u32).to_le_bytes());
    header[28] = frames.len() as u8;
    blocks[1] = [&header, &body[..], hash].concat();
    check(&blocks)
}

#[test]
fn a_removed_doubled_or_swapped_record_is_named() {
    let record = |result: Result<Tip, Fault>| match result {
        Err(Fault::RecordAltered { record, block: 1, .. }) => record,
        other => panic!("{other:?}"),
    };
    assert!(tampered(|_| {}).is_ok());
    assert_eq!(record(tampered(|frames| frames.swap(1, 2))), 2);
    assert_eq!(record(tampered(|frames| drop(frames.remove(2)))), 3);
    assert_eq!(record(tampered(|frames| frames.insert(1, frames[1].clone()))), 3);
    let last = tampered(|frames| frames.truncate(3));
    assert_eq!(last, Err(Fault::BlockAltered { block: 1, records: "records 1 to 3".into() }));
}

#[test]
fn a_block_of_another_journal_does_not_fit() {
    let (mut one, mut other) = (log(64), Log::new(b"format 1, seed 8"));
    append(&mut other, 64);
    one.seal();
    other.seal();
    let mixed = [stored(&one)[0].clone(), stored(&other)[1].clone()];
    assert_eq!(check(&mixed), Err(Fault::BlockAltered { block: 1, records: "records 1 to 64".into() }));
}

#[test]
fn a_forger_who_hashes_anew_still_may_not_turn_back_time() {
    let mut log = log(1);
    log.append(At(10_000), |to| to.bytes(b"late")).unwrap();
    log.seal();
    let mut chain = Chain::new();
    for block in log.blocks() {
        chain.check(block.stored()).unwrap();
    }
    let mut forged = Log::resume(&Tip { at: At::STARTEX, ..log.tip() });
    forged.append(At(9_999), |to| to.bytes(b"early")).unwrap();
    forged.seal();
    let block = forged.blocks().next().unwrap();
    assert!(matches!(chain.check(block.stored()), Err(Fault::BlockAltered { block: 2, .. })));
}

#[test]
fn time_never_runs_back_in_a_log() {
    let mut log = log(10);
    let tip = log.last_record();
    assert!(log.append(At(0), |to| to.bytes(b"x")).is_err());
    assert_eq!(log.last_record(), tip);
}

#[test]
fn a_log_resumed_from_its_tip_gives_the_same_chain() {
    let mut whole = log(100);
    whole.seal();
    let mut parted = Log::resume(&whole.tip());
    append(&mut whole, 100);
    append(&mut parted, 100);
    assert_eq!(whole.tip(), parted.tip());
    whole.seal();
    parted.seal();
    assert_eq!(whole.tip(), parted.tip());
    assert_eq!(stored(&whole)[3..], stored(&parted)[..]);
}

#[test]
fn a_log_that_forgets_its_stored_blocks_goes_on_as_before() {
    let (mut all, mut some) = (log(200), log(200));
    some.forget(2);
    assert_eq!(stored(&all)[2..], stored(&some)[..]);
    some.forget(1);
    append(&mut all, 100);
    append(&mut some, 100);
    some.forget(u64::MAX);
    assert_eq!(some.blocks().count(), 0);
    all.seal();
    some.seal();
    assert_eq!(all.tip(), some.tip());
}

#[test]
fn a_large_payload_closes_its_block_early() {
    let mut log = Log::new(b"");
    log.append(At(0), |to| to.bytes(&vec![1; 300_000])).unwrap();
    assert_eq!(log.open_records(), 0);
    assert_eq!(check(&stored(&log)), Ok(log.tip()));
}
