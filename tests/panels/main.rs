//! The desks without a window, by the tree that a screen reader sees.
#![expect(clippy::panic, reason = "a test that cannot go on should say so")]

mod classified;
mod colours;
#[path = "../fixtures/cpu.rs"]
mod cpu;
mod debrief;
mod desk;
mod evaluate;
mod excon;
mod excon_acts;
mod excon_door;
#[path = "../fixtures/exercise.rs"]
mod exercise;
mod judged;
mod line;
mod lobby;
mod moderator;
mod pace;
mod seat;
mod seat_names;
mod seat_sending;
mod seat_shown;
mod seat_team;
mod watch;
mod widgets;
