//! `startex snapshot`: the very command, for every screen.

use std::path::Path;
use std::process::{Command, Output};

use super::desks::{colours, image};

fn snapshot(words: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_startex"));
    command.arg("snapshot").args(words).current_dir(folder).env("XDG_DATA_HOME", folder.join("data"));
    // No window, no display: that is what it is for.
    command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").output().unwrap()
}

fn keep(folder: &Path, file: &str) {
    if let Some(kept) = std::env::var_os("STARTEX_PICTURES") {
        std::fs::copy(folder.join(file), Path::new(&kept).join(file)).unwrap();
    }
}

#[test]
fn every_screen_becomes_a_picture_of_the_size_that_was_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let screens: [(&str, &[&str]); 5] = [
        ("lobby", &[]),
        ("excon", &["--at", "50m"]),
        ("seat", &["--at", "50m", "--seat", "si-csirt"]),
        ("seat", &["--at", "50m", "--seat", "hr-csirt", "--theme", "light", "--text", "150"]),
        ("debrief", &[]),
    ];
    for (n, (screen, more)) in screens.into_iter().enumerate() {
        let (width, height) = if n % 2 == 0 { (1600, 900) } else { (1280, 720) };
        let (file, size) = (format!("{n}-{screen}.png"), format!("{width}x{height}"));
        let words = [&["quickstart", &file, "--screen", screen, "--size", &size], more].concat();
        let output = snapshot(&words, folder.path());
        assert!(output.status.success(), "{screen}: {output:?}");
        keep(folder.path(), &file);
        let png = std::fs::read(folder.path().join(&file)).unwrap();
        let picture = image(&png).unwrap();
        assert_eq!((picture.width(), picture.height()), (width, height), "{screen}");
        assert!(colours(&png) > 40, "{screen} is empty");
        // Nothing of ours is quite black: what nobody drew is.
        let pixels = picture.data.as_deref().unwrap().chunks_exact(4);
        let (all, black) = (pixels.len(), pixels.filter(|p| p[..3] == [0, 0, 0]).count());
        assert!(black * 20 < all, "{screen}: {black} of {all} pixels were never drawn");
    }
    assert!(!folder.path().join("data/startex/journals").exists(), "a picture leaves nothing behind");
}

#[test]
fn a_journal_is_drawn_as_it_stood() {
    let folder = tempfile::tempdir().unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_startex"))
        .args(["run", "quickstart", "--until", "30m", "--journal", "j.startex"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(run.status.success(), "{run:?}");
    let words = ["j.startex", "j.png", "--screen", "seat", "--seat", "it-csirt", "--at", "20m"];
    let output = snapshot(&words, folder.path());
    assert!(output.status.success(), "{output:?}");
    keep(folder.path(), "j.png");
    assert!(colours(&std::fs::read(folder.path().join("j.png")).unwrap()) > 40);
}

#[test]
fn what_cannot_be_drawn_is_said_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let cases: [(&[&str], &str); 5] = [
        (&["quickstart", "x.png", "--screen", "seat", "--seat", "si-csrt"], "did you mean `si-csirt`"),
        (&["quickstart", "x.png", "--screen", "excon", "--size", "10"], "such as 1600x900"),
        (&["quickstart", "x.png", "--screen", "excon", "--size", "9x9"], "from 320 to 8192"),
        (&["quickstrt", "x.png", "--screen", "lobby"], "did you mean `quickstart`"),
        (&["quickstart", "no/such/folder/x.png", "--screen", "lobby"], "cannot be written"),
    ];
    for (words, said) in cases {
        let output = snapshot(words, folder.path());
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{words:?}: {stderr}");
        assert!(stderr.contains(said), "{words:?}: {stderr}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_driver_it_says_what_to_install() {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_startex"))
        .args(["snapshot", "quickstart", "x.png", "--screen", "lobby"])
        .current_dir(folder.path())
        .envs([("VK_DRIVER_FILES", "/nonexistent"), ("VK_ICD_FILENAMES", "/nonexistent")])
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains("mesa-vulkan-drivers"), "{stderr}");
}
