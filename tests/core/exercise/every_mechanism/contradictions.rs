//! What one member does alone against a measure of all: a fact that costs trust, endorsers, and the measure itself.

use startex::base::{Ppm, Span};
use startex::exercise::fact::{CaseEnd, CaseId, Fact};

use super::house::{house, meet, opened, spec, start};
use super::until;
use crate::play::Play;

fn proposed(play: &mut Play) -> CaseId {
    let m = spec("joint-statement");
    m.needs.iter().for_each(|need| meet(play, "ee-foreign", need));
    let case = opened(&start(play, &m, "ee-foreign", &[]));
    play.does("lt-foreign", r#"vote(case: "joint-statement", vote: for)"#);
    case
}

fn expels(play: &mut Play, by: &str) -> Vec<Fact> {
    let m = spec("expel-diplomats");
    m.needs.iter().for_each(|need| meet(play, by, need));
    start(play, &m, by, &[])
}

fn names(play: &mut Play, by: &str) -> Vec<Fact> {
    play.does(by, r#"attribute(incident: "inc", actor: "Merovia", confidence: low, public: true)"#)
}

fn is_contradicted(facts: &[Fact]) -> bool {
    facts.iter().any(|f| matches!(f, Fact::Contradicted { .. }))
}

#[test]
fn expulsion_alone_takes_a_measure_on_the_table_its_endorsers_and_lets_it_lapse() {
    let mut play = house("", &[]);
    let case = proposed(&mut play);
    let [ee, lt, fi] = ["EE", "LT", "FI"].map(|code| play.script().names.states[code]);
    let before = play.exercise.state.trust.of(lt, fi);
    let facts = expels(&mut play, "fi-foreign");
    assert!(
        is_contradicted(&facts) && facts.iter().any(|f| matches!(f, Fact::CaseClosed(_, _, true))),
        "it stands"
    );
    let row = play.exercise.state.cases[case].clone();
    assert!(row.end.is_none() && row.votes.is_empty(), "endorsements fall away");
    assert!(play.exercise.state.trust.of(lt, fi) < before, "who endorsed trusts less");
    assert!(play.exercise.state.trust.of(ee, fi) < before, "and so does who proposed");
    assert_eq!(play.view("lt-foreign").cases.values().next().unwrap().contradicted, ["fi-foreign"]);
    until(&mut play, row.due + Span::mins(1));
    let (how, adopted, _) = play.exercise.state.cases[case].end.unwrap();
    assert_eq!((how, adopted), (CaseEnd::Lapsed, false), "silence is consent no more");
}

#[test]
fn those_who_still_carry_it_may_say_so_again() {
    let mut play = house("", &[]);
    let case = proposed(&mut play);
    assert!(is_contradicted(&names(&mut play, "fi-foreign")));
    for seat in ["lt-foreign", "dk-foreign", "fi-foreign"] {
        play.does(seat, r#"vote(case: "joint-statement", vote: for)"#);
    }
    assert!(play.exercise.state.cases[case].stands());
}

#[test]
fn a_measure_in_force_falls_when_somebody_withdraws_after_another_acted_alone() {
    let mut play = house("", &[]);
    let case = proposed(&mut play);
    let withdraw = r#"vote(case: "joint-statement", vote: against, text: "It is empty now.")"#;
    let due = play.exercise.state.cases[case].due;
    until(&mut play, due + Span::mins(1));
    assert!(play.exercise.state.cases[case].stands());
    assert!(play.tries("lt-foreign", withdraw).is_err(), "nobody leaves it without a reason");
    assert!(is_contradicted(&names(&mut play, "dk-foreign")));
    assert!(play.exercise.state.cases[case].stands(), "it may stand all the same");
    let facts = play.does("lt-foreign", withdraw);
    assert!(facts.iter().any(|f| matches!(f, Fact::CaseFell(_))));
    assert!(!play.exercise.state.cases[case].stands());
    assert!(play.view("ee-foreign").cases.values().next().unwrap().fell);
}

#[test]
fn what_is_said_in_confidence_by_an_outsider_or_long_after_contradicts_nothing() {
    let mut play = house("", &[]);
    let case = proposed(&mut play);
    let quietly = r#"attribute(incident: "inc", actor: "Merovia", confidence: low, to: ["lt-foreign"])"#;
    assert!(!is_contradicted(&play.does("fi-foreign", quietly)));
    assert!(!is_contradicted(&names(&mut play, "ba-foreign")), "Bosnia and Herzegovina is no party to it");
    assert!(!is_contradicted(&names(&mut play, "fi-media")), "the press binds no state");
    let due = play.exercise.state.cases[case].due;
    until(&mut play, due + Span::hours(80));
    assert!(!is_contradicted(&names(&mut play, "fi-foreign")), "three days later it is another matter");
}

/// Trust without anything seen is 1 ÷ 2; after one bad turn (0 + 1) ÷ (0 + 1 + 2).
#[test]
fn who_names_a_culprit_alone_against_a_measure_loses_trust_once_for_one_act() {
    let third = Ppm(333_333);
    let of = |play: &Play, who: &str, whom: &str| {
        let states = &play.script().names.states;
        play.exercise.state.trust.of(states[who], states[whom])
    };
    let mut play = house("", &[]);
    proposed(&mut play);
    assert_eq!(of(&play, "LT", "FI"), Ppm(500_000));
    let facts = names(&mut play, "fi-foreign");
    let unilateral = |f: &Fact| matches!(f, Fact::AttributionJudged { unilateral: true, .. });
    assert!(facts.iter().any(unilateral) && is_contradicted(&facts), "both, by one act");
    for who in ["EE", "LT", "DK"] {
        assert_eq!(of(&play, who, "FI"), third, "{who}: whether it carried the measure or is concerned only");
    }
    // An expulsion is no attribution: those who carry the measure mind, the others do not.
    let mut play = house("", &[]);
    proposed(&mut play);
    expels(&mut play, "fi-foreign");
    assert_eq!(
        [of(&play, "LT", "FI"), of(&play, "EE", "FI"), of(&play, "DK", "FI")],
        [third, third, Ppm(500_000)]
    );
}
