//! Runs without people.

use std::collections::BTreeSet;

use startex::base::{At, Span};
use startex::batch::{Run, opening};
use startex::exercise::fact::Phase;
use startex::exercise::order::{Act, Control, Desk, Order, OrderId};

use crate::harbour;

#[test]
fn a_run_ends_though_a_seat_of_a_bot_was_released_for_a_real_matter() {
    let script = harbour::script();
    let mut run = Run::new(script.clone(), harbour::header(1));
    for order in opening(&script, &BTreeSet::new(), Some("by_the_book")) {
        run.order(&order, &mut ());
    }
    for (counter, (minute, seat)) in
        (1..).zip([(11, "ee-csirt"), (12, "ee-port"), (41, "lv-csirt"), (42, "lv-clinic")])
    {
        let act = Act::Control(Control::NoPlay { seat: Some(seat.to_owned()), on: true });
        let order = Order { id: OrderId { key: 9, counter }, from: Desk::Excon, act };
        run.hand_in(At::STARTEX + Span::mins(minute), order);
    }
    let mut steps = 0;
    while !run.is_over() && run.step(script.endex, &mut ()) {
        steps += 1;
        assert!(steps < 10_000, "the run stands at {}", run.now());
    }
    assert_eq!(run.exercise.state.phase, Phase::Ended);
}
