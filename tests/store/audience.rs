//! `--audience` of `branch` and `replay`: what is exercise control's alone reaches nobody else.

use crate::program::{Said, call, journal};

fn branch(journal: &str, audience: &[&str]) -> Said {
    let args = ["branch", journal, "--at", "1h", "--bots", "silent", "--json"];
    call(&[&args[..], audience].concat())
}

fn names(said: &Said) -> Vec<String> {
    assert_eq!(said.code, 0, "{}", said.err);
    let figures = said.json()["figures"].as_array().unwrap().clone();
    figures.iter().map(|f| f["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_branch_shows_states_to_control_and_to_each_state_its_own() {
    let dir = tempfile::tempdir().unwrap();
    let path = journal(dir.path());
    let path = path.to_str().unwrap();
    let all = branch(path, &[]);
    let control = names(&all);
    assert!(control.contains(&"Estonia".to_owned()) && control.contains(&"Latvia".to_owned()), "{control:?}");
    let happened = |said: &Said| {
        let json = said.json();
        ["only_as_it_was", "only_what_if", "moved"]
            .map(|key| json[key].as_array().unwrap().len())
            .iter()
            .sum::<usize>()
    };
    assert!(happened(&all) > 0);

    let own = branch(path, &["--audience", "EE"]);
    assert!(names(&own).iter().any(|name| name == "Estonia: Classification"), "{:?}", names(&own));
    assert!(!own.out.contains("Latvia"), "{}", own.out);
    assert_eq!(happened(&own), 0);

    let plenary = branch(path, &["--audience", "plenary"]);
    assert!(names(&plenary).contains(&"Coordination".to_owned()));
    assert!(!plenary.out.contains("Estonia") && !plenary.out.contains("Latvia"), "{}", plenary.out);
    assert_eq!(happened(&plenary), 0);

    let named = branch(path, &["--audience", "participants"]);
    assert!(named.code != 0 && named.out.is_empty(), "{}", named.out);
    assert!(named.err.contains("EE, LV did not consent"), "{}", named.err);
}

#[test]
fn a_replay_for_a_state_is_what_its_seats_received_and_there_is_none_for_the_plenary() {
    let dir = tempfile::tempdir().unwrap();
    let path = journal(dir.path());
    let path = path.to_str().unwrap();
    let state = call(&["replay", path, "--audience", "LV", "--json"]);
    assert_eq!(state.code, 0, "{}", state.err);
    let of = state.json();
    let seats: Vec<&str> = of.as_array().unwrap().iter().map(|one| one["seat"].as_str().unwrap()).collect();
    assert!(!seats.is_empty() && seats.iter().all(|seat| seat.starts_with("lv-")), "{seats:?}");
    for (place, seat) in seats.iter().enumerate() {
        let alone = call(&["replay", path, "--seat", seat, "--json"]).json();
        assert_eq!(of[place], alone, "no more and no less than the seat's own");
    }
    let text = call(&["replay", path, "--audience", "LV"]);
    assert!(text.out.lines().any(|line| line == seats[0]), "{}", text.out);
    for nobody in ["plenary", "participants"] {
        let said = call(&["replay", path, "--audience", nobody]);
        assert!(said.code != 0 && said.out.is_empty(), "{}", said.out);
        assert!(said.err.contains("exercise control's"), "{}", said.err);
    }
}
