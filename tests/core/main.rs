//! Behaviour of the core, a module a behaviour.

mod exercise;
mod packs;
mod play;
mod scenario_text;
mod tidy;
