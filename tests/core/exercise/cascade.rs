//! What sets off something else at the same instant comes to an end.

use startex::exercise::fact::Fact;

use super::TWO_STATES;
use crate::play::Play;

#[test]
fn injects_that_fire_one_another_at_once_are_cut_after_sixty_four() {
    let mut injects = String::new();
    for n in 0..100 {
        injects += &format!(
            r#"(id: "C-{n}", contingency: true, to: ["ee-csirt"], from: "X", says: "Domino {n}.", then: [fire("C-{}")]),"#,
            (n + 1) % 100
        );
    }
    let start =
        r#"(id: "C-START", at: "10m", to: ["ee-csirt"], from: "X", says: "First.", then: [fire("C-0")]),"#;
    let text = TWO_STATES.replace("    injects: [", &format!("    injects: [{start}{injects}"));
    let mut play = Play::of(&text);
    play.until("11m");
    let delivered = play.facts().filter(|f| matches!(f, Fact::Delivered(..))).count();
    assert!((60..=66).contains(&delivered), "{delivered}");
    assert_eq!(play.facts().filter(|f| matches!(f, Fact::CascadeCut)).count(), 1);
}

#[test]
fn many_things_at_one_instant_are_no_cascade() {
    let mut injects = String::new();
    for n in 0..100 {
        injects += &format!(r#"(id: "M-{n}", at: "10m", to: ["ee-csirt"], from: "X", says: "Many {n}."),"#);
    }
    let text = TWO_STATES.replace("    injects: [", &format!("    injects: [{injects}"));
    let mut play = Play::of(&text);
    play.until("11m");
    assert_eq!(play.facts().filter(|f| matches!(f, Fact::Delivered(..))).count(), 100);
    assert!(!play.facts().any(|f| matches!(f, Fact::CascadeCut)));
}
