//! What mechanisms do when they land.

use serde::{Deserialize, Serialize};

use crate::base::Ppm;

use super::share;

/// What a mechanism does when it lands.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MechanismEffect {
    /// The services of the incident in the requesting state recover faster by this share, written `recovery(0.25)`.
    Recovery(#[serde(with = "share")] Ppm),
    /// The response teams of the state that is helped are so many levels more mature, written `capacity(0.5)`; at most one.
    Capacity(#[serde(with = "share")] Ppm),
    /// Members know of shared items sooner: an item shared with one organisation of this kind reaches all of that kind in member states.
    Relay(String),
    /// The requester gets the items of the incident that the body found or was given.
    Intelligence,
    /// Investigators keep the evidence of the services of the incident.
    Evidence,
    /// A public line in the name of all who endorsed.
    Statement,
    /// Everybody hears that it was done, and by whom.
    Announce,
    /// The named flag of the scenario is set, where the scenario has it; it is cleared when a joint measure falls.
    Flag(String),
    /// Another mechanism goes to this mode, unless it stands higher: `raise("ipcr", "full")`.
    Raise(String, String),
    /// The attack on services of the incident spreads, or comes, slower by this share, written `hinder(0.5)`: what it
    /// is run from is taken away.
    Hinder(#[serde(with = "share")] Ppm),
    /// Services of the incident in the helped state no longer use the product through which they were hit.
    Replace,
    /// It is how states compare what they know before any of them names a culprit.
    Attribution,
}
