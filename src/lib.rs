//! Startex: rehearse cross-border cyber crises. The map of the house, from the ground up:
//!
//! - [`base`] time, texts, integer units, dice, limits

pub mod base;
