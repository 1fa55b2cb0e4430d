//! Every row of the regimes as a sceptical lawyer reads it: whose notice counts, to whom, and with what in it.

use startex::base::{At, Span};
use startex::exercise::fact::{DutyId, Fact};
use startex::exercise::state::DutyState;
use startex::scenario::mechanism::ClockStart;

use super::house::{house, spec};
use super::until;
use crate::packs::mechanisms;
use crate::play::Play;

const CLAIMS: &str = "(malicious: yes, cross_border: yes, severity: crisis, cause: malicious_action)";
const OPERATORS: [&str; 3] = ["ee-transport_water", "ee-banking", "ee-digital_infrastructure"];

fn duties(play: &Play, regime: &str, step: &str) -> Vec<(DutyId, DutyState)> {
    let number = play.script().names.mechanisms[regime];
    let place = play.script().mechanisms[number].step(step).unwrap();
    let all = play.exercise.state.duties.iter().map(|(id, d)| (id, d.clone()));
    all.filter(|(_, d)| d.regime == number && d.step == place).collect()
}

fn to(play: &Play, duty: &DutyState) -> Vec<String> {
    duty.owed.keys().map(|org| play.script().orgs[*org].path.clone()).collect()
}

fn notice(play: &mut Play, by: &str, (regime, step): (&str, &str), to: &[String], claims: &str) -> Vec<Fact> {
    let verb = format!(
        r#"notify(regime: "{regime}", step: "{step}", incident: "inc", to: {to:?}, claims: {claims}, text: "As owed.")"#
    );
    play.does(by, &verb)
}

fn meets(facts: &[Fact]) -> bool {
    facts.iter().any(|f| matches!(f, Fact::DutyTold(..)))
}

#[test]
fn a_notice_counts_from_who_owes_it_to_whom_it_is_owed_and_with_something_in_it() {
    let mut rows = 0;
    for m in mechanisms().into_iter().filter(|m| !m.steps().is_empty()) {
        let mut play = house(&m.id, &[]);
        play.until("1h1m");
        for seat in OPERATORS {
            play.does(seat, r#"classify(incident: "inc", class: crisis)"#);
        }
        for step in m.steps().iter().filter(|step| !step.optional) {
            let (name, id) = (format!("{}/{}", m.id, step.id), (m.id.as_str(), step.id.as_str()));
            if step.from == ClockStart::Patched {
                play.does(OPERATORS[0], r#"defend(defence: "patch", services: ["port"])"#);
                play.until("2h");
            }
            for (number, duty) in duties(&play, &m.id, &step.id) {
                // A colleague of the same state has done it meanwhile: once is enough.
                if play.exercise.state.duties[number].owed.values().all(Option::is_some) {
                    continue;
                }
                let (owed, by) = (to(&play, &duty), play.script().seats[duty.seat].id.clone());
                let wrong = ["BA/health".to_owned()];
                assert!(
                    !meets(&notice(&mut play, &by, id, &wrong, CLAIMS)),
                    "{name}: to the wrong authority"
                );
                if !step.must.is_empty() {
                    let facts = notice(&mut play, &by, id, &owed, "()");
                    let empty = facts.iter().any(|f| matches!(f, Fact::Notified { empty: true, .. }));
                    assert!(empty && !meets(&facts), "{name}: says nothing");
                }
                // Who has no part in it writes, and it counts for nothing: not even for the clocks of what comes after.
                for outsider in ["ee-interior", "ba-csirt", "ee-health", "vendor"] {
                    let facts = notice(&mut play, outsider, id, &owed, CLAIMS);
                    assert!(!meets(&facts), "{name}: {outsider} gave it in the place of {by}");
                }
                assert!(meets(&notice(&mut play, &by, id, &owed, CLAIMS)), "{name}: by {by}, as owed");
                rows += 1;
            }
        }
    }
    assert!(rows >= 30, "{rows} duties");
}

#[test]
fn a_warning_by_an_outsider_or_without_content_obliges_nobody_to_answer() {
    let mut play = house("nis2", &[]);
    let csirt = ["EE/csirt".to_owned()];
    notice(&mut play, "ee-interior", ("nis2", "early_warning"), &csirt, CLAIMS);
    notice(&mut play, OPERATORS[0], ("nis2", "early_warning"), &csirt, "()");
    assert!(duties(&play, "nis2", "csirt_feedback").is_empty());
    notice(&mut play, OPERATORS[0], ("nis2", "incident_notification"), &csirt, "()");
    assert!(duties(&play, "nis2", "final_report").is_empty());
    notice(&mut play, OPERATORS[0], ("nis2", "early_warning"), &csirt, CLAIMS);
    assert_eq!(duties(&play, "nis2", "csirt_feedback").len(), 1);
}

#[test]
fn all_allies_hear_that_one_of_them_asks_to_consult_and_nobody_else_does() {
    let mut play = house("", &[]);
    play.does(
        "ee-foreign",
        r#"request(mechanism: "article-4", incident: "inc", text: "Our borders are open.")"#,
    );
    let heard = |seat: &str| {
        let view = play.view(seat);
        view.cases.values().any(|c| c.mechanism == *"article-4")
            && view.inbox.iter().any(|r| r.post.text.get("en").contains("Our borders are open"))
    };
    for ally in ["lt-foreign", "dk-foreign", "fi-foreign", "nac"] {
        assert!(heard(ally), "{ally}");
    }
    for other in ["ba-foreign", "md-foreign", "lt-csirt", "eeas"] {
        assert!(!heard(other), "{other}");
    }
}

#[test]
fn a_colleague_who_owes_the_same_may_give_it_for_all_of_the_state() {
    let mut play = house("nis2", &[]);
    let (_, duty) = duties(&play, "nis2", "cross_border")
        .into_iter()
        .find(|(_, d)| d.seat == play.seat("ee-csirt"))
        .unwrap();
    let owed = to(&play, &duty);
    assert!(!meets(&notice(&mut play, "ee-crisis", ("nis2", "cross_border"), &owed, CLAIMS)));
    assert!(meets(&notice(&mut play, "ee-spoc", ("nis2", "cross_border"), &owed, CLAIMS)));
    let left = duties(&play, "nis2", "cross_border")
        .into_iter()
        .find(|(_, d)| d.seat == play.seat("ee-csirt"))
        .unwrap()
        .1;
    assert!(left.owed.values().all(Option::is_some), "one of them is enough");
}

#[test]
fn every_operator_that_warned_is_owed_its_own_answer_by_its_own_clock() {
    let mut play = house("nis2", &[]);
    let warn = |play: &mut Play, by: &str| {
        notice(play, by, ("nis2", "early_warning"), &["EE/csirt".to_owned()], CLAIMS)
    };
    warn(&mut play, OPERATORS[0]);
    play.until("10h");
    warn(&mut play, OPERATORS[1]);
    warn(&mut play, OPERATORS[1]);
    let answers = duties(&play, "nis2", "csirt_feedback");
    let owed: Vec<Vec<String>> = answers.iter().map(|(_, d)| to(&play, d)).collect();
    assert_eq!(
        owed,
        [["EE/operator/transport_water"], ["EE/operator/banking"]],
        "and who warns twice gets one"
    );
    let due: Vec<At> = answers.iter().map(|(_, d)| d.due).collect();
    assert_eq!(due[1], At::STARTEX + Span::hours(34));
    assert!(due[0] < due[1]);
    let first = (answers[0].0, answers[1].0);
    notice(&mut play, "ee-csirt", ("nis2", "csirt_feedback"), &["EE/operator/banking".to_owned()], "()");
    let told = |play: &Play, id: DutyId| play.exercise.state.duties[id].owed.values().all(Option::is_some);
    assert!(!told(&play, first.0) && told(&play, first.1), "an answer to one is none to the other");
    until(&mut play, due[0] + Span::mins(1));
    assert!(play.exercise.state.duties[first.0].lapsed && !play.exercise.state.duties[first.1].lapsed);
    assert_eq!(spec("nis2").step("csirt_feedback"), Some(3));
}

#[test]
fn a_supervisor_passes_on_what_every_bank_reports_by_a_clock_of_its_own() {
    let second = r#"(id: "ee-fund", of: "EE/operator/financial_markets"), (id: "ee-csirt","#;
    let service = r#"(id: "fund", state: "EE", sector: financial_markets, users: 1000), (id: "trust","#;
    let seats = (r#"(id: "ee-csirt","#, second);
    let mut play = house(
        "dora",
        &[seats, (r#"(id: "trust","#, service), (r#""bank", "trust""#, r#""bank", "fund", "trust""#)],
    );
    let report = |play: &mut Play, by: &str| {
        notice(play, by, ("dora", "initial"), &["EE/financial".to_owned()], CLAIMS);
    };
    let forwards = |play: &Play| duties(play, "dora", "forward");
    let told = |play: &Play, place: usize| forwards(play)[place].1.owed.values().all(Option::is_some);
    let pass_on = |play: &mut Play| {
        let owed = to(play, &forwards(play)[0].1);
        notice(play, "ee-financial", ("dora", "forward"), &owed, CLAIMS);
    };
    report(&mut play, "ee-banking");
    report(&mut play, "ee-banking");
    assert_eq!(forwards(&play).len(), 1, "a bank that reports twice is passed on once");
    pass_on(&mut play);
    assert!(told(&play, 0));
    play.until("20h");
    report(&mut play, "ee-fund");
    let second = forwards(&play)[1].1.clone();
    assert_eq!(second.due, At::STARTEX + Span::hours(22), "two hours from the second report");
    assert!(!told(&play, 1), "the letter on the bank says nothing of the fund");
    pass_on(&mut play);
    assert!(told(&play, 1));

    let mut play = house(
        "dora",
        &[seats, (r#"(id: "trust","#, service), (r#""bank", "trust""#, r#""bank", "fund", "trust""#)],
    );
    report(&mut play, "ee-banking");
    report(&mut play, "ee-fund");
    assert_eq!(forwards(&play).len(), 1, "one letter tells of both");
}
