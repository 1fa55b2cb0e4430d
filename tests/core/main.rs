//! Behaviour of the core, a module a behaviour.

mod packs;
mod scenario_text;
mod tidy;
