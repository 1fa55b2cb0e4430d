//! docs/protocol.md against the code: whoever writes a client from the page alone is understood.

use serde_json::Value;
use startex::exercise::entry::News;
use startex::exercise::fact::{CaseEnd, Marking};
use startex::exercise::order::{Act, Control, OrderId, Verb};
use startex::exercise::refusal::Rule;
use startex::exercise::team::DraftEnd;
use startex::scenario::secrecy::Secrecy;
use startex::scenario::words::{
    Advice, Cause, Channel, Class, Confidence, DefenceKind, Help, Outlook, Pap, ServiceStep, Tlp, Tri, Vote,
};
use startex::wire::text::{Code, Down, Join, Up, agree, fits};
use startex::wire::{AccessNews, FromDesk, Line, ToDesk};

const PAGE: &str = include_str!("../../docs/protocol.md");

/// The examples of a kind, each as it stands on the page.
pub(crate) fn examples(kind: &str) -> Vec<&'static str> {
    let fence = format!("```json {kind}\n");
    PAGE.split(fence.as_str()).skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

/// Whether all that the page writes stands in what the code reads, so that no field of it is passed over unseen.
fn holds(read: &Value, page: &Value) -> bool {
    match (read, page) {
        (Value::Object(read), Value::Object(page)) => {
            page.iter().all(|(key, value)| read.get(key).is_some_and(|read| holds(read, value)))
        }
        (Value::Array(read), Value::Array(page)) => {
            read.len() == page.len() && read.iter().zip(page).all(|(read, page)| holds(read, page))
        }
        _ => read == page,
    }
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|why| panic!("{why} in {text}"))
}

fn kinds(examples: &[&str]) -> Vec<String> {
    let mut kinds: Vec<String> =
        examples.iter().map(|text| value(text).as_object().unwrap().keys().next().unwrap().clone()).collect();
    kinds.sort();
    kinds.dedup();
    kinds
}

#[test]
fn every_example_is_the_frame_that_it_claims_to_be() {
    for text in examples("client") {
        let read = Up::decode(text).unwrap().unwrap_or_else(|| panic!("no such kind: {text}"));
        assert!(!matches!(read, Up::Unreadable { .. } | Up::Access(Err(_))), "{read:?}");
        assert!(holds(&value(&read.encode()), &value(text)), "{text}\nis read as\n{}", read.encode());
    }
    for text in examples("server") {
        let read = Down::decode(text).unwrap().unwrap_or_else(|| panic!("no such kind: {text}"));
        assert!(holds(&value(&read.encode()), &value(text)), "{text}\nis read as\n{}", read.encode());
    }
    for text in examples("act") {
        let act: Act = serde_json::from_str(text).unwrap_or_else(|why| panic!("{why} in {text}"));
        assert!(holds(&serde_json::to_value(&act).unwrap(), &value(text)), "{text}\nis read as\n{act:?}");
    }
    for text in examples("news") {
        let news: News = serde_json::from_str(text).unwrap_or_else(|why| panic!("{why} in {text}"));
        assert!(holds(&serde_json::to_value(&news).unwrap(), &value(text)), "{text}\nis read as\n{news:?}");
    }
    let client = ["access", "check", "here", "join", "order", "ping", "resume", "resume_of"];
    assert_eq!(kinds(&examples("client")), client);
    let server = [
        "access", "answer", "clock", "denied", "entries", "fault", "guide", "hello", "here", "injects",
        "people", "picture", "pong", "present", "score", "staffed", "wait", "watches",
    ];
    assert_eq!(kinds(&examples("server")), server);
}

/// What the code calls an unknown variant, it lists all that there are.
fn variants<T: for<'de> serde::Deserialize<'de>>() -> Vec<String> {
    let Err(why) = serde_json::from_str::<T>("{\"no-such-kind\": {}}") else { panic!("it was read") };
    let why = why.to_string();
    let listed = why.split("expected one of").nth(1).unwrap_or_else(|| panic!("{why}"));
    listed.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_verb_every_act_of_control_and_every_kind_of_news_has_an_example() {
    // The outer key and the inner one, whether there is something in it or not.
    let shown = |kind: &str, key: &str| {
        let of = |text: &&str| value(text).get(key).cloned();
        let name = |inner: Value| match inner {
            Value::Object(fields) => fields.keys().next().cloned().unwrap(),
            word => word.as_str().unwrap().to_owned(),
        };
        examples(kind).iter().filter_map(of).map(name).collect::<Vec<String>>()
    };
    let (verbs, control) = (shown("act", "verb"), shown("act", "control"));
    assert!(variants::<Verb>().len() > 10 && variants::<Control>().len() > 20);
    for verb in variants::<Verb>() {
        assert!(verbs.contains(&verb), "the verb {verb}");
    }
    for act in variants::<Control>() {
        assert!(control.contains(&act), "the act {act}");
    }
    let news = kinds(&examples("news"));
    // The last one is never sent: it is what a client makes of news that it does not know.
    for kind in variants::<News>().into_iter().filter(|kind| *kind != "later") {
        assert!(news.contains(&kind) && PAGE.contains(&format!("`{kind}`")), "the news {kind}");
    }
}

#[test]
fn every_word_that_a_field_may_have_stands_on_the_page() {
    let (_, words) = PAGE.split_once("## Words").unwrap();
    let lists = |of: &str, all: Vec<String>| {
        let row = words.lines().find(|line| line.starts_with(&format!("| {of} |")));
        let row = row.unwrap_or_else(|| panic!("no row for {of}"));
        let (_, listed) = row.split_once(&format!("| {of} |")).unwrap();
        let listed: Vec<String> = listed.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        assert_eq!(listed, all, "{of}");
    };
    lists("class", variants::<Class>());
    lists("`tlp`", variants::<Tlp>());
    lists("`pap`", variants::<Pap>());
    lists("`step` of a service", variants::<ServiceStep>());
    lists("`by` (channel)", variants::<Channel>());
    lists("`cause`", variants::<Cause>());
    lists("`malicious`, `cross_border`", variants::<Tri>());
    lists("`outlook`", variants::<Outlook>());
    lists("`advice`", variants::<Advice>());
    lists("`vote`", variants::<Vote>());
    lists("`confidence`", variants::<Confidence>());
    lists("`how` of a case", variants::<CaseEnd>());
    lists("`how` of a draft", variants::<DraftEnd>());
    lists("`marking` of a breach", variants::<Marking>());
    lists("`level`, `clearance`", variants::<Secrecy>());
    lists("`kind` of a defence", variants::<DefenceKind>());
    lists("`help`", variants::<Help>());
    lists("`rule` of a refusal", variants::<Rule>());
}

#[test]
fn a_seat_names_things_by_its_handles_alone() {
    let order =
        |act: &str| format!("{{\"order\": {{\"id\": {{\"key\": 70000, \"counter\": 2}}, \"act\": {act}}}}}");
    let why = |act: &str| match Up::decode(&order(act)).unwrap() {
        Some(Up::Unreadable { why, .. }) => Some(why),
        Some(Up::Desk(_)) => None,
        other => panic!("{other:?}"),
    };
    let by_id = r#"{"verb": {"classify": {"incident": "inc-port", "class": "crisis"}}}"#;
    assert_eq!(
        why(by_id).unwrap(),
        "“inc-port” is no handle: name things as they came to the seat, like `#2`"
    );
    assert!(why(r##"{"verb": {"share": {"items": ["#4", "two-hosts"], "to": ["lv-csirt"]}}}"##).is_some());
    assert!(why(r#"{"team": {"draft": {"verb": {"vote": {"case": "0", "vote": "for"}}}}}"#).is_some());
    // What is left out is for the rules to refuse, and control names things as the scenario does.
    assert_eq!(why(r#"{"verb": {"statement": {"text": "All is well"}}}"#), None);
    assert_eq!(why(r##"{"verb": {"classify": {"incident": "#2", "class": "crisis"}}}"##), None);
    assert_eq!(
        why(&format!(
            r#"{{"control": {{"record_for": {{"seat": "a", "occurred_at": 0, {}}}}}}}"#,
            &by_id[1..by_id.len() - 1]
        )),
        None
    );
}

#[test]
fn what_a_later_release_adds_is_passed_over_but_never_inside_an_order() {
    assert!(Up::decode("{\"wave\": {}}").unwrap().is_none());
    assert!(Down::decode("{\"wave\": {}}").unwrap().is_none());
    let resume = Up::decode("{\"resume\": {\"from\": 3, \"hurry\": true}}").unwrap();
    assert_eq!(resume, Some(Up::Desk(FromDesk::Resume { from: 3 })));
    let order = "{\"order\": {\"id\": {\"key\": 70000, \"counter\": 2},
        \"act\": {\"verb\": {\"message\": {\"to\": [\"a\"], \"text\": \"b\", \"in_secret\": true}}}}}";
    let Ok(Some(Up::Unreadable { id, why })) = Up::decode(order) else { panic!("half of it was read") };
    assert_eq!(id, OrderId { key: 70_000, counter: 2 });
    assert!(why.contains("in_secret"), "{why}");
}

#[test]
fn what_a_later_release_adds_is_passed_over_by_this_one() {
    let entries = r##"{"entries": [
        {"number": 1, "at": 0, "news": {"phase": "running"}, "later": 1},
        {"number": 2, "at": 5, "news": {"teleported": {"to": "LV"}}},
        {"number": 3, "at": 9, "news": {"no_play": true}}]}"##;
    let Some(Down::Desk(ToDesk::Entries(read))) = Down::decode(entries).unwrap() else { panic!() };
    let numbers: Vec<u32> = read.iter().map(|entry| entry.number).collect();
    assert_eq!(numbers, [1, 2, 3], "what is not known counts all the same");
    assert_eq!(read[1].news, News::Later);
    assert!(matches!(
        Down::decode(r#"{"access": {"later": {"x": 1}}}"#),
        Ok(Some(Down::Access(AccessNews::Later)))
    ));
    let clock = r#"{"clock": {"now": 1, "phase": "running", "pace": 2, "no_play": false, "moon": "full"}}"#;
    assert!(matches!(Down::decode(clock), Ok(Some(Down::Desk(ToDesk::Clock(_))))));
    let join = r#"{"join": {"version": 1, "secret": "s", "hat": "red"}}"#;
    assert!(matches!(Up::decode(join), Ok(Some(Up::Join(_)))));
}

#[test]
fn a_client_cannot_speak_before_hello_and_speaks_after_it() {
    let mut line = Line::new("a-secret", 70_000);
    assert!(line.first().contains("\"client\":70000"));
    assert!(line.greeted().is_none());
    let hello = examples("server").into_iter().find(|text| text.starts_with("{\"hello\"")).unwrap();
    let wait = examples("server").into_iter().find(|text| text.starts_with("{\"wait\"")).unwrap();
    assert!(matches!(line.hear(wait), Ok(Some(Down::Wait(_)))));
    assert!(line.greeted().is_none());
    assert!(matches!(line.hear(hello), Ok(Some(Down::Desk(ToDesk::Hello(_))))));
    assert_eq!(line.greeted().unwrap().say(FromDesk::Resume { from: 17 }), "{\"resume\":{\"from\":17}}");
    let denied = examples("server").into_iter().find(|text| text.starts_with("{\"denied\"")).unwrap();
    assert_eq!(line.hear(denied).unwrap_err().code, Code::Secret);
}

#[test]
fn another_version_is_refused_with_a_sentence_and_rubbish_is_refused_too() {
    assert_eq!(agree("chat, startex.v1"), Ok("startex.v1"));
    let denied = agree("startex.v2").unwrap_err();
    assert_eq!(denied.code, Code::Version);
    assert!(denied.message.contains("startex.v1") && denied.message.contains("startex.v2"), "{denied}");
    let join = |version| Join { version, secret: String::new(), client: None, name: None, directory: None };
    assert!(fits(&join(1)).is_ok());
    assert_eq!(fits(&join(2)).unwrap_err().code, Code::Version);
    let nested = "[".repeat(100_000);
    let two = "{\"ping\": 1, \"resume\": {\"from\": 0}}";
    for rubbish in
        ["", "{", "[]", "{}", two, "\"order\"", "{\"order\": 7}", "{\"resume\": {\"from\": -1}}", &nested]
    {
        assert_eq!(Up::decode(rubbish).unwrap_err().code, Code::Frame, "{rubbish:.20}");
    }
    let large = format!("{{\"ping\": 1{}}}", " ".repeat(300_000));
    assert_eq!(Up::decode(&large).unwrap_err().code, Code::Size);
}
