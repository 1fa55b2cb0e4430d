//! `startex new`: a start that checks clean and runs, and never writes over somebody's work.

use crate::program::call;

#[test]
fn a_new_scenario_checks_clean_and_runs_to_its_end() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("mine.ron");
    let shown = path.to_str().unwrap();
    assert_eq!(call(&["new", shown]).code, 0);
    let checked = call(&["check", shown, "--format", "json"]).json();
    assert_eq!((&checked["errors"], &checked["warnings"]), (&0.into(), &0.into()), "{checked}");
    let result = call(&["run", shown, "--json"]).json();
    assert!(result["entries"].as_u64().unwrap() > 10, "{result}");
    assert!(result["score"]["overall"].is_number(), "{result}");
}

#[test]
fn a_file_that_is_there_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("mine.ron");
    std::fs::write(&path, "precious").unwrap();
    let said = call(&["new", path.to_str().unwrap()]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("is there already"), "{}", said.err);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "precious");
}
