//! What was acknowledged survives whatever happens to the process or to the last bytes of the file.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Stdio};

use startex::base::Dice;
use startex::store::{Reader, Store};

use crate::program::{HARBOUR, call, journal, startex};

const KILLS: u64 = 24;
const LINES: u64 = 40;

fn start(args: &[&str]) -> Child {
    startex().args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn line(round: u64, number: u64) -> String {
    let minute = 5 * number;
    format!(
        "(at: \"{minute}m\", by: \"ee-csirt\", do: message(to: [\"lv-csirt\"], text: \"order {round}/{number}\"))\n"
    )
}

/// Hands in orders, and kills the program at once after the answer to the `stop`-th, or while the next is on its way.
pub(crate) fn hand_in_and_kill(path: &str, round: u64, stop: u64, beyond: bool) -> Vec<u64> {
    let mut child = start(&["run", HARBOUR, "--orders", "-", "--journal", path]);
    let mut orders = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap());
    let mut acknowledged = Vec::new();
    for number in 1..=stop {
        orders.write_all(line(round, number).as_bytes()).unwrap();
        let mut answer = String::new();
        answers.read_line(&mut answer).unwrap();
        let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
        assert!(answer["record"].is_u64(), "{answer}");
        acknowledged.push(number);
    }
    if beyond {
        orders.write_all(line(round, stop + 1).as_bytes()).unwrap();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    acknowledged
}

#[test]
fn every_acknowledged_order_survives_a_kill_at_any_line() {
    let dir = tempfile::tempdir().unwrap();
    let dice = Dice { seed: 20_271_122 };
    for round in 0..KILLS {
        let path = dir.path().join(format!("{round}.journal"));
        let path = path.to_str().unwrap();
        let stop = 1 + dice.below(LINES, "kill", "line", round);
        let acknowledged = hand_in_and_kill(path, round, stop, round % 2 == 1);
        let resumed = call(&["resume", path, "--json"]);
        assert_eq!(resumed.code, 0, "seed {}, round {round}: {}", dice.seed, resumed.err);
        assert_eq!(resumed.json()["ended_at"], "D1 12:00");
        let held = call(&["replay", path, "--json"]).out;
        for number in acknowledged {
            let words = format!("\"order {round}/{number}\"");
            assert_eq!(held.matches(&words).count(), 1, "seed {}, round {round}: {words}", dice.seed);
        }
        assert_eq!(call(&["verify", path]).code, 0, "round {round}");
    }
}

#[test]
fn a_second_program_is_told_that_the_journal_is_open() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("open.journal");
    let path = path.to_str().unwrap();
    let mut child = start(&["run", HARBOUR, "--orders", "-", "--journal", path]);
    let mut orders = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap());
    orders.write_all(line(0, 1).as_bytes()).unwrap();
    answers.read_line(&mut String::new()).unwrap();
    for args in [&["resume", path][..], &["verify", path], &["replay", path]] {
        let said = call(args);
        assert_eq!(said.code, 2, "{args:?}");
        assert!(said.err.contains("is open in another program"), "{args:?}: {}", said.err);
    }
    drop(orders);
    assert!(child.wait().unwrap().success());
    assert_eq!(call(&["verify", path]).code, 0);
}

/// Records that a journal holds.
fn records(path: &Path) -> u64 {
    Reader::open(path).unwrap().replay(&mut |_, _| {}).unwrap().tip().records
}

#[test]
fn a_last_write_that_was_torn_is_gone_and_all_before_it_is_there() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("torn.journal");
    let stops = [4, 5];
    // The file and its write-ahead log as they lay on the disk when the process died, one order earlier and later.
    let lie = stops.map(|stop| {
        let path = dir.path().join(format!("{stop}.journal"));
        hand_in_and_kill(path.to_str().unwrap(), 0, stop, false);
        let mut wal = path.clone().into_os_string();
        wal.push("-wal");
        (std::fs::read(&path).unwrap(), std::fs::read(wal).unwrap())
    });
    let [(_, before), (file, after)] = lie;
    assert!(before.len() < after.len());
    let wal = dir.path().join("torn.journal-wal");
    let whole = {
        std::fs::write(&path, &file).unwrap();
        std::fs::write(&wal, &after).unwrap();
        records(&path)
    };
    for cut in [1, 24, 500, (after.len() - before.len()) / 2, after.len() - before.len()] {
        std::fs::write(&path, &file).unwrap();
        std::fs::write(&wal, &after[..after.len() - cut]).unwrap();
        let mut seen = 0;
        let (store, replay) = Store::open(&path, &mut |_, _| seen += 1).unwrap();
        assert!(replay.tip().records < whole && seen >= 4, "cut by {cut}: {}", replay.tip().records);
        drop(store);
        assert_eq!(call(&["resume", path.to_str().unwrap()]).code, 0, "cut by {cut}");
        assert_eq!(call(&["verify", path.to_str().unwrap()]).code, 0, "cut by {cut}");
    }
}

#[test]
fn a_closed_journal_can_be_read_where_nothing_can_be_written() {
    let dir = tempfile::tempdir().unwrap();
    let path = journal(dir.path());
    let mut rights = std::fs::metadata(&path).unwrap().permissions();
    rights.set_readonly(true);
    std::fs::set_permissions(&path, rights).unwrap();
    assert_eq!(call(&["verify", path.to_str().unwrap()]).code, 0);
}
