//! An exercise that has ended is opened again: what is over stays as it was, what may still be said is said.

use std::path::Path;
use std::time::{Duration, Instant};

use startex::exercise::fact::Phase;
use startex::exercise::order::{Control, Desk};
use startex::exercise::refusal::Rule;
use startex::host::{Host, Stored};
use startex::net::client::{Client, Mirror};
use startex::record::snapshot;
use startex::store::{Reader, now_ms};
use startex::wire::{ExconMirror, Outcome};

use crate::program::{call, journal};

/// Records, and the record of ENDEX.
fn skimmed(path: &Path) -> (u64, u64) {
    let reader = Reader::open(path).unwrap();
    let mut endex = None;
    let replay = reader
        .skim(&mut |state, record| {
            if endex.is_none() && state.phase == Phase::Ended {
                endex = Some(record.number);
            }
        })
        .unwrap();
    (replay.tip().records, endex.unwrap())
}

#[test]
fn a_look_at_a_journal_finds_what_a_replay_finds() {
    let dir = tempfile::tempdir().unwrap();
    let path = journal(dir.path());
    let reader = Reader::open(&path).unwrap();
    let mut records = 0;
    let whole = reader.replay(&mut |_, _| ()).unwrap();
    let skimmed = reader.skim(&mut |_, _| records += 1).unwrap();
    assert_eq!(skimmed.tip(), whole.tip());
    assert_eq!(snapshot::encode(&skimmed.exercise.state), snapshot::encode(&whole.exercise.state));
    assert_eq!(records, whole.tip().records);
}

#[test]
fn the_journal_says_when_it_ended_by_the_clock_on_the_wall() {
    let dir = tempfile::tempdir().unwrap();
    let before = now_ms();
    let path = journal(dir.path());
    let after = now_ms();
    let (records, endex) = skimmed(&path);
    let reader = Reader::open(&path).unwrap();
    for record in [1, endex, records] {
        let at = reader.stored_ms(record).unwrap().unwrap();
        assert!((before..=after).contains(&at), "record {record} was stored at {at}");
    }
    assert_eq!(reader.stored_ms(records + 1).unwrap(), None);
    assert_eq!(reader.stored_ms(0).unwrap(), None);
}

#[test]
fn looking_back_adds_nothing_and_a_sign_off_is_stored_behind_the_end() {
    let dir = tempfile::tempdir().unwrap();
    let path = journal(dir.path());
    let (records, endex) = skimmed(&path);
    let host = opened(&path);
    let mut desk = control(&host);
    assert!(until(&mut desk, |mirror| mirror.clock.phase == Phase::Ended && mirror.open.is_some()));
    drop(host);
    assert_eq!(skimmed(&path), (records, endex), "whoever only looks leaves no mark");

    let host = opened(&path);
    let mut desk = control(&host);
    assert!(until(&mut desk, |mirror| mirror.clock.phase == Phase::Ended && mirror.open.is_some()));
    desk.control(Control::Start);
    let text = String::new();
    desk.control(Control::SignOff { by: "Lead".into(), on: "27 November 2026".into(), text });
    assert!(until(&mut desk, |mirror| mirror.orders.settled.len() == 2));
    let outcomes: Vec<&Outcome> = mirror(&desk).orders.settled.iter().map(|one| &one.outcome).collect();
    assert!(matches!(outcomes[0], Outcome::Refused(why) if why.rule == Rule::NotRunning), "{outcomes:?}");
    assert!(matches!(outcomes[1], Outcome::Taken), "{outcomes:?}");
    drop(host);
    let reader = Reader::open(&path).unwrap();
    let replay = reader.skim(&mut |_, _| ()).unwrap();
    assert_eq!(replay.exercise.state.phase, Phase::Ended);
    assert!(replay.exercise.state.signed_off.is_some());
    assert_eq!(skimmed(&path).1, endex, "it ended when it did");
    assert_eq!(call(&["verify", path.to_str().unwrap()]).code, 0);
}

fn opened(path: &Path) -> Host {
    Host::start(Stored::open(path).unwrap().into(), || ()).unwrap()
}

fn control(host: &Host) -> Client {
    Client::new(host.connect(Desk::Excon), Mirror::Excon(Box::new(ExconMirror::new(1 << 40))))
}

fn mirror(desk: &Client) -> &ExconMirror {
    match &desk.mirror {
        Mirror::Excon(mirror) => mirror,
        Mirror::Seat(_) | Mirror::Watch(_) => panic!("this is no desk of exercise control"),
    }
}

/// Pumps until it holds, for 20 s at most: the machine may be busy.
fn until(desk: &mut Client, holds: impl Fn(&ExconMirror) -> bool) -> bool {
    let began = Instant::now();
    while began.elapsed() < Duration::from_secs(20) {
        desk.pump();
        if holds(mirror(desk)) {
            return true;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    false
}
