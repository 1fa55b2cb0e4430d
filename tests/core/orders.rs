//! Order files: read past every fault, and made into orders that a repeat does no harm to.

use startex::exercise::order::Desk;
use startex::exercise::orders_file::{Line, orders, read};
use startex::scenario::script::SeatId;
use startex::scenario::{FileId, Sink};

use crate::harbour;

fn read_all(text: &str) -> (Vec<Line>, Vec<(&'static str, u32)>) {
    let mut sink = Sink::new();
    let lines = read(FileId(0), text, &harbour::script(), &mut sink);
    (lines, sink.findings().iter().map(|f| (f.code, f.span.start)).collect())
}

#[test]
fn every_fault_of_an_order_file_is_told_where_it_stands() {
    let text = r#"[
        (at: "soon", by: "ee-csirt", do: message(to: ["lv-csirt"], text: "x")),
        (at: "1h", by: "ee-cisrt", do: message(to: ["lv-csirt"], text: "x")),
        (at: "1h", by: "ee-csirt", do: mesage(to: ["lv-csirt"], text: "x")),
        (at: "1h", by: "excon", do: message(to: ["lv-csirt"], text: "x")),
        (at: "1h", by: "lv-csirt"),
        (at: "1h", by: "lv-csirt", do: message(to: ["ee-csirt"], text: "good")),
    ]"#;
    let (lines, found) = read_all(text);
    assert_eq!(lines.len(), 1, "{lines:?}");
    let places: Vec<&str> = found.iter().map(|(_, at)| &text[*at as usize..][..9]).collect();
    assert_eq!(found.len(), 5, "{found:?}");
    assert_eq!(found[0].0, "wrong-time");
    assert_eq!(found[1].0, "unknown-seat");
    assert!(places[0].starts_with("\"soon\"") && places[1].starts_with("\"ee-cisrt"), "{places:?}");
}

#[test]
fn orders_are_counted_desk_by_desk_in_the_order_of_their_moments() {
    let text = r#"[
        (at: "2h", by: "ee-csirt", do: message(to: ["all"], text: "second")),
        (at: "1h", by: "lv-csirt", do: message(to: ["all"], text: "other")),
        (at: "1h", by: "ee-csirt", do: message(to: ["all"], text: "first")),
    ]"#;
    let orders = orders(read_all(text).0);
    let ids: Vec<(Desk, u32)> = orders.iter().map(|(_, o)| (o.from, o.id.counter)).collect();
    let seat = |n| Desk::Seat(SeatId(n));
    assert_eq!(ids, [(seat(1), 1), (seat(0), 1), (seat(0), 2)]);
    assert!(orders.iter().all(|(_, o)| o.id.key == orders[0].1.id.key));
}

#[test]
fn another_file_of_orders_is_no_repeat_of_the_first() {
    let key = |words: &str| {
        let text = format!(r#"[(at: "1h", by: "ee-csirt", do: message(to: ["all"], text: "{words}"))]"#);
        orders(read_all(&text).0)[0].1.id.key
    };
    assert_eq!(key("a"), key("a"));
    assert_ne!(key("a"), key("b"));
}
