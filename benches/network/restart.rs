//! A server that starts again with the journal of a whole exercise.

use std::path::Path;
use std::time::{Duration, Instant};

use startex::exercise::order::{Act, Control, Desk, OrderId, Verb};
use startex::host::{Keeper, Stored};
use startex::record::journal::Header;
use startex::scenario::load;
use startex::session::{Doctrines, Session};
use startex::wire::FromDesk;

use super::program::{self, Program};
use super::{median, ms};

/// Records of the journal.
const RECORDS: u64 = 66_000;
/// Seats that decided.
const SEATS: usize = 81;
/// Starts that are measured.
const ROUNDS: usize = 5;

pub(crate) async fn measure() {
    let folder = tempfile::tempdir().expect("a folder");
    let journal = folder.path().join("load.journal");
    write(&journal);
    let mut starts = Vec::new();
    for _ in 0..ROUNDS {
        let began = Instant::now();
        let program = Program::again(folder.path(), &journal);
        let mut all = program.crowd(0);
        all.join(&program.seats(), 1).await.expect("a desk");
        starts.push(began.elapsed());
    }
    let took = median(starts);
    println!("ms restart {:.0}", ms(took));
    println!("ratio restart {:.2}", took.as_secs_f64() / 0.3);
}

/// Seats decide and write to one another for a whole exercise.
fn write(journal: &Path) {
    let sources = program::sources(&program::scenario(SEATS, 300));
    let loaded = load(&sources, "load.ron");
    let script = loaded.script.expect("a scenario");
    let header = Header::new(&script, "load.ron".to_owned(), loaded.sources, 7);
    let mut keeper = Stored::create(journal, header.clone()).expect("a journal");
    let mut session = Session::open(std::sync::Arc::clone(&script), header, Box::new(Doctrines), &[]);
    let excon = session.connect(Desk::Excon);
    let seats: Vec<_> = script.names.seats.values().map(|seat| session.connect(Desk::Seat(*seat))).collect();
    let ids: Vec<&String> = script.names.seats.keys().collect();
    let order = |key, counter, act| FromDesk::Order { id: OrderId { key, counter }, act };
    session.receive(excon, order(1 << 20, 1, Act::Control(Control::Start)), 0);
    for counter in 1.. {
        // 72 hours by as many looks as there are rounds.
        let wall_ms = u64::from(counter) * 2_000;
        session.receive(
            excon,
            order(1 << 20, counter + 1, Act::Control(Control::Pace { minutes: 2 })),
            wall_ms,
        );
        for (n, conn) in seats.iter().enumerate() {
            let (to, text) =
                (vec![ids[(n + 1) % ids.len()].as_str().into()], format!("Message {counter} of {n}"));
            let verb = Verb::Message { to, tlp: None, reply_to: None, text };
            session.receive(*conn, order((1 << 21) + n as u64, counter, Act::Verb(verb.into())), wall_ms);
        }
        while let Some(batch) = session.to_store() {
            keeper.append(batch).expect("a batch");
            session.flushed(Ok(()), wall_ms);
        }
        for conn in &seats {
            session.frames(*conn, wall_ms, 64);
        }
        if session.stored() >= RECORDS {
            break;
        }
    }
    println!("records restart_journal {}", session.stored());
    keeper.mark(session.state());
    keeper.close();
    std::thread::sleep(Duration::from_millis(10));
}
