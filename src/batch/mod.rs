//! Runs without people: from STARTEX to ENDEX as fast as the machine goes.

pub mod follow;
pub mod opening;
pub mod roster;
pub mod run;

pub use follow::Follow;
pub use opening::opening;
pub use roster::Roster;
pub use run::Run;
