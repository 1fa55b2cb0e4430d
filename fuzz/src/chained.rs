//! Journals whose chain is right whatever they say: somebody who knows how a journal is written can write one. The bytes are
//! a small program that takes the records of a real exercise, edits them, and lays them into blocks that are hashed anew.
//!
//! | byte | behind it | what it does |
//! |---|---|---|
//! | the first | | 1: under other rules, so that facts are believed; 2: through a file of the store, too |
//! | `00–3f` | | takes the next records as they are, one and so many more |
//! | `40–5f` | | passes over so many and one more |
//! | `60–7f` | offset, cut, length, bytes | takes the next one and puts these bytes in place of those at the offset |
//! | `80–9f` | length, bytes | a record of these bytes |
//! | `a0–bf` | how, fact, record | takes the next one with a fact left out, doubled, moved to its front, or one of another record |
//! | `c0–df` | | closes the block |
//! | `e0–ff` | | what follows is later, by so many quarters of a minute |

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use startex::base::{At, Span};
use startex::batch::Run;
use startex::batch::opening;
use startex::batch::run::{Step, Watch};
use startex::exercise::Exercise;
use startex::exercise::fact::Record;
use startex::exercise::orders_file;
use startex::record::Log;
use startex::record::journal::{Header, RULES, encode};
use startex::record::replay::Replay;
use startex::scenario::load;
use startex::scenario::script::Script;
use startex::scenario::{Files, Sink};
use startex::store::{Reader, Store};

/// What happens in the real one, beside what the scenario brings.
const ORDERS: &str = r#"[
    (at: "11m", by: "ee-csirt", do: classify(incident: "hidden-incident", class: significant)),
    (at: "12m", by: "ee-csirt", do: ask(to: ["lv-csirt"], text: "Do you see it?")),
    (at: "13m", by: "ee-csirt", do: message(to: ["lv-csirt"], text: "A word.")),
    (at: "14m", by: "lv-csirt", do: decide(text: "We look.")),
    (at: "15m", by: "excon", do: compose(to: ["lv-csirt"], sender: "Ward", by: phone, says: "Dark here.", at: "30m")),
    (at: "16m", by: "excon", do: readdress(inject: "INJ-LATE", to: ["lv-csirt"])),
    (at: "17m", by: "excon", do: retell(inject: "INJ-LATE", says: "And now?")),
    (at: "18m", by: "excon", do: no_play(seat: "lv-csirt", on: true)),
    (at: "19m", by: "excon", do: no_play(seat: "lv-csirt", on: false)),
    (at: "22m", by: "ee-csirt", do: statement(text: "The gates stand.")),
    (at: "25m", by: "excon", do: reveal(item: "hidden-item", to: ["ee-csirt"])),
    (at: "26m", by: "ee-csirt", do: share(items: ["hidden-item"], to: ["lv-csirt"])),
    (at: "28m", by: "excon", do: adjust(service: "clinic", lost: 0.5, lasts: "20m", reason: "For the test")),
    (at: "35m", by: "excon", do: hold(inject: "INJ-LATE", on: true)),
    (at: "36m", by: "excon", do: skip(inject: "INJ-LATE")),
    (at: "40m", by: "excon", do: void(record: 9, reason: "For the test")),
]"#;

/// Two states are enough, and every journal that is opened compiles them.
const WORLD: &str = r#"(
    format: 1, id: "europe", title: "Two states",
    memberships: [(id: "eu", name: "European Union", source: "For the test", verified: false)],
    states: [
        (code: "EE", name: "Estonia", time_zone: "Europe/Tallinn", memberships: ["eu"], neighbours: ["LV"]),
        (code: "LV", name: "Latvia", time_zone: "Europe/Riga", memberships: ["eu"], neighbours: ["EE"]),
    ],
    national: [(kind: "csirt", name: "National CSIRT, {state}")],
    bodies: [],
)"#;

/// Records of one input at most.
const RECORDS: usize = 1_024;

/// A real exercise.
struct Real {
    header: Header,
    records: Vec<Record>,
}

struct Keep(Vec<Record>);

impl Watch for Keep {
    fn step(&mut self, step: &Step<'_>) {
        self.0.push(step.record.clone());
    }
}

fn real() -> &'static Real {
    static REAL: OnceLock<Real> = OnceLock::new();
    REAL.get_or_init(|| {
        let sources = [("main.ron", super::SCENARIO), ("world/europe.ron", WORLD)];
        let sources: BTreeMap<String, String> =
            sources.map(|(path, text)| (path.to_owned(), text.to_owned())).into();
        let script = load(&sources, "main.ron").script.expect("the scenario is in order");
        let header = Header::new(&script, "main.ron".to_owned(), sources, 7);
        let records = played(&script, &header);
        Real { header, records }
    })
}

fn played(script: &Arc<Script>, header: &Header) -> Vec<Record> {
    let (mut files, mut sink) = (Files::new(), Sink::new());
    let file = files.add("orders.ron", ORDERS);
    let lines = orders_file::read(file, ORDERS, script, &mut sink);
    assert_eq!(sink.errors(), 0, "{:?}", sink.findings());
    let mut run = Run::new(Arc::clone(script), header.clone());
    let mut kept = Keep(Vec::new());
    for order in opening(script, &script.seats.ids().collect(), None) {
        run.order(&order, &mut kept);
    }
    for (at, order) in orders_file::orders(lines) {
        run.hand_in(at, order);
    }
    run.until(script.endex, &mut kept);
    kept.0
}

/// What the bytes make of the real exercise: blocks, each whole in itself.
fn written(data: &[u8], header: &Header) -> Log {
    let Real { records, .. } = real();
    let mut log = Log::new(&header.to_bytes());
    let (mut bytes, mut next, mut later) = (data.iter().copied(), 0, Span::ZERO);
    let put = |log: &mut Log, at: At, payload: &[u8]| {
        // Time that runs back cannot be written.
        let _ = log.append(at.max(log.tip().at), |to| to.bytes(payload));
    };
    for _ in 0..RECORDS {
        let Some(op) = bytes.next() else { break };
        let many = usize::from(op & 0x1f);
        let at = |place: usize| records.get(place).map_or(At::STARTEX, |record| record.at) + later;
        match op {
            0x00..=0x3f => {
                for record in records.iter().skip(next).take(usize::from(op) + 1) {
                    put(&mut log, record.at + later, &encode(record));
                }
                next += usize::from(op) + 1;
            }
            0x40..=0x5f => next += many + 1,
            0x60..=0x7f => {
                let mut argument = || usize::from(bytes.next().unwrap_or_default());
                let (offset, cut, length) = (argument(), argument(), argument() % 32);
                let mut payload = records.get(next).map(encode).unwrap_or_default();
                let offset = offset.min(payload.len());
                let end = (offset + cut % 32).min(payload.len());
                payload.splice(offset..end, bytes.by_ref().take(length));
                put(&mut log, at(next), &payload);
                next += 1;
            }
            0x80..=0x9f => {
                let length = usize::from(bytes.next().unwrap_or_default());
                let payload: Vec<u8> = bytes.by_ref().take(length).collect();
                put(&mut log, at(next), &payload);
            }
            0xa0..=0xbf => {
                let mut argument = || usize::from(bytes.next().unwrap_or_default());
                let (how, fact, other) = (argument(), argument(), argument());
                if let Some(record) = records.get(next) {
                    put(&mut log, at(next), &encode(&edited(record.clone(), how, fact, other)));
                }
                next += 1;
            }
            0xc0..=0xdf => log.seal(),
            0xe0..=0xff => later = later + Span::secs(15 * (many as u64 + 1)),
        }
    }
    log.seal();
    log
}

fn edited(mut record: Record, how: usize, fact: usize, other: usize) -> Record {
    let records = &real().records;
    let place = fact % record.facts.len().max(1);
    match how % 4 {
        0 if !record.facts.is_empty() => drop(record.facts.remove(place)),
        1 => record.facts.extend(record.facts.get(place).cloned()),
        2 if !record.facts.is_empty() => record.facts.swap(0, place),
        _ => {
            let from = &records[other % records.len()].facts;
            record.facts.extend(from.get(fact % from.len().max(1)).cloned());
        }
    }
    record
}

/// What came of reading one: the exercise at its end, and whether that is the end of its last instant.
fn read(log: &Log) -> Option<(Exercise, bool)> {
    let mut blocks = log.blocks();
    let mut replay = Replay::open(blocks.next()?.stored()).expect("the header is a real one");
    for block in blocks {
        replay.take(block.stored(), &mut |_, _| {}).ok()?;
    }
    replay.end().ok()?;
    let (_, exercise, _, rest) = replay.into_rest();
    Some((exercise, rest.is_empty()))
}

/// A journal with a right chain. It is read or refused, by the store as in memory; what is accepted under today's rules is
/// what its facts say.
pub fn chained_journals(data: &[u8]) {
    let Some((&first, program)) = data.split_first() else { return };
    let mut header = real().header.clone();
    if first & 1 != 0 {
        header.rules = RULES - 1;
    }
    let mut log = written(program, &header);
    let found = read(&log);
    // Cut in the middle of an instant, the rules are ahead of the facts.
    if let Some((exercise, true)) = found.as_ref().filter(|_| first & 1 == 0) {
        let believed = Header { rules: RULES - 1, ..header };
        let (folded, _) = read(&written(program, &believed)).expect("what the rules lead to can be folded");
        let bytes = |of: &Exercise| startex::record::snapshot::encode(&of.state);
        assert!(bytes(exercise) == bytes(&folded), "the facts are what came of the orders");
    }
    if first & 2 != 0 {
        stored(&mut log, found.is_some());
    }
}

/// The same through a file.
fn stored(log: &mut Log, sound: bool) {
    let Ok(dir) = tempfile::tempdir() else { return };
    let path = dir.path().join("some.journal");
    // A disk that fails here is none of the journal's.
    let Ok(store) = Store::create(&path, log) else { return };
    if store.close().is_err() {
        return;
    }
    let reader = Reader::open(&path).expect("the header is a real one");
    assert_eq!(reader.replay(&mut |_, _| {}).is_ok(), sound, "the store reads what is read in memory");
    let opened = Store::open(&path, &mut |_, _| {});
    assert_eq!(opened.is_ok(), sound, "and goes on with that alone: {:?}", opened.err());
}
