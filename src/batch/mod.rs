//! Runs without people: from STARTEX to ENDEX as fast as the machine goes.

pub mod run;

pub use run::Run;
