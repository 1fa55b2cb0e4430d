//! The directory: what everybody may know of a scenario. Public names only, never what is planned or true.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::time::Clock;
use crate::base::{At, Span, Text};
use crate::scenario::bot::BotDoctrine;
use crate::scenario::mechanism::Mechanism;
use crate::scenario::pack::SeverityClass;
use crate::scenario::questionnaire::Questionnaire;
use crate::scenario::script::{DefenceSpec, Script, SeatSpec, ServiceSpec, StateId, StateSpec};
use crate::scenario::secrecy::Secrecy;
use crate::scenario::words::{DefenceKind, Help, Sector, Tlp};

/// What every desk and every bot is given when it sits down.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Directory {
    /// Title of the exercise.
    pub title: Text,
    /// What people must know before it begins.
    pub briefing: Text,
    /// Handling ceiling, for the marking.
    pub handling: Tlp,
    /// What the wall clock of the exercise shows.
    pub clock: Clock,
    /// When ENDEX comes by itself.
    pub endex: At,
    /// What the desks give away.
    pub help: Help,
    /// States by ISO code.
    pub states: BTreeMap<String, StateEntry>,
    /// Organisations that have a seat, by path.
    pub orgs: BTreeMap<String, OrgEntry>,
    /// Seats by id.
    pub seats: BTreeMap<String, SeatEntry>,
    /// Services by id.
    pub services: BTreeMap<String, ServiceEntry>,
    /// Defences by id.
    pub defences: BTreeMap<String, DefenceEntry>,
    /// Private organisations that orders may go to, by path, whether they have a seat or not.
    #[serde(default)]
    pub providers: BTreeMap<String, Text>,
    /// Mechanisms of the doctrine packs, in their order.
    pub mechanisms: Vec<Mechanism>,
    /// The ladder of classes in the words of the doctrine, lowest first; empty where no pack has one.
    #[serde(default)]
    pub severity: Vec<SeverityClass>,
    /// What participants are asked after ENDEX.
    #[serde(default)]
    pub questionnaire: Questionnaire,
    /// Bot doctrines by id: for whoever seats bots, not for desks.
    #[serde(skip)]
    pub bots: BTreeMap<String, Arc<BotDoctrine>>,
}

/// A state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StateEntry {
    /// Name.
    pub name: Text,
    /// Memberships.
    pub memberships: Vec<String>,
}

/// An organisation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrgEntry {
    /// Name.
    pub name: Text,
    /// ISO code of its state.
    pub state: Option<String>,
    /// Kind in doctrine.
    pub kind: String,
    /// Memberships: its state's, or its own where it has none.
    pub memberships: Vec<String>,
}

/// A seat.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SeatEntry {
    /// What the chair is called.
    pub title: Text,
    /// Organisation path.
    pub org: String,
    /// ISO code of its state.
    pub state: Option<String>,
    /// Kind of its organisation.
    pub kind: String,
    /// Up to which level it may see what is classified.
    #[serde(default)]
    pub clearance: Secrecy,
}

/// A service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceEntry {
    /// Name.
    pub name: Text,
    /// ISO code.
    pub state: String,
    /// Sector.
    pub sector: Sector,
    /// Seat id of its operator.
    pub operator: Option<String>,
    /// People who depend on it.
    pub users: u64,
}

/// A defence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DefenceEntry {
    /// What the form calls it.
    pub name: Text,
    /// Kind of act.
    pub kind: DefenceKind,
    /// How long it takes.
    pub takes: Span,
    /// Whether one must know something first.
    pub needs_knowledge: bool,
}

impl Directory {
    /// The public part of a script.
    pub fn new(script: &Script) -> Self {
        let code = |state: Option<StateId>| state.map(|s| script.states[s].code.clone());
        let org = |spec: &SeatSpec| {
            let org = &script.orgs[spec.org];
            let entry = OrgEntry {
                name: org.name.clone(),
                state: code(org.state),
                kind: org.kind.clone(),
                memberships: org.memberships.clone(),
            };
            (org.path.clone(), entry)
        };
        let seat = |spec: &SeatSpec| {
            let org = script.orgs[spec.org].path.clone();
            let (title, kind, clearance) = (spec.title.clone(), spec.kind.clone(), spec.clearance);
            (spec.id.clone(), SeatEntry { title, org, state: code(spec.state), kind, clearance })
        };
        Self {
            title: script.about.title.clone(),
            briefing: script.about.briefing.clone(),
            handling: script.about.handling,
            clock: script.clock,
            endex: script.endex,
            help: script.help,
            states: script.states.rows().map(state).collect(),
            orgs: script.seats.rows().map(org).collect(),
            seats: script.seats.rows().map(seat).collect(),
            services: script.services.rows().map(|s| service(script, s)).collect(),
            defences: script.defences.rows().map(defence).collect(),
            providers: script
                .orgs
                .rows()
                .filter(|o| o.path.starts_with("private/"))
                .map(|o| (o.path.clone(), o.name.clone()))
                .collect(),
            mechanisms: script.mechanisms.rows().cloned().collect(),
            severity: script.severity.clone(),
            questionnaire: script.questionnaire.clone(),
            bots: script.bots.clone(),
        }
    }

    /// The mechanism of this id.
    pub fn mechanism(&self, id: &str) -> Option<&Mechanism> {
        self.mechanisms.iter().find(|m| m.id == id)
    }

    /// Whether the seat's organisation has the membership: its state's, or its own where it is a body.
    pub fn is_member(&self, seat: &SeatEntry, membership: &str) -> bool {
        let has = |org: &OrgEntry| org.memberships.iter().any(|m| m == membership);
        membership.is_empty() || self.orgs.get(&seat.org).is_some_and(has)
    }

    /// Ids of the seats of a kind, in their order.
    pub fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = (&'a str, &'a SeatEntry)> {
        self.seats.iter().filter(move |(_, s)| s.kind == kind).map(|(id, s)| (id.as_str(), s))
    }
}

fn state(spec: &StateSpec) -> (String, StateEntry) {
    (spec.code.clone(), StateEntry { name: spec.name.clone(), memberships: spec.memberships.clone() })
}

fn service(script: &Script, spec: &ServiceSpec) -> (String, ServiceEntry) {
    let entry = ServiceEntry {
        name: spec.name.clone(),
        state: script.states[spec.state].code.clone(),
        sector: spec.sector,
        operator: spec.operator.map(|o| script.seats[o].id.clone()),
        users: spec.users,
    };
    (spec.id.clone(), entry)
}

fn defence(spec: &DefenceSpec) -> (String, DefenceEntry) {
    let entry = DefenceEntry {
        name: spec.name.clone(),
        kind: spec.kind,
        takes: spec.takes,
        needs_knowledge: spec.needs_knowledge,
    };
    (spec.id.clone(), entry)
}
