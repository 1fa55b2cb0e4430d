//! The scenario language: text in, a checked and compiled [`Script`](script::Script) out.

pub mod condition;
pub mod mechanism;
pub mod pack;
pub mod script;
pub mod words;
