//! The invariants of the exercise, whatever is ordered: seats and control act at random over a small scenario.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use proptest::prelude::*;
use startex::base::{At, Ppm, Span};
use startex::exercise::entry::Entry;
use startex::exercise::fact::Record;
use startex::exercise::mirror::Projector;
use startex::exercise::order::{Act, Control, Desk, Order, OrderId, Staffing, Verb};
use startex::exercise::state::State;
use startex::exercise::{Answer, Exercise, apply};
use startex::record::journal::{Header, Journal, decode};
use startex::record::replay::Replay;
use startex::record::snapshot;
use startex::scenario::script::{Script, SeatId};
use startex::scenario::words::{Class, Tlp, Vote};

use crate::harbour;

static HEADER: LazyLock<Header> = LazyLock::new(|| harbour::header(0));
static SCRIPT: LazyLock<Arc<Script>> = LazyLock::new(harbour::script);

/// What was played, and all that came of it.
struct Played {
    exercise: Exercise,
    records: Vec<Record>,
    entries: BTreeMap<SeatId, Vec<Entry>>,
    journal: Journal,
    projector: Projector,
}

impl Played {
    fn new(seed: u64) -> Self {
        let header = Header { seed, ..HEADER.clone() };
        Self {
            exercise: Exercise::new(SCRIPT.clone(), seed),
            records: Vec::new(),
            entries: BTreeMap::new(),
            journal: Journal::new(header),
            projector: Projector::new(&SCRIPT),
        }
    }

    fn keep<'a>(
        records: &'a mut Vec<Record>,
        entries: &'a mut BTreeMap<SeatId, Vec<Entry>>,
        journal: &'a mut Journal,
        projector: &'a mut Projector,
    ) -> impl FnMut(&State, &Record) + 'a {
        |state, record| {
            for (seat, entry) in projector.entries(&SCRIPT, state, record) {
                entries.entry(seat).or_default().push(entry);
            }
            journal.append(record).unwrap();
            records.push(record.clone());
        }
    }

    fn advance(&mut self, to: At) {
        let Self { exercise, records, entries, journal, projector } = self;
        exercise.advance(to, &mut Self::keep(records, entries, journal, projector));
    }

    fn order(&mut self, order: &Order) -> Answer {
        let Self { exercise, records, entries, journal, projector } = self;
        exercise.advance(exercise.state.now, &mut Self::keep(records, entries, journal, projector));
        exercise.order(order.clone(), &mut Self::keep(records, entries, journal, projector))
    }

    /// Plays all orders, each `times` times, and goes on to the end.
    fn play(seed: u64, orders: &[(At, Order)], times: usize) -> Self {
        let mut played = Self::new(seed);
        for (at, order) in orders {
            played.advance(*at);
            for _ in 0..times {
                played.order(order);
            }
        }
        played.advance(SCRIPT.endex);
        played.journal.log.seal();
        played
    }
}

/// The state as bytes. The clock may stand later than the last record: nothing happened since.
pub(crate) fn bytes(state: &State) -> Vec<u8> {
    let mut state = state.clone();
    state.now = At::NEVER;
    postcard::to_stdvec(&state).unwrap()
}

fn verb() -> impl Strategy<Value = Verb> {
    let name = |names: &'static [&'static str]| proptest::sample::select(names).prop_map(ToOwned::to_owned);
    let seat = || name(&["ee-csirt", "lv-csirt", "ee-port", "lv-clinic", "all", "nobody"]);
    let thing = || name(&["port-outage", "odd-address", "#1", "#2", "#3", "#4", "#9"]);
    let class = proptest::sample::select(&[Class::Significant, Class::LargeScale][..]);
    prop_oneof![
        (seat(), proptest::option::of(thing())).prop_map(|(to, about)| Verb::Message {
            to: vec![to.into()],
            tlp: Some(Tlp::Green),
            reply_to: about.map(|a| a.as_str().into()),
            text: "Words".to_owned()
        }),
        (thing(), class)
            .prop_map(|(incident, class)| Verb::Classify { incident: incident.as_str().into(), class }),
        (thing(), seat()).prop_map(|(item, to)| Verb::Share {
            items: vec![item.as_str().into()],
            to: vec![to.into()],
            tlp: None,
            text: String::new()
        }),
        (seat(), thing()).prop_map(|(to, about)| Verb::Ask {
            to: vec![to.into()],
            about: Some(about.as_str().into()),
            text: "What?".to_owned()
        }),
        thing().prop_map(|ask| Verb::Answer {
            ask: ask.as_str().into(),
            claims: startex::exercise::order::Claims::default(),
            items: Vec::new(),
            text: "That".to_owned()
        }),
        (thing(), name(&["EE/csirt", "LV/csirt", "EU/enisa"])).prop_map(|(incident, to)| Verb::Notify {
            regime: "nis2".to_owned(),
            step: "early_warning".to_owned(),
            incident: incident.as_str().into(),
            to: vec![to.into()],
            claims: startex::exercise::order::Claims::default(),
            text: "Down".to_owned()
        }),
        name(&["port-west", "clinic-south"]).prop_map(|service| Verb::Defend {
            defence: "block-sessions".to_owned(),
            services: vec![service],
            announced_to: Vec::new(),
            text: String::new()
        }),
        (thing(), name(&["mutual-assistance", "cyclone", "joint-statement"])).prop_map(
            |(incident, mechanism)| Verb::Request {
                mechanism,
                incident: incident.as_str().into(),
                to: Vec::new(),
                text: "Help".to_owned()
            }
        ),
        thing().prop_map(|case| Verb::Vote {
            case: case.as_str().into(),
            vote: Vote::For,
            text: "Yes".to_owned()
        }),
        (thing(), 0_usize..4)
            .prop_map(|(question, answer)| Verb::Probe { question: question.as_str().into(), answer }),
    ]
}

fn control() -> impl Strategy<Value = Control> {
    let inject = || {
        proptest::sample::select(&["INJ-001", "INJ-002", "INJ-003", "INJ-004", "INJ-009", "INJ-0"][..])
            .prop_map(ToOwned::to_owned)
    };
    let seat = || "ee-csirt".to_owned();
    prop_oneof![
        Just(Control::Pause),
        Just(Control::Start),
        (1_u64..240).prop_map(|m| Control::SkipTo { at: At::STARTEX + Span::mins(m) }),
        inject().prop_map(|inject| Control::Fire { inject }),
        (inject(), any::<bool>()).prop_map(|(inject, on)| Control::Hold { inject, on }),
        inject().prop_map(|inject| Control::Skip { inject }),
        any::<bool>().prop_map(|on| Control::NoPlay { seat: None, on }),
        any::<bool>().prop_map(move |on| Control::NoPlay { seat: Some(seat()), on }),
        any::<bool>().prop_map(move |person| Control::Staff {
            seat: seat(),
            staffing: if person { Staffing::Person } else { Staffing::Empty }
        }),
        (0_u32..1_000_000).prop_map(|lost| Control::Adjust {
            service: "port-west".to_owned(),
            lost: Ppm(lost),
            lasts: Span::mins(30),
            reason: "Because".to_owned()
        }),
        (verb(), 0_u64..200).prop_map(move |(verb, minutes)| Control::RecordFor {
            seat: seat(),
            occurred_at: At::STARTEX + Span::mins(minutes),
            verb: Box::new(verb)
        }),
        (1_u64..60).prop_map(|record| Control::Void { record, reason: "A slip of the hand".to_owned() }),
    ]
}

/// Orders at moments of a run, STARTEX first.
fn orders() -> impl Strategy<Value = Vec<(At, Order)>> {
    let act = prop_oneof![
        4 => (0_u32..4, verb()).prop_map(|(seat, verb)| (Desk::Seat(SeatId(seat)), Act::Verb(verb.into()))),
        1 => control().prop_map(|control| (Desk::Excon, Act::Control(control))),
    ];
    proptest::collection::vec((0_u64..250, act), 0..40).prop_map(|mut acts| {
        acts.sort_by_key(|(minute, _)| *minute);
        let start = (0, (Desk::Excon, Act::Control(Control::Start)));
        (1..)
            .zip(std::iter::once(start).chain(acts))
            .map(|(counter, (minute, (from, act)))| {
                (At::STARTEX + Span::mins(minute), Order { id: OrderId { key: 5, counter }, from, act })
            })
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn replaying_the_records_gives_the_live_state_and_the_same_entries(seed in 0_u64..9, orders in orders()) {
        let played = Played::play(seed, &orders, 1);
        let mut state = State::new(&SCRIPT, seed);
        let mut projector = Projector::new(&SCRIPT);
        let mut entries: BTreeMap<SeatId, Vec<Entry>> = BTreeMap::new();
        for block in played.journal.log.blocks() {
            for frame in block.records() {
                let record = decode(1, &frame.unwrap()).unwrap();
                prop_assert_eq!(&record, &played.records[record.number as usize - 1], "through its bytes");
                apply::replay(&SCRIPT, &mut state, &record).unwrap();
                for (seat, entry) in projector.entries(&SCRIPT, &state, &record) {
                    entries.entry(seat).or_default().push(entry);
                }
            }
        }
        prop_assert!(bytes(&state) == bytes(&played.exercise.state));
        prop_assert_eq!(entries, played.entries);
    }

    #[test]
    fn carrying_the_orders_out_anew_gives_the_same_records(seed in 0_u64..9, orders in orders()) {
        let played = Played::play(seed, &orders, 1);
        let mut blocks = played.journal.log.blocks();
        let mut replay = Replay::open(blocks.next().unwrap().stored()).unwrap();
        prop_assert!(replay.reruns());
        for block in blocks {
            let taken = replay.take(block.stored(), &mut |_, _| {});
            prop_assert!(taken.is_ok(), "{:?}", taken);
        }
        prop_assert_eq!(replay.tip(), &played.journal.log.tip());
        prop_assert!(bytes(&replay.exercise.state) == bytes(&played.exercise.state));
    }

    #[test]
    fn how_often_the_clock_is_looked_at_changes_nothing(
        orders in orders(),
        mut looks in proptest::collection::vec(0_u64..15_000, 0..20),
    ) {
        let played = Played::play(3, &orders, 1);
        let mut looked = Played::new(3);
        looks.sort_unstable();
        let mut looks = looks.into_iter().map(|secs| At::STARTEX + Span::secs(secs)).peekable();
        for (at, order) in &orders {
            while let Some(look) = looks.next_if(|look| look <= at) {
                looked.advance(look);
            }
            looked.advance(*at);
            looked.order(order);
        }
        for look in looks {
            looked.advance(look);
        }
        looked.advance(SCRIPT.endex);
        prop_assert_eq!(&looked.records, &played.records);
        prop_assert!(bytes(&looked.exercise.state) == bytes(&played.exercise.state));
    }

    #[test]
    fn a_snapshot_and_what_came_after_it_are_the_whole(orders in orders(), cut in 0_usize..40) {
        let played = Played::play(4, &orders, 1);
        let cut = cut.min(orders.len());
        let mut first = Played::new(4);
        for (at, order) in &orders[..cut] {
            first.advance(*at);
            first.order(order);
        }
        let state = snapshot::decode(&snapshot::encode(&first.exercise.state)).unwrap();
        let mut second = Played { exercise: Exercise { script: SCRIPT.clone(), state }, ..first };
        for (at, order) in &orders[cut..] {
            second.advance(*at);
            second.order(order);
        }
        second.advance(SCRIPT.endex);
        prop_assert_eq!(&second.records, &played.records);
        prop_assert_eq!(&second.entries, &played.entries);
        prop_assert!(bytes(&second.exercise.state) == bytes(&played.exercise.state));
    }

    #[test]
    fn each_seat_has_dense_numbers_of_its_own(orders in orders()) {
        let played = Played::play(5, &orders, 1);
        for entries in played.entries.values() {
            let numbers: Vec<u32> = entries.iter().map(|e| e.number).collect();
            prop_assert_eq!(numbers, (1..=entries.len() as u32).collect::<Vec<_>>());
            prop_assert!(entries.is_sorted_by_key(|e| e.at));
        }
    }

    #[test]
    fn an_order_that_is_handed_in_again_changes_nothing(orders in orders()) {
        let once = Played::play(6, &orders, 1);
        let thrice = Played::play(6, &orders, 3);
        prop_assert_eq!(&thrice.records, &once.records);
        prop_assert_eq!(thrice.journal.log.tip(), once.journal.log.tip());
    }
}
