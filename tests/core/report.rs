//! The report: every fact can be told, player text stays text, states read what is theirs.

mod ratings;
mod release;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use startex::base::At;
use startex::batch::run::{Step, Watch};
use startex::batch::{Run, opening};
use startex::exercise::fact::Cause;
use startex::exercise::order::{Act, Control, Desk, Order, OrderId, Rating, Verb};
use startex::record::journal::{Header, Options, RULES};
use startex::report::{self, Audience, Gather, Provenance, Report, narrate};
use startex::scenario::script::Script;

use crate::play;

const QUICKSTART: &str = include_str!("../../scenarios/quickstart/quickstart.ron");
const HOSTILE: &str = "<script>alert(1)</script> \"><img src=x onerror=alert(1)> | **bold** & more";

struct Told {
    script: Arc<Script>,
    gather: Gather,
    lines: Vec<String>,
    facts: BTreeSet<String>,
    /// The record of the order by a person's hand.
    decided: u64,
}

impl Watch for Told {
    fn step(&mut self, step: &Step<'_>) {
        self.gather.fold(&self.script, step.state, step.record);
        self.lines.push(narrate::record(&self.script, step.state, step.record).text);
        if matches!(&step.record.cause, Cause::Order(order) if order.id.key == 9 && order.from != Desk::Excon)
        {
            self.decided = step.record.number;
        }
        for fact in &step.record.facts {
            self.facts.insert(kind(&format!("{fact:?}")));
            self.lines.push(narrate::fact(&self.script, step.state, step.record, fact).text);
        }
    }
}

/// The name of a fact's variant.
fn kind(debug: &str) -> String {
    debug.chars().take_while(|c| c.is_alphanumeric()).collect()
}

fn control(counter: u32, control: Control) -> Order {
    Order { id: OrderId { key: 9, counter }, from: Desk::Excon, act: Act::Control(control) }
}

/// A quick start played by bots, with a hostile message, a rating and an observation.
fn played() -> (Run, Told) {
    let message =
        Verb::Message { to: vec!["si-csirt".into()], tlp: None, reply_to: None, text: HOSTILE.to_owned() };
    let (run, told, _) = played_with(message);
    (run, told)
}

/// The same where Italy's CSIRT, played by a person, decides this in the first minute; and the record of that.
fn played_with(verb: Verb) -> (Run, Told, u64) {
    let script = play::load(QUICKSTART);
    let header = Header {
        rules: RULES,
        seed: 1,
        scenario: script.about.id.clone(),
        main: "scenario.ron".to_owned(),
        sources: BTreeMap::new(),
        script: script.hash,
        options: Options::default(),
    };
    let mut told = Told {
        script: script.clone(),
        gather: Gather::default(),
        lines: vec![],
        facts: BTreeSet::new(),
        decided: 0,
    };
    let mut run = Run::new(script.clone(), header);
    let people = match verb {
        Verb::Message { .. } => BTreeSet::new(),
        _ => BTreeSet::from([script.names.seats["it-csirt"]]),
    };
    for order in opening(&script, &people, None) {
        run.order(&order, &mut told);
    }
    let from = Desk::Seat(script.names.seats["it-csirt"]);
    run.hand_in(At(60_000), Order { id: OrderId { key: 9, counter: 1 }, from, act: Act::Verb(verb.into()) });
    let objective = script.objectives.rows().next().map(|o| o.id.clone()).unwrap_or_default();
    let rate = Control::Rate {
        objective: objective.clone(),
        task: 0,
        rating: Rating::MajorChallenges,
        text: HOSTILE.to_owned(),
    };
    run.hand_in(At(120_000), control(1, rate));
    let observe = Control::Observe { seat: None, objective: Some(objective), text: HOSTILE.to_owned() };
    run.hand_in(At(120_000), control(2, observe));
    run.until(script.endex, &mut told);
    let words = told.decided;
    (run, told, words)
}

fn reported(run: &Run, told: &Told, audience: Audience) -> Report {
    let from = Provenance { seed: 1, journal_hash: "abc".to_owned() };
    report::report(&told.script, &run.exercise.state, &told.gather, &from, audience)
}

/// Every element that opens closes, in order.
fn balanced(html: &str) -> Result<usize, String> {
    let (mut open, mut seen) = (Vec::new(), 0);
    for part in html.split('<').skip(1) {
        let tag: String =
            part.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '/' || *c == '!').collect();
        match tag.strip_prefix('/') {
            Some(end) if open.pop().as_deref() == Some(end) => {}
            Some(end) => return Err(format!("</{end}> closes what is not open: {open:?}")),
            None if tag.starts_with('!') || tag == "meta" => {}
            None => open.push(tag),
        }
        seen += 1;
    }
    if open.is_empty() { Ok(seen) } else { Err(format!("left open: {open:?}")) }
}

#[test]
fn every_fact_of_a_played_quickstart_is_told_in_words() {
    let (_, told) = played();
    assert!(told.facts.len() > 25, "{:?}", told.facts);
    for line in &told.lines {
        assert!(!line.is_empty() && line != "Something happened", "{line:?}");
        for leak in ["Id(", "Some(", "None", "{ ", "Span(", "At(", "Ppm(", "_by_the"] {
            assert!(!line.contains(leak), "{line}");
        }
        assert!(!line.ends_with('.'), "no full stop after a sentence: {line}");
    }
}

#[test]
fn text_of_players_stays_text_in_html() {
    let (run, told) = played();
    let html = report::html(&reported(&run, &told, Audience::Excon));
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "the message is told");
    assert!(!html.contains("<script") && !html.contains("<img"), "and runs nothing");
    assert!(balanced(&html).is_ok_and(|elements| elements > 500), "{:?}", balanced(&html));
}

#[test]
fn a_report_is_marked_at_its_top_and_its_bottom_and_has_all_its_sections() {
    let (run, told) = played();
    let report = reported(&run, &told, Audience::Excon);
    let (html, markdown) = (report::html(&report), report::markdown(&report));
    let mark = "EXERCISE EXERCISE EXERCISE · Quick start: the gates at Obala · TLP:GREEN · PRELIMINARY";
    assert_eq!(html.matches(&format!("class=\"mark\">{mark}<")).count(), 2);
    assert!(
        markdown.starts_with(&format!("**{mark}**")) && markdown.trim_end().ends_with(&format!("**{mark}**"))
    );
    for section in [
        "overview",
        "score",
        "history",
        "states",
        "pairs",
        "objectives",
        "obligations",
        "observations",
        "services",
        "improvements",
        "msel",
        "timeline",
    ] {
        assert!(html.contains(&format!("<section id=\"{section}\">")), "{section}");
    }
    for heading in ["## Exercise overview", "## Obligations", "## Improvement plan", "## Timeline"] {
        assert!(markdown.contains(heading), "{heading}");
    }
    assert!(!markdown.contains("<script"));
}

#[test]
fn the_keys_of_the_json_stand_for_good() {
    let (run, told) = played();
    let json: serde_json::Value =
        serde_json::from_str(&report::json(&reported(&run, &told, Audience::Excon))).unwrap();
    let keys = |of: &serde_json::Value| of.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(
        keys(&json),
        "format marking preliminary signed_off audience overview score states pairs obligations msel objectives observations \
         services history timeline improvements words raters feedback"
    );
    assert_eq!(keys(&json["score"]), "overall cap measures network picture");
    assert_eq!(
        keys(&json["score"]["measures"][0]),
        "number id label value withheld weight assessed opportunities formula details gains costs"
    );
    assert_eq!(keys(&json["obligations"][0]), "seat duty incident owed_to due told outcome late_by");
    assert_eq!(
        keys(&json["services"][0]),
        "id name state disturbed_hours outage_hours loss_euros user_hours records_taken course"
    );
    assert!(json["services"].as_array().unwrap().iter().any(|s| s["loss_euros"].as_u64() > Some(0)));
    let rated = &json["objectives"][0]["tasks"][0]["ratings"][0];
    assert_eq!(rated["letter"], "M");
    assert_eq!(json["observations"][0]["text"], HOSTILE);
}

#[test]
fn a_states_report_holds_its_own_figures_and_neither_reasons_nor_the_other_states() {
    let (run, told) = played();
    let state = told.script.names.states["SI"];
    let report = reported(&run, &told, Audience::State(state));
    assert_eq!(report.states.iter().map(|s| s.code.as_str()).collect::<Vec<_>>(), ["SI"]);
    assert!(report.pairs.rows.is_empty() && report.msel.is_empty() && report.objectives.is_empty());
    assert!(report.observations.is_empty() && report.improvements.is_empty());
    assert!(report.score.measures.iter().all(|m| m.gains.is_empty() && m.costs.is_empty()));
    assert!(report.services.iter().all(|s| s.state == "SI"));
    assert!(report.history.iter().all(|point| point.states.len() == 1));
    let of_others: Vec<&str> =
        told.script.seats.rows().filter(|s| s.state != Some(state)).map(|s| s.title.get("en")).collect();
    let owed_by_others = report.obligations.iter().any(|o| of_others.contains(&o.seat.as_str()));
    assert!(!owed_by_others);
    assert!(!report::html(&report).contains("id=\"msel\""));
}

/// Ids that no word of a sentence looks like.
fn odd_ids(script: &Script) -> Vec<String> {
    let names = &script.names;
    let mut ids: Vec<String> = names.intel.keys().chain(names.incidents.keys()).cloned().collect();
    ids.extend(names.seats.keys().chain(names.services.keys()).chain(names.questions.keys()).cloned());
    ids.extend(names.flags.keys().chain(names.objectives.keys()).chain(names.defences.keys()).cloned());
    ids.extend(script.stages.rows().map(|s| s.id.clone()).chain(script.rules.rows().map(|r| r.id.clone())));
    ids.retain(|id| id.contains(['-', '_']));
    ids
}

#[test]
fn nobody_reads_an_id_where_a_name_could_stand() {
    let (run, told) = played();
    let ids = odd_ids(&told.script);
    assert!(ids.len() > 10, "{ids:?}");
    let score = run.score();
    let reasons = score.measures.iter().flat_map(|m| m.evidence.iter().map(|e| e.why.clone()));
    let report = reported(&run, &told, Audience::Excon);
    let printed = [report::html(&report), report::markdown(&report)];
    let lines: Vec<String> = told.lines.iter().cloned().chain(reasons).chain(printed).collect();
    for line in &lines {
        for id in &ids {
            // A word of the text may hold one: `si-csirt` within another.
            let found =
                line.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').any(|word| word == id);
            assert!(!found, "{id} in {}", line.chars().take(300).collect::<String>());
        }
    }
}

#[test]
fn a_report_is_preliminary_until_it_is_signed_off_and_then_says_by_whom() {
    let (mut run, mut told) = played();
    let before = reported(&run, &told, Audience::Excon);
    for text in [report::html(&before), report::markdown(&before)] {
        assert!(text.matches("PRELIMINARY").count() > 2, "at its head and on every page");
    }
    let by = Control::SignOff {
        by: "Lead evaluator".to_owned(),
        on: "22 November 2026, 16:40 UTC".to_owned(),
        text: HOSTILE.to_owned(),
    };
    run.order(&control(3, by), &mut told);
    let signed = reported(&run, &told, Audience::Excon);
    for text in [report::html(&signed), report::markdown(&signed)] {
        assert!(!text.contains("PRELIMINARY") && !text.contains("<script>"));
        assert!(text.contains("igned off by Lead evaluator at 22 November 2026, 16:40 UTC"), "{text}");
    }
    let json: serde_json::Value = serde_json::from_str(&report::json(&signed)).unwrap();
    assert_eq!((&json["preliminary"], &json["signed_off"]["by"]), (&false.into(), &"Lead evaluator".into()));
    run.order(&control(4, Control::Reopen { reason: "A rating is missing".to_owned() }), &mut told);
    assert!(reported(&run, &told, Audience::Excon).preliminary);
}

#[test]
fn a_run_that_never_began_has_a_report_that_says_so() {
    let script = play::load(QUICKSTART);
    let exercise = startex::exercise::Exercise::new(script.clone(), 1);
    let report =
        report::report(&script, &exercise.state, &Gather::default(), &Provenance::default(), Audience::Excon);
    let markdown = report::markdown(&report);
    assert!(markdown.contains("- As of: D1 09:00, after 0 s\n"), "{markdown}");
    assert!(markdown.contains("The overall figure is –"), "nothing unassessed counts");
    assert!(markdown.contains("| 1 | Classification | not assessed |"), "{markdown}");
    assert!(balanced(&report::html(&report)).is_ok());
}
