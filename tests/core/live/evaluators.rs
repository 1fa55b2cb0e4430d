//! Evaluators at desks of their own: under which name they rate, what is theirs to judge, and whose opinion they see when.

use super::roles::{Watcher, appoint, refused};
use super::*;
use startex::exercise::order::{RaterRole, Rating};
use startex::exercise::refusal::Rule;
use startex::score::evaluation::Standing;

/// The same exercise with a critical task, and words of Estonia that only a person can judge.
fn judged() -> Room {
    let mut sources = header().sources;
    let tasks = "objectives: [(id: \"warn\", capability: \"Notification\", text: \"Warn in time\",\n\
                 tasks: [\"Send an early warning\", \"Say what is known\"])],\n    rules: [";
    sources.insert("main.ron".to_owned(), SCENARIO.replacen("rules: [", tasks, 1));
    let loaded = load(&sources, "main.ron");
    let script = loaded.script.unwrap_or_else(|| panic!("{:#?}", loaded.findings));
    let header = Header { sources, ..header() };
    let mut room = Room::new(Session::open(script, header, Box::new(Doctrines), &[]));
    room.control(Control::Start);
    let verb = Verb::Decide { about: None, text: "We close the gate and tell the port".to_owned() };
    assert_eq!(room.decide(verb), Outcome::Taken);
    room
}

fn rate(by: &str, state: Option<&str>, text: &str) -> Control {
    Control::RateTask {
        by: by.to_owned(),
        objective: "warn".to_owned(),
        task: 0,
        state: state.map(str::to_owned),
        rating: Some(Rating::SomeChallenges),
        evidence: vec![2],
        text: text.to_owned(),
    }
}

#[test]
fn an_evaluator_rates_under_the_own_name_whatever_the_desk_says_and_nothing_that_is_not_theirs() {
    let mut room = judged();
    let mut first = Watcher::joins(&mut room, Desk::Evaluator(1));
    let guide = first.mirror.guide.as_ref().expect("a guide that says that nothing is theirs");
    assert!(guide.role.is_none() && guide.tasks.is_empty() && guide.words.is_empty());
    let outcome = first.control(&mut room, rate("", None, ""));
    assert_eq!(*refused(&outcome).0, Rule::NotThisDesk, "nobody appointed them");
    appoint(&mut room, "Evaluator 1", RaterRole::Evaluator, &["EE"]);
    first.hears_later(&mut room);
    let guide = first.mirror.guide.as_ref().unwrap();
    assert_eq!((guide.rater.as_str(), guide.role), ("Evaluator 1", Some(RaterRole::Evaluator)));
    let tasks: Vec<_> = guide.tasks.iter().map(|t| (t.says.get("en"), t.state.as_deref())).collect();
    assert_eq!(tasks, [("Send an early warning", Some("EE")), ("Say what is known", Some("EE"))]);
    let words: Vec<_> = guide.words.iter().map(|w| (w.seat.as_str(), w.text.as_str())).collect();
    assert_eq!(words, [("ee-csirt", "We close the gate and tell the port")]);

    // Whoever says to be another rates as themselves.
    let outcome = first.control(&mut room, rate("Exercise control", Some("EE"), "late"));
    assert_eq!(outcome, Outcome::Taken);
    first.hears_later(&mut room);
    let guide = first.mirror.guide.as_ref().unwrap();
    let said = &guide.tasks[0].opinion.said[0];
    assert_eq!((said.rater.as_str(), said.text.as_str()), ("Evaluator 1", "late"));
    for other in [Some("LV"), None] {
        let outcome = first.control(&mut room, rate("", other, ""));
        assert_eq!(*refused(&outcome).0, Rule::NotThisDesk, "{other:?}");
    }
    let observe = |seat: Option<&str>| Control::Observe {
        seat: seat.map(str::to_owned),
        objective: None,
        text: "They telephoned first".to_owned(),
    };
    assert_eq!(first.control(&mut room, observe(Some("ee-csirt"))), Outcome::Taken);
    assert_eq!(first.control(&mut room, observe(None)), Outcome::Taken);
    assert_eq!(*refused(&first.control(&mut room, observe(Some("lv-csirt")))).0, Rule::NotThisDesk);
}

#[test]
fn a_second_evaluator_gets_not_a_byte_of_the_first_opinion_before_the_own_one_is_down() {
    const WHY: &str = "It came after the news";
    let mut room = judged();
    appoint(&mut room, "Evaluator 1", RaterRole::Evaluator, &[]);
    appoint(&mut room, "Evaluator 2", RaterRole::Evaluator, &[]);
    appoint(&mut room, "Evaluator 3", RaterRole::Lead, &[]);
    let [mut first, mut second, mut lead] =
        [1, 2, 3].map(|number| Watcher::joins(&mut room, Desk::Evaluator(number)));
    assert_eq!(first.control(&mut room, rate("", None, WHY)), Outcome::Taken);
    second.hears_later(&mut room);
    lead.hears(&mut room);
    let opinion = |watcher: &Watcher| watcher.mirror.guide.as_ref().unwrap().tasks[0].opinion.clone();
    let unseen = opinion(&second);
    assert_eq!((unseen.standing, unseen.said.len(), unseen.unseen), (None, 0, 1));
    assert!(!second.texts.contains(WHY) && lead.texts.contains(WHY), "the lead is to decide");
    let other = Control::RateTask {
        by: String::new(),
        objective: "warn".to_owned(),
        task: 0,
        state: None,
        rating: Some(Rating::Unable),
        evidence: Vec::new(),
        text: String::new(),
    };
    assert_eq!(second.control(&mut room, other), Outcome::Taken);
    second.hears_later(&mut room);
    assert!(second.texts.contains(WHY));
    let standing = |watcher: &Watcher| opinion(watcher).standing;
    assert_eq!(standing(&second), Some(Standing::Disputed));
    assert_eq!(lead.control(&mut room, rate("", None, "")), Outcome::Taken);
    lead.hears_later(&mut room);
    let decided = Standing::Decided(Some(Rating::SomeChallenges));
    assert_eq!(standing(&lead), Some(decided));
}
