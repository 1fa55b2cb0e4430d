//! A disk that is full, and one that is not any more; a journal of an earlier release; copies while it goes on.

use super::*;
use crate::record::journal::{Header, Journal, Options, RULES};
use crate::store::Reader;

const SCENARIO: &str = include_str!("../../../tests/core/live/live.ron");
const EUROPE: &str = include_str!("../../../assets/world/europe.ron");

fn journal() -> Journal {
    let sources = [("main.ron", SCENARIO), ("world/europe.ron", EUROPE)];
    let sources = sources.map(|(path, text)| (path.to_owned(), text.to_owned())).into();
    let script = crate::scenario::load(&sources, "main.ron").script.unwrap().hash;
    let (scenario, main) = ("live".to_owned(), "main.ron".to_owned());
    Journal::new(Header {
        rules: RULES,
        seed: 1,
        scenario,
        main,
        sources,
        script,
        options: Options::default(),
    })
}

fn blocks(store: &Store) -> i64 {
    store.db.query_row("SELECT count(*) FROM blocks", [], |row| row.get(0)).unwrap()
}

#[test]
fn a_full_disk_is_named_nothing_of_the_batch_is_stored_and_the_same_call_stores_it_later() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = journal();
    let mut store = Store::create(&dir.path().join("full.journal"), &mut journal.log).unwrap();
    let pages: i64 = store.db.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    store.db.pragma_update(None, "max_page_count", pages).unwrap();
    let note = |n: usize| Note::now("ee-csirt", "join", "x".repeat(4_000 + n));
    let notes: Vec<Note> = (0..8).map(note).collect();
    assert!(matches!(store.note(&notes), Err(Fault::Full(_))));
    assert!(matches!(store.note(&notes), Err(Fault::Full(_))));
    assert_eq!(note::all(&store.db).unwrap(), [], "all or none");
    store.db.pragma_update(None, "max_page_count", 1_000_000).unwrap();
    store.note(&notes).unwrap();
    assert_eq!(note::all(&store.db).unwrap(), notes);
    assert_eq!(blocks(&store), 1);
}

#[test]
fn a_journal_of_the_first_tables_is_brought_up_and_read_as_before() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("old.journal");
    let mut journal = journal();
    let store = Store::create(&path, &mut journal.log).unwrap();
    store.db.execute_batch("DROP TABLE notes; PRAGMA user_version = 1;").unwrap();
    store.close().unwrap();
    let read = Reader::open(&path).unwrap();
    assert!(read.check_file().unwrap() && read.notes().unwrap().is_empty());
    drop(read);
    let (mut store, _) = Store::open(&path, &mut |_, _| {}).unwrap();
    store.note(&[Note::now("excon", "role", "export")]).unwrap();
    store.close().unwrap();
    let read = Reader::open(&path).unwrap();
    assert!(read.check_file().unwrap(), "sealed again");
    assert_eq!(read.notes().unwrap().len(), 1);
}

#[test]
fn a_copy_made_while_the_exercise_runs_is_a_closed_and_sealed_journal() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = journal();
    let mut store = Store::create(&dir.path().join("runs.journal"), &mut journal.log).unwrap();
    store.note(&[Note::now("excon", "role", "export")]).unwrap();
    let copy = dir.path().join("copy.journal");
    std::fs::write(&copy, store.copy().unwrap()).unwrap();
    let read = Reader::open(&copy).unwrap();
    assert!(read.check_file().unwrap());
    assert_eq!(read.notes().unwrap().len(), 1);
    assert_eq!(read.replay(&mut |_, _| {}).unwrap().header, journal.header);
}
