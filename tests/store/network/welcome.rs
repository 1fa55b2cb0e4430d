//! What whoever started a server reads: on stderr, beside the links that programs read on stdout.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};

use super::program::{LIVE, Served};
use super::start;

/// Starts a server, and ends it once it has said what comes next: its stdout, its stderr.
fn said(dir: &Path, more: &[&str]) -> (String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_startex"));
    command.args(["serve", LIVE, "--listen", "127.0.0.1:0", "--journal"]).arg(dir.join("net.journal"));
    let mut child = command.args(more).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap());
    let mut err = String::new();
    while !err.lines().last().is_some_and(|line| line.starts_with("- Again: ")) {
        assert!(lines.read_line(&mut err).unwrap() > 0, "it went away: {err}");
    }
    child.kill().unwrap();
    let mut out = String::new();
    child.stdout.take().unwrap().read_to_string(&mut out).unwrap();
    child.wait().unwrap();
    (out, err)
}

#[test]
fn whoever_starts_a_server_reads_which_exercise_it_is_whose_links_those_are_and_what_comes_next() {
    let dir = tempfile::tempdir().unwrap();
    let (out, err) = said(dir.path(), &["--room"]);
    // Programs read stdout: a line a link, and nothing else.
    let links: Vec<(&str, &str)> = out.lines().map(|line| line.split_once(' ').unwrap()).collect();
    assert!(links.iter().all(|(_, link)| link.starts_with("http://127.0.0.1:")), "{out}");
    for (desk, link) in &links {
        assert_eq!(
            err.lines().filter(|line| line.starts_with(&format!("{desk}: "))).count(),
            1,
            "{desk}: {err}"
        );
        assert!(!err.contains(link), "nothing stands twice: {err}");
    }
    let title = |desk: &str| err.lines().find_map(|line| line.strip_prefix(desk)).unwrap().to_owned();
    assert_eq!(title("excon: "), "Exercise control");
    assert_eq!(title("room: "), "The screen of the room");
    assert_eq!(title("ee-csirt: "), "Duty officer, CSIRT Estonia");
    let about = err.lines().find(|line| line.contains("”, ")).unwrap();
    let seats = links.len() - 2;
    assert!(about.contains(&format!("“Harbour lights”, {seats} seats in ")), "{about}");
    for words in [
        "--print FILE",
        "startex join 'LINK'",
        "excon, looks in the tab Door",
        "ENDEX",
        "startex serve - --journal",
    ] {
        assert_eq!(err.matches(words).count(), 1, "{words}: {err}");
    }
}

#[test]
fn a_server_that_goes_on_says_how_and_one_that_printed_a_page_names_it() {
    let dir = tempfile::tempdir().unwrap();
    let mut served = Served::start(dir.path(), &[]);
    start(&served, 70_001);
    served.kill();
    let (out, err) = said(dir.path(), &[]);
    assert_eq!(out, "");
    assert!(err.contains("--reissue SEAT") && err.contains("lets the clock run again"), "{err}");
    assert!(!err.contains("- Begin: "), "{err}");
    let page = dir.path().join("links.html");
    let (out, err) = said(dir.path(), &["--reissue", "ee-csirt", "--print", page.to_str().unwrap()]);
    assert_eq!(out.lines().count(), 1, "{out}");
    let print = format!("print {} and cut it", page.display());
    assert!(err.contains(&print) && !err.contains("--print FILE"), "{err}");
}
