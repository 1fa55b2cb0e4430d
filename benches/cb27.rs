//! The common workload: 27 states, 300 injects, 81 seats, 72 hours, about 66,000 events a run.
//!
//! The same rules run on a plain `BinaryHeap` (the floor) and on the agenda and the record log with its block hashes
//! (the product). Both must give the known checksums; `ratio cb27` is the floor's time over the product's,
//! `ratio cb27_growth` the floor's growth with the size over the product's.

mod cb27_rules;
mod timing;

use cb27_rules::{Emit, Event, Outcome, World};
use startex::base::At;
use startex::exercise::agenda::Agenda;
use startex::record::Log;
use timing::{median, timed};

/// seed, events, score, checksum
const KNOWN: [(u64, u64, i64, u64); 3] = [
    (1, 67_168, 21_003, 0x38fb_d4ba_8865_91fe),
    (2, 65_899, 22_430, 0xb4f1_52d6_51b3_2eb5),
    (3, 65_739, 22_538, 0x798b_47f6_f862_9512),
];
const ROUNDS: u64 = 60;

/// The agenda orders by stamp (all are distinct), so that both engines see one order.
struct Product(Agenda<u32>);

impl Emit for Product {
    #[inline]
    fn emit(&mut self, event: Event) {
        self.0.push(At(event.stamp), 0, event.arg);
    }
}

/// Every event is a record: its moment, and who, from whom, what and how much in six bytes (45 bits).
fn on_the_product<const S: usize, const I: usize, const Q: usize>(seed: u64) -> (Outcome, Log) {
    let mut agenda = Product(Agenda::new());
    let mut world = World::<S, I, Q>::new(seed, &mut agenda);
    let mut log = Log::new(&seed.to_le_bytes());
    while let Some((key, arg)) = agenda.0.pop_due(At(cb27_rules::END - 1)) {
        let stamp = key.at().0;
        let payload = (stamp & ((1 << 35) - 1)) << 10 | u64::from(arg);
        let at = At((stamp >> 35) * 1_000);
        if log.append(at, |to| to.bytes(&payload.to_le_bytes()[..6])).is_err() {
            break;
        }
        world.handle(Event { stamp, arg }, &mut agenda);
    }
    log.seal();
    (world.outcome(), log)
}

fn main() {
    for (seed, events, score, checksum) in KNOWN {
        let (product, log) = on_the_product::<27, 300, 3>(seed);
        for (name, outcome) in
            [("plain heap", cb27_rules::on_a_plain_heap::<27, 300, 3>(seed)), ("product", product)]
        {
            let known = Outcome { events, score, checksum };
            assert_eq!(outcome, known, "{name}, seed {seed}");
        }
        assert_eq!(log.last_record(), events, "every event is a record");
    }
    let (mut floors, mut products, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let (seed, events, ..) = KNOWN[(round % 3) as usize];
        // Who goes first changes from round to round.
        let (floor, product) = if round % 2 == 0 {
            let floor = timed(|| cb27_rules::on_a_plain_heap::<27, 300, 3>(seed)).0;
            (floor, timed(|| on_the_product::<27, 300, 3>(seed)).0)
        } else {
            let product = timed(|| on_the_product::<27, 300, 3>(seed)).0;
            (timed(|| cb27_rules::on_a_plain_heap::<27, 300, 3>(seed)).0, product)
        };
        floors.push(floor / events as f64);
        products.push(product / events as f64);
        ratios.push(floor / product);
    }
    let (floor, product) = (median(floors), median(products));
    println!("ns_per_event cb27_plain_heap {floor:.1}");
    println!("ns_per_event cb27_product {product:.1}");
    println!("ratio cb27 {:.3}", median(ratios));
    at_the_largest(floor, product);
}

/// 500 states, 2,000 injects, 100 seats a state: how much dearer an event becomes than in the base case, given in ns.
fn at_the_largest(floor_ns: f64, product_ns: f64) {
    let (mut floors, mut products) = (Vec::new(), Vec::new());
    for seed in 1..=3 {
        let (floor, plain) = timed(|| cb27_rules::on_a_plain_heap::<500, 2_000, 100>(seed));
        let (product, (outcome, _)) = timed(|| on_the_product::<500, 2_000, 100>(seed));
        assert_eq!(plain, outcome, "the largest, seed {seed}");
        floors.push(floor / plain.events as f64 / floor_ns);
        products.push(product / plain.events as f64 / product_ns);
    }
    let (floor, product) = (median(floors), median(products));
    println!("growth_per_event cb27_plain_heap {floor:.2}");
    println!("growth_per_event cb27_product {product:.2}");
    println!("ratio cb27_growth {:.3}", floor / product);
}
