//! Every byte that the exercise ever sends to any seat of `northern-lights`, searched for what that seat must not know;
//! and the stronger question: does a byte change where only something hidden did?

mod incidents;
mod stage;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use startex::exercise::orders_file;
use startex::exercise::state::Thing;
use startex::scenario::script::{InjectId, InjectSpec, IntelId, SeatId, StateId};
use startex::scenario::words::{Cause, Class};
use startex::scenario::{Files, Sink};
use startex::wire::text::Down;

use stage::{Played, Stage, play};

use super::score::northern_lights;
use super::*;
use crate::secret_ids::secret_ids;

/// What a seat may know of: injects that it got, and items that it held.
#[derive(Default)]
struct Given {
    injects: BTreeMap<SeatId, BTreeSet<InjectId>>,
    items: BTreeMap<SeatId, BTreeSet<IntelId>>,
}

impl Given {
    fn of(records: &[Arc<Record>]) -> Self {
        let mut given = Self::default();
        for fact in records.iter().flat_map(|record| &record.facts) {
            match fact {
                Fact::Delivered(inject, seats) => {
                    for seat in seats {
                        given.injects.entry(*seat).or_default().insert(*inject);
                    }
                }
                Fact::Learned { seat, item, .. } => {
                    given.items.entry(*seat).or_default().insert(*item);
                }
                _ => {}
            }
        }
        given
    }
}

/// Everything hidden in a scenario, as it would stand in a text.
struct Hidden {
    ids: BTreeSet<String>,
    odd: Vec<String>,
}

impl Hidden {
    fn of(script: &Script) -> Self {
        let (ids, mut odd) = secret_ids(script);
        // Of objectives only those that are no word of the language.
        let objectives = script.objectives.rows().map(|objective| &objective.id);
        odd.extend(objectives.filter(|id| id.contains('-')).cloned());
        odd.push(script.actor.clone());
        Self { ids, odd }
    }
}

fn strings<'a>(json: &'a Value, into: &mut Vec<&'a str>) {
    match json {
        Value::String(text) => into.push(text),
        Value::Array(all) => all.iter().for_each(|value| strings(value, into)),
        Value::Object(all) => all.iter().for_each(|(key, value)| {
            into.push(key);
            strings(value, into);
        }),
        _ => {}
    }
}

/// Names of what the world and the author know, as fields would be called.
const FIELDS: [&str; 12] = [
    "truth",
    "defensible",
    "evident_from",
    "needed_by",
    "half_life",
    "expects",
    "objective",
    "flag",
    "flags",
    "record",
    "seed",
    "direct",
];

/// Whether a handle of the seat's is that of something which its own act made: it may never be told of it.
fn own(stage: &Stage, seat: SeatId, handle: u32) -> bool {
    let state = stage.session.state();
    match state.seats[seat].handles.thing(handle) {
        Some(Thing::Message(message)) => state.messages[message].from == Some(seat),
        Some(Thing::Post(number)) => {
            let record = stage.played.records.iter().find(|record| record.number == number).unwrap();
            matches!(&record.cause, startex::exercise::fact::Cause::Order(order) if order.from == Desk::Seat(seat))
        }
        _ => false,
    }
}

/// What a seat's texts tell that they should not.
fn told(
    script: &Script,
    seat: SeatId,
    texts: &[(u64, String)],
    given: &Given,
    hidden: &Hidden,
    own: impl Fn(u32) -> bool,
) -> Vec<String> {
    let none = (BTreeSet::new(), BTreeSet::new());
    let injects = given.injects.get(&seat).unwrap_or(&none.0);
    let items = given.items.get(&seat).unwrap_or(&none.1);
    // Copies for several states say the same words: one of them was for this seat.
    let said = |words: &str| injects.iter().any(|inject| script.injects[*inject].says.get("en") == words);
    let held = |words: &str| items.iter().any(|item| script.intel[*item].says.get("en") == words);
    let mut wrong = Vec::new();
    let (mut next, mut handles) = (1, BTreeSet::new());
    for (_, text) in texts {
        let json: Value = serde_json::from_str(text).unwrap();
        let (kind, body) = json.as_object().unwrap().iter().next().unwrap();
        if kind == "entries" {
            for entry in body.as_array().unwrap() {
                if entry["number"] != next {
                    wrong.push(format!("entry {} where {next} comes", entry["number"]));
                }
                next += 1;
            }
        }
        if ["header", "records", "present", "access"].contains(&kind.as_str()) {
            wrong.push(format!("a frame `{kind}`"));
        }
        let mut all = Vec::new();
        strings(body, &mut all);
        for word in all {
            handles.extend(word.strip_prefix('#').and_then(|n| n.parse::<u32>().ok()));
            // The directory has the doctrine's own words, and fields of its own.
            if kind != "hello" && (hidden.ids.contains(word) || FIELDS.contains(&word)) {
                wrong.push(format!("`{word}` in {text:.200}"));
            }
            wrong.extend(
                hidden.odd.iter().filter(|id| word.contains(id.as_str())).map(|id| format!("{id} in {word}")),
            );
            if word.len() <= 20 {
                continue;
            }
            for (id, inject) in script.injects.iter() {
                let words = inject.says.get("en");
                if words.len() > 20 && word.contains(words) && !injects.contains(&id) && !said(words) {
                    wrong.push(format!("the words of {}", inject.id));
                }
            }
            for (id, item) in script.intel.iter() {
                let words = item.says.get("en");
                if words.len() > 20 && word.contains(words) && !items.contains(&id) && !held(words) {
                    wrong.push(format!("the item {}", item.id));
                }
            }
        }
    }
    // Handles count what this seat has come across, and what its own acts made, and nothing else.
    let last = handles.last().copied().unwrap_or(0);
    wrong.extend((1..last).filter(|n| !handles.contains(n) && !own(*n)).map(|n| format!("no word of #{n}")));
    wrong
}

/// What a moderator's injects tell that they should not: of an inject that does not go to the own state alone, or what
/// the author wrote for exercise control.
fn told_a_moderator(script: &Script, own: StateId, texts: &[(u64, String)]) -> Vec<String> {
    let here = |seat: &SeatId| script.seats[*seat].state == Some(own);
    let mine = |inject: &InjectSpec| {
        let watched = inject.expects.iter().flat_map(|expect| &expect.who);
        let to: Vec<&SeatId> =
            if inject.to.is_empty() { watched.collect() } else { inject.to.iter().collect() };
        !to.is_empty() && to.into_iter().all(here)
    };
    let injects: Vec<&InjectSpec> = script.injects.rows().collect();
    let (mine, others): (Vec<_>, Vec<_>) = injects.into_iter().partition(|inject| mine(inject));
    let says = |inject: &InjectSpec| inject.says.get("en").to_owned();
    let own_words: BTreeSet<String> = mine.iter().map(|inject| says(inject)).collect();
    let mut wrong = Vec::new();
    let mut read = BTreeSet::new();
    for (_, text) in texts.iter().filter(|(_, text)| text.starts_with("{\"injects\"")) {
        let json: Value = serde_json::from_str(text).unwrap();
        let mut all = Vec::new();
        strings(&json, &mut all);
        for word in all {
            read.extend(mine.iter().filter(|inject| inject.id == word).map(|inject| inject.id.as_str()));
            for other in &others {
                let words = says(other);
                if word == other.id
                    || (words.len() > 20 && word.contains(&words) && !own_words.contains(&words))
                {
                    wrong.push(format!("{} in {word}", other.id));
                }
            }
            let notes = mine.iter().filter(|inject| !inject.note.is_empty() && word.contains(&inject.note));
            wrong.extend(notes.map(|inject| format!("the note of {}", inject.id)));
            let titled =
                |inject: &&&InjectSpec| inject.title.len() > 8 && !says(inject).contains(&inject.title);
            let titles = mine.iter().filter(titled).filter(|inject| word.contains(&inject.title));
            wrong.extend(titles.map(|inject| format!("the title of {}", inject.id)));
        }
    }
    assert_eq!(read.len(), mine.len(), "every one of the own state is told");
    wrong
}

#[test]
fn no_moderator_gets_a_word_of_an_inject_that_goes_elsewhere_too() {
    let (script, header) = northern_lights();
    let stage = play(&script, header, a_day(&script));
    let mut told = 0;
    for (id, state) in script.states.iter() {
        let texts = &stage.played.sent[&format!("moderator-{}", state.code)];
        let wrong = told_a_moderator(&script, id, texts);
        assert!(wrong.is_empty(), "{}: {wrong:#?}", state.code);
        told += texts.iter().filter(|(_, text)| text.starts_with("{\"injects\"")).count();
    }
    assert!(told > 2 * script.states.len(), "{told} frames show nothing");
}

/// A class that a seat reads is one that somebody gave.
fn classes_are_given(played: &Played, script: &Script) -> Vec<String> {
    let mut given = BTreeSet::new();
    for fact in played.records.iter().flat_map(|record| &record.facts) {
        if let Fact::Classified(seat, _, class) = fact {
            given.insert((script.seats[*seat].id.clone(), class.to_string()));
        }
    }
    let mut wrong = Vec::new();
    for (_, text) in played.sent.values().flatten() {
        let Ok(Some(Down::Desk(ToDesk::Entries(entries)))) = Down::decode(text) else { continue };
        for entry in entries {
            if let News::Class { by, class, .. } = entry.news
                && !given.contains(&(by.to_string(), class.to_string()))
            {
                wrong.push(format!("{by} never said {class}"));
            }
        }
    }
    assert!(given.len() > 10);
    wrong
}

#[test]
fn no_byte_that_any_seat_gets_tells_what_is_hidden_from_it() {
    let (script, header) = northern_lights();
    let mut stage = play(&script, header, script.endex + Span::mins(1));
    assert_eq!(stage.session.state().phase, Phase::Ended);
    // What comes with the sign-off is searched as well.
    let off = Control::SignOff { by: "lead".into(), on: String::new(), text: String::new() };
    stage.control(off);
    let (hidden, given) = (Hidden::of(&script), Given::of(&stage.played.records));
    let mut wrong = classes_are_given(&stage.played, &script);
    wrong.extend(incidents::foretold(&script, &stage.played));
    let mut bytes = 0;
    for (id, seat) in script.names.seats.iter() {
        let texts = &stage.played.sent[id];
        bytes += texts.iter().map(|(_, text)| text.len()).sum::<usize>();
        assert!(texts.iter().any(|(_, text)| text.starts_with("{\"score\"")), "{id}");
        let told = told(&script, *seat, texts, &given, &hidden, |n| own(&stage, *seat, n));
        wrong.extend(told.into_iter().map(|what| format!("{id}: {what}")));
    }
    println!("{} seats, {bytes} bytes searched", stage.played.sent.len());
    assert!(bytes > 1_000_000, "{bytes}");
    wrong.dedup();
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong[..wrong.len().min(20)].join("\n"));
}

/// The first day and a night: enough for every kind of news.
fn a_day(script: &Script) -> At {
    (At::STARTEX + Span::hours(20)).min(script.endex)
}

#[test]
fn where_only_the_truth_is_another_no_seat_gets_another_byte_nor_any_at_another_time() {
    let (script, header) = northern_lights();
    let mut other = Script::clone(&script);
    for incident in other.incidents.rows_mut() {
        incident.truth = if incident.truth == Class::Crisis { Class::BelowThreshold } else { Class::Crisis };
        incident.defensible = vec![incident.truth];
        incident.cause =
            if incident.cause == Cause::MaliciousAction { Cause::HumanError } else { Cause::MaliciousAction };
        incident.evident_from.clear();
    }
    for item in other.intel.rows_mut() {
        (item.value, item.half_life) = (item.value + 7, Span::mins(1));
        item.needed_by.clear();
    }
    for question in other.questions.rows_mut() {
        let answers = question.answers.len();
        question.truth.iter_mut().for_each(|place| *place = (*place + 1) % answers);
    }
    for flag in other.flags.rows_mut() {
        flag.push_str("-otherwise");
    }
    other.weights.values_mut().for_each(|weight| *weight += 3);
    let to = a_day(&script);
    let first = play(&script, header.clone(), to).played.sent;
    let second = play(&Arc::new(other), header, to).played.sent;
    differ(&first, &second, &[]);
}

#[test]
fn what_one_seat_is_told_changes_no_byte_and_no_moment_of_the_others() {
    let (script, header) = northern_lights();
    let mut sources = header.sources.clone();
    let msel = sources.get_mut("msel-day1.ron").unwrap();
    let more = "injects: [\n(id: \"NL-901\", at: \"D1 09:07\", to: [\"dk-foreign\"], from: \"Somebody\", by: phone,\n\
                says: \"This is for one seat alone, and for nobody else in the world.\"),\n\
                (id: \"NL-902\", at: \"D1 09:08\", to: [\"dk-foreign\"], from: \"Somebody\", by: phone,\n\
                says: \"And so is this, which comes a minute later.\"),";
    *msel = msel.replacen("injects: [", more, 1);
    let loaded = load(&sources, &header.main);
    let other = loaded.script.unwrap_or_else(|| panic!("{:#?}", loaded.findings));
    let to = a_day(&script);
    let first = play(&script, header.clone(), to).played.sent;
    let second = play(&other, header, to).played.sent;
    let extra = |sent: &[(u64, String)]| sent.iter().any(|(_, text)| text.contains("for one seat alone"));
    assert!(extra(&second["dk-foreign"]) && !extra(&first["dk-foreign"]));
    // Their own moderator reads of it before it comes; no other one does.
    let of = |played: &BTreeMap<String, Vec<(u64, String)>>| {
        played["moderator-DK"].iter().filter(|(_, text)| text.contains("NL-901")).count()
    };
    assert!(of(&first) == 0 && of(&second) > 0);
    differ(&first, &second, &["dk-foreign", "moderator-DK"]);
}

/// Whether any seat but those that may got another text, or one at another moment.
fn differ(
    first: &BTreeMap<String, Vec<(u64, String)>>,
    second: &BTreeMap<String, Vec<(u64, String)>>,
    may: &[&str],
) {
    let mut same = 0;
    for (seat, sent) in first.iter().filter(|(seat, _)| !may.contains(&seat.as_str())) {
        let other = &second[seat];
        for (a, b) in sent.iter().zip(other) {
            assert_eq!(a, b, "{seat}");
            same += 1;
        }
        assert_eq!(sent.len(), other.len(), "{seat}");
    }
    assert!(same > 2_000, "{same} texts show nothing");
}
