//! Who may see a score, in every form that leaves the program: searched for what it must not hold.

use std::collections::BTreeSet;

use serde_json::Value;
use startex::batch::Run;
use startex::exercise::evaluation::CONTROL;
use startex::exercise::order::{Control, Rating, Staffing};
use startex::report::{self, Audience, Report};
use startex::scenario::script::StateId;

use super::{Told, control, played, reported};

/// Words that no reader but exercise control may come across.
const OBSERVED: &str = "canary of an observation";
const RATED: &str = "canary of a rating";

/// The quick start after ENDEX, with an observation, a rating and, where it is asked for, every state's consent.
fn ended(consents: &[&str]) -> (Run, Told) {
    let (mut run, mut told) = played();
    let mut acts = vec![
        Control::Observe { seat: None, objective: None, text: OBSERVED.to_owned() },
        Control::RateTask {
            by: CONTROL.to_owned(),
            objective: "warn-in-time".to_owned(),
            task: 0,
            state: None,
            rating: Some(Rating::Unable),
            evidence: Vec::new(),
            text: RATED.to_owned(),
        },
        // A person at each seat, so that figures are not withheld for bots alone.
    ];
    let seats: Vec<String> = told.script.seats.rows().map(|s| s.id.clone()).collect();
    acts.extend(seats.into_iter().map(|seat| Control::Staff { seat, staffing: Staffing::Person }));
    acts.extend(consents.iter().map(|state| Control::Consent {
        state: (*state).to_owned(),
        on: true,
        text: String::new(),
    }));
    for (place, act) in acts.into_iter().enumerate() {
        run.order(&control(40 + place as u32, act), &mut told);
    }
    (run, told)
}

/// Every form that a report has.
fn forms(report: &Report) -> [String; 3] {
    [report::html(report), report::markdown(report), report::json(report)]
}

/// Reasons of the score as control reads them, long enough to be no coincidence.
fn reasons(report: &Report) -> BTreeSet<String> {
    let of = report.score.measures.iter().flat_map(|m| m.gains.iter().chain(&m.costs));
    of.map(|evidence| evidence.why.clone()).filter(|why| why.len() > 20).collect()
}

fn state(told: &Told, code: &str) -> StateId {
    told.script.names.states[code]
}

#[test]
fn no_form_for_others_holds_a_reason_a_rating_or_an_observation() {
    let (run, told) = ended(&["SI", "HR", "IT"]);
    let whole = reported(&run, &told, Audience::Excon);
    let reasons = reasons(&whole);
    assert!(reasons.len() > 5, "{reasons:?}");
    for text in forms(&whole) {
        assert!(text.contains(OBSERVED) && text.contains(RATED), "control reads everything");
    }
    let states = ["SI", "HR", "IT"].map(|code| Audience::State(state(&told, code)));
    for audience in states.into_iter().chain([Audience::Plenary, Audience::Participants]) {
        let report = reported(&run, &told, audience);
        for text in forms(&report) {
            assert!(!text.contains(OBSERVED) && !text.contains(RATED), "{audience:?}");
            for why in &reasons {
                assert!(!text.contains(why.as_str()), "{audience:?} reads “{why}”");
            }
        }
        let json: Value = serde_json::from_str(&report::json(&report)).unwrap();
        for empty in [
            "/pairs/rows",
            "/pairs/trust",
            "/msel",
            "/objectives",
            "/words",
            "/observations",
            "/improvements",
        ] {
            let list = json.pointer(empty).and_then(Value::as_array);
            assert!(list.is_some_and(Vec::is_empty), "{audience:?}: {empty}");
        }
        assert!(json["score"]["picture"].as_array().is_some_and(Vec::is_empty));
        assert!(json["score"]["network"].as_array().is_some_and(Vec::is_empty));
        for measure in json["score"]["measures"].as_array().unwrap() {
            let no = |key: &str| measure[key].as_array().is_some_and(Vec::is_empty);
            assert!(no("gains") && no("costs") && no("details"), "{audience:?}");
        }
    }
}

#[test]
fn a_state_reads_its_own_vector_and_orders_and_no_figure_of_another() {
    let (run, told) = ended(&[]);
    let own = reported(&run, &told, Audience::State(state(&told, "SI")));
    let json: Value = serde_json::from_str(&report::json(&own)).unwrap();
    let codes: Vec<&str> =
        json["states"].as_array().unwrap().iter().filter_map(|s| s["code"].as_str()).collect();
    assert_eq!(codes, ["SI"]);
    assert!(json["history"].as_array().unwrap().iter().all(|p| p["states"].as_array().unwrap().len() <= 1));
    // What came of its orders is what is true: it reads what it ordered, and no more.
    let events = json["timeline"]["events"].as_array().unwrap();
    assert!(!events.is_empty());
    let told_control: BTreeSet<&str> = told.lines.iter().map(String::as_str).collect();
    for event in events {
        let text = event["text"].as_str().unwrap();
        assert!(text.starts_with("Decided "), "{text}");
        assert!(!told_control.contains(text) && event["turn"] == false, "{text}");
    }
}

#[test]
fn the_plenary_reads_pseudonyms_in_every_form() {
    let (run, told) = ended(&[]);
    let report = reported(&run, &told, Audience::Plenary);
    assert_eq!(report.states.len(), 3);
    let names: Vec<String> =
        told.script.states.rows().flat_map(|s| [s.name.to_string(), format!("\"{}\"", s.code)]).collect();
    let seats: Vec<String> = told.script.seats.rows().map(|s| s.title.to_string()).collect();
    for text in forms(&report) {
        assert!(text.contains("State A") && text.contains("State C"));
        // The scenario's own summary is public; everything below it is not about a state by name.
        let text = text.replace(&report.overview.summary, "");
        for name in names.iter().chain(&seats) {
            assert!(!text.contains(name.as_str()), "the plenary reads “{name}”");
        }
    }
    // The letters stand from ENDEX on, whatever is put down later.
    let (later, told) = ended(&["SI"]);
    let again = reported(&later, &told, Audience::Plenary);
    let cells = |report: &Report| report.states.iter().map(|s| s.overall.value).collect::<Vec<_>>();
    assert_eq!(cells(&report), cells(&again));
}

#[test]
fn names_go_to_the_participants_only_once_every_state_has_consented() {
    let (run, told) = ended(&["SI", "HR"]);
    let some = reported(&run, &told, Audience::Participants);
    assert!(some.states.iter().all(|s| s.name.starts_with("State ")), "one consent is missing");
    let (run, told) = ended(&["SI", "HR", "IT"]);
    let all = reported(&run, &told, Audience::Participants);
    assert_eq!(all.states.iter().map(|s| s.code.as_str()).collect::<Vec<_>>(), ["SI", "HR", "IT"]);
    let released = all.states.iter().flat_map(|s| &s.measures);
    assert!(
        released.clone().all(|cell| cell.withheld.is_none() || cell.value.0.is_none()),
        "withheld is not shown"
    );
    assert!(released.clone().any(|cell| cell.value.0.is_some()));
    assert!(all.obligations.is_empty() && all.services.is_empty() && all.timeline.events.is_empty());
}

#[test]
fn every_figure_of_a_state_says_how_much_of_it_was_assessed() {
    let (run, told) = ended(&[]);
    let report = reported(&run, &told, Audience::Excon);
    for text in [report::html(&report), report::markdown(&report)] {
        assert!(text.contains("opportunities could be assessed"));
        for cell in report.states.iter().flat_map(|s| &s.measures).filter(|c| c.opportunities > 0) {
            assert!(text.contains(&format!("{} of {} assessed", cell.assessed, cell.opportunities)));
        }
        assert!(text.contains("fewer than five opportunities"), "and why one may not be shown");
    }
    assert!(report.score.measures.iter().all(|m| m.assessed <= m.opportunities));
    let picture = report.score.measures.iter().find(|m| m.id == "common_picture").unwrap();
    let labels: Vec<&str> = picture.details.iter().map(|(label, _)| label.as_str()).collect();
    assert!(labels.contains(&"Agreed but wrong"), "{labels:?}");
    let trust = &report.pairs.trust;
    assert!(trust.iter().all(|t| t.course.len() > 1 && t.of != t.towards));
}
