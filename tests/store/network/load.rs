//! `startex load` against a real server.

use std::process::{Command, Output};

use super::program::Served;

fn load(dir: &std::path::Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_startex"))
        .arg("load")
        .arg(dir.join("links"))
        .args(more)
        .output()
        .unwrap()
}

#[test]
fn a_load_decides_at_its_rate_and_tells_how_long_answers_and_entries_took() {
    let dir = tempfile::tempdir().unwrap();
    let served = Served::start(dir.path(), &["--tls"]);
    let seats = served.links.keys().filter(|desk| desk.as_str() != "excon").count();
    let words = ["--start", "--json", "--seconds", "2", "--rate", "20", "--injects", "120", "--desks", "30"];
    let out = load(dir.path(), &words);
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success() && seats > 1, "{said}");
    let told: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    let of = |path: &str| told.pointer(path).and_then(serde_json::Value::as_u64).unwrap();
    let sent = of("/decisions/sent");
    assert!((20..=60).contains(&sent), "{told:#}");
    assert_eq!((of("/decisions/taken"), of("/order_to_answer/count")), (sent, sent), "{told:#}");
    assert_eq!((of("/desks"), of("/broken")), (30, 0));
    assert!(of("/injects") >= 2 && of("/inject_to_last_desk/count") == of("/injects"), "{told:#}");
    let wait = |which: &str| told["order_to_answer"][which].as_f64().unwrap();
    assert!(wait("p50_ms") > 0.0 && wait("p50_ms") <= wait("p99_ms") && wait("p99_ms") <= wait("max_ms"));
    // What was said stands in the journal, as what people decide does.
    drop(served);
    let replay = Command::new(env!("CARGO_BIN_EXE_startex"))
        .args(["replay", dir.path().join("net.journal").to_str().unwrap()])
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&replay.stdout).contains("EXERCISE load, decision 0"));
}

#[test]
fn a_load_on_another_machine_or_faster_than_seats_may_speak_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let link = format!("ee-csirt https://exercise.example:7443/join#secret=0f-{}\n", "a".repeat(64));
    std::fs::write(dir.path().join("links"), link).unwrap();
    let refused = |more: &[&str]| {
        let out = load(dir.path(), more);
        (out.status.code(), String::from_utf8(out.stderr).unwrap())
    };
    let (code, said) = refused(&[]);
    assert!(code == Some(2) && said.contains("--beyond-loopback"), "{said}");
    let (code, said) = refused(&["--beyond-loopback", "--rate", "1000"]);
    assert!(code == Some(2) && said.contains("orders a second"), "{said}");
    let (code, said) = refused(&["--beyond-loopback", "--desks", "17"]);
    assert!(code == Some(2) && said.contains("16 desks at most"), "{said}");
    let (code, said) = refused(&["--beyond-loopback", "--start"]);
    assert!(code == Some(2) && said.contains("control's link"), "{said}");
}
