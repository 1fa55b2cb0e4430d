//! National moderators and the injects: those that go to seats of the own state alone are theirs to see and to change, and
//! of the others there is nothing, in no frame and in no refusal.

mod beyond;
mod seats;

use super::roles::{Watcher, compose, desk, refused};
use super::*;
use startex::exercise::refusal::Rule;
use startex::session::injects::injects;
use startex::wire::{InjectLine, Stands};

/// For Estonia, for Latvia, for both, and one that is watched for; with all that a moderator must not read.
const MORE: &str = r#"injects: [
        (id: "EE-FORTY", title: "Author's title", at: "40m", to: ["ee-csirt"], from: "Mayor", by: mail,
         says: "May the ferry leave?", note: "Author's note",
         expects: [(what: message(to: ["lv-csirt"]), by: "20m", else: ["EE-ELSE"]),
                   (who: "lv-csirt", what: statement, by: "20m")]),
        (id: "EE-ELSE", contingency: true, to: ["ee-csirt"], from: "Mayor", by: phone, says: "Well?"),
        (id: "LV-AFTER", at: "+20m after EE-FORTY", to: ["lv-csirt"], from: "Pilot", by: phone, says: "Latvia's pilot asks."),
        (id: "LV-FIFTY", at: "50m", to: ["lv-csirt"], from: "Ward", by: phone, says: "Latvia's ward is dark."),
        (id: "BOTH", at: "55m", to: ["ee-csirt", "lv-csirt"], from: "Union", by: mail, says: "To the two of you."),
        (id: "EE-WATCHED", at: "45m", to: ["ee-csirt"], expects: (what: statement, by: "30m")),"#;

/// Of which nothing follows beyond Estonia, though much does within it.
const LONE: &str = r#"
        (id: "EE-LONE", at: "50m", to: ["ee-csirt"], from: "Mayor", by: mail, says: "Is it safe?", then: [set("asked")],
         expects: (what: message(to: ["lv-csirt"]), by: "20m", else: ["EE-TAIL"])),
        (id: "EE-TAIL", at: "+5m after EE-LONE", to: ["ee-csirt"], from: "Mayor", by: phone, says: "So?"),
        (id: "EE-ASKED", when: flag("asked"), to: ["ee-csirt"], from: "Mayor", by: phone, says: "You were asked."),"#;

/// Words and names of what does not go to Estonia alone, and what the author wrote for exercise control.
const OTHERS: [&str; 9] = [
    "LV-AFTER",
    "LV-FIFTY",
    "BOTH",
    "Latvia's pilot",
    "Latvia's ward",
    "the two of you",
    "Author's title",
    "Author's note",
    "speak to the public\",\"within\":1200000",
];

fn room() -> Room {
    room_with(MORE)
}

/// With these among the injects.
fn room_with(injects: &str) -> Room {
    room_of(injects, "rules: [")
}

/// With these among the injects and the rules.
fn room_of(injects: &str, rules: &str) -> Room {
    let mut sources = header().sources;
    let more = SCENARIO.replacen("injects: [", injects, 1).replacen("rules: [", rules, 1);
    sources.insert("main.ron".to_owned(), more);
    let loaded = load(&sources, "main.ron");
    let script = loaded.script.unwrap_or_else(|| panic!("{:#?}", loaded.findings));
    let header = Header { sources, ..header() };
    Room::new(Session::open(script, header, Box::new(Doctrines), &[]))
}

fn line<'a>(watcher: &'a Watcher, id: &str) -> &'a InjectLine {
    let lines = watcher.mirror.injects.as_ref().unwrap();
    lines.iter().find(|line| line.id == id).unwrap_or_else(|| panic!("no {id} in {lines:?}"))
}

fn ids(watcher: &Watcher) -> Vec<&str> {
    watcher.mirror.injects.as_ref().unwrap().iter().map(|line| line.id.as_str()).collect()
}

fn hold(inject: &str, on: bool) -> Control {
    Control::Hold { inject: inject.to_owned(), on }
}

fn retell(inject: &str, says: &str) -> Control {
    Control::Retell { inject: inject.to_owned(), says: says.to_owned() }
}

fn readdress(inject: &str, to: &str) -> Control {
    Control::Readdress { inject: inject.to_owned(), to: vec![to.to_owned()] }
}

#[test]
fn a_moderator_reads_the_injects_of_the_own_state_as_players_would_and_not_a_byte_of_the_others() {
    let mut room = room();
    let mut own = Watcher::joins(&mut room, desk("moderator-EE"));
    let mut neighbour = Watcher::joins(&mut room, desk("moderator-LV"));
    let mut others: Vec<Watcher> =
        ["evaluator-1", "observer", "room"].map(|name| Watcher::joins(&mut room, desk(name))).into();
    // By time, those without one last.
    assert_eq!(ids(&own), ["INJ-TEN", "EE-FORTY", "EE-WATCHED", "INJ-LATE", "EE-ELSE"]);
    assert_eq!(ids(&neighbour), ["LV-FIFTY", "LV-AFTER"]);
    let forty = line(&own, "EE-FORTY");
    assert_eq!((forty.stands, forty.at), (Stands::Due, Some(minutes(40))));
    assert_eq!((forty.to.as_slice(), forty.from.get("en")), (&["ee-csirt".to_owned()][..], "Mayor"));
    assert_eq!(forty.says.get("en"), "May the ferry leave?");
    let [expected] = forty.expects.as_slice() else { panic!("{:?}", forty.expects) };
    assert_eq!((expected.who.as_slice(), expected.due), (&["ee-csirt".to_owned()][..], None));
    assert_eq!(expected.what, "write to Duty officer, CSIRT Latvia");

    room.control(Control::Pace { minutes: 60 });
    room.control(Control::Start);
    room.play(41_000);
    room.decide(message("asked them by mail"));
    room.play(30_000);
    own.hears(&mut room);
    neighbour.hears(&mut room);
    let forty = line(&own, "EE-FORTY");
    assert_eq!((forty.stands, forty.at), (Stands::Delivered, Some(minutes(40))));
    assert_eq!(forty.expects[0].due, Some(minutes(60)));
    assert!(forty.expects[0].met.is_some_and(|at| at < minutes(42)) && !forty.expects[0].lapsed);
    assert_eq!(line(&own, "EE-ELSE").stands, Stands::Due, "it was done in time");
    assert_eq!(line(&neighbour, "LV-AFTER").at, Some(minutes(60)));
    for watcher in &mut others {
        watcher.hears(&mut room);
        assert!(watcher.mirror.injects.is_none() && !watcher.texts.contains("\"injects\""));
    }
    // What of it came is in the pictures of the seats; here the frames of the injects are asked.
    let frames = |watcher: &Watcher| {
        let texts = watcher.texts.split("{\"injects\"").skip(1);
        texts.map(|text| text.split("{\"picture\"").next().unwrap().to_owned()).collect::<String>()
    };
    let (read, theirs) = (frames(&own), frames(&neighbour));
    assert!(read.contains("May the ferry leave?") && theirs.contains("Latvia's ward"));
    for hidden in OTHERS {
        assert!(!read.contains(hidden), "{hidden} in {read}");
    }
    for hidden in ["EE-", "INJ-", "BOTH", "ferry", "Gate terminals", "Author's"] {
        assert!(!theirs.contains(hidden), "{hidden} in {theirs}");
    }
    // What it has been told bit by bit is all that there is.
    let script = room.session.script();
    let Desk::Moderator(state) = desk("moderator-EE") else { panic!() };
    let mut now = injects(script, room.session.state(), state);
    now.sort_by(|a, b| (a.at.is_none(), a.at, &a.id).cmp(&(b.at.is_none(), b.at, &b.id)));
    assert_eq!(own.mirror.injects.as_deref(), Some(now.as_slice()));
}

#[test]
fn a_moderator_holds_skips_delivers_and_rewords_the_own_injects() {
    let mut room = room_with(&format!("{MORE}{LONE}"));
    room.control(Control::Pace { minutes: 60 });
    room.control(Control::Start);
    let mut own = Watcher::joins(&mut room, desk("moderator-EE"));
    assert_eq!(own.control(&mut room, hold("INJ-TEN", true)), Outcome::Taken);
    assert_eq!(line(&own, "INJ-TEN").stands, Stands::Held);
    room.play(15_000);
    assert!(room.deliveries("INJ-TEN").is_empty());
    let words = "Gate terminals stand still now.";
    assert_eq!(own.control(&mut room, retell("INJ-TEN", words)), Outcome::Taken);
    assert_eq!(line(&own, "INJ-TEN").says.get("en"), words);
    assert_eq!(own.control(&mut room, hold("INJ-TEN", false)), Outcome::Taken);
    assert_eq!(line(&own, "INJ-TEN").stands, Stands::Delivered);
    assert!(room.seat.1.view.inbox.iter().any(|item| item.post.text.get("en") == words));
    let fire = Control::Fire { inject: "EE-LONE".to_owned() };
    assert_eq!(own.control(&mut room, fire), Outcome::Taken);
    assert_eq!(room.deliveries("EE-LONE").len(), 1);
    let skip = Control::Skip { inject: "INJ-LATE".to_owned() };
    assert_eq!(own.control(&mut room, skip), Outcome::Taken);
    assert_eq!(line(&own, "INJ-LATE").stands, Stands::Skipped);
    assert_eq!(own.control(&mut room, readdress("EE-ELSE", "EE/csirt")), Outcome::Taken);
    let outcome = own.control(&mut room, readdress("EE-ELSE", "all"));
    assert_eq!(*refused(&outcome).0, Rule::NotThisDesk, "it stays in the own state");
    // Of the own ones it hears as control does why nothing can be done any more.
    let outcome = own.control(&mut room, hold("EE-LONE", true));
    assert_eq!(refused(&outcome), (&Rule::TooLate, "EE-LONE was delivered already"));
    // What it did leads to the same again.
    let again = Session::resume(
        room.session.script().clone(),
        Header { ..room.session.header().as_ref().clone() },
        room.stored.clone(),
        Box::new(Doctrines),
    );
    let (again, now) = (again.unwrap(), room.session.state());
    let bytes = |state: &startex::exercise::state::State| postcard::to_stdvec(&state.injects).unwrap();
    assert_eq!(bytes(again.state()), bytes(now));
}

#[test]
fn of_an_inject_of_others_a_moderator_hears_what_anybody_hears_of_one_that_there_is_not() {
    let mut room = room();
    room.control(Control::Pace { minutes: 60 });
    room.control(Control::Start);
    let mut own = Watcher::joins(&mut room, desk("moderator-EE"));
    room.play(56_000);
    own.hears(&mut room);
    assert!(!room.deliveries("BOTH").is_empty() && room.deliveries("LV-AFTER").is_empty());
    let before = postcard::to_stdvec(&room.session.state().injects).unwrap();
    let acts: [fn(String) -> Control; 5] = [
        |inject| Control::Fire { inject },
        |inject| Control::Hold { inject, on: true },
        |inject| Control::Skip { inject },
        |inject| Control::Retell { inject, says: "Something else".to_owned() },
        |inject| Control::Readdress { inject, to: vec!["ee-csirt".to_owned()] },
    ];
    for act in acts {
        // To come, come to others, come to both, and none at all.
        let said =
            ["LV-AFTER", "LV-FIFTY", "BOTH", "NO-SUCH", "+1", "LV+1", "+18446744073709551615"].map(|id| {
                let outcome = own.control(&mut room, act(id.to_owned()));
                let Outcome::Refused(refusal) = outcome else { panic!("{id}: {outcome:?}") };
                serde_json::to_string(&refusal).unwrap().replace(id, "ID")
            });
        for one in &said {
            assert_eq!(*one, said[3]);
        }
    }
    assert_eq!(postcard::to_stdvec(&room.session.state().injects).unwrap(), before, "nothing of it moved");
}

#[test]
fn what_control_addresses_to_others_as_well_is_not_a_moderators_any_more_and_comes_back_with_its_address() {
    let mut room = room();
    let mut own = Watcher::joins(&mut room, desk("moderator-EE"));
    let mut neighbour = Watcher::joins(&mut room, desk("moderator-LV"));
    let to = |inject: &str, to: &[&str]| Control::Readdress {
        inject: inject.to_owned(),
        to: to.iter().map(|seat| (*seat).to_owned()).collect(),
    };
    assert_eq!(room.control(to("EE-FORTY", &["ee-csirt", "lv-csirt"])), Outcome::Taken);
    assert_eq!(room.control(to("LV-FIFTY", &["ee-csirt"])), Outcome::Taken);
    own.hears(&mut room);
    neighbour.hears(&mut room);
    assert!(!ids(&own).contains(&"EE-FORTY") && ids(&own).contains(&"LV-FIFTY"));
    assert!(!ids(&neighbour).contains(&"EE-FORTY") && !ids(&neighbour).contains(&"LV-FIFTY"));
    let outcome = own.control(&mut room, hold("EE-FORTY", true));
    assert_eq!(*refused(&outcome).0, Rule::NoSuchName);
    assert_eq!(neighbour.control(&mut room, hold("EE-FORTY", true)), outcome, "nor is it the other's");
    assert_eq!(room.control(to("EE-FORTY", &["ee-csirt"])), Outcome::Taken);
    own.hears(&mut room);
    assert_eq!(own.control(&mut room, retell("EE-FORTY", "May it?")), Outcome::Taken);
    // A desk that comes back gets the list anew, whatever it had.
    room.session.disconnect(own.conn);
    room.control(to("INJ-LATE", &["lv-csirt"]));
    own.conn = room.session.connect(desk("moderator-EE"));
    own.hears(&mut room);
    assert!(!ids(&own).contains(&"INJ-LATE") && ids(&own).contains(&"EE-FORTY"));
}

#[test]
fn what_was_written_on_the_fly_is_counted_for_each_state_and_comes_as_it_was_changed_since() {
    let mut room = room();
    room.control(Control::Pace { minutes: 60 });
    room.control(Control::Start);
    let mut own = Watcher::joins(&mut room, desk("moderator-EE"));
    let at = |at: At, to: &str, says: &str| match compose(to, says) {
        Control::Compose { to, sender, by, says, about, .. } => {
            Control::Compose { to, sender, by, says, at: Some(at), about }
        }
        _ => panic!(),
    };
    let later = |to: &str, says: &str| at(minutes(30), to, says);
    for (to, says) in [("lv-csirt", "one"), ("ee-csirt", "two"), ("all", "three"), ("ee-csirt", "four")] {
        assert_eq!(room.control(later(to, says)), Outcome::Taken);
    }
    own.hears(&mut room);
    assert_eq!(line(&own, "EE+1").says.get("en"), "two");
    assert_eq!(line(&own, "EE+2").says.get("en"), "four");
    assert_eq!(ids(&own).iter().filter(|id| id.contains('+')).count(), 2);
    assert_eq!(own.control(&mut room, retell("EE+2", "five")), Outcome::Taken);
    assert_eq!(*refused(&own.control(&mut room, retell("LV+1", "six"))).0, Rule::NoSuchName);
    // Control changes the words and the seats of one that it wrote, and so it comes.
    assert_eq!(room.control(retell("+1", "seven")), Outcome::Taken);
    assert_eq!(room.control(readdress("+1", "ee-csirt")), Outcome::Taken);
    room.play(31_000);
    let read = |words: &str| room.seat.1.view.inbox.iter().any(|item| item.post.text.get("en") == words);
    assert!(read("two") && read("three") && read("five") && read("seven"));
    assert!(!read("one") && !read("four"));
    own.hears(&mut room);
    // It went to the own state alone, and counts there: that it was the first of all would tell of the others'.
    assert_eq!(line(&own, "EE+3").stands, Stands::Delivered);
    assert!(!own.texts.contains("\"+"), "{}", own.texts);
    for global in ["+1", "+2", "+4"] {
        assert_eq!(
            *refused(&own.control(&mut room, retell(global, "eight"))).0,
            Rule::NoSuchName,
            "{global}"
        );
    }
    // One that goes elsewhere and comes back keeps its number.
    let mut neighbour = Watcher::joins(&mut room, desk("moderator-LV"));
    assert_eq!(room.control(at(minutes(100), "ee-csirt", "nine")), Outcome::Taken);
    assert_eq!(room.control(readdress("EE+4", "lv-csirt")), Outcome::Taken);
    neighbour.hears(&mut room);
    assert_eq!(line(&neighbour, "LV+2").says.get("en"), "nine");
    assert_eq!(room.control(readdress("LV+2", "ee-csirt")), Outcome::Taken);
    own.hears(&mut room);
    assert_eq!(line(&own, "EE+4").says.get("en"), "nine");
}

#[test]
fn a_long_list_comes_in_pieces_and_after_that_only_what_moved() {
    let one = |n: u32| {
        let at = 1 + n % 100;
        format!(
            "(id: \"M-{n}\", at: \"{at}m\", to: [\"ee-csirt\"], from: \"Mayor\", by: mail, says: \"Line {n}.\"),"
        )
    };
    let many: String = (0..700).map(one).collect();
    let mut room = room_with(&format!("injects: [{many}"));
    room.control(Control::Pace { minutes: 60 });
    room.control(Control::Start);
    let mut own = Watcher::joins(&mut room, desk("moderator-EE"));
    let count = |watcher: &Watcher, words: &str| watcher.texts.matches(words).count();
    assert_eq!(ids(&own).len(), 702);
    assert_eq!((count(&own, "{\"injects\""), count(&own, "\"anew\":true")), (3, 1));
    own.texts.clear();
    assert_eq!(own.control(&mut room, hold("M-7", true)), Outcome::Taken);
    assert_eq!(count(&own, "\"id\":\"M-"), 1, "nothing but what was held");
    own.texts.clear();
    room.play(20_000);
    own.hears(&mut room);
    let delivered =
        own.mirror.injects.iter().flatten().filter(|line| line.stands == Stands::Delivered).count();
    assert!(delivered > 100, "{delivered}");
    assert_eq!(count(&own, "\"id\":\""), delivered, "each was told once");
    let Desk::Moderator(state) = desk("moderator-EE") else { panic!() };
    let mut now = injects(room.session.script(), room.session.state(), state);
    now.sort_by(|a, b| (a.at.is_none(), a.at, &a.id).cmp(&(b.at.is_none(), b.at, &b.id)));
    assert_eq!(own.mirror.injects.as_deref(), Some(now.as_slice()));
}
