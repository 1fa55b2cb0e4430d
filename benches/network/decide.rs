//! A thousand seats decide together: until each has its answer, over their lines and in one process; beside that a bare
//! server over as many lines, and bare group commits of SQLite.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::{Duration, Instant};

use startex::exercise::order::{Act, Control, Desk, OrderId, Verb};
use startex::host::{Host, Opening, Records, Stored};
use startex::net::DeskEnd;
use startex::net::load::Waits;
use startex::record::journal::Header;
use startex::scenario::load;
use startex::wire::{FromDesk, Outcome, ToDesk};

use super::program::{PATIENCE, Program, scenario};
use super::{disk, median, ms};

/// How often they decide.
const ROUNDS: usize = 9;
/// A client's key; those below belong to the exercise itself.
const KEY: u64 = 1 << 20;

/// So many seats decide at once, over and over.
pub(crate) async fn measure(seats: usize) {
    let ours = over_lines(seats).await;
    let at_hand = tokio::task::spawn_blocking(move || at_hand(seats)).await.expect("a measurement");
    let commit = disk::together(seats, ROUNDS);
    let group = disk::group_p99(seats, ROUNDS).await;
    let bare = disk::answered_p99(seats, ROUNDS).await;
    println!("ms raw_commit {:.1}", ms(commit));
    println!("ms raw_group_p99 {:.1}", ms(group));
    println!("ms decide_at_hand_p99 {:.1}", ms(at_hand));
    println!("ms decide_p99 {:.1}", ms(ours));
    println!("ms bare_decide_p99 {:.1}", ms(bare));
    println!("ratio decide_at_hand {:.2}", at_hand.as_secs_f64() / group.as_secs_f64());
    println!("ratio decide {:.2}", ours.as_secs_f64() / group.as_secs_f64());
    println!("ratio decide_bare {:.2}", ours.as_secs_f64() / bare.as_secs_f64());
}

fn decision(round: usize, desk: usize) -> Act {
    Act::Verb(Verb::Decide { about: None, text: format!("decision {round} of desk {desk}") }.into())
}

async fn over_lines(seats: usize) -> Duration {
    let program = Program::serve(&scenario(seats, 0), false);
    let mut all = program.crowd(0);
    all.join(&program.seats(), seats).await.expect("desks");
    let mut control = program.control().await;
    control.start().await;
    let mut waits = Vec::new();
    for round in 0..ROUNDS {
        for desk in 0..seats {
            all.order(desk, decision(round, desk));
        }
        let answered = ((round + 1) * seats) as u64;
        assert!(all.board.until(PATIENCE, |board| board.outcomes()[0] >= answered).await, "an answer");
        waits.push(all.board.waits());
    }
    median(waits.iter().filter_map(|waits| waits.percentile(99)).collect())
}

/// The same where the desks sit in the process of the exercise, as those of a window do: no line lies between, and all
/// else is as ever, journal and pictures with it.
fn at_hand(seats: usize) -> Duration {
    let folder = tempfile::tempdir().expect("a folder");
    let sources: BTreeMap<String, String> = [
        ("load.ron".to_owned(), scenario(seats, 0)),
        ("doctrine/eu.ron".to_owned(), include_str!("../../assets/doctrine/eu.ron").to_owned()),
        ("world/europe.ron".to_owned(), include_str!("../../assets/world/europe.ron").to_owned()),
    ]
    .into();
    let loaded = load(&sources, "load.ron");
    let script = loaded.script.expect("a scenario");
    let header = Header::new(&script, "load.ron".to_owned(), loaded.sources, 1);
    let keeper = Stored::create(&folder.path().join("load.journal"), header.clone()).expect("a journal");
    let (staffing, records) = (Vec::new(), Records::None);
    let opening = Opening { script, header, staffing, records, keeper: Box::new(keeper) };
    let (ring, bell) = sync_channel(1);
    let host = Host::start(opening, move || {
        // Where it has rung already, that is enough.
        let _ = ring.try_send(());
    })
    .expect("an exercise");
    let control = host.connect(Desk::Excon);
    let start = OrderId { key: KEY + 1, counter: 1 };
    control.send(FromDesk::Order { id: start, act: Act::Control(Control::Start) });
    let desks: Vec<DeskEnd> =
        (0..seats).map(|n| host.connect_seat(&format!("seat-{n:04}")).expect("a seat")).collect();
    desks.iter().for_each(|desk| assert!(desk.send(FromDesk::Resume { from: 0 })));
    answers(&[control], &bell, Instant::now());
    let waits = (0..ROUNDS).map(|round| {
        let began = Instant::now();
        for (n, desk) in desks.iter().enumerate() {
            let id = OrderId { key: KEY, counter: round as u32 + 1 };
            assert!(desk.send(FromDesk::Order { id, act: decision(round, n) }));
        }
        answers(&desks, &bell, began).percentile(99).expect("answers")
    });
    median(waits.collect())
}

/// When each of the desks had the answer to the order that it gave.
fn answers(desks: &[DeskEnd], bell: &Receiver<()>, began: Instant) -> Waits {
    let mut waiting: Vec<&DeskEnd> = desks.iter().collect();
    let mut waits = Vec::new();
    while !waiting.is_empty() {
        assert!(began.elapsed() < PATIENCE, "an answer");
        // Either way there is something to look at.
        let _ = bell.recv_timeout(Duration::from_millis(100));
        waiting.retain(|desk| {
            while let Some(frame) = desk.next().expect("the exercise") {
                if let ToDesk::Answer { outcome, .. } = frame {
                    assert_eq!(outcome, Outcome::Taken);
                    waits.push(began.elapsed());
                    return false;
                }
            }
            true
        });
    }
    Waits::new(waits)
}
