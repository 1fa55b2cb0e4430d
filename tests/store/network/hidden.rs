//! Every byte that one seat gets over the network, by TLS as it is decrypted, and by REST, searched for what is hidden.

use std::time::Instant;

use startex::base::{At, Span};
use startex::exercise::order::{Act, Control, Staffing};
use startex::wire::Outcome;

use super::client::{Joined, denied, join};
use super::message;
use super::program::Served;

/// Ids of the author that nobody but control ever reads, the actor, and words for other seats.
const HIDDEN: [&str; 8] = [
    "NL-0",
    "inc-grid",
    "night-sessions",
    "two-hosts",
    "warn-early",
    "evident_from",
    "defensible",
    "The board meets on Thursday about the new licence",
];

#[test]
fn nothing_hidden_is_in_any_byte_that_a_seat_gets_over_the_network() {
    let dir = tempfile::tempdir().unwrap();
    let served = Served::of("northern-lights", dir.path(), &["--tls"]);
    let link = served.link("ee-csirt");
    let mut excon = Joined::new(&served.link("excon"), 70_001);
    let mut seat = Joined::new(&link, 70_002);
    for desk in served.links.keys().filter(|desk| !["excon", "ee-csirt"].contains(&desk.as_str())) {
        // Bots play the others, so that there is much to hear.
        let staffing = Staffing::Bot("by_the_book".to_owned());
        let staff = Control::Staff { seat: desk.clone(), staffing };
        let outcome = excon.order(Act::Control(staff));
        assert!(matches!(outcome, Outcome::Taken | Outcome::Refused(_)), "{outcome:?}");
    }
    assert_eq!(excon.order(Act::Control(Control::Start)), Outcome::Taken);
    let began = Instant::now();
    for hours in [3, 9, 27, 50] {
        let skip = Control::SkipTo { at: At::STARTEX + Span::hours(hours) };
        assert_eq!(excon.order(Act::Control(skip)), Outcome::Taken);
        seat.order(message("what do you see?"));
    }
    assert!(matches!(seat.order(Act::Control(Control::Pause)), Outcome::Refused(_)));
    assert_eq!(excon.order(Act::Control(Control::Endex)), Outcome::Taken);
    let off = Control::SignOff { by: "lead".into(), on: String::new(), text: String::new() };
    assert_eq!(excon.order(Act::Control(off)), Outcome::Taken);
    seat.until(|seat| seat.texts.iter().any(|text| text.starts_with("{\"score\"")));
    let mut texts = seat.texts.clone();
    for path in [
        "/api/v1/status",
        "/api/v1/results",
        "/api/v1/journal",
        "/api/v1/records",
        "/api/v1/seats",
        "/metrics",
        "/ready",
        "/health",
        "/join",
        "/openapi.json",
        "/api/v1/links/ee-csirt",
    ] {
        texts.push(super::rest::ask(&link, "GET", path, &link.secret, "").text());
    }
    texts.push(denied(&link, &join("0123456789-no-such-secret", 1)).to_string());
    let bytes: usize = texts.iter().map(String::len).sum();
    println!("{bytes} bytes in {} texts, {:?}", texts.len(), began.elapsed());
    assert!(seat.view().inbox.len() > 20 && bytes > 100_000, "{} in the inbox", seat.view().inbox.len());
    for text in &texts {
        for hidden in HIDDEN {
            assert!(!text.contains(hidden), "{hidden} in {text:.400}");
        }
    }
    // And control, who may, reads them.
    let all = excon.texts.concat();
    for hidden in &HIDDEN[..6] {
        assert!(all.contains(hidden), "{hidden} shows nothing");
    }
}
