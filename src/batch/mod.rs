//! Runs without people: from STARTEX to ENDEX as fast as the machine goes.

pub mod follow;
pub mod mix;
pub mod opening;
pub mod roster;
pub mod run;

pub use follow::Follow;
pub use mix::Mix;
pub use opening::{opening, opening_mixed};
pub use roster::Roster;
pub use run::Run;
