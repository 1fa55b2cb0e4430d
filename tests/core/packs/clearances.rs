//! Who is cleared for what by default: a convention, and marked as one.

use startex::scenario::secrecy::Secrecy;

use super::{kinds, no_doubles, world};

#[test]
fn clearances_are_of_kinds_that_exist_each_once_and_claim_no_source_that_was_not_read() {
    let world = world();
    let kinds = kinds(&world);
    let all: Vec<&str> = world.clearances.iter().flat_map(|c| &c.kinds).map(String::as_str).collect();
    no_doubles("kind with a clearance", all.iter().copied());
    assert!(all.iter().all(|kind| kinds.contains(*kind)), "{all:?}");
    for clearance in &world.clearances {
        assert!(clearance.source.contains("onvention") && !clearance.verified, "{:?}", clearance.level);
    }
    for closed in ["operator", "vendor", "media", "platform"] {
        assert_eq!(world.clearance(closed), Secrecy::Open, "{closed}");
    }
}
