//! The score of coordination: records are folded into a [`Scoreboard`], [`score`] judges it at a moment.
//!
//! A vector first, one number second. Every point links to the record that earned or cost it and shows its formula;
//! what was not assessed is no success; a record that control declares void counts no more, in either direction;
//! skips and NO PLAY leave every denominator. What counts is when a thing was said, not when it was put down.
//!
//! - `board` the fold: what happened, a row a thing that may be judged
//! - `windows` time in which nobody could act
//! - `court`, `moment`, `expected` what all measures have in common
//! - [`measure`] one module a measure, with its formula
//! - `compose`, `pairs` vector, composite, states, pairs
//! - [`network`], [`sensitivity`] who wrote to whom, trust, and how far the order of states hangs on the weights
//! - [`evaluation`] what people rate, beside what the figures suggest
//! - [`release`] who may see which figure
//! - [`json`] the shape that the command line and reports give out

mod board;
mod compose;
pub mod convention;
mod court;
pub mod evaluation;
mod expected;
pub mod json;
pub mod measure;
mod moment;
pub mod network;
mod pairs;
pub mod release;
mod result;
pub mod sensitivity;
mod windows;

pub use board::{Sample, Scoreboard, Subject};
pub use compose::{explain, figures, score};
pub use measure::outcome::Outcome;
pub use moment::{Detail, Figure};
pub use result::{Evidence, MeasureScore, PairScore, Published, Score, Staffed, StateMeasure, StateScore};

#[cfg(test)]
mod tests;
