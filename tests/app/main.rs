//! The window and what it shows, on a real renderer.

mod look;
