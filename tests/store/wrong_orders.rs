//! What `--orders` says of a file that is not what it should be: the cause before what follows from it, and not all of it.

use std::path::Path;

use crate::program::{HARBOUR, ORDERS, Said, call, journal};

/// So many errors are told, each with its place.
const TOLD: usize = 10;

fn shipped(path: &str) -> String {
    format!("{}/scenarios/{path}", env!("CARGO_MANIFEST_DIR"))
}

/// Runs the harbour with this file of orders, which must be refused before anything is run.
fn refused(orders: &str) -> Said {
    let said = call(&["run", HARBOUR, "--orders", orders]);
    assert_eq!((said.code, said.out.as_str()), (1, ""), "{}", said.err);
    assert!(said.err.lines().count() < 120, "{}", said.err);
    said
}

fn written(folder: &Path, text: &str) -> String {
    let path = folder.join("orders.ron");
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[track_caller]
fn assert_says(said: &Said, words: &[&str]) {
    for words in words {
        assert!(said.err.contains(words), "{words}: {}", said.err);
    }
}

#[test]
fn the_orders_of_another_exercise_are_said_to_be_so_before_their_hundreds_of_errors() {
    let said = refused(&shipped("northern-lights/good.orders.ron"));
    let first = said.err.lines().next().unwrap();
    assert!(first.contains("none of `harbour`") && first.contains("another exercise"), "{}", said.err);
    assert_says(&said, &["good.orders.ron:", "called `ee-csirt`", " errors, of which the first are above;"]);
    assert_eq!(said.err.lines().filter(|line| line.starts_with("error[")).count(), TOLD, "{}", said.err);
}

#[test]
fn one_name_that_is_wrong_is_a_slip_and_no_other_exercise() {
    let dir = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string(ORDERS).unwrap().replace("\"ee-port\", do", "\"ee-prot\", do");
    let said = refused(&written(dir.path(), &text));
    assert_says(&said, &["there is no seat `ee-prot`", "did you mean `ee-port`?", "has 1 error; mend"]);
    assert!(!said.err.contains("another exercise"), "{}", said.err);
}

#[test]
fn a_scenario_a_plan_and_a_journal_are_each_said_to_be_what_they_are() {
    let scenario = refused(HARBOUR);
    assert_says(&scenario, &["harbour.ron:", "this is a scenario", "startex run SCENARIO", "has 1 error;"]);
    assert_says(&refused(&shipped("iron-gate/seats.ron")), &["or a part of one"]);
    assert_says(&refused(&shipped("quickstart/plan.ron")), &["the plan by which a scenario is tested"]);
    let dir = tempfile::tempdir().unwrap();
    let path = journal(dir.path());
    let said = refused(path.to_str().unwrap());
    assert_says(&said, &["is the journal of an exercise, and no file of orders", "startex branch"]);
}

#[test]
fn a_list_of_something_else_and_an_order_without_its_list_are_told_in_one_error() {
    let dir = tempfile::tempdir().unwrap();
    let items = (0..50).map(|n| format!("(id: \"INJ-{n}\", says: \"text\"),")).collect::<String>();
    let list = refused(&written(dir.path(), &format!("[{items}]")));
    assert!(list.err.starts_with("error[no-orders]: this is a list, and none of its 50 items is an order"));
    let alone = refused(&written(dir.path(), "(at: \"1h\", by: \"ee-csirt\", do: start)"));
    assert_says(&alone, &["an order stands here by itself", "has 1 error;"]);
}

#[test]
fn what_keeps_a_file_from_being_read_stands_before_what_follows_from_it() {
    let dir = tempfile::tempdir().unwrap();
    let slip = |n: usize| format!("    (at: \"1h\", by: \"ee-csirt\", do: strat{n}),\n");
    let slip = (0..14).map(slip).collect::<String>();
    let said =
        refused(&written(dir.path(), &format!("[\n{slip}    (at: \"2h\", by: \"ee-csirt, do: start),\n]\n")));
    assert!(said.err.starts_with("error[unclosed-text]"), "{}", said.err);
    assert_says(&said, &["orders.ron:16:"]);
    assert_eq!(said.err.lines().filter(|line| line.starts_with("error[")).count(), TOLD, "{}", said.err);
}

#[test]
fn a_scenario_with_many_errors_shows_the_first_and_says_what_shows_them_all() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("broken.ron");
    let mut text = std::fs::read_to_string(HARBOUR).unwrap();
    for n in 0..14 {
        text = text.replacen('(', &format!("(slip{n}: 1, "), 1);
    }
    std::fs::write(&path, text).unwrap();
    let said = call(&["run", path.to_str().unwrap()]);
    assert_eq!(said.code, 1, "{}", said.out);
    assert_says(&said, &[" 14 errors, of which the first are above; `startex check` prints all"]);
    assert_eq!(said.err.lines().filter(|line| line.starts_with("error[")).count(), TOLD, "{}", said.err);
}
