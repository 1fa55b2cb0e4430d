//! Doctrine and world packs as they are written in assets/doctrine/ and assets/world/.

use serde::Deserialize;

use crate::base::Text;

use super::mechanism::Mechanism;

/// A doctrine pack: mechanisms with their sources.
#[derive(Clone, Debug, Deserialize)]
pub struct DoctrinePack {
    /// Version of the pack language: 1.
    pub format: u32,
    /// Id (`"eu"`).
    pub id: String,
    /// Title.
    pub title: Text,
    /// Mechanisms.
    pub mechanisms: Vec<Mechanism>,
}

/// A world pack: states and bodies.
#[derive(Clone, Debug, Deserialize)]
pub struct WorldPack {
    /// Version of the pack language: 1.
    pub format: u32,
    /// Id (`"europe"`).
    pub id: String,
    /// Title.
    pub title: Text,
    /// What each membership is: id, name, source, verified.
    pub memberships: Vec<Membership>,
    /// States.
    pub states: Vec<WorldState>,
    /// Kinds of organisation that every state has by default.
    pub national: Vec<NationalOrg>,
    /// Bodies of the Union, of NATO, and private ones.
    pub bodies: Vec<Body>,
}

/// A membership.
#[derive(Clone, Debug, Deserialize)]
pub struct Membership {
    /// Id (`"crrt"`).
    pub id: String,
    /// Name.
    pub name: Text,
    /// Where it is said who is a member.
    pub source: String,
    /// Whether that was read.
    pub verified: bool,
}

/// A state.
#[derive(Clone, Debug, Deserialize)]
pub struct WorldState {
    /// ISO 3166-1 alpha-2.
    pub code: String,
    /// Name.
    pub name: Text,
    /// Membership ids.
    pub memberships: Vec<String>,
    /// ISO codes of its neighbours.
    #[serde(default)]
    pub neighbours: Vec<String>,
    /// Main time zone.
    pub time_zone: String,
}

/// An organisation that every state has.
#[derive(Clone, Debug, Deserialize)]
pub struct NationalOrg {
    /// Kind (`"csirt"`).
    pub kind: String,
    /// Name with `{state}` for the state's.
    pub name: Text,
}

/// A body above or beside the states.
#[derive(Clone, Debug, Deserialize)]
pub struct Body {
    /// Path (`"EU/enisa"`).
    pub path: String,
    /// Name.
    pub name: Text,
    /// Kind in doctrine.
    pub kind: String,
    /// Memberships that it counts as (a Union body counts as `eu`).
    #[serde(default)]
    pub memberships: Vec<String>,
    /// What it may and may not do, in a line.
    #[serde(default)]
    pub note: String,
}
