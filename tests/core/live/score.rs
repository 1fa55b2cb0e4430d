//! The score that seats see: not while it is played, and then nothing that is not their own.

use startex::exercise::fact::Cause;
use startex::scenario::script::{SeatId, SeatSpec};
use startex::score::release::{ForSeat, OwnMeasure};

use super::*;

/// Northern lights from its folder, with the packs of the program.
pub(super) fn northern_lights() -> (Arc<Script>, Header) {
    let sources = crate::shipped::sources("northern-lights");
    let main = "northern-lights.ron".to_owned();
    let script = load(&sources, &main).script.unwrap();
    let (scenario, options) = ("northern-lights".to_owned(), Options::default());
    let header = Header { rules: RULES, seed: 7, scenario, main, sources, script: [0; 32], options };
    (script, header)
}

/// All that a desk is told now, by a disk that stores everything.
fn heard(session: &mut Session, stored: &mut Vec<Arc<Record>>, conn: Conn, wall_ms: u64) -> Vec<ToDesk> {
    while let Some(batch) = session.to_store() {
        stored.extend(batch.iter().cloned());
        session.flushed(Ok(()), wall_ms);
    }
    session.frames(conn, wall_ms, usize::MAX)
}

fn scores<'f>(frames: &'f [ToDesk]) -> Vec<Option<&'f ForSeat>> {
    let score = |frame: &'f ToDesk| match frame {
        ToDesk::Score(score) => Some(score.as_deref()),
        _ => None,
    };
    frames.iter().filter_map(score).collect()
}

/// Names that nobody's score may say: seats, organisations, states and all that the author numbered.
fn names(script: &Script) -> Vec<String> {
    let ids = script.names.seats.keys().chain(script.names.orgs.keys()).chain(script.names.intel.keys());
    let hidden = script.names.incidents.keys().chain(script.names.injects.keys());
    let codes = script.states.rows().map(|state| format!("\"{}\"", state.code));
    ids.chain(hidden).cloned().chain(codes).collect()
}

#[test]
fn no_seat_of_northern_lights_reads_of_others_in_its_score() {
    let (script, header) = northern_lights();
    let bot = |seat: &SeatSpec| {
        let doctrine = seat.bot.clone().unwrap_or_else(|| "by_the_book".to_owned());
        (seat.id.clone(), Staffing::Bot(doctrine))
    };
    let staffing: Vec<_> = script.seats.rows().map(bot).collect();
    let mut session = Session::open(Arc::clone(&script), header, Box::new(Doctrines), &staffing);
    let excon = session.connect(Desk::Excon);
    let desks: Vec<_> = script.seats.ids().map(|seat| (seat, session.connect(Desk::Seat(seat)))).collect();
    let mut order = {
        let mut counter = 0;
        move |session: &mut Session, control| {
            counter += 1;
            let id = OrderId { key: 1 << 40, counter };
            session.receive(excon, FromDesk::Order { id, act: Act::Control(control) }, 1_000);
        }
    };
    let mut stored = Vec::new();
    order(&mut session, Control::Start);
    order(&mut session, Control::SkipTo { at: At::STARTEX + Span::hours(30) });
    for (_, conn) in &desks {
        assert!(
            scores(&heard(&mut session, &mut stored, *conn, 1_000)).is_empty(),
            "nothing while it is played"
        );
    }
    order(&mut session, Control::Endex);
    for (_, conn) in &desks {
        let told = heard(&mut session, &mut stored, *conn, 1_500);
        assert!(scores(&told).is_empty(), "nothing in the hot wash, before the lead has signed off");
    }
    let (by, on) = ("Exercise director".to_owned(), "2027-03-05".to_owned());
    order(&mut session, Control::SignOff { by, on, text: String::new() });
    let names = names(&script);
    let (mut figures, mut acts) = (0, 0);
    for (seat, conn) in &desks {
        let id = &script.seats[*seat].id;
        let frames = heard(&mut session, &mut stored, *conn, 2_000);
        let told = scores(&frames);
        let [Some(score)] = told[..] else { panic!("{id} was told {} scores", told.len()) };
        assert_eq!(score.own.is_some(), script.seats[*seat].state.is_some(), "{id}");
        figures += score.measures.len();
        acts += score.measures.iter().map(|m| m.acts.len()).sum::<usize>();
        // An act is the seat's own, word for word; without these, no name is left.
        let own: Vec<String> = own_orders(&stored, *seat);
        for act in score.measures.iter().flat_map(|m| &m.acts) {
            assert!(own.contains(&format!("{:?}", act.verb)), "{id} is shown an act of others");
        }
        let bare = |m: &OwnMeasure| OwnMeasure { acts: Vec::new(), ..m.clone() };
        let measures = score.measures.iter().map(bare).collect();
        let text = serde_json::to_string(&ForSeat { measures, ..score.clone() }).unwrap();
        for name in &names {
            assert!(!text.contains(name.as_str()), "{id} reads {name} in {text}");
        }
        // Nothing changed: nothing is told again.
        assert!(scores(&heard(&mut session, &mut stored, *conn, 3_000)).is_empty());
    }
    assert!(figures > 0 && acts > 0, "there is something to see: {figures} figures, {acts} acts");
}

/// The verbs that the seat ordered itself.
fn own_orders(records: &[Arc<Record>], seat: SeatId) -> Vec<String> {
    let own = |record: &Arc<Record>| match &record.cause {
        Cause::Order(order) if order.from == Desk::Seat(seat) => {
            order.act.verb().map(|verb| format!("{verb:?}"))
        }
        _ => None,
    };
    records.iter().filter_map(own).collect()
}
