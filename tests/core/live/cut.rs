//! A journal that was cut off anywhere: whoever goes on with it, bots neither say anything twice nor forget what they
//! were about to say.

use startex::exercise::fact::Cause;

use super::score::northern_lights;
use super::*;

/// Orders of bots, with their moments.
type Deeds = Vec<(At, Desk, Verb)>;

/// Key of control in this test.
const KEY: u64 = 1 << 20;
/// So far a day is played: long enough for classes, notices, shares, questions, votes and probes.
const DAY: Span = Span::hours(12);

/// Lets the exercise run at sixty minutes a second until `to`, and stores all of it.
fn run(session: &mut Session, stored: &mut Vec<Record>, to: At) {
    let conn = session.connect(Desk::Excon);
    // Counters that no earlier control of this key has used.
    let first = session.state().records as u32 + 1;
    let mut wall_ms = 1_000;
    for (counter, control) in (first..).zip([Control::Pace { minutes: 60 }, Control::Start]) {
        let id = OrderId { key: KEY, counter };
        session.receive(conn, FromDesk::Order { id, act: Act::Control(control) }, wall_ms);
    }
    while session.state().now < to {
        while let Some(batch) = session.to_store() {
            stored.extend(batch.iter().map(|record| record.as_ref().clone()));
            session.flushed(Ok(()), wall_ms);
        }
        wall_ms += 500;
        session.advance(wall_ms);
    }
    while let Some(batch) = session.to_store() {
        stored.extend(batch.iter().map(|record| record.as_ref().clone()));
        session.flushed(Ok(()), wall_ms);
    }
}

fn deeds(records: &[Record], to: At) -> Deeds {
    let deed = |record: &Record| match &record.cause {
        Cause::Order(order) => order.act.verb().map(|verb| (record.at, order.from, verb.clone())),
        Cause::Due(_) => None,
    };
    records.iter().filter(|r| r.at < to).filter_map(deed).collect()
}

#[test]
fn whoever_goes_on_after_a_cut_hears_of_the_bots_what_they_would_have_said() {
    let (script, header) = northern_lights();
    let bot = |id: &String| (id.clone(), Staffing::Bot("by_the_book".to_owned()));
    let staffing: Vec<_> = script.seats.rows().map(|seat| bot(&seat.id)).collect();
    let mut session = Session::open(Arc::clone(&script), header.clone(), Box::new(Doctrines), &staffing);
    let (mut whole, end) = (Vec::new(), At::STARTEX + DAY);
    run(&mut session, &mut whole, end);
    let all = deeds(&whole, end);
    assert!(all.len() > 100, "{}", all.len());

    for part in 1..8 {
        let cut = whole.len() * part / 8;
        let kept = whole[..cut].to_vec();
        let mut again =
            Session::resume(Arc::clone(&script), header.clone(), kept.clone(), Box::new(Doctrines)).unwrap();
        let mut records = kept;
        run(&mut again, &mut records, end);
        let after = deeds(&records, end);
        let differs = all.iter().zip(&after).position(|(a, b)| a != b);
        assert_eq!(
            differs,
            None,
            "cut after {cut}: {:?} {:?}",
            all.get(differs.unwrap_or(0)),
            after.get(differs.unwrap_or(0))
        );
        assert_eq!(all.len(), after.len(), "cut after {cut}");
    }
}
