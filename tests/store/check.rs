//! `startex check`: exit codes and the shape of its JSON.

use crate::program::{HARBOUR, call};

#[test]
fn a_good_scenario_checks_with_exit_code_zero() {
    let said = call(&["check", HARBOUR]);
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{}", said.out);
}

#[test]
fn every_finding_has_its_place_in_the_json() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("wrong.ron");
    let text = std::fs::read_to_string(HARBOUR).unwrap();
    std::fs::write(&path, text.replace("    title: \"Harbour\"", "    titel: \"Harbour\"")).unwrap();
    let shown = path.to_str().unwrap();
    let said = call(&["check", shown, HARBOUR, "--format", "json"]);
    assert_eq!(said.code, 1);
    let report = said.json();
    assert!(report["errors"].as_u64().unwrap() >= 1);
    assert!(report["warnings"].is_u64());
    assert_eq!(report["files"][0]["path"], shown);
    assert_eq!(report["files"][1]["path"], HARBOUR);
    let findings = report["files"][0]["findings"].as_array().unwrap();
    let finding = findings.iter().find(|f| f["code"] == "unknown-field").unwrap();
    let line = text.lines().position(|line| line.contains("title: \"Harbour\"")).unwrap() + 1;
    assert_eq!(finding["line"], line);
    assert_eq!(finding["column"], 5);
    assert_eq!(finding["severity"], "error");
    assert!(finding["message"].as_str().unwrap().contains("titel"));
    assert!(finding["help"].as_str().unwrap().contains("title"));
    let text = call(&["check", shown]);
    assert!(text.out.contains(&format!("{shown}:{line}:5")), "{}", text.out);
}

#[test]
fn a_wrong_call_has_exit_code_two_and_says_what_to_do() {
    for args in
        [&["check"][..], &["check", "no-such-scenario"], &["check", "/no/such.ron"], &["fly"], &["run"]]
    {
        let said = call(args);
        assert_eq!(said.code, 2, "{args:?}: {}", said.err);
        assert!(!said.err.is_empty() && said.out.is_empty(), "{args:?}");
    }
    assert_eq!(call(&["--help"]).code, 0);
    assert!(call(&["check", "--help"]).out.contains("Exit codes"));
}

#[test]
fn a_file_that_is_no_text_gets_a_finding() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("binary.ron");
    std::fs::write(&path, [0xff, 0xfe, 0, 1, 2]).unwrap();
    let said = call(&["check", path.to_str().unwrap(), "--format", "json"]);
    assert_eq!(said.code, 1);
    let report = said.json();
    let findings = report["files"][0]["findings"].as_array().unwrap();
    assert!(findings.iter().any(|finding| finding["code"] == "not-utf8"), "{report}");
}
