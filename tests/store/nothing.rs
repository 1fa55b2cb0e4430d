//! Where there is nothing to print, the program says why, and what would have something.

use startex::record::journal::{Header, Journal};
use startex::store::Store;
use startex::{library, scenario};

use crate::program::{HARBOUR, ORDERS, Said, call, journal};

fn says(said: &Said, words: &[&str]) {
    for words in words {
        assert!(said.err.contains(words) || said.out.contains(words), "{words}: {}{}", said.out, said.err);
    }
}

/// A journal of the harbour that stops before ENDEX.
fn half(dir: &tempfile::TempDir, until: &str) -> String {
    let path = dir.path().join(format!("{until}.journal")).to_str().unwrap().to_owned();
    let said = call(&["run", HARBOUR, "--orders", ORDERS, "--until", until, "--journal", &path]);
    assert_eq!(said.code, 0, "{}", said.err);
    path
}

/// A journal of an exercise that nobody started.
fn unplayed(dir: &tempfile::TempDir) -> String {
    let path = dir.path().join("unplayed.journal");
    let found = library::find(HARBOUR, None).unwrap();
    let loaded = scenario::load(found.sources.as_ref(), &found.main);
    let script = loaded.script.unwrap();
    let header = Header::new(&script, found.main, loaded.sources, 1);
    Store::create(&path, &mut Journal::new(header).log).unwrap().close().unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_branch_after_the_end_says_when_that_was_and_which_moments_there_are() {
    let dir = tempfile::tempdir().unwrap();
    let path = journal(dir.path());
    let path = path.to_str().unwrap();
    for late in ["4h", "5h", "D1 12:00", "D3 09:00"] {
        let said = call(&["branch", path, "--at", late]);
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{late}: {}", said.err);
        let asked = format!("nothing comes after `{late}`");
        let words =
            ["the exercise ended at D1 12:00 (4 h after STARTEX)", &asked, "such as 2h or \"D1 10:00\""];
        says(&said, &words);
    }
    let stopped = half(&dir, "1h");
    let said = call(&["branch", &stopped, "--at", "1h"]);
    assert_eq!(said.code, 2, "{}", said.out);
    says(&said, &["the journal ends at D1 09:00 (1 h after STARTEX)", "such as 30m", "startex resume"]);
    assert_eq!(call(&["branch", &stopped, "--at", "30m"]).code, 0);
}

#[test]
fn a_branch_that_changes_nothing_says_so_and_which_orders_it_does_not_carry_out_in_their_time() {
    let dir = tempfile::tempdir().unwrap();
    let path = journal(dir.path());
    let path = path.to_str().unwrap();
    says(&call(&["branch", path, "--at", "1h"]), &["Nothing differs", "--orders or --bots"]);
    let own = call(&["branch", path, "--at", "1h", "--audience", "EE", "--bots", "silent"]);
    says(&own, &["What happened is told to exercise control alone"]);
    let orders = dir.path().join("other.ron");
    let line = |at: &str| format!(r#"(at: "{at}", by: "ee-csirt", do: statement(text: "At {at}.")),"#);
    std::fs::write(&orders, format!("[{}{}{}]", line("30m"), line("2h"), line("9h"))).unwrap();
    let said = call(&["branch", path, "--at", "1h", "--orders", orders.to_str().unwrap()]);
    says(&said, &["1 order of a moment before D1 09:00", "1 order of a moment after D1 12:00", "At 2h."]);
    assert!(!said.out.contains("Nothing differs"), "{}", said.out);
}

#[test]
fn orders_that_a_run_never_reached_are_told() {
    let said = call(&["run", HARBOUR, "--orders", ORDERS, "--until", "1h"]);
    let words =
        "the run ended at D1 09:00 (1 h after STARTEX): 3 orders of a later moment were not carried out";
    says(&said, &[words]);
    let whole = call(&["run", HARBOUR, "--orders", ORDERS]);
    assert!(!whole.err.contains("not carried out"), "{}", whole.err);
}

#[test]
fn a_replay_of_nothing_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let path = journal(dir.path());
    let path = path.to_str().unwrap();
    let unplayed = unplayed(&dir);
    for (args, who) in
        [(&["--at", "1h"][..], "the exercise until D1 09:00"), (&["--seat", "lv-csirt"], "lv-csirt in")]
    {
        let said = call(&[&["replay", unplayed.as_str()], args].concat());
        assert_eq!((said.code, said.out.as_str()), (0, ""), "{}", said.err);
        says(&said, &[&format!("nothing came to {who}")]);
    }
    let late = call(&["replay", path, "--at", "9h"]);
    assert!(late.code == 0 && late.out.contains("ENDEX"), "{}", late.out);
    says(&late, &["the journal ends at D1 12:00 (4 h after STARTEX), before `9h`: this is all of it"]);
    says(&call(&["replay", path, "--audit"]), &["there are no notes"]);
}

#[test]
fn an_explanation_without_entries_says_why() {
    let dir = tempfile::tempdir().unwrap();
    let path = half(&dir, "1m");
    let said = call(&["explain", &path, "--measure", "information"]);
    assert_eq!(said.code, 0, "{}", said.err);
    says(&said, &["so there is no figure"]);
    says(&said, &["Nothing called for it until D1 08:0"]);
    let plenary = call(&["explain", &path, "--measure", "information", "--audience", "plenary"]);
    says(&plenary, &["exercise control's", "--audience CODE"]);
    let own = call(&["explain", &path, "--measure", "information", "--audience", "EE"]);
    says(&own, &["Estonia is shown its own acts"]);
}

#[test]
fn a_sweep_of_one_run_says_that_nothing_can_be_told_of_what_explains_it() {
    let said = call(&["sweep", HARBOUR, "--runs", "1"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let after = said.out.split("What explains the score's variance\n").nth(1).unwrap();
    let first = after.lines().next().unwrap();
    assert!(first.contains("of one run nothing can be told"), "{}", said.out);
}

#[test]
fn a_report_of_an_exercise_that_has_not_ended_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("report");
    let said = call(&["report", &half(&dir, "1h"), "--out", out.to_str().unwrap()]);
    assert_eq!(said.code, 0, "{}", said.err);
    says(&said, &["has not ended: the report tells of it until D1 09:00 (1 h after STARTEX)"]);
    let whole = call(&["report", journal(dir.path()).to_str().unwrap(), "--out", out.to_str().unwrap()]);
    assert!(!whole.err.contains("has not ended"), "{}", whole.err);
}

#[cfg(target_os = "linux")]
#[test]
fn a_journal_that_cannot_be_begun_is_not_left_behind_for_one() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("new.journal");
    let run = |script: &str| {
        let mut command = std::process::Command::new("sh");
        command.args(["-c", script, "sh", env!("CARGO_BIN_EXE_startex"), "run", HARBOUR, "--journal"]);
        Said::from(command.arg(&path).output().unwrap())
    };
    // As on a disk without room: the file can be made, and nothing written into it.
    let said = run("trap '' XFSZ; ulimit -S -f 0; exec \"$@\"");
    assert_ne!(said.code, 0, "{}", said.out);
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0, "{}", said.err);
    let said = run("exec \"$@\"");
    assert_eq!(said.code, 0, "{}", said.err);
}
