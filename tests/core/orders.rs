//! Order files: read past every fault, and made into orders that a repeat does no harm to.

use startex::base::{At, Ppm, Span};
use startex::exercise::order::{Act, Control, Desk};
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

#[test]
fn control_writes_its_times_as_scenarios_do() {
    let text = r#"[
        (at: "1h", by: "excon", do: skip_to(at: "D1 10:30")),
        (at: "1h", by: "excon", do: compose(to: ["all"], sender: "Mayor", by: phone, says: "Well?", at: "2h30m")),
        (at: "1h", by: "excon", do: record_for(seat: "ee-csirt", occurred_at: "45m", verb: decide(text: "Wait."))),
        (at: "1h", by: "excon", do: adjust(service: "port", lost: 0.25, lasts: "1h30m", reason: "A storm.")),
        (at: "1h", by: "excon", do: pause),
    ]"#;
    let (lines, found) = read_all(text);
    assert!(found.is_empty(), "{found:?}");
    let clock = harbour::script().clock;
    let acts: Vec<&Act> = lines.iter().map(|line| &line.act).collect();
    let control = |n: usize| match acts[n] {
        Act::Control(control) => control,
        act => panic!("{act:?}"),
    };
    assert!(matches!(control(0), Control::SkipTo { at } if *at == clock.parse("D1 10:30").unwrap()));
    assert!(
        matches!(control(1), Control::Compose { at: Some(at), .. } if *at == At::STARTEX + Span::mins(150))
    );
    assert!(
        matches!(control(2), Control::RecordFor { occurred_at, .. } if *occurred_at == At::STARTEX + Span::mins(45))
    );
    let quarter = Ppm(250_000);
    assert!(
        matches!(control(3), Control::Adjust { lost, lasts, .. } if (*lost, *lasts) == (quarter, Span::mins(90)))
    );
    assert!(matches!(control(4), Control::Pause));
}

#[test]
fn a_time_or_share_of_control_that_means_nothing_is_told_where_it_stands() {
    let text = r#"[
        (at: "1h", by: "excon", do: skip_to(at: "D1 25:00")),
        (at: "1h", by: "excon", do: skip_to(at: 5400000)),
        (at: "1h", by: "excon", do: adjust(service: "port", lost: 0.2, lasts: "long", reason: "x")),
        (at: "1h", by: "excon", do: adjust(service: "port", lost: 20, lasts: "1h", reason: "x")),
        (at: "1h", by: "excon", do: record_for(seat: "ee-csirt", occured_at: "45m", verb: decide(text: "x"))),
    ]"#;
    let (lines, found) = read_all(text);
    assert!(lines.is_empty(), "{lines:?}");
    let codes: Vec<&str> = found.iter().map(|(code, _)| *code).collect();
    assert_eq!(codes[..4], ["wrong-time", "wrong-type", "wrong-time", "bad-value"]);
    assert!(codes[4..].contains(&"unknown-field"), "{codes:?}");
}
