//! Trust between states, and what is left of it when a record is declared void.

use startex::base::Ppm;
use startex::exercise::order::Control;

use super::TWO_STATES;
use crate::play::Play;

fn trust(play: &Play) -> Ppm {
    let states = &play.script().names.states;
    play.exercise.state.trust.of(states["EE"], states["LV"])
}

fn void(play: &mut Play, record: u64) -> u64 {
    play.control(Control::Void { record, reason: "put down by mistake".to_owned() });
    play.exercise.state.records
}

#[test]
fn a_record_that_is_declared_void_leaves_no_trust_behind() {
    let mut play = Play::of(TWO_STATES);
    let before = trust(&play);
    play.until("1h30m");
    play.does("lv-csirt", r#"share(items: ["secret-address"], to: ["ee-csirt"])"#);
    let shared = play.exercise.state.records;
    let warm = trust(&play);
    assert!(warm > before);
    // What came after keeps its weight.
    play.until("2h");
    play.does("lv-csirt", r#"share(items: ["secret-address"], to: ["ee-port"])"#);
    let both = trust(&play);
    assert!(both > warm);

    let by = void(&mut play, shared);
    assert_eq!(trust(&play), warm, "one good turn is left of two");
    void(&mut play, by);
    assert_eq!(trust(&play), both, "what declared it void is void itself");
}
