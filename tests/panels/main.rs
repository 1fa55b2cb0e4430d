//! The desks without a window, by the tree that a screen reader sees.

mod colours;
mod widgets;
