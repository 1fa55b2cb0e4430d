//! The real window, driven by its pointer and its keys: from the lobby to a seat; and how often it draws.

use std::time::Duration;

use bevy::input::keyboard::{Key, KeyCode};

use super::driver::{Driver, drive};
use super::live::display_or_say;

const TEN: Duration = Duration::from_secs(10);

#[test]
fn an_exercise_is_started_and_a_seat_taken_with_the_pointer_and_a_window_at_rest_draws_nothing() {
    if !display_or_say("the window with its pointer") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    drive(folder.path(), tour);
    let journals = folder.path().join("journals");
    assert_eq!(std::fs::read_dir(journals).unwrap().flatten().filter(is_journal).count(), 1);
}

fn is_journal(entry: &std::fs::DirEntry) -> bool {
    entry.path().extension().is_some_and(|ending| ending == "startex")
}

fn tour(window: &Driver) {
    window.click("Try the quick start");
    window.find("States and seats");
    let frames = window.frames_in(TEN);
    assert!(frames <= 2, "before STARTEX the window draws {frames} frames in 10 s");

    window.click("Exercise control");
    window.click_lowest("CSIRT Slovenia, duty officer", 2);
    window.click("Search the inbox");
    window.write("4711");
    window.find("4711");
    let frames = window.frames_in(TEN);
    assert!(frames <= 2, "with a text field focused the window draws {frames} frames in 10 s");

    window.click("CSIRT Slovenia, duty officer");
    window.click("Exercise control");
    window.click(" Start");
    window.find("Pause");
    window.click("Exercise control");
    window.click_lowest("CSIRT Slovenia, duty officer", 2);
    decide(window);
    window.click("CSIRT Slovenia, duty officer");
    window.click("Exercise control");
    let frames = window.frames_in(TEN);
    assert!(frames <= 20, "while the clock runs the window draws {frames} frames in 10 s");
    assert!(frames >= 5, "the clock on the screen stands: {frames} frames in 10 s");

    window.click("Pause");
    window.find("Go on");
    let frames = window.frames_in(TEN);
    assert!(frames <= 2, "paused the window draws {frames} frames in 10 s");
    let colours = window.colours();
    assert!(colours > 40, "the window is empty: {colours} colours");

    window.click("Leave to the lobby");
    window.click(" Go on");
    window.find("States and seats");
    window.find("paused");

    look_back(window);
    super::far::tour(window);
}

/// An exercise that has ended is found again in the lobby: to be looked back on, and for what may still be said.
fn look_back(window: &Driver) {
    window.click("ENDEX");
    window.click("End the exercise");
    window.find("Hot wash");
    window.click("Leave to the lobby");
    window.find(", not signed off yet");
    window.click(" Look back");
    window.find("Hot wash");
    window.click("Exercise control");
    window.click_lowest("CSIRT Slovenia, duty officer", 2);
    window.find("Questionnaire");
    window.click("Leave to the lobby");
    window.find("Scenarios");
}

/// A decision by keyboard alone.
fn decide(window: &Driver) {
    window.find("Decide in words");
    window.write("x");
    window.find("Who will see this");
    window.write("4712");
    window.find("4712");
    window.keys(&[(Key::Control, KeyCode::ControlLeft), (Key::Enter, KeyCode::Enter)]);
    window.find("Decided: 4712");
}
