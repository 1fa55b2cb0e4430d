//! Doctrine and world packs as they are written in assets/doctrine/ and assets/world/.

use serde::{Deserialize, Serialize};

use crate::base::Text;

use super::mechanism::Mechanism;
use super::secrecy::Secrecy;
use super::words::{Class, Sector};

/// A doctrine pack: mechanisms with their sources.
#[derive(Clone, Debug, Deserialize)]
pub struct DoctrinePack {
    /// Version of the pack language: 1.
    pub format: u32,
    /// Id (`"eu"`).
    pub id: String,
    /// Title.
    pub title: Text,
    /// The ladder of classes, lowest first, where the pack has one.
    #[serde(default)]
    pub severity: Vec<SeverityClass>,
    /// Mechanisms.
    pub mechanisms: Vec<Mechanism>,
}

/// A class of the ladder, in the words of the doctrine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeverityClass {
    /// Its place.
    pub class: Class,
    /// What the doctrine calls it.
    pub title: Text,
    /// When an incident is of this class, in a line.
    pub meaning: Text,
    /// Where it is said.
    pub source: String,
    /// Whether that was read.
    pub verified: bool,
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
    /// What the operator of a sector is called that a scenario gives no name: `EE/operator/banking`.
    #[serde(default)]
    pub operators: Vec<SectorOperator>,
    /// Bodies of the Union, of NATO, and private ones.
    pub bodies: Vec<Body>,
    /// What the response teams of a state can do where nothing else is said of it.
    #[serde(default)]
    pub capacity: UsualCapacity,
    /// Up to which level organisations of a kind may see what is classified in an exercise; others not at all.
    #[serde(default)]
    pub clearances: Vec<UsualClearance>,
}

/// The clearance of some kinds of organisation where a scenario says nothing else.
#[derive(Clone, Debug, Deserialize)]
pub struct UsualClearance {
    /// Level.
    pub level: Secrecy,
    /// Kinds of organisation.
    pub kinds: Vec<String>,
    /// Where it is said.
    pub source: String,
    /// Whether that was read.
    pub verified: bool,
}

impl WorldPack {
    /// Up to which level an organisation of this kind may see what is classified.
    pub fn clearance(&self, kind: &str) -> Secrecy {
        let of = self.clearances.iter().find(|c| c.kinds.iter().any(|k| k == kind));
        of.map(|c| c.level).unwrap_or_default()
    }
}

/// A prior for the response teams of a state.
#[derive(Clone, Debug, Deserialize)]
pub struct UsualCapacity {
    /// Level from 0 to 4, after SIM3.
    pub maturity: f64,
    /// Experts.
    pub staff: u32,
    /// Where it is said.
    pub source: String,
    /// Whether that was read.
    pub verified: bool,
}

impl Default for UsualCapacity {
    fn default() -> Self {
        Self { maturity: 2.0, staff: 12, source: "Convention".to_owned(), verified: false }
    }
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
    /// Maturity of its response teams, 0 to 4, where something is known of it.
    #[serde(default)]
    pub maturity: Option<f64>,
    /// Its experts, where something is known of them.
    #[serde(default)]
    pub staff: Option<u32>,
}

/// Who needs whom by default: a matrix of sectors.
#[derive(Clone, Debug, Deserialize)]
pub struct DependencyPack {
    /// Version of the pack language: 1.
    pub format: u32,
    /// Id (`"dependencies"`).
    pub id: String,
    /// Title.
    pub title: Text,
    /// What the lines are drawn from, by id.
    pub sources: Vec<DependencySource>,
    /// What the tiers weigh: a convention.
    pub tiers: Vec<Tier>,
    /// The lines.
    pub lines: Vec<DependencyLine>,
}

/// A source of the matrix.
#[derive(Clone, Debug, Deserialize)]
pub struct DependencySource {
    /// Id (`"six-sectors"`).
    pub id: String,
    /// Where it is said.
    pub source: String,
    /// Whether that was read.
    pub verified: bool,
}

/// How strong a dependency is.
#[derive(Clone, Debug, Deserialize)]
pub struct Tier {
    /// Id (`"direct"`).
    pub id: String,
    /// Share of function lost when all that is needed is out, 0–1.
    pub weight: f64,
    /// What it means.
    pub note: String,
}

/// One sector needs another.
#[derive(Clone, Debug, Deserialize)]
pub struct DependencyLine {
    /// Who needs.
    pub sector: Sector,
    /// Who is needed.
    pub needs: Sector,
    /// Tier.
    pub tier: String,
    /// How long stock, fuel or manual mode carry on.
    pub autonomy: String,
    /// Ids of sources.
    pub from: Vec<String>,
}

/// An organisation that every state has.
#[derive(Clone, Debug, Deserialize)]
pub struct NationalOrg {
    /// Kind (`"csirt"`).
    pub kind: String,
    /// Name with `{state}` for the state's.
    pub name: Text,
}

/// The operator that every state has for a sector.
#[derive(Clone, Debug, Deserialize)]
pub struct SectorOperator {
    /// Sector; its word is the last part of the path.
    pub sector: Sector,
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
