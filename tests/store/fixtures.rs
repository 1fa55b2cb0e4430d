//! Journals of earlier releases are opened, checked, replayed and verified; those of today's rules are gone on with.

use std::path::PathBuf;

use startex::record::journal::RULES;
use startex::store::{Note, Reader, Store};

use crate::program::call;

/// A journal that was kept: its name, its rules, its entries, and whether it was closed.
const KEPT: [(&str, u32, u64, bool); 3] = [
    ("rules6.journal", 6, 109, true),
    ("rules6-tables1.journal", 6, 109, false),
    ("rules7.journal", 7, 65, true),
];

/// A copy, so that nothing that SQLite does touches what is kept.
fn copy(name: &str) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(name);
    let kept = format!("{}/tests/fixtures/journals/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::copy(kept, &path).unwrap();
    (dir, path)
}

#[test]
fn every_journal_that_was_kept_is_read_to_its_last_entry() {
    for (name, rules, all, closed) in KEPT {
        let (_dir, path) = copy(name);
        let reader = Reader::open(&path).unwrap();
        assert_eq!(reader.check_file().unwrap(), closed, "{name}");
        let mut entries = 0;
        let replay = reader.replay(&mut |state, record| {
            entries = record.number;
            assert_eq!(state.records, record.number, "{name}");
        });
        let replay = replay.unwrap();
        assert_eq!((replay.header.rules, replay.header.scenario.as_str()), (rules, "quickstart"), "{name}");
        assert_eq!(entries, all, "{name}");
        // Only orders under today's rules are carried out anew.
        assert_eq!(replay.reruns(), rules == RULES, "{name}");
    }
}

#[test]
fn every_journal_that_was_kept_is_verified_and_its_seats_can_be_looked_at() {
    for (name, rules, all, _) in KEPT {
        let (_dir, path) = copy(name);
        let path = path.to_str().unwrap();
        let verified = call(&["verify", path]);
        assert_eq!(verified.code, 0, "{name}: {}{}", verified.out, verified.err);
        assert!(
            verified.out.contains(&format!("{all} entries of quickstart: whole")),
            "{name}: {}",
            verified.out
        );
        let anew = verified.out.contains("the orders were carried out anew and led to the same");
        assert_eq!(anew, rules == RULES, "{name}: {}", verified.out);
        let replayed = call(&["replay", path]);
        assert!(replayed.code == 0 && replayed.out.lines().count() > 50, "{name}: {}", replayed.err);
    }
}

#[test]
fn a_journal_of_todays_rules_is_gone_on_with_and_an_older_one_says_which_release_can() {
    for (name, rules, all, _) in KEPT {
        let (_dir, path) = copy(name);
        let path = path.to_str().unwrap();
        let resumed = call(&["resume", path, "--until", "3h"]);
        if rules == RULES {
            assert_eq!(resumed.code, 0, "{name}: {}", resumed.err);
            let verified = call(&["verify", path]);
            assert_eq!(verified.code, 0, "{name}: {}{}", verified.out, verified.err);
            assert!(!verified.out.contains(&format!("{all} entries")), "it goes on: {}", verified.out);
        } else {
            assert_eq!(resumed.code, 1, "{name}: {}", resumed.out);
            let words = format!("written under rules number {rules}");
            assert!(resumed.err.contains(&words), "{name}: {}", resumed.err);
        }
    }
}

#[test]
fn a_journal_of_the_first_tables_is_brought_up_when_it_is_opened_to_write() {
    let (_dir, path) = copy("rules6-tables1.journal");
    let (mut store, replay) = Store::open(&path, &mut |_, _| {}).unwrap();
    assert_eq!(replay.header.rules, 6);
    store.note(&[Note::now("excon", "role", "export")]).unwrap();
    store.close().unwrap();
    let reader = Reader::open(&path).unwrap();
    assert!(reader.check_file().unwrap(), "and sealed");
    assert_eq!(reader.notes().unwrap().len(), 1);
}

#[test]
fn a_journal_is_not_taken_for_a_scenario_nor_served_as_another() {
    let (_dir, path) = copy("rules7.journal");
    let path = path.to_str().unwrap();
    let checked = call(&["check", path]);
    let said = format!("{}{}", checked.out, checked.err);
    assert!(
        checked.code == 1 && said.contains("this is the journal of an exercise, not a scenario"),
        "{said}"
    );
    assert!(said.contains("startex report"), "and what to do with it: {said}");
    let served = call(&["serve", "northern-lights", "--listen", "127.0.0.1:0", "--journal", path]);
    assert!(served.code != 0, "{}", served.out);
    let words = "holds an exercise of `quickstart`, not of `northern-lights`";
    assert!(served.err.contains(words), "{}", served.err);
}
