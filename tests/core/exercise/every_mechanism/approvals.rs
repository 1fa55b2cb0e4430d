//! Approvals as they are played: consultation, unanimity, deadlines; scope; and what lands long after.

use startex::base::{At, Span};
use startex::exercise::entry::PostKind;
use startex::exercise::fact::{CaseEnd, CaseId, Fact, Rebuff};
use startex::exercise::order::Control;
use startex::exercise::refusal::Rule;

use super::house::{approve, house, meet, opened, spec, start};
use super::until;
use crate::play::Play;

/// Starts it by a seat that meets all its conditions.
fn on_the_table(play: &mut Play, id: &str, by: &str) -> CaseId {
    let m = spec(id);
    m.needs.iter().for_each(|need| meet(play, by, need));
    opened(&start(play, &m, by, &[]))
}

fn ended(play: &Play, case: CaseId) -> Option<(CaseEnd, bool)> {
    play.exercise.state.cases[case].end.map(|(how, adopted, _)| (how, adopted))
}

#[test]
fn the_presidency_decides_after_hearing_those_concerned_the_commission_and_the_high_representative() {
    let mut play = house("", &[]);
    for seat in ["ee-crisis", "lt-crisis"] {
        play.does(seat, r#"classify(incident: "inc", class: crisis)"#);
    }
    let case = on_the_table(&mut play, "ipcr", "ee-crisis");
    let heard = play.exercise.state.cases[case].consulted.clone();
    let heard: Vec<&str> = heard.iter().map(|s| play.script().seats[*s].id.as_str()).collect();
    assert_eq!(heard, ["lt-crisis", "commission", "eeas"], "Finland has not said that it is concerned");
    let early = play.tries("presidency", r#"vote(case: "ipcr", vote: for)"#).unwrap_err();
    assert_eq!(early.rule, Rule::TooEarly);
    assert!(early.needed.unwrap().contains("lt-crisis, commission, eeas"));
    play.does("lt-crisis", r#"vote(case: "ipcr", vote: against, text: "Too soon for ministers.")"#);
    play.does("commission", r#"vote(case: "ipcr", vote: for)"#);
    play.does("eeas", r#"vote(case: "ipcr", vote: for)"#);
    assert_eq!(ended(&play, case), None, "who is heard decides nothing");
    assert!(play.tries("fi-crisis", r#"vote(case: "ipcr", vote: for)"#).is_err());
    play.does("presidency", r#"vote(case: "ipcr", vote: for)"#);
    assert_eq!(ended(&play, case), Some((CaseEnd::Adopted, true)));
}

#[test]
fn who_says_nothing_is_waited_for_no_longer_than_the_pack_says() {
    let mut play = house("", &[]);
    let case = on_the_table(&mut play, "ipcr", "ee-crisis");
    let heard_by = play.exercise.state.cases[case].heard_by;
    until(&mut play, heard_by);
    play.does("presidency", r#"vote(case: "ipcr", vote: against, text: "Not yet.")"#);
    assert_eq!(ended(&play, case), Some((CaseEnd::Objected, false)));
}

#[test]
fn the_solidarity_clause_needs_no_consultation() {
    let mut play = house("", &[]);
    on_the_table(&mut play, "solidarity-clause", "ee-government");
    let case = on_the_table(&mut play, "ipcr", "lt-crisis");
    assert!(play.exercise.state.cases[case].consulted.is_empty());
    play.does("presidency", r#"vote(case: "ipcr", vote: for)"#);
    assert_eq!(ended(&play, case), Some((CaseEnd::Adopted, true)));
}

#[test]
fn a_chair_that_says_nothing_has_refused() {
    let mut play = house("", &[]);
    let case = on_the_table(&mut play, "reserve", "ee-spoc");
    let due = play.exercise.state.cases[case].due;
    assert_eq!(due.since(play.exercise.state.cases[case].opened), Span::hours(48));
    until(&mut play, due);
    assert_eq!(ended(&play, case), None, "at the deadline it may still be decided");
    until(&mut play, due + Span::mins(1));
    assert_eq!(ended(&play, case), Some((CaseEnd::Lapsed, false)));
}

#[test]
fn cert_eu_asks_the_reserve_for_the_institutions_once_one_of_them_did_what_it_could() {
    let mut play = house("", &[]);
    let m = spec("reserve");
    play.does("cert-eu", r#"classify(incident: "inc", class: significant)"#);
    play.does("ee-transport_water", r#"defend(defence: "block", services: ["port"])"#);
    let facts = start(&mut play, &m, "cert-eu", &[]);
    let unmet = |fact: &Fact| matches!(fact, Fact::Attempted(_, _, Rebuff::Unmet(_)));
    assert!(facts.iter().any(unmet), "a port of Estonia is none of its services: {facts:?}");
    play.does("commission", r#"defend(defence: "block", services: ["portal"])"#);
    let case = opened(&start(&mut play, &m, "cert-eu", &[]));
    play.does("enisa", r#"vote(case: "reserve", vote: for)"#);
    assert_eq!(ended(&play, case), Some((CaseEnd::Adopted, true)));
    play.until("20h");
    let world = serde_json::to_value(&play.exercise.state.world).unwrap();
    let helped: Vec<usize> =
        world["boosts"].as_object().unwrap().keys().map(|service| service.parse().unwrap()).collect();
    let portal = play.script().names.services["portal"];
    assert_eq!(
        helped,
        [startex::base::Id::index(portal)],
        "the Commission's portal, and nobody else's service"
    );
}

#[test]
fn unanimity_wants_a_word_of_every_member_and_bears_an_abstention_but_no_objection() {
    let end = |dk: Option<&str>| {
        let mut play = house("", &[]);
        let case = on_the_table(&mut play, "sanctions", "ee-foreign");
        for seat in ["lt-foreign", "fi-foreign"] {
            play.does(seat, r#"vote(case: "sanctions", vote: for)"#);
        }
        if let Some(vote) = dk {
            play.does("dk-foreign", &format!(r#"vote(case: "sanctions", vote: {vote}, text: "Our view.")"#));
        }
        let due = play.exercise.state.cases[case].due;
        until(&mut play, due + Span::mins(1));
        ended(&play, case)
    };
    assert_eq!(end(None), Some((CaseEnd::Lapsed, false)), "one did not speak");
    assert_eq!(end(Some("abstain")), Some((CaseEnd::Adopted, true)));
    assert_eq!(end(Some("against")), Some((CaseEnd::Objected, false)));
}

#[test]
fn in_a_consensus_silence_is_consent_and_one_objection_is_enough() {
    let end = |objects: bool| {
        let mut play = house("", &[]);
        let case = on_the_table(&mut play, "council-conclusions", "ee-foreign");
        if objects {
            play.does(
                "dk-foreign",
                r#"vote(case: "council-conclusions", vote: against, text: "Not these words.")"#,
            );
        }
        let due = play.exercise.state.cases[case].due;
        until(&mut play, due + Span::mins(1));
        ended(&play, case)
    };
    assert_eq!(end(false), Some((CaseEnd::Adopted, true)));
    assert_eq!(end(true), Some((CaseEnd::Objected, false)));
}

#[test]
fn investigators_close_what_turns_out_to_be_no_crime() {
    let mut play = house("", &[("cause: malicious_action", "cause: system_failure")]);
    for id in ["ec3", "interpol"] {
        let case = on_the_table(&mut play, id, "ee-police");
        approve(&mut play, &spec(id), case);
        let now = play.exercise.state.now;
        until(&mut play, now + Span::hours(25));
        let row = &play.exercise.state.cases[case];
        assert!(row.stands() && row.landed.is_none(), "{id}: it was opened and stays without effect");
        assert!(play.facts().any(|f| matches!(f, Fact::Rebuffed(_, _, Rebuff::OutOfScope))), "{id}");
    }
    let inbox = play.view("ee-police").inbox;
    let told = inbox.iter().filter(|r| r.post.kind == PostKind::Rebuff);
    assert_eq!(told.filter(|r| r.post.text.get("en").contains("no case for us")).count(), 2);
    assert!(!play.facts().any(|f| matches!(f, Fact::Evidence(..))));
}

#[test]
fn an_exercise_of_days_skips_to_day_75_and_sees_the_declaration_land_but_no_sanctions() {
    let mut play = house("", &[]);
    let declaration = on_the_table(&mut play, "attribution-declaration", "ee-foreign");
    approve(&mut play, &spec("attribution-declaration"), declaration);
    let options = on_the_table_with(&mut play, "sanctions-options");
    approve(&mut play, &spec("sanctions-options"), options);
    let sanctions = opened(&start(&mut play, &spec("sanctions"), "ee-foreign", &[]));
    approve(&mut play, &spec("sanctions"), sanctions);
    play.until("72h");
    let landed = |play: &Play, case: CaseId| play.exercise.state.cases[case].landed.is_some();
    assert!(landed(&play, options), "the mandate can be had within days");
    assert!(!landed(&play, declaration) && !landed(&play, sanctions), "nothing else lands within days");
    play.control(Control::SkipTo { at: At::STARTEX + Span::hours(75 * 24) });
    play.until("1801h");
    assert!(landed(&play, declaration), "54 to 233 days by precedent");
    assert!(!landed(&play, sanctions), "sanctions took years");
    assert!(play.facts().any(|f| matches!(f, Fact::SkipEnded)));
    let news =
        |f: &Fact| matches!(f, Fact::News(text) if text.get("en").contains("Attribution by declaration"));
    assert!(play.facts().any(news));
}

/// What the declaration needed holds already; the mandate needs a suspicion beside it.
fn on_the_table_with(play: &mut Play, id: &str) -> CaseId {
    play.does("ee-foreign", r#"sitrep(to: ["fi-health"], incident: "inc", claims: (malicious: yes))"#);
    opened(&start(play, &spec(id), "ee-foreign", &[]))
}
