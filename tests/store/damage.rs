//! A changed byte anywhere in a journal is found.

use std::path::Path;

use startex::base::Dice;
use startex::store::Reader;

use crate::program::{call, journal};

/// Whether the library finds fault with the journal.
fn is_found(path: &Path) -> bool {
    let check = || {
        let reader = Reader::open(path)?;
        reader.replay(&mut |_, _| {})?;
        reader.check_file()
    };
    check().is_err()
}

#[test]
fn a_flipped_bit_anywhere_in_the_file_is_found() {
    let dir = tempfile::tempdir().unwrap();
    let path = journal(dir.path());
    let whole = std::fs::read(&path).unwrap();
    assert!(!is_found(&path));
    let dice = Dice { seed: 77 };
    for n in 0..300 {
        let place = dice.below(whole.len() as u64, "flip", "byte", n) as usize;
        let mut bytes = whole.clone();
        bytes[place] ^= 1 << dice.below(8, "flip", "bit", n);
        std::fs::write(&path, &bytes).unwrap();
        assert!(is_found(&path), "seed {}: byte {place}", dice.seed);
    }
    std::fs::write(&path, &whole).unwrap();
    assert!(!is_found(&path));
}

#[test]
fn a_flipped_byte_in_each_record_is_found_and_the_record_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let path = journal(dir.path());
    let whole = std::fs::read(&path).unwrap();
    let words = b"Which product is it?";
    let place = whole.windows(words.len()).position(|window| window == words).unwrap();
    let mut bytes = whole;
    bytes[place] = b'X';
    std::fs::write(&path, &bytes).unwrap();
    let said = call(&["verify", path.to_str().unwrap()]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("record") && said.err.contains("altered"), "{}", said.err);
    let verdict = call(&["verify", path.to_str().unwrap(), "--json"]);
    assert_eq!(verdict.code, 1);
    assert_eq!(verdict.json()["ok"], false);
    assert_eq!(call(&["resume", path.to_str().unwrap()]).code, 1, "nobody goes on from what was altered");
}

#[test]
fn a_flipped_bit_in_the_writes_of_a_killed_run_is_found() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("killed.journal");
    crate::kill::hand_in_and_kill(path.to_str().unwrap(), 0, 6, false);
    let log = dir.path().join("killed.journal-wal");
    let whole = std::fs::read(&log).unwrap();
    assert!(!is_found(&path));
    let dice = Dice { seed: 78 };
    for n in 0..100 {
        let place = dice.below(whole.len() as u64, "flip", "byte", n) as usize;
        let mut bytes = whole.clone();
        bytes[place] ^= 1 << dice.below(8, "flip", "bit", n);
        std::fs::write(&log, &bytes).unwrap();
        assert!(is_found(&path), "seed {}: byte {place}", dice.seed);
    }
}

#[test]
fn what_is_no_journal_is_told_so() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.txt");
    std::fs::write(&path, "This is no journal, but it is long enough to look like a file.".repeat(20))
        .unwrap();
    let said = call(&["verify", path.to_str().unwrap()]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("is no Startex journal"), "{}", said.err);
    let missing = call(&["verify", "none.journal"]);
    assert_eq!(missing.code, 2);
    assert!(missing.err.contains("there is no journal"), "{}", missing.err);
}
