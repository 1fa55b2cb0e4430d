//! The scenario language: text in, a checked and compiled [`Script`](script::Script) out; every fault on the way is
//! found and shown where it stands.

pub mod bot;
pub mod checks;
pub mod compile;
pub mod condition;
pub mod expand;
pub mod files;
pub mod finding;
pub mod load;
pub mod logic;
pub mod mechanism;
mod mechanism_table;
mod objective;
pub mod pack;
pub mod packs;
pub mod questionnaire;
pub mod read;
pub mod render;
pub mod schema;
pub mod script;
pub mod secrecy;
pub mod sources;
pub mod syntax;
pub mod template;
pub mod walk;
pub mod words;

pub use files::{FileId, Files, Place, Span32};
pub use finding::{Finding, FindingJson, Severity, Sink};
pub use load::{Loaded, ReadFault, Sources, load};
pub use mechanism_table::{mechanism_table, membership_table, severity_table};
