//! What is known of people goes on its day: names, and notes of who came from where.

use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use startex::exercise::order::{Act, Control};
use startex::net::server::Limits;
use startex::store::{Reader, now_ms};
use startex::wire::{AccessNews, Outcome};

use super::client::Joined;
use super::house::House;
use super::people::holds;
use super::program::Served;
use super::{message, running};
use crate::program::call;

const DAY_MS: i64 = 86_400_000;
const NAME: &str = "Anna Tamm";
/// What a note has of whoever joined.
const ADDRESS: &str = "from 127.0.0.1";
const PATIENCE: Duration = Duration::from_secs(30);

/// Days by which the calendar of the test is ahead.
static AHEAD: AtomicI64 = AtomicI64::new(0);

fn calendar() -> i64 {
    now_ms() + AHEAD.load(Ordering::Relaxed) * DAY_MS
}

fn until(what: &str, done: impl Fn() -> bool) {
    let began = Instant::now();
    while !done() {
        assert!(began.elapsed() < PATIENCE, "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Whether the journal holds a text, in its file or in what lies beside it.
fn journal_holds(journal: &Path, text: &str) -> bool {
    let mut beside = journal.as_os_str().to_owned();
    beside.push("-wal");
    holds(journal, text) || holds(Path::new(&beside), text)
}

#[test]
fn names_and_notes_are_erased_on_their_day_by_the_running_server_and_nothing_else_is() {
    let dir = tempfile::tempdir().unwrap();
    let limits = Limits { look: Duration::from_millis(50), ..Limits::default() };
    let house = House::in_time_of(calendar, dir.path(), limits, false, |header| {
        Box::new(House::stored(dir.path(), header))
    });
    let (journal, roster) = (dir.path().join("house.journal"), dir.path().join("roster"));
    let mut excon = Joined::new(&house.link("excon"), 96_001);
    assert_eq!(excon.order(Act::Control(Control::Start)), Outcome::Taken);
    let mut anna = Joined::named(&house.link("ee-csirt"), 96_002, NAME);
    assert_eq!(anna.order(message("before")), Outcome::Taken);
    until("a note", || journal_holds(&journal, ADDRESS));
    // The last day on which they are kept.
    AHEAD.store(29, Ordering::Relaxed);
    std::thread::sleep(Duration::from_millis(300));
    assert!(holds(&roster, NAME) && journal_holds(&journal, ADDRESS));
    AHEAD.store(30, Ordering::Relaxed);
    until("the name is gone", || !holds(&roster, NAME));
    until("the address is gone", || !journal_holds(&journal, ADDRESS));
    excon.until(|excon| excon.door.contains(&AccessNews::Forgotten { person: None }));
    assert_eq!(anna.order(message("after")), Outcome::Taken);
    drop(house);
    let reader = Reader::open(&journal).unwrap();
    assert!(reader.check_file().unwrap());
    let notes = reader.notes().unwrap();
    assert!(notes.iter().any(|note| note.event == "erased"), "{notes:?}");
    assert!(!notes.iter().any(|note| note.detail.contains(ADDRESS)), "{notes:?}");
    let mut records = 0;
    reader.replay(&mut |_, _| records += 1).unwrap();
    assert!(records >= 3, "the records are no notes");
}

#[test]
fn notes_of_an_exercise_that_is_over_are_erased_by_command_and_the_journal_verifies() {
    let dir = tempfile::tempdir().unwrap();
    let mut served: Served = running(dir.path(), &[]);
    Joined::named(&served.link("ee-csirt"), 96_003, NAME);
    served.stop();
    let journal = served.journal.to_str().unwrap();
    let roster = dir.path().join("net.journal.roster");
    assert!(call(&["replay", journal, "--audit"]).out.contains(ADDRESS));
    let erased = call(&["roster", journal, "--erase-audit"]);
    assert_eq!((erased.code, erased.err.contains("erased ")), (0, true), "{}", erased.err);
    assert!(!journal_holds(&served.journal, ADDRESS) && holds(&roster, NAME));
    let left = call(&["replay", journal, "--audit"]).out;
    assert!(left.contains("erased") && !left.contains(ADDRESS), "{left}");
    assert_eq!(call(&["verify", journal]).code, 0);
}

#[test]
fn whoever_looks_at_the_roster_when_its_day_is_over_finds_neither_names_nor_notes() {
    let dir = tempfile::tempdir().unwrap();
    let mut served: Served = running(dir.path(), &["--retain", "1"]);
    Joined::named(&served.link("ee-csirt"), 96_004, NAME);
    served.stop();
    let roster = dir.path().join("net.journal.roster");
    // As if it had been served long ago.
    let kept: serde_json::Value = serde_json::from_slice(&std::fs::read(&roster).unwrap()).unwrap();
    let day = kept["erase_on"].as_i64().unwrap();
    let text = std::fs::read_to_string(&roster).unwrap();
    std::fs::write(&roster, text.replace(&day.to_string(), &(day - 2).to_string())).unwrap();
    let printed = call(&["roster", served.journal.to_str().unwrap()]);
    assert_eq!((printed.code, printed.out.contains(NAME)), (0, false), "{}", printed.err);
    assert!(!holds(&roster, NAME) && !journal_holds(&served.journal, ADDRESS));
}
