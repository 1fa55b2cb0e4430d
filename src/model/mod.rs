//! The world in numbers: how outages and infections spread, what they cost, how far people trust and agree.
//!
//! Nothing here knows of scenarios or players. State is integers; floats live inside one step.

pub mod agreement;
pub mod attribution;
pub mod capacity;
pub mod cascade;
pub mod common_cause;
pub mod contagion;
pub mod loss;
pub mod network;
pub mod reach;
pub mod recovery;
pub mod theft;
pub mod trust;
