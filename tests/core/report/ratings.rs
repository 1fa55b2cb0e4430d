//! Ratings in every printed form: what the figures suggest, what raters say, what stands, on what evidence.

use startex::exercise::evaluation::{CONTROL, Criterion};
use startex::exercise::order::{Control, Mark, RaterRole, Rating, Verb};
use startex::report::{self, Audience, Report};

use super::{control, played, reported};

/// The played quick start with two evaluators who differ on the first task, and a lead who may decide.
fn rated(decided: bool) -> Report {
    let (mut run, mut told) = played();
    let appoint = |rater: &str, role| Control::Appoint {
        rater: rater.to_owned(),
        role: Some(role),
        states: Vec::new(),
    };
    let rate = |by: &str, rating, why: &str| Control::RateTask {
        by: by.to_owned(),
        objective: "warn-in-time".to_owned(),
        task: 0,
        state: None,
        rating: Some(rating),
        evidence: vec![5],
        text: why.to_owned(),
    };
    let mut acts = vec![
        appoint("Evaluator 1", RaterRole::Evaluator),
        appoint("Evaluator 2", RaterRole::Evaluator),
        appoint("Evaluator 9", RaterRole::Lead),
        rate("Evaluator 1", Rating::Performed, "Both warned"),
        rate("Evaluator 2", Rating::Unable, "Neither said what it was"),
    ];
    if decided {
        acts.push(rate("Evaluator 9", Rating::MajorChallenges, "In time, and thin"));
    }
    for (place, act) in acts.into_iter().enumerate() {
        run.order(&control(20 + place as u32, act), &mut told);
    }
    reported(&run, &told, Audience::Excon)
}

#[test]
fn suggestion_ratings_and_what_stands_are_in_every_form_of_the_report() {
    let report = rated(true);
    let task = &report.objectives[0].tasks[0];
    assert!(task.suggestion.letter.is_some() && task.suggestion.of >= 3, "{:?}", task.suggestion);
    assert_eq!((task.agreed, task.standing.as_str()), (Some('M'), "decided by the lead"));
    assert_eq!(task.ratings.len(), 4, "control, two evaluators and the lead");
    assert!(task.evidence.iter().any(|line| line.record == Some(5)), "what raters named stands there");
    let row = task.improvement.unwrap();
    assert_eq!(report.improvements[row - 1].number, row);
    assert!(report.improvements[row - 1].issue.starts_with("Send an early warning"));
    assert!(!task.states.is_empty(), "single states stand below");
    let (html, markdown) = (report::html(&report), report::markdown(&report));
    for text in [&html, &markdown] {
        for said in [
            "Evaluator 2 (evaluator)",
            "Neither said what it was",
            "M, decided by the lead",
            "Figures suggest",
        ] {
            assert!(text.contains(said), "{said}");
        }
        assert!(text.contains(&format!("see {row}")));
        assert!(text.contains("nothing shows it"), "a task without a sign says so");
    }
}

#[test]
fn what_raters_dispute_is_not_assessed_and_waits_for_the_lead() {
    let report = rated(false);
    let task = &report.objectives[0].tasks[0];
    assert_eq!((task.agreed, task.standing.as_str()), (None, "disputed"));
    assert_eq!((report.raters.shared, report.raters.agreed, report.raters.disputed), (1, 0, 1));
    let html = report::html(&report);
    assert!(html.contains("not assessed: disputed") && html.contains("1 wait for the lead evaluator"));
}

#[test]
fn bots_say_nothing_that_a_person_must_judge() {
    let (run, told) = played();
    let report = reported(&run, &told, Audience::Excon);
    assert!(report.words.is_empty());
    assert!(report::markdown(&report).contains("0 of 0 are assessed"));
}

#[test]
fn a_decision_in_words_is_rated_by_its_criteria() {
    let (mut run, mut told, record) =
        super::played_with(Verb::Decide { about: None, text: "Stay off the quay".to_owned() });
    let marks = vec![Mark { criterion: Criterion::Grounds, rating: Some(Rating::SomeChallenges) }];
    let rate =
        Control::RateWords { by: CONTROL.to_owned(), record, marks, text: "Half of it was known".to_owned() };
    run.order(&control(20, rate), &mut told);
    let report = reported(&run, &told, Audience::Excon);
    let words = report.words.iter().find(|words| words.record == record).unwrap();
    assert!(words.text.contains("Stay off the quay"));
    let stands: Vec<_> = words.criteria.iter().map(|by| (by.agreed, by.standing.as_str())).collect();
    assert_eq!(stands, [(None, "not rated"), (Some('S'), "agreed"), (None, "not rated")]);
    let html = report::html(&report);
    assert!(html.contains("Does it rest on what was known then?") && html.contains("Half of it was known"));
    let state = told.script.names.states["SI"];
    let own = reported(&run, &told, Audience::State(state));
    assert!(own.words.is_empty() && !report::html(&own).contains("Half of it was known"));
}
