//! Startex: rehearse cross-border cyber crises. The map of the house, from the ground up:
//!
//! - [`base`] time, texts, integer units, dice, limits
//! - [`scenario`] the language of scenarios: syntax, checks, packs, compile

pub mod base;
pub mod scenario;
