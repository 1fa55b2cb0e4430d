//! The after-action report: what happened, how well the states worked together, and what is to be done about it.
//! Strings only; whoever calls writes the files.
//!
//! - [`narrate`] records in plain words
//! - [`names`] titles in place of numbers
//! - [`Gather`] the fold over records
//! - [`model`] what a report says; `build` says it, under the rules of release
//! - [`json`] its JSON

mod build;
mod gather;
pub mod json;
pub mod model;
pub mod names;
pub mod narrate;

pub use build::{Audience, Provenance, report};
pub use gather::Gather;
pub use model::Report;
