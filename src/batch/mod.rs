//! Runs without people: from STARTEX to ENDEX as fast as the machine goes.

pub mod alarms;
mod branch;
pub mod conduct;
pub mod follow;
pub mod loss;
pub mod mix;
pub mod opening;
pub mod outcome;
pub mod roster;
pub mod run;
pub mod sweep;
pub mod trial;

pub use branch::{Change, Point};
pub use conduct::Conduct;
pub use follow::Follow;
pub use mix::Mix;
pub use opening::{opening, opening_mixed};
pub use outcome::OutcomeJob;
pub use roster::Roster;
pub use run::Run;
pub use sweep::{Plan, Summary};
pub use trial::{Figures, Setup, Trial};
