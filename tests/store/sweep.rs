//! `startex sweep`, `branch`, `explain` and `run --outcome`: what they print and write.

use crate::program::{HARBOUR, ORDERS, call, journal};

#[test]
fn a_sweep_is_the_same_however_many_threads_there_are() {
    let run = |threads: &str| {
        let args = [
            "sweep",
            HARBOUR,
            "--runs",
            "12",
            "--bots",
            "by_the_book:1,silent:1",
            "--threads",
            threads,
            "--json",
        ];
        let said = call(&args);
        assert_eq!(said.code, 0, "{}", said.err);
        said.out
    };
    let one = run("1");
    assert_eq!(one, run("2"));
    assert_eq!(one, run("5"));
    let json: serde_json::Value = serde_json::from_str(&one).unwrap();
    assert_eq!(json["runs"], 12);
    assert_eq!(json["cells"][0]["overall"]["n"], 12);
}

#[test]
fn a_sweep_writes_a_page_and_tables() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    let args = [
        "sweep",
        HARBOUR,
        "--seeds",
        "5..8",
        "--vary",
        "stage.wiper.impact=0.3,0.9",
        "--bots",
        "by_the_book",
        "--out",
        out.to_str().unwrap(),
    ];
    let said = call(&args);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("8 runs, seeds 5 to 8"), "{}", said.out);
    assert!(said.out.contains("stage.wiper.impact = 0.3"), "{}", said.out);
    let read = |name: &str| std::fs::read_to_string(out.join(name)).unwrap();
    let page = read("sweep.html");
    assert!(
        page.contains("EXERCISE EXERCISE EXERCISE") && page.contains("<svg") && !page.contains("<script")
    );
    assert_eq!(read("runs.csv").lines().count(), 9);
    assert!(read("injects.csv").lines().count() > 8);
    assert!(read("seats.csv").contains("ee-csirt"));
    let json: serde_json::Value = serde_json::from_str(&read("sweep.json")).unwrap();
    assert_eq!(json["cells"].as_array().unwrap().len(), 2);
}

#[test]
fn a_sweep_that_is_called_wrongly_says_how_to_call_it() {
    let says = |args: &[&str], words: &str| {
        let said = call(&[&["sweep", HARBOUR], args].concat());
        assert_eq!(said.code, 2, "{}", said.out);
        assert!(said.err.contains(words), "{}", said.err);
    };
    says(&["--bots", "cautios"], "did you mean `cautious`?");
    says(&["--vary", "stage.wipe.impact=1"], "no stage `wipe`");
    says(&["--seeds", "9..1"], "no seed to run");
    says(&["--seeds", "many"], "no range of seeds");
}

#[test]
fn a_branch_stands_beside_what_was() {
    let dir = tempfile::tempdir().unwrap();
    let path = journal(dir.path());
    let path = path.to_str().unwrap();
    let same = call(&["branch", path, "--at", "45m", "--json"]);
    assert_eq!(same.code, 0, "{}", same.err);
    let same = same.json();
    for list in ["only_as_it_was", "only_what_if", "moved"] {
        assert_eq!(same[list].as_array().unwrap().len(), 0, "{list}: {}", same[list]);
    }
    assert_eq!(same["figures"][0]["as_it_was"], same["figures"][0]["what_if"]);
    let silent = call(&["branch", path, "--at", "30m", "--bots", "silent", "--runs", "3"]);
    assert_eq!(silent.code, 0, "{}", silent.err);
    for words in ["as it was", "what if", "Only as it was", "Over 3 seeds"] {
        assert!(silent.out.contains(words), "{words}: {}", silent.out);
    }
    let late = call(&["branch", path, "--at", "soon"]);
    assert_eq!(late.code, 2);
}

#[test]
fn other_orders_take_the_place_of_those_that_were() {
    let dir = tempfile::tempdir().unwrap();
    let path = journal(dir.path());
    let orders = dir.path().join("other.ron");
    std::fs::write(&orders, r#"[(at: "2h", by: "ee-csirt", do: statement(text: "We were slow."))]"#).unwrap();
    let args =
        ["branch", path.to_str().unwrap(), "--at", "1h", "--orders", orders.to_str().unwrap(), "--json"];
    let said = call(&args);
    assert_eq!(said.code, 0, "{}", said.err);
    let new = said.json()["only_what_if"].to_string();
    assert!(new.contains("We were slow."), "{new}");
}

#[test]
fn a_figure_is_explained_by_names_and_entries() {
    let dir = tempfile::tempdir().unwrap();
    let path = journal(dir.path());
    let path = path.to_str().unwrap();
    let said = call(&["explain", path, "--measure", "information"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.starts_with("Information value: "), "{}", said.out);
    for id in ["odd-address", "lv-csirt", "ee-csirt", "port-outage"] {
        assert!(!said.out.contains(id), "{id} is no name: {}", said.out);
    }
    let json = call(&["explain", path, "--measure", "3", "--state", "EE", "--json"]).json();
    assert_eq!(json["state"], "Estonia");
    let links = json["links"].as_array().unwrap();
    assert!(!links.is_empty());
    let sum: f64 = links.iter().filter_map(|l| l["points"].as_f64()).filter(|p| *p > 0.0).sum();
    assert!((sum - json["value"].as_f64().unwrap()).abs() < 1e-4, "what was earned adds up to the figure");
    let wrong = call(&["explain", path, "--measure", "informaton"]);
    assert!(wrong.code == 2 && wrong.err.contains("did you mean `information`?"), "{}", wrong.err);
}

#[test]
fn a_run_tells_its_outcome_when_asked() {
    let said = call(&["run", HARBOUR, "--orders", ORDERS, "--outcome", "2", "--json"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let json = said.json();
    assert_eq!(json["outcome"]["runs"], 2);
    let plain = call(&["run", HARBOUR, "--orders", ORDERS, "--json"]).json();
    assert_eq!(plain["outcome"], serde_json::Value::Null);
    assert_eq!(plain["score"]["overall"], json["score"]["overall"], "its weight is 0 by default");
    let text = call(&["run", HARBOUR, "--bots", "by_the_book", "--outcome", "2"]).out;
    assert!(text.contains("model's illustration") || text.contains("could not matter here"), "{text}");
}

#[test]
fn a_report_tells_the_outcome_of_a_journal_when_asked() {
    let dir = tempfile::tempdir().unwrap();
    let path = journal(dir.path());
    let out = dir.path().join("report");
    let args = ["report", path.to_str().unwrap(), "--out", out.to_str().unwrap(), "--outcome", "2"];
    assert_eq!(call(&args).code, 0);
    for name in ["report.html", "report.md", "report.json"] {
        let text = std::fs::read_to_string(out.join(name)).unwrap();
        assert!(text.contains("on average over 2 seeds"), "{name}");
    }
    let own = dir.path().join("own");
    let args =
        ["report", path.to_str().unwrap(), "--out", own.to_str().unwrap(), "--outcome", "2", "--state", "EE"];
    assert_eq!(call(&args).code, 0);
    let text = std::fs::read_to_string(own.join("report.md")).unwrap();
    assert!(!text.contains("on average over 2 seeds"), "what all came to is exercise control's");
}

#[test]
fn what_is_printed_and_written_is_for_the_audience_that_was_named() {
    let dir = tempfile::tempdir().unwrap();
    let path = journal(dir.path());
    let path = path.to_str().unwrap();
    let wrong = call(&["report", path, "--out", dir.path().to_str().unwrap(), "--audience", "plenery"]);
    assert!(wrong.code == 2 && wrong.err.contains("did you mean `plenary`?"), "{}", wrong.err);
    let out = dir.path().join("named");
    let named = call(&["report", path, "--out", out.to_str().unwrap(), "--audience", "participants"]);
    assert!(named.code == 1 && named.err.contains("did not consent"), "{}", named.err);
    assert!(!out.exists(), "nothing is written");
    let run = call(&["run", HARBOUR, "--orders", ORDERS, "--audience", "plenary", "--json"]).json();
    assert!(run["pairs"]["rows"].as_array().is_some_and(Vec::is_empty), "{run}");
    assert!(run.get("objectives").and_then(|o| o.as_array()).is_some_and(Vec::is_empty));
    let text = call(&["run", HARBOUR, "--orders", ORDERS, "--audience", "EE"]).out;
    assert!(text.contains("for Estonia") && text.contains("assessed") && !text.contains("Latvia"), "{text}");
    let whole = call(&["run", HARBOUR, "--orders", ORDERS]).out;
    assert!(whole.contains("measures assessed"), "{whole}");
    let own = call(&["explain", path, "--measure", "information", "--audience", "EE"]).out;
    assert!(own.contains("assessed") && !own.contains("+0."), "figures and own acts, no points: {own}");
    let json = call(&["explain", path, "--measure", "information", "--audience", "plenary", "--json"]).json();
    assert!(json["links"].as_array().is_some_and(Vec::is_empty), "{json}");
}
