//! Evaluators, observers, the room and national moderators from their own machines: links of theirs, what is refused and
//! put down for it, and every byte of northern lights that they get, searched for what is not theirs.

use startex::base::{At, Span};
use startex::exercise::order::{Act, Control, RaterRole, Staffing};
use startex::exercise::refusal::Rule;
use startex::exercise::role::Role;
use startex::store::Reader;
use startex::wire::text::Code;
use startex::wire::{AccessNews, AccessOrder, Outcome, Stands, WatchMirror};

use super::client::{Joined, Mirror, denied, join, why};
use super::program::Served;
use super::rest::ask;

const ALL: [&str; 5] = ["evaluator-1", "evaluator-2", "observer", "room", "moderator-EE"];

fn served(dir: &std::path::Path) -> Served {
    super::running(dir, &["--evaluators", "2", "--observers", "--room", "--moderators"])
}

fn watch(joined: &Joined) -> &WatchMirror {
    let Mirror::Watch(mirror) = &joined.mirror else { panic!("it does not watch") };
    mirror
}

fn appoint(states: &[&str]) -> Act {
    Act::Control(Control::Appoint {
        rater: "Evaluator 1".to_owned(),
        role: Some(RaterRole::Evaluator),
        states: states.iter().map(|code| (*code).to_owned()).collect(),
    })
}

#[test]
fn each_has_a_link_of_its_own_and_what_is_not_its_to_do_is_refused_and_put_down() {
    let dir = tempfile::tempdir().unwrap();
    let mut served = served(dir.path());
    let mut excon = Joined::new(&served.link("excon"), 70_001);
    for (n, name) in (0..).zip(ALL) {
        let mut desk = Joined::new(&served.link(name), 70_010 + n);
        let role = &watch(&desk).role;
        let right = match name {
            "evaluator-1" => *role == Role::Evaluator("Evaluator 1".to_owned()),
            "evaluator-2" => *role == Role::Evaluator("Evaluator 2".to_owned()),
            "observer" => *role == Role::Observer,
            "room" => *role == Role::Room,
            _ => *role == Role::Moderator("EE".to_owned()),
        };
        assert!(right, "{name}: {role:?}");
        for act in [Act::Control(Control::Endex), super::message("as a seat")] {
            let Outcome::Refused(refusal) = desk.order(act) else { panic!("{name}") };
            assert_eq!(refusal.rule, Rule::NotThisDesk, "{name}");
        }
        // By REST it gets what tells nothing, and nothing that is control's.
        let link = served.link(name);
        for path in ["/api/v1/journal", "/api/v1/records", "/api/v1/results", "/api/v1/seats", "/metrics"] {
            let answer = ask(&link, "GET", path, &link.secret, "");
            assert_eq!(answer.status, 403, "{name}: {path}");
        }
        let revoke = startex::wire::text::Up::Access(Ok(AccessOrder::Revoke { seat: "excon".into() }));
        desk.socket.send(tungstenite::Message::text(revoke.encode())).unwrap();
        assert_eq!(why(&mut desk.socket).code, Code::Role, "{name}");
    }
    // Control makes another while it runs, and takes one away.
    let linked = |news: &AccessNews| matches!(news, AccessNews::Link { .. });
    let news = excon.access(AccessOrder::Reissue { seat: "moderator-LV".into() }, linked);
    let AccessNews::Link { link, .. } = news else { panic!() };
    let mut late = Joined::new(&link.parse().unwrap(), 70_030);
    assert_eq!(watch(&late).role, Role::Moderator("LV".to_owned()));
    let without = |news: &AccessNews| match news {
        AccessNews::Watchers(desks) => !desks.contains(&"moderator-LV".to_owned()) && desks.len() == 5,
        _ => false,
    };
    excon.access(AccessOrder::Revoke { seat: "moderator-LV".into() }, without);
    assert_eq!(why(&mut late.socket).code, Code::Secret);
    assert_eq!(denied(&served.link("room"), &join("no-such-secret", 1)).code, Code::Secret);
    served.stop();
    let notes = Reader::open(&served.journal).unwrap().notes().unwrap();
    for name in ALL {
        let has = |event: &str, words: &str| {
            notes.iter().any(|n| n.desk == name && n.event == event && n.detail.contains(words))
        };
        assert!(has("join", "from 127.0.0.1"), "{name}");
        assert!(has("refused", "an order that is not this desk's"), "{name}");
        assert!(has("refused", "/api/v1/journal"), "{name}");
    }
}

#[test]
fn a_controller_plays_the_white_cell_from_their_own_machine_and_leaves_clock_and_door_to_control() {
    let dir = tempfile::tempdir().unwrap();
    let mut served = super::running(dir.path(), &["--controllers", "2"]);
    let mut seat = Joined::new(&served.link("ee-csirt"), 70_002);
    let link = served.link("controller-2");
    let mut desk = Joined::new(&link, 70_003);
    let Mirror::Excon(mirror) = &desk.mirror else { panic!("it does not see all") };
    assert_eq!(mirror.role, Some(Role::Controller("Controller 2".to_owned())));
    desk.until(|desk| matches!(&desk.mirror, Mirror::Excon(mirror) if mirror.open.is_some()));
    let says = "The mayor asks what is closed";
    let play = Control::Play {
        persona: "The mayor".to_owned(),
        to: vec!["ee-csirt".to_owned()],
        text: says.to_owned(),
        settles: None,
    };
    assert_eq!(desk.order(Act::Control(play)), Outcome::Taken);
    seat.until(|seat| seat.view().inbox.iter().any(|item| item.post.text.get("en") == says));
    let Outcome::Refused(refusal) = desk.order(Act::Control(Control::Endex)) else { panic!() };
    assert_eq!(refusal.rule, Rule::NotThisDesk);
    // Journal, orders and links by REST stay with the link of control, and so does the door.
    for path in ["/api/v1/journal", "/api/v1/records", "/api/v1/seats", "/metrics"] {
        assert_eq!(ask(&link, "GET", path, &link.secret, "").status, 403, "{path}");
    }
    let revoke = startex::wire::text::Up::Access(Ok(AccessOrder::Revoke { seat: "ee-csirt".into() }));
    desk.socket.send(tungstenite::Message::text(revoke.encode())).unwrap();
    assert_eq!(why(&mut desk.socket).code, Code::Role);
    // Theirs can be taken away without another losing theirs.
    let mut excon = Joined::new(&served.link("excon"), 70_001);
    let mut other = Joined::new(&served.link("controller-1"), 70_004);
    let mut again = Joined::new(&link, 70_005);
    let without =
        |news: &AccessNews| matches!(news, AccessNews::Watchers(desks) if *desks == ["controller-1"]);
    excon.access(AccessOrder::Revoke { seat: "controller-2".into() }, without);
    assert_eq!(why(&mut again.socket).code, Code::Secret);
    let observe = Control::Observe { seat: None, objective: None, text: "Still here".to_owned() };
    assert_eq!(other.order(Act::Control(observe)), Outcome::Taken);
    served.stop();
    let notes = Reader::open(&served.journal).unwrap().notes().unwrap();
    let put_down = |words: &str| notes.iter().any(|n| n.desk == "controller-2" && n.detail.contains(words));
    assert!(put_down("an order that is not this desk's") && put_down("an order to the door"));
}

#[test]
fn an_evaluator_rates_from_their_own_machine_and_is_there_again_after_a_broken_line() {
    let dir = tempfile::tempdir().unwrap();
    let mut served = served(dir.path());
    // Whoever let it run has another key: under the same one this would be a repeat.
    let mut excon = Joined::new(&served.link("excon"), 70_006);
    let mut seat = Joined::new(&served.link("ee-csirt"), 70_002);
    let link = served.link("evaluator-1");
    let mut evaluator = Joined::new(&link, 70_003);
    assert_eq!(excon.order(appoint(&["EE"])), Outcome::Taken);
    evaluator.until(|desk| watch(desk).seats.contains_key("ee-csirt"));
    let decide = startex::exercise::order::Verb::Decide { about: None, text: "We close the gate".to_owned() };
    assert_eq!(seat.order(Act::Verb(decide.into())), Outcome::Taken);
    evaluator.until(|desk| watch(desk).guide.as_ref().is_some_and(|guide| guide.words.len() == 1));
    let words = watch(&evaluator).guide.as_ref().unwrap().words[0].clone();
    assert_eq!((words.seat.as_str(), words.text.as_str()), ("ee-csirt", "We close the gate"));
    let mark = |criterion| startex::exercise::order::Mark {
        criterion,
        rating: Some(startex::exercise::order::Rating::Performed),
    };
    let rate = Control::RateWords {
        by: "Evaluator 2".to_owned(),
        record: words.record,
        marks: vec![mark(words.criteria[0].criterion)],
        text: String::new(),
    };
    evaluator.send_and_break(Act::Control(rate));
    evaluator.again(&link);
    evaluator.settle();
    assert!(matches!(evaluator.orders().settled.back().unwrap().outcome, Outcome::Taken | Outcome::Known));
    evaluator.until(|desk| {
        let guide = watch(desk).guide.as_ref().unwrap();
        let said = guide.words.first().map(|words| &words.criteria[0].opinion.said);
        said.is_some_and(|said| said.len() == 1 && said[0].rater == "Evaluator 1")
    });
    assert_eq!(watch(&evaluator).seats["ee-csirt"].view.done.len(), 1, "what it has came once");
    // Links stay what they were over a restart.
    served.stop();
    let served = Served::start(dir.path(), &[]);
    let again = Joined::new(&served.link("evaluator-1"), 70_004);
    assert_eq!(watch(&again).role, Role::Evaluator("Evaluator 1".to_owned()));
}

#[test]
fn a_moderator_moves_the_own_injects_from_their_own_machine_and_sees_who_is_at_the_own_seats() {
    let dir = tempfile::tempdir().unwrap();
    let mut served = served(dir.path());
    let link = served.link("moderator-EE");
    let mut own = Joined::new(&link, 70_002);
    let mut seat = Joined::new(&served.link("ee-csirt"), 70_003);
    let stands = |desk: &Joined, id: &str| {
        let lines = watch(desk).injects.iter().flatten();
        lines.clone().find(|line| line.id == id).map(|line| line.stands)
    };
    own.until(|desk| stands(desk, "INJ-LATE") == Some(Stands::Due));
    own.until(|desk| watch(desk).here.iter().any(|chair| chair.seat == "ee-csirt"));
    // What comes while the line is broken, and by whose hand, is there when it stands again.
    own.send_and_break(Act::Control(Control::Fire { inject: "INJ-LATE".to_owned() }));
    own.again(&link);
    own.settle();
    own.until(|desk| stands(desk, "INJ-LATE") == Some(Stands::Delivered));
    seat.until(|desk| desk.view().inbox.iter().any(|item| item.post.from.get("en") == "News desk"));
    let mut neighbour = Joined::new(&served.link("moderator-LV"), 70_004);
    for id in ["INJ-TEN", "INJ-LATE", "INJ-777"] {
        let outcome = neighbour.order(Act::Control(Control::Hold { inject: id.to_owned(), on: true }));
        let Outcome::Refused(refusal) = outcome else { panic!("{id}: {outcome:?}") };
        let words = format!("The MSEL has no inject `{id}`");
        assert_eq!((refusal.rule, refusal.message), (Rule::NoSuchName, words));
    }
    assert_eq!(watch(&neighbour).injects.as_deref(), Some(&[][..]));
    assert!(watch(&neighbour).here.is_empty());
    // What it was not told stands in the audit.
    served.stop();
    let notes = Reader::open(&served.journal).unwrap().notes().unwrap();
    let tried: Vec<&str> = notes
        .iter()
        .filter(|note| note.desk == "moderator-LV" && note.event == "refused")
        .map(|note| note.detail.as_str())
        .collect();
    let wanted = [
        "an inject that is not this desk's: INJ-TEN",
        "an inject that is not this desk's: INJ-LATE",
        "an inject that there is not: INJ-777",
    ];
    assert_eq!(tried, wanted);
    assert!(!notes.iter().any(|note| note.desk == "moderator-EE" && note.event == "refused"));
}

/// Ids of the author that nobody but control ever reads, and words of what is true behind the scenes.
const HIDDEN: [&str; 6] =
    ["inc-grid", "night-sessions", "two-hosts", "warn-early", "evident_from", "defensible"];

/// Words of injects that go to several states or to bodies that are none's, and what their author notes.
const ELSEWHERE: [&str; 4] =
    ["NL-001", "Nothing is reported", "We drew what we heard on a map", "The temptation"];

#[test]
fn nothing_hidden_is_in_any_byte_that_whoever_watches_gets_of_northern_lights() {
    let dir = tempfile::tempdir().unwrap();
    let more = ["--tls", "--evaluators", "1", "--observers", "--room", "--moderators"];
    let served = Served::of("northern-lights", dir.path(), &more);
    let mut excon = Joined::new(&served.link("excon"), 70_001);
    let watching =
        |name: &str| ["evaluator", "observer", "room", "moderator"].iter().any(|w| name.starts_with(w));
    let seats = served.links.keys().filter(|name| name.as_str() != "excon" && !watching(name));
    for seat in seats {
        let staffing = Staffing::Bot("by_the_book".to_owned());
        excon.order(Act::Control(Control::Staff { seat: seat.clone(), staffing }));
    }
    assert_eq!(excon.order(appoint(&["EE"])), Outcome::Taken);
    assert_eq!(excon.order(Act::Control(Control::Start)), Outcome::Taken);
    let names: Vec<&String> = served.links.keys().filter(|name| watching(name)).collect();
    let mut desks: Vec<(&String, Joined)> =
        (0..).zip(&names).map(|(n, name)| (*name, Joined::new(&served.link(name), 70_100 + n))).collect();
    for hours in [3, 27, 50] {
        let skip = Control::SkipTo { at: At::STARTEX + Span::hours(hours) };
        assert_eq!(excon.order(Act::Control(skip)), Outcome::Taken);
    }
    assert_eq!(excon.order(Act::Control(Control::Endex)), Outcome::Taken);
    for (name, desk) in &mut desks {
        desk.until(|desk| watch(desk).public.view.phase == startex::exercise::fact::Phase::Ended);
        // Whatever is still on its way: the answer to this comes behind it.
        desk.order(Act::Control(Control::Pause));
        let of = name.strip_prefix("moderator-").map(str::to_lowercase);
        if let Some(state) = &of {
            let lines = watch(desk).injects.as_ref().unwrap_or_else(|| panic!("{name} was told no injects"));
            let own = |seat: &String| seat.starts_with(&format!("{state}-"));
            assert!(
                !lines.is_empty() && lines.iter().all(|line| line.to.iter().all(own)),
                "{name}: {lines:?}"
            );
        }
        let of = of.or_else(|| name.starts_with("evaluator").then(|| "ee".to_owned()));
        let strange =
            |seat: &&String| of.as_ref().is_none_or(|state| !seat.starts_with(&format!("{state}-")));
        assert_eq!(watch(desk).seats.keys().find(strange), None, "{name}");
        for text in &desk.texts {
            for hidden in HIDDEN {
                // What raters judge by names what happened: that is theirs to know.
                let guide = text.starts_with("{\"guide\"");
                assert!(guide || !text.contains(hidden), "{name}: {hidden} in {text:.300}");
            }
            // Injects go to moderators alone, and none that somebody else gets as well.
            if text.starts_with("{\"injects\"") {
                assert!(name.starts_with("moderator-"), "{name}: {text:.300}");
                for elsewhere in ELSEWHERE {
                    assert!(!text.contains(elsewhere), "{name}: {elsewhere} in {text:.300}");
                }
            }
        }
    }
    let all = excon.texts.concat();
    assert!(HIDDEN.iter().all(|hidden| all.contains(hidden)), "the search shows nothing");
}
