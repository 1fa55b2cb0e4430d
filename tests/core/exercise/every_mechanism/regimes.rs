//! The duties of every regime: who owes them, from when, until when, and what meets them.

use std::collections::BTreeSet;

use startex::base::{At, Span};
use startex::exercise::fact::{DutyId, Fact, Rebuff};
use startex::exercise::state::DutyState;
use startex::scenario::mechanism::{ClockStart, Mechanism, RegimeStep};

use super::house::{house, spec};
use super::until;
use crate::packs::mechanisms;
use crate::play::Play;

const CLAIMS: &str = "(malicious: yes, cross_border: yes, severity: crisis, cause: malicious_action)";
const OPERATORS: [&str; 3] = ["ee-transport_water", "ee-banking", "ee-digital_infrastructure"];

fn duties(play: &Play, regime: &str, place: usize) -> Vec<(DutyId, DutyState)> {
    let number = play.script().names.mechanisms[regime];
    let all = play.exercise.state.duties.iter().map(|(id, d)| (id, d.clone()));
    all.filter(|(_, d)| d.regime == number && usize::from(d.step) == place).collect()
}

fn notify(play: &mut Play, m: &Mechanism, step: &RegimeStep, duty: &DutyState) -> Vec<Fact> {
    let script = play.script();
    let to: Vec<&str> = duty.owed.keys().map(|org| script.orgs[*org].path.as_str()).collect();
    let seat = script.seats[duty.seat].id.clone();
    let verb = format!(
        r#"notify(regime: "{}", step: "{}", incident: "inc", to: {to:?}, claims: {CLAIMS}, text: "As owed.")"#,
        m.id, step.id
    );
    play.does(&seat, &verb)
}

#[test]
fn each_step_is_owed_by_whom_the_law_says_by_its_clock_and_met_by_a_notice() {
    for m in mechanisms().into_iter().filter(|m| !m.steps().is_empty()) {
        let mut play = house(&m.id, &[]);
        play.until("1h1m");
        for seat in OPERATORS {
            play.does(seat, r#"classify(incident: "inc", class: crisis)"#);
        }
        for (place, step) in m.steps().iter().enumerate() {
            if step.from == ClockStart::Patched {
                play.does(OPERATORS[0], r#"defend(defence: "patch", services: ["port"])"#);
                play.until("2h");
            }
            let owed = duties(&play, &m.id, place);
            if step.optional {
                assert!(owed.is_empty(), "{}/{}: it is a power, no duty", m.id, step.id);
                continue;
            }
            assert!(!owed.is_empty(), "{}/{}: nobody owes it", m.id, step.id);
            for (id, duty) in owed {
                let kind = &play.script().seats[duty.seat].kind;
                assert!(step.by.contains(kind), "{}/{}: {kind}", m.id, step.id);
                // An hour after awareness the incident was classed.
                let from_class = Span::hours(1) + step.due;
                let allowed = if step.from == ClockStart::Classified { from_class } else { step.due };
                assert_eq!(duty.due.since(duty.opened), allowed, "{}/{}", m.id, step.id);
                notify(&mut play, &m, step, &duty);
                let told = &play.exercise.state.duties[id].owed;
                assert!(!told.is_empty() && told.values().all(Option::is_some), "{}/{}", m.id, step.id);
            }
        }
    }
}

#[test]
fn what_is_not_told_by_the_deadline_lapses_a_moment_later() {
    for m in mechanisms().into_iter().filter(|m| !m.steps().is_empty()) {
        let mut play = house(&m.id, &[]);
        let (id, duty) = duties(&play, &m.id, 0).swap_remove(0);
        until(&mut play, duty.due);
        assert!(!play.exercise.state.duties[id].lapsed, "{}: at the deadline it is in time", m.id);
        until(&mut play, duty.due + Span::mins(1));
        assert!(play.exercise.state.duties[id].lapsed, "{}", m.id);
        let facts = notify(&mut play, &m, &m.steps()[0], &duty);
        assert!(facts.iter().any(|f| matches!(f, Fact::DutyTold(..))), "{}: late is better than never", m.id);
    }
}

fn owe(play: &Play, regime: &str, place: usize) -> BTreeSet<String> {
    let owed = duties(play, regime, place);
    owed.iter().map(|(_, d)| play.script().seats[d.seat].id.clone()).collect()
}

#[test]
fn of_two_deadlines_of_dora_the_earlier_counts() {
    let due = |classed_after: Option<&str>| {
        let mut play = house("dora", &[]);
        if let Some(time) = classed_after {
            play.until(time);
            play.does("ee-banking", r#"classify(incident: "inc", class: significant)"#);
        }
        let (_, duty) = duties(&play, "dora", 0).swap_remove(0);
        let shown = play.view("ee-banking").duties.into_values().map(|d| d.due).next();
        (duty.due.since(duty.opened), shown.map(|at: At| at.since(duty.opened)))
    };
    assert_eq!(due(None), (Span::hours(24), None), "who never calls it major has 24 hours");
    let early = Span::hours(6);
    assert_eq!(due(Some("2h1m")), (early, Some(early)), "four hours from the classification");
    let late = Span::hours(24);
    assert_eq!(due(Some("22h1m")), (late, Some(late)), "no later than 24 from awareness");
}

#[test]
fn who_is_late_by_the_moved_clock_is_late() {
    let mut play = house("dora", &[]);
    play.until("1h1m");
    play.does("ee-banking", r#"classify(incident: "inc", class: significant)"#);
    let (id, duty) = duties(&play, "dora", 0).swap_remove(0);
    until(&mut play, duty.due + Span::mins(1));
    assert!(play.exercise.state.duties[id].lapsed);
    play.until("30h");
    let lapses = play.facts().filter(|f| matches!(f, Fact::DutyLapsed(d) if *d == id)).count();
    assert_eq!(lapses, 1, "the second deadline says nothing more");
}

#[test]
fn the_special_law_comes_in_the_place_of_the_general_one_and_for_its_sectors_only() {
    let play = house("nis2\", \"dora\", \"nis2-trust", &[]);
    assert_eq!(owe(&play, "dora", 0), BTreeSet::from(["ee-banking".to_owned()]));
    assert_eq!(owe(&play, "nis2-trust", 0), BTreeSet::from(["ee-digital_infrastructure".to_owned()]));
    assert_eq!(owe(&play, "nis2", 0), BTreeSet::from(["ee-transport_water".to_owned()]));
}

#[test]
fn a_step_of_one_law_starts_no_clock_of_another_that_has_one_of_the_same_name() {
    // The bank's initial notification is DORA's; the maker's early warning is the CRA's.
    let mut play = house("dora\", \"cer\", \"cra\", \"nis2", &[]);
    play.does("ee-banking", r#"classify(incident: "inc", class: significant)"#);
    let duty = |play: &Play, id: &str| duties(play, id, 0).swap_remove(0).1;
    let (dora, cra) = (duty(&play, "dora"), duty(&play, "cra"));
    notify(&mut play, &spec("dora"), &spec("dora").steps()[0], &dora);
    notify(&mut play, &spec("cra"), &spec("cra").steps()[0], &cra);
    let of = |id: &str, step: &str| owe(&play, id, usize::from(spec(id).step(step).unwrap()));
    assert_eq!(of("dora", "intermediate"), BTreeSet::from(["ee-banking".to_owned()]));
    assert_eq!(
        of("cer", "detailed_report"),
        BTreeSet::new(),
        "nobody has given an initial notification of it"
    );
    assert_eq!(of("nis2", "csirt_feedback"), BTreeSet::new(), "no operator has warned its CSIRT");
    // And a bank is no critical entity for that law.
    assert_eq!(of("cer", "initial"), BTreeSet::from(["ee-transport_water".to_owned()]));
}

#[test]
fn the_commission_hears_of_critical_entities_from_six_states_on() {
    let given = |concerns: &str| {
        let all = r#"concerns: ["EE", "LT", "FI", "SE", "DK", "PL", "BA"]"#;
        let mut play = house("cer", &[(all, concerns)]);
        let m = spec("cer");
        let (_, duty) = duties(&play, "cer", 0).swap_remove(0);
        notify(&mut play, &m, &m.steps()[0], &duty);
        (owe(&play, "cer", 2).len(), owe(&play, "cer", 3).len())
    };
    let (others, commission) = given(r#"concerns: ["EE", "LT", "FI", "SE", "DK", "PL"]"#);
    assert!(others > 0 && commission > 0);
    let (others, commission) = given(r#"concerns: ["EE", "LT", "FI", "SE", "DK", "BA"]"#);
    assert!(others > 0 && commission == 0, "a state outside the Union is none of the six");
    let (others, commission) = given(r#"concerns: ["EE", "LT", "FI", "SE", "DK"]"#);
    assert!(others > 0 && commission == 0);
}

#[test]
fn makers_and_institutions_owe_what_is_theirs_and_nothing_else() {
    let play = house("cra\", \"euiba", &[]);
    assert_eq!(
        owe(&play, "cra", 0),
        BTreeSet::from(["maker".to_owned()]),
        "not the vendor of something else"
    );
    assert_eq!(owe(&play, "euiba", 0), BTreeSet::from(["commission".to_owned()]), "it operates the portal");
    let path = |d: &DutyState| d.owed.keys().map(|o| play.script().orgs[*o].path.clone()).collect::<Vec<_>>();
    assert_eq!(path(&duties(&play, "euiba", 0)[0].1), ["EU/cert-eu"], "not a national CSIRT");
}

#[test]
fn a_state_outside_the_union_owes_nothing_under_its_law_and_is_owed_nothing() {
    for regime in ["nis2", "cer"] {
        let play = house(regime, &[]);
        let m = spec(regime);
        for (place, step) in m.steps().iter().enumerate() {
            for (_, duty) in duties(&play, regime, place) {
                let script = play.script();
                assert!(!script.seats[duty.seat].id.starts_with("ba-"), "{regime}/{}", step.id);
                let owed = duty.owed.keys().map(|org| script.orgs[*org].path.as_str());
                assert!(owed.clone().all(|path| !path.starts_with("BA/")), "{regime}/{}", step.id);
            }
        }
    }
    let play = house("nis2", &[]);
    let place = usize::from(spec("nis2").step("cross_border").unwrap());
    assert!(owe(&play, "nis2", place).contains("ee-csirt"), "the members among those concerned owe it");
    // With nobody else in the Union concerned, there is nobody to tell.
    let alone = house(
        "nis2",
        &[(r#"concerns: ["EE", "LT", "FI", "SE", "DK", "PL", "BA"]"#, r#"concerns: ["EE", "BA"]"#)],
    );
    assert_eq!(owe(&alone, "nis2", place), BTreeSet::new());
}

#[test]
fn a_state_that_made_a_regime_its_own_law_owes_it_like_a_member() {
    let own = r#"law: { "BA": ["nis2"] }, products: ["#;
    let hall = r#"services: [(id: "hall", state: "BA", sector: health, users: 1000),"#;
    let at = r#"at: ["port", "hall", "#;
    let play = house("nis2", &[("products: [", own), ("services: [", hall), (r#"at: ["port", "#, at)]);
    let place = usize::from(spec("nis2").step("cross_border").unwrap());
    assert!(owe(&play, "nis2", place).contains("ba-csirt"));
    let told =
        duties(&play, "nis2", place).into_iter().find(|(_, d)| d.seat == play.seat("ee-csirt")).unwrap().1;
    assert!(told.owed.keys().any(|org| play.script().orgs[*org].path == "BA/csirt"));
}

#[test]
fn only_states_where_somebody_reports_pass_it_on_and_those_whom_they_tell_pass_on_nothing() {
    let place = usize::from(spec("nis2").step("cross_border").unwrap());
    let play = house("nis2", &[]);
    // Its services stand in Estonia and Finland; seven states are concerned.
    let owing = owe(&play, "nis2", place);
    assert!(owing.contains("ee-csirt") && owing.contains("fi-csirt"), "{owing:?}");
    assert!(!owing.contains("lt-csirt") && !owing.contains("dk-csirt"), "{owing:?}");
    let (_, duty) =
        duties(&play, "nis2", place).into_iter().find(|(_, d)| d.seat == play.seat("ee-csirt")).unwrap();
    assert!(
        duty.owed.keys().any(|org| play.script().orgs[*org].path == "LT/csirt"),
        "they are told all the same"
    );
    // Where the scenario names no service, it leaves open who heard of it first.
    let nowhere = house("nis2", &[(r#"at: ["port", "bank", "trust", "portal"], "#, "")]);
    assert!(owe(&nowhere, "nis2", place).contains("lt-csirt"));
}

#[test]
fn one_notice_by_the_makers_platform_reaches_the_csirt_of_its_establishment_and_enisa() {
    let maker =
        r#"organisations: [(path: "private/supplier", name: "Toolworks", established: "FI")], products: ["#;
    let mut play = house("cra", &[("products: [", maker)]);
    let (id, duty) = duties(&play, "cra", 0).swap_remove(0);
    let owed: Vec<&str> = duty.owed.keys().map(|o| play.script().orgs[*o].path.as_str()).collect();
    assert_eq!(owed.len(), 2);
    assert!(owed.contains(&"FI/csirt") && owed.contains(&"EU/enisa"), "{owed:?}");
    let verb = r#"notify(regime: "cra", step: "early_warning", incident: "inc", to: ["EU/enisa"], claims: (malicious: yes))"#;
    play.does("maker", verb);
    assert!(play.exercise.state.duties[id].owed.values().all(Option::is_some));
    let read =
        play.view("fi-csirt").inbox.iter().filter(|r| r.post.from_seat.as_deref() == Some("maker")).count();
    assert_eq!(read, 1, "the coordinating CSIRT has it too");
    assert_eq!(
        play.view("ee-csirt").inbox.iter().filter(|r| r.post.from_seat.as_deref() == Some("maker")).count(),
        0
    );
}

#[test]
fn the_public_is_told_after_the_operator_was_heard_and_nobody_owes_it() {
    let tell = r#"notify(regime: "nis2", step: "public_information", incident: "inc", to: ["EE/media"], text: "Expect delays.")"#;
    let mut play = house("nis2", &[]);
    let unheard = |facts: &[Fact]| facts.iter().any(|f| matches!(f, Fact::Attempted(_, _, Rebuff::NotHeard)));
    assert!(unheard(&play.does("ee-csirt", tell)));
    play.until("30m");
    let says = play.view("ee-csirt").inbox.last().unwrap().post.text.get("en").to_owned();
    assert!(says.contains("the operator that was hit"), "{says}");
    // Another state's operators are none of those that it concerns.
    play.does("ee-csirt", r#"ask(to: ["fi-csirt"], about: "inc", text: "May we go public?")"#);
    assert!(unheard(&play.does("ee-csirt", tell)));
    play.does("ee-csirt", r#"ask(to: ["ee-transport_water"], about: "inc", text: "May we go public?")"#);
    let facts = play.does("ee-csirt", tell);
    assert!(facts.iter().any(|f| matches!(f, Fact::Notified { empty: false, .. })));
    let read = play.view("ee-media").inbox;
    assert!(read.iter().any(|r| r.post.text.get("en").contains("Expect delays")));
}
