//! What a journal means: read back it is the exercise; altered it names the record.

use startex::base::{At, Text};
use startex::batch::Run;
use startex::exercise::fact::{Composed, Due, DutyId, ExpectId, Fact};
use startex::exercise::order::{Act, Control, Desk, Order, OrderId};
use startex::record::journal::{FORMAT, Header, RULES, Unreadable, decode};
use startex::record::replay::Replay;
use startex::record::{Log, snapshot};
use startex::scenario::mechanism::MechanismId;
use startex::scenario::script::{IncidentId, InjectId, OrgId, SeatId};
use startex::scenario::words::Channel;

use crate::harbour;

fn run(header: Header) -> Run {
    let script = harbour::script();
    let mut run = Run::new(script.clone(), header);
    for (at, order) in harbour::orders(&script) {
        run.hand_in(at, order);
    }
    let start = Act::Control(Control::Start);
    run.order(&Order { id: OrderId { key: 0, counter: 1 }, from: Desk::Excon, act: start }, &mut ());
    run.until(script.endex, &mut ());
    run.seal().unwrap();
    run
}

fn read(log: &Log) -> Result<Replay, Unreadable> {
    let mut blocks = log.blocks();
    let mut replay = Replay::open(blocks.next().unwrap().stored())?;
    for block in blocks {
        replay.take(block.stored(), &mut |_, _| {})?;
    }
    Ok(replay)
}

/// The same records under another header, or with one of them changed: as a forger would chain them anew.
fn forge(run: &Run, header: &Header, change: impl Fn(u64, &[u8]) -> Vec<u8>) -> Log {
    let mut log = Log::new(&header.to_bytes());
    for block in run.journal.log.blocks().skip(1) {
        for frame in block.records() {
            let frame = frame.unwrap();
            let bytes = change(frame.number, frame.payload);
            log.append(frame.at, |payload| payload.bytes(&bytes)).unwrap();
        }
    }
    log.seal();
    log
}

#[test]
fn a_journal_read_back_is_the_exercise_that_wrote_it() {
    let run = run(harbour::header(1));
    let replay = read(&run.journal.log).unwrap();
    assert!(replay.reruns());
    assert_eq!(replay.header, run.journal.header);
    assert_eq!(replay.tip(), &run.journal.log.tip());
    assert_eq!(
        postcard::to_stdvec(&replay.exercise.state).unwrap(),
        postcard::to_stdvec(&run.exercise.state).unwrap()
    );
}

#[test]
fn one_seed_gives_one_hash_and_another_seed_another() {
    let tip = |seed| run(harbour::header(seed)).journal.log.tip();
    assert_eq!(tip(1), tip(1));
    assert_ne!(tip(1).hash, tip(2).hash);
}

#[test]
fn a_forged_record_is_named_even_where_the_chain_was_made_anew() {
    let run = run(harbour::header(1));
    let dropped = forge(&run, &run.journal.header, |number, bytes| {
        if number != 6 {
            return bytes.to_vec();
        }
        let frame = run.journal.log.blocks().flat_map(|b| b.records().collect::<Vec<_>>()).flatten();
        let frame = frame.into_iter().find(|f| f.number == number).unwrap();
        let mut record = decode(FORMAT, &frame).unwrap();
        record.facts.pop();
        startex::record::journal::encode(&record)
    });
    match read(&dropped) {
        Err(Unreadable::Diverges { record: 6, .. }) => {}
        other => panic!("{other:?}"),
    }
}

#[test]
fn under_other_rules_chain_and_fold_are_checked_and_the_orders_are_not_carried_out() {
    let run = run(harbour::header(1));
    let header = Header { rules: RULES + 1, ..run.journal.header.clone() };
    let log = forge(&run, &header, |_, bytes| bytes.to_vec());
    let replay = read(&log).unwrap();
    assert!(!replay.reruns());
    assert_eq!(replay.exercise.state.records, run.exercise.state.records);
}

#[test]
fn facts_that_are_believed_name_only_what_there_is_or_what_they_bring() {
    let run = run(harbour::header(1));
    let header = Header { rules: RULES + 1, ..run.journal.header.clone() };
    let nowhere = 1_000;
    let (seat, inject, expect) = (SeatId(nowhere), InjectId(nowhere), ExpectId(nowhere));
    let (incident, owed) = (IncidentId(0), vec![OrgId(nowhere)]);
    let owes = |owed| Fact::DutyOpened {
        duty: DutyId(0),
        seat: SeatId(0),
        incident,
        regime: MechanismId(0),
        step: 0,
        owed,
        due: At::STARTEX,
    };
    let strange = [
        (Fact::NoPlay(Some(seat), true), "SeatId"),
        (Fact::Delivered(InjectId(0), vec![SeatId(0), seat]), "SeatId"),
        (Fact::Held(inject, true), "InjectId"),
        (Fact::ExpectLapsed(expect), "ExpectId"),
        (Fact::Scheduled(At::STARTEX, Due::Inject(inject)), "InjectId"),
        (owes(owed), "OrgId"),
    ];
    for (fact, kind) in strange {
        let log = forge(&run, &header, |number, bytes| match number {
            6 => with(&run, number, std::slice::from_ref(&fact)),
            _ => bytes.to_vec(),
        });
        match read(&log) {
            Err(Unreadable::Diverges { record: 6, why }) if why.contains(&format!("a {kind} of 1000")) => {}
            other => panic!("{fact:?}: {other:?}"),
        }
    }
    // What a record brings it may name behind that.
    let composed = Composed {
        from: Text::plain("Mayor"),
        to: vec![SeatId(0)],
        by: Channel::Mail,
        says: Text::plain("Well?"),
        about: None,
    };
    let next = InjectId(run.exercise.script.injects.len() as u32);
    let scheduled = Fact::Scheduled(At::NEVER, Due::Inject(next));
    let brings = [Fact::Composed(Box::new(composed)), scheduled, Fact::Held(next, true)];
    let log = forge(&run, &header, |number, bytes| match number {
        6 => with(&run, number, &brings),
        _ => bytes.to_vec(),
    });
    assert!(read(&log).unwrap().exercise.state.injects[next].held);
}

/// The bytes of a record with these facts behind its own.
fn with(run: &Run, number: u64, facts: &[Fact]) -> Vec<u8> {
    let frames = run.journal.log.blocks().flat_map(|block| block.records().collect::<Vec<_>>()).flatten();
    let frame = frames.into_iter().find(|frame| frame.number == number).unwrap();
    let mut record = decode(FORMAT, &frame).unwrap();
    record.facts.extend_from_slice(facts);
    startex::record::journal::encode(&record)
}

#[test]
fn another_seed_in_the_header_leads_to_other_records() {
    let run = run(harbour::header(1));
    let diverges = (2..10).any(|seed| {
        let header = Header { seed, ..run.journal.header.clone() };
        matches!(read(&forge(&run, &header, |_, b| b.to_vec())), Err(Unreadable::Diverges { .. }))
    });
    assert!(diverges, "eight other seeds threw the dice alike");
}

#[test]
fn what_is_no_journal_or_of_a_later_release_is_told_apart() {
    let bytes = harbour::header(1).to_bytes();
    assert_eq!(Header::from_bytes(b"SQLite format 3\0"), Err(Unreadable::NoJournal));
    let mut later = bytes.clone();
    later[8..10].copy_from_slice(&(FORMAT + 1).to_le_bytes());
    assert_eq!(Header::from_bytes(&later), Err(Unreadable::Newer { found: FORMAT + 1 }));
    assert!(matches!(Header::from_bytes(&bytes[..bytes.len() / 2]), Err(Unreadable::Header(_))));
    assert_eq!(Header::from_bytes(&bytes), Ok((FORMAT, harbour::header(1))));
}

#[test]
fn a_snapshot_with_a_changed_byte_is_not_taken() {
    let run = run(harbour::header(1));
    let bytes = snapshot::encode(&run.exercise.state);
    assert!(snapshot::decode(&bytes).is_some());
    for place in [0, bytes.len() / 2, bytes.len() - 1] {
        let mut bytes = bytes.clone();
        bytes[place] ^= 1;
        assert!(snapshot::decode(&bytes).is_none(), "byte {place}");
    }
}
