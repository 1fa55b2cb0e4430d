//! Whom a mechanism tells when it is started: somebody must be there to hear it.

use super::{mechanisms, world};

#[test]
fn whom_a_mechanism_tells_exists_and_is_told_of_some_states_only_where_it_says_which() {
    let (world, mut told) = (world(), 0);
    for m in mechanisms() {
        for who in &m.tells {
            let kind = world.national.iter().any(|org| &org.kind == who);
            let body = world.bodies.iter().any(|body| &body.path == who);
            assert!(kind || body, "{} tells `{who}`, whom nobody knows", m.id);
            assert!(!kind || !m.parties().is_empty(), "{}: `{who}` of which states?", m.id);
            told += 1;
        }
    }
    assert!(told > 0, "Article 4 tells the allies");
}
