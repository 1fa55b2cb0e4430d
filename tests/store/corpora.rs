//! What the fuzz targets begin with, and what they found worth keeping, is played with every `cargo test`: each input through the very
//! function that the fuzzer calls.

use std::path::Path;

#[path = "../../fuzz/src/lib.rs"]
#[allow(unreachable_pub, reason = "the fuzzer is another crate")]
mod targets;

/// A corpus that has fewer was lost.
const AT_LEAST: usize = 3;

fn play(corpus: &str, target: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(corpus);
    let inputs = std::fs::read_dir(&folder).unwrap_or_else(|why| panic!("{}: {why}", folder.display()));
    let mut played = 0;
    for input in inputs {
        let path = input.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let outcome = std::panic::catch_unwind(|| target(&bytes));
        assert!(outcome.is_ok(), "{}", path.display());
        played += 1;
    }
    assert!(played >= AT_LEAST, "{}: {played} inputs", folder.display());
}

#[test]
fn frames_of_a_seat() {
    play("client_frames", targets::client_frames);
}

#[test]
fn frames_of_control() {
    play("control_frames", targets::control_frames);
}

#[test]
fn frames_of_a_server() {
    play("server_frames", targets::server_frames);
}

#[test]
fn bodies_of_requests() {
    play("rest_bodies", targets::rest_bodies);
}

#[test]
fn join_links() {
    play("join_links", targets::join_links);
}

#[test]
fn journals() {
    play("journals", targets::journals);
}

#[test]
fn journals_with_a_right_chain() {
    play("chained_journals", targets::chained_journals);
}
