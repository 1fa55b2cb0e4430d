//! The desks without a window, by the tree that a screen reader sees.

mod colours;
#[path = "../fixtures/exercise.rs"]
mod exercise;
mod pace;
mod seat;
mod widgets;
