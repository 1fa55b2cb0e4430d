//! Who comes in, who does not any more, and what is put down about it.

use startex::exercise::order::{Act, Control};
use startex::store::{Note, Reader};
use startex::wire::text::Code;
use startex::wire::{AccessNews, AccessOrder, Admission, Outcome};

use super::client::{Joined, denied, join, why};
use super::message;
use super::program::Served;

fn notes(served: &mut Served) -> Vec<Note> {
    served.stop();
    Reader::open(&served.journal).unwrap().notes().unwrap()
}

#[test]
fn a_seat_has_no_rights_of_control_and_a_wrong_secret_none_at_all() {
    let dir = tempfile::tempdir().unwrap();
    let mut served = Served::start(dir.path(), &[]);
    let link = served.link("ee-csirt");
    let mut seat = Joined::new(&link, 70_002);
    assert!(matches!(seat.order(Act::Control(Control::Start)), Outcome::Refused(_)));
    assert_eq!(denied(&link, &join("no-such-secret", 1)).code, Code::Secret);
    let other = denied(&link, &join(&link.secret, 2));
    assert_eq!(other.code, Code::Version);
    assert!(other.message.contains("version 1") && other.message.contains("version 2"), "{other}");
    let access =
        startex::wire::text::Up::Access(Ok(AccessOrder::Revoke { seat: "lv-csirt".into() })).encode();
    seat.socket.send(tungstenite::Message::text(access)).unwrap();
    assert_eq!(why(&mut seat.socket).code, Code::Role);
    let kept = std::fs::read(dir.path().join("net.journal.seats")).unwrap();
    assert!(!kept.windows(link.secret.len()).any(|w| w == link.secret.as_bytes()));
    // A new link makes the old one worthless, after a restart too.
    served.stop();
    let served = Served::start(dir.path(), &["--reissue", "ee-csirt"]);
    let new = served.link("ee-csirt");
    assert_ne!(new.secret, link.secret);
    assert_eq!(denied(&new, &join(&link.secret, 1)).code, Code::Secret);
    Joined::new(&new, 70_004);
}

#[test]
fn a_link_is_revoked_and_issued_anew_while_the_exercise_runs_and_whoever_had_the_old_one_goes() {
    let dir = tempfile::tempdir().unwrap();
    let mut served = super::running(dir.path(), &[]);
    let old = served.link("ee-csirt");
    let mut excon = Joined::new(&served.link("excon"), 70_005);
    let mut seat = Joined::new(&old, 70_002);
    assert_eq!(seat.order(message("before")), Outcome::Taken);
    let seat_id = || "ee-csirt".to_owned();
    let refused = |news: &AccessNews| matches!(news, AccessNews::Refused(_));
    let revoked = |news: &AccessNews| matches!(news, AccessNews::Revoked { seat } if seat == "ee-csirt");
    for wrong in ["nobody", "excon"] {
        excon.access(AccessOrder::Revoke { seat: wrong.into() }, refused);
    }
    excon.access(AccessOrder::Revoke { seat: seat_id() }, revoked);
    assert_eq!(why(&mut seat.socket).code, Code::Secret);
    assert_eq!(denied(&old, &join(&old.secret, 1)).code, Code::Secret);
    let linked = |news: &AccessNews| matches!(news, AccessNews::Link { .. });
    let news = excon.access(AccessOrder::Reissue { seat: seat_id() }, linked);
    let AccessNews::Link { link, .. } = news else { panic!() };
    let link = link.parse().unwrap();
    seat.again(&link);
    assert_eq!(seat.order(message("after")), Outcome::Taken);
    // What was revoked stays revoked over a restart, and nobody is given a link by surprise.
    excon.access(AccessOrder::Revoke { seat: seat_id() }, revoked);
    let noted = notes(&mut served);
    let has = |desk: &str, event: &str, words: &str| {
        noted.iter().any(|n| n.desk == desk && n.event == event && n.detail.contains(words))
    };
    assert!(has("ee-csirt", "join", "from 127.0.0.1"), "{noted:#?}");
    assert!(has("excon", "role", "the link of ee-csirt was revoked"), "{noted:#?}");
    assert!(has("excon", "role", "a new link for ee-csirt"), "{noted:#?}");
    assert!(has("ee-csirt", "leave", "not valid"), "{noted:#?}");
    assert!(noted.iter().all(|n| n.wall_ms > 1_600_000_000_000 && !n.detail.contains(&old.secret)));
    let said = crate::program::call(&["replay", served.journal.to_str().unwrap(), "--audit"]);
    assert!(
        said.out.contains("the link of ee-csirt was revoked") && said.out.starts_with("20"),
        "{}",
        said.out
    );
    let served = Served::start(dir.path(), &[]);
    assert_eq!(denied(&served.link("excon"), &join(&link.secret, 1)).code, Code::Secret);
}

#[test]
fn of_a_seat_that_is_taken_twice_the_facilitator_decides() {
    let dir = tempfile::tempdir().unwrap();
    let served = Served::start(dir.path(), &["--seat-twice", "ask"]);
    let link = served.link("ee-csirt");
    let mut excon = Joined::new(&served.link("excon"), 70_001);
    let mut first = Joined::new(&link, 70_002);
    let knock = |excon: &mut Joined| {
        loop {
            if let Some(AccessNews::Knock { number, seat }) = excon.door.pop() {
                assert_eq!(seat, "ee-csirt");
                return number;
            }
            excon.hear().unwrap();
        }
    };
    let mut decides = |how: Admission, key: u64| {
        let mut second = Joined::knocking(&link, key);
        let knock = knock(&mut excon);
        excon.access(AccessOrder::Admit { knock, how }, |news| {
            *news == AccessNews::KnockOver { number: knock }
        });
        let greeted = second.greeted();
        assert!(second.waited);
        (second, greeted)
    };
    let (_, refused) = decides(Admission::Refuse, 70_010);
    assert_eq!(refused.unwrap_err().code, Code::Taken);
    let (_shared, greeted) = decides(Admission::Share, 70_011);
    greeted.unwrap();
    let (mut second, greeted) = decides(Admission::TakeOver, 70_012);
    greeted.unwrap();
    assert_eq!(why(&mut first.socket).code, Code::Taken);
    // Who comes back, after a broken line, say, is nobody else and asks nobody.
    second.again(&link);
    assert!(!second.door.iter().any(|news| matches!(news, AccessNews::Knock { .. })));
    // Who waits when control comes is told to it; who has given up is not.
    let _waits = Joined::knocking(&link, 70_013);
    let mut late = Joined::new(&served.link("excon"), 70_020);
    knock(&mut late);
}

#[test]
fn guessing_is_answered_short_and_noted_and_the_rightful_holder_comes_in_all_the_while() {
    let dir = tempfile::tempdir().unwrap();
    let mut served = Served::start(dir.path(), &[]);
    let link = served.link("ee-csirt");
    let mut excon = Joined::new(&served.link("excon"), 70_001);
    let (id, rest) = link.secret.split_once('-').unwrap();
    let began = std::time::Instant::now();
    let guessers: Vec<_> = (0..4)
        .map(|who| {
            let (link, id) = (link.clone(), id.to_owned());
            std::thread::spawn(move || {
                let guess = |n: u32| format!("{id}-{:064x}", n * 4 + who);
                (0..14).map(|n| denied(&link, &join(&guess(n), 1)).code).collect::<Vec<Code>>()
            })
        })
        .collect();
    let codes: Vec<Code> = guessers.into_iter().flat_map(|guesser| guesser.join().unwrap()).collect();
    assert_eq!(codes.iter().filter(|code| **code == Code::Secret).count(), 10);
    assert_eq!(codes.iter().filter(|code| **code == Code::Rate).count(), 46);
    let took = began.elapsed();
    // While they are locked out, the right secret opens at once, and a secret cut short does not.
    Joined::new(&link, 70_002);
    assert_eq!(denied(&link, &join(&format!("{id}-{}", &rest[1..]), 1)).code, Code::Rate);
    excon.until(|excon| {
        excon.door.iter().any(|n| matches!(n, AccessNews::Notice(w) if w.contains("ee-csirt")))
    });
    let noted = notes(&mut served);
    assert_eq!(noted.iter().filter(|n| n.event == "refused").count(), 10, "took {took:?}: {noted:#?}");
    assert_eq!(noted.iter().filter(|n| n.event == "guessing").count(), 1);
}

#[test]
fn links_can_be_printed_and_only_their_owner_may_read_the_page() {
    let dir = tempfile::tempdir().unwrap();
    let page = dir.path().join("links.html");
    let served = Served::start(dir.path(), &["--tls", "--print", page.to_str().unwrap()]);
    let text = std::fs::read_to_string(&page).unwrap();
    for desk in ["excon", "ee-csirt", "lv-csirt"] {
        assert!(text.contains(&served.links[desk].replace('&', "&amp;")), "{desk}");
    }
    assert_eq!(text.matches("<svg").count(), 3);
    assert!(
        text.contains("EXERCISE EXERCISE EXERCISE") && !text.contains("<script") && !text.contains("<?xml")
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let beside =
            ["net.journal", "net.journal-wal", "net.journal.seats"].map(|name| dir.path().join(name));
        for file in beside.into_iter().chain([page]) {
            assert_eq!(std::fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
}
