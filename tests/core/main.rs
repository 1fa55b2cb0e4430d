//! Behaviour of the core, a module a behaviour.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should say so")]

mod batch;
mod bots;
#[path = "../fixtures/cpu.rs"]
mod cpu;
mod exercise;
mod golden;
mod harbour;
mod invariants;
mod journal;
mod live;
mod orders;
mod packs;
mod plans;
mod play;
mod protocol;
mod report;
mod scenario_format;
mod scenario_robustness;
mod scenario_text;
mod secret_ids;
mod shipped;
mod sweep;
mod tidy;
mod validation;
