//! Several people at one seat, each from their own machine: one releases, and names stay in a roster that can be erased.

use startex::exercise::order::{Act, Team};
use startex::wire::{AccessNews, AccessOrder, Outcome, SeatMirror};

use super::client::{Joined, Mirror};
use super::program::Served;
use super::rest::ask;
use super::{message, running};
use crate::program::call;

const NAMES: [&str; 2] = ["Anna Tamm", "Berta Kask"];

fn seat(joined: &Joined) -> &SeatMirror {
    let Mirror::Seat(mirror) = &joined.mirror else { panic!("it is a seat") };
    mirror
}

/// Both people of `ee-csirt`; the first has decided something.
fn both(served: &Served, keys: [u64; 2]) -> [Joined; 2] {
    let link = served.link("ee-csirt");
    let mut people = [0, 1].map(|n| Joined::named(&link, keys[n], NAMES[n]));
    assert_eq!(people[0].order(message("by the first")), Outcome::Taken);
    people
}

/// Whether a file has these words in it.
pub(crate) fn holds(file: &std::path::Path, text: &str) -> bool {
    let bytes = std::fs::read(file).unwrap_or_default();
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn one_releases_what_the_other_drafts_and_nobody_else_learns_of_it() {
    let dir = tempfile::tempdir().unwrap();
    let served = running(dir.path(), &[]);
    let mut other = Joined::new(&served.link("lv-csirt"), 70_009);
    let [mut anna, mut berta] = both(&served, [70_001, 70_002]);
    assert_eq!((seat(&anna).person, seat(&berta).person), (1, 2));
    assert_eq!(berta.order(message("a word of the second")), Outcome::Taken);
    anna.until(|anna| seat(anna).view.team.drafts.len() == 1 && seat(anna).people.len() == 2);
    let names: Vec<&str> = seat(&anna).people.values().map(String::as_str).collect();
    assert_eq!(names, NAMES);
    assert!(seat(&anna).here.iter().any(|chair| chair.person == 2));
    let verb = seat(&anna).view.team.drafts[&1].verb.as_ref().clone();
    let release = Act::Team(Team::Release { draft: 1, verb: verb.into() });
    let Outcome::Refused(why) = berta.order(release.clone()) else { panic!("Berta may not release") };
    assert!(why.message.contains("Person 1"), "{why}");
    assert_eq!(anna.order(release), Outcome::Taken);
    other.until(|other| seat(other).view.inbox.len() >= 2);
    // The other seat reads what was released, and nothing of who wrote it, or that it was a draft.
    for hidden in NAMES.into_iter().chain(["ee-csirt/", "draft", "seated", "releases", "\"here\""]) {
        assert!(!other.texts.iter().any(|text| text.contains(hidden)), "{hidden}");
    }
    // Whoever comes back from another machine under the same name is the same person.
    let again = Joined::named(&served.link("ee-csirt"), 70_003, NAMES[1]);
    assert_eq!(seat(&again).person, 2);
}

#[test]
fn the_roster_is_erased_while_it_runs_and_the_journal_verifies_without_it() {
    let dir = tempfile::tempdir().unwrap();
    let mut served = running(dir.path(), &[]);
    let link = served.link("excon");
    let mut excon = Joined::new(&link, 70_008);
    let [mut anna, berta] = both(&served, [70_001, 70_002]);
    let known = |news: &AccessNews| matches!(news, AccessNews::Person { name, .. } if name == NAMES[1]);
    excon.until(|excon| excon.door.iter().any(known));
    let roster = ask(&link, "GET", "/api/v1/roster", &link.secret, "");
    assert!(NAMES.iter().all(|name| roster.text().contains(name)), "{}", roster.text());
    assert!(roster.text().contains("\"pseudonym\":\"ee-csirt/2\""), "{}", roster.text());
    for method in ["GET", "DELETE"] {
        let answer = ask(&link, method, "/api/v1/roster", &served.secret("ee-csirt"), "");
        assert_eq!(answer.status, 403, "the roster is control's alone");
    }
    let file = dir.path().join("net.journal.roster");
    assert!(holds(&file, NAMES[0]) && holds(&file, NAMES[1]));
    let one = ask(&link, "DELETE", "/api/v1/roster/ee-csirt/2", &link.secret, "");
    assert_eq!(one.status, 200, "{}", one.text());
    anna.until(|anna| seat(anna).people.len() == 1);
    assert!(holds(&file, NAMES[0]) && !holds(&file, NAMES[1]));
    let gone = |news: &AccessNews| matches!(news, AccessNews::Forgotten { person: None });
    excon.access(AccessOrder::Forget { person: None }, gone);
    anna.until(|anna| seat(anna).people.is_empty());
    assert!(!holds(&file, NAMES[0]));
    let late = Joined::named(&served.link("ee-csirt"), 70_004, NAMES[0]);
    assert_eq!(seat(&late).person, 3, "a number means one person for good");
    drop((anna, berta, late));
    served.stop();
    for name in NAMES {
        for file in ["net.journal", "net.journal-wal", "net.journal.seats"] {
            assert!(!holds(&dir.path().join(file), name), "{name} in {file}");
        }
    }
    let journal = served.journal.to_str().unwrap();
    let printed = call(&["roster", journal]);
    assert!(printed.out.contains("ee-csirt/3 Anna Tamm") && printed.out.contains("kept until 20"));
    assert_eq!(call(&["roster", journal, "--erase"]).code, 0);
    assert!(!holds(&file, NAMES[0]));
    let verdict = call(&["verify", journal]);
    assert_eq!(verdict.code, 0, "{}", verdict.err);
    let told = call(&["replay", journal]);
    assert!(told.out.contains("ee-csirt/1 sat down"), "{}", told.out);
}

#[test]
fn whoever_takes_a_seat_over_at_the_door_releases_there() {
    let dir = tempfile::tempdir().unwrap();
    let served = running(dir.path(), &["--seat-twice", "ask"]);
    let link = served.link("ee-csirt");
    let mut excon = Joined::new(&served.link("excon"), 70_008);
    let mut anna = Joined::named(&link, 70_001, NAMES[0]);
    let releaser = startex::exercise::order::Control::Releaser { seat: "ee-csirt".into(), person: Some(1) };
    assert_eq!(excon.order(Act::Control(releaser)), Outcome::Taken);
    let mut berta = Joined::knocking_as(&link, 70_002, NAMES[1]);
    excon.until(|excon| excon.door.iter().any(|news| matches!(news, AccessNews::Knock { .. })));
    let knock = excon.door.iter().find_map(|news| match news {
        AccessNews::Knock { number, .. } => Some(*number),
        _ => None,
    });
    let (knock, how) = (knock.unwrap(), startex::wire::Admission::TakeOver);
    let over = |news: &AccessNews| matches!(news, AccessNews::KnockOver { .. });
    excon.access(AccessOrder::Admit { knock, how }, over);
    berta.greeted().unwrap();
    assert_eq!(super::client::why(&mut anna.socket).code, startex::wire::text::Code::Taken);
    berta.until(|berta| seat(berta).view.team.releaser == Some(2));
    assert_eq!(berta.order(message("at once, and no draft")), Outcome::Taken);
    assert!(seat(&berta).view.team.drafts.is_empty());
}
