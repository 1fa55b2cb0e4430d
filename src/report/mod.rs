//! The after-action report: what happened, how well the states worked together, and what is to be done about it.
//! Strings only; whoever calls writes the files.
//!
//! - [`narrate`] records in plain words
//! - [`names`] titles in place of numbers
//! - [`Gather`] the fold over records
//! - [`feedback`] what participants said of the exercise
//! - [`model`] what a report says; `build` says it, under the rules of release
//! - `tables`, `notes`, `sections` what all printed forms have in common
//! - [`html()`], [`markdown()`], [`json()`] the forms

mod build;
pub mod feedback;
mod gather;
mod html;
mod json;
mod markdown;
pub mod model;
pub mod names;
pub mod narrate;
mod notes;
mod sections;
mod tables;

pub use build::{Audience, Provenance, report};
pub use gather::Gather;
pub use html::{html, sweep_html};
pub use json::json;
pub use markdown::markdown;
pub use model::Report;
