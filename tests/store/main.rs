//! The durable journal and the command line, a module a behaviour.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should say so")]

mod audience;
mod check;
#[cfg(feature = "serve")]
mod corpora;
mod damage;
#[cfg(feature = "serve")]
mod finished;
mod fixtures;
mod kill;
#[cfg(feature = "serve")]
mod network;
mod new;
mod nothing;
mod pipe;
mod program;
mod run;
mod sweep;
mod wrong_orders;
