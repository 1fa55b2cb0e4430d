//! The desks of one window have one bell: when it rings, all that is for them lies there.

use std::collections::BTreeMap;
use std::sync::mpsc::sync_channel;
use std::time::Duration;

use startex::exercise::order::{Act, Desk, OrderId, Verb};
use startex::host::{Host, InMemory, Opening, Records};
use startex::net::DeskEnd;
use startex::record::journal::Header;
use startex::scenario::load;
use startex::wire::{FromDesk, ToDesk};

/// A client's key; those below belong to the exercise itself.
const KEY: u64 = 1 << 20;

#[test]
fn a_bell_that_many_desks_share_rings_once_everything_lies_there() {
    let read = |path: &str| std::fs::read_to_string(path).unwrap();
    let europe = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/world/europe.ron");
    let sources = BTreeMap::from([
        ("main.ron".to_owned(), read(super::program::LIVE)),
        ("world/europe.ron".to_owned(), read(europe)),
    ]);
    let loaded = load(&sources, "main.ron");
    let script = loaded.script.unwrap();
    let ids: Vec<Desk> = script.seats.ids().map(Desk::Seat).collect();
    let seats = ids.iter().copied().cycle().take(400);
    let header = Header::new(&script, "main.ron".to_owned(), loaded.sources, 7);
    let (staffing, records, keeper) = (Vec::new(), Records::None, Box::new(InMemory));
    let (ring, bell) = sync_channel(1);
    let opening = Opening { script, header, staffing, records, keeper };
    let host = Host::start(opening, move || {
        let _ = ring.try_send(());
    })
    .unwrap();
    let desks: Vec<DeskEnd> = seats.map(|seat| host.connect(seat)).collect();
    // Before STARTEX no clock runs: nothing rings but answers.
    for round in 1..=20 {
        for (n, desk) in desks.iter().enumerate() {
            let id = OrderId { key: KEY + n as u64, counter: round };
            let act = Act::Verb(Verb::Decide { about: None, text: "We wait.".to_owned() }.into());
            assert!(desk.send(FromDesk::Order { id, act }));
        }
        let mut waiting: Vec<&DeskEnd> = desks.iter().collect();
        while !waiting.is_empty() {
            let rang = bell.recv_timeout(Duration::from_secs(5));
            assert!(rang.is_ok(), "{} desks have something and were not rung for", waiting.len());
            waiting.retain(|desk| {
                let mut frames = std::iter::from_fn(|| desk.next().unwrap());
                !frames.any(|frame| matches!(frame, ToDesk::Answer { .. }))
            });
        }
    }
}
