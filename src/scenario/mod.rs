//! The scenario language: text in, a checked and compiled [`Script`](script::Script) out; every fault on the way is
//! found and shown where it stands.

pub mod condition;
pub mod files;
pub mod finding;
pub mod mechanism;
pub mod pack;
pub mod render;
pub mod script;
pub mod syntax;
pub mod words;

pub use files::{FileId, Files, Place, Span32};
pub use finding::{Finding, FindingJson, Severity, Sink};
