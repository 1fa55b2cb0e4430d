//! The directory: what everybody may know of a scenario. Public names only, never what is planned or true.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::base::time::Clock;
use crate::base::{At, Span, Text};
use crate::scenario::mechanism::Mechanism;
use crate::scenario::script::Script;
use crate::scenario::words::{DefenceKind, Help, Sector, Tlp};

/// What every desk and every bot is given when it sits down.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Directory {
    /// Title of the exercise.
    pub title: Text,
    /// What people must know before it begins.
    pub briefing: Text,
    /// Handling ceiling, for the marking.
    pub handling: Option<Tlp>,
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
    /// Mechanisms of the doctrine packs, in their order.
    pub mechanisms: Vec<Mechanism>,
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
}

/// A seat.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeatEntry {
    /// What the chair is called.
    pub title: Text,
    /// Organisation path.
    pub org: String,
    /// ISO code of its state.
    pub state: Option<String>,
    /// Kind of its organisation.
    pub kind: String,
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
        let code =
            |state: Option<crate::scenario::script::StateId>| state.map(|s| script.states[s].code.clone());
        let seated = script.seats.rows().map(|s| &script.orgs[s.org]);
        Self {
            title: script.about.title.clone(),
            briefing: script.about.briefing.clone(),
            handling: script.about.handling,
            clock: script.clock,
            endex: script.endex,
            help: script.help,
            states: script
                .states
                .rows()
                .map(|s| {
                    (s.code.clone(), StateEntry { name: s.name.clone(), memberships: s.memberships.clone() })
                })
                .collect(),
            orgs: seated
                .map(|o| {
                    (
                        o.path.clone(),
                        OrgEntry { name: o.name.clone(), state: code(o.state), kind: o.kind.clone() },
                    )
                })
                .collect(),
            seats: script
                .seats
                .rows()
                .map(|s| {
                    let org = script.orgs[s.org].path.clone();
                    let entry =
                        SeatEntry { title: s.title.clone(), org, state: code(s.state), kind: s.kind.clone() };
                    (s.id.clone(), entry)
                })
                .collect(),
            services: script.services.rows().map(|s| (s.id.clone(), service(script, s))).collect(),
            defences: script
                .defences
                .rows()
                .map(|d| {
                    let entry = DefenceEntry {
                        name: d.name.clone(),
                        kind: d.kind,
                        takes: d.takes,
                        needs_knowledge: d.needs_knowledge,
                    };
                    (d.id.clone(), entry)
                })
                .collect(),
            mechanisms: script.mechanisms.rows().cloned().collect(),
        }
    }

    /// The mechanism of this id.
    pub fn mechanism(&self, id: &str) -> Option<&Mechanism> {
        self.mechanisms.iter().find(|m| m.id == id)
    }

    /// Whether the seat's state has the membership; bodies and private partners act for their members.
    pub fn is_member(&self, seat: &SeatEntry, membership: &str) -> bool {
        let state = seat.state.as_ref().and_then(|code| self.states.get(code));
        membership.is_empty() || state.is_none_or(|s| s.memberships.iter().any(|m| m == membership))
    }

    /// Ids of the seats of a kind, in their order.
    pub fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = (&'a str, &'a SeatEntry)> {
        self.seats.iter().filter(move |(_, s)| s.kind == kind).map(|(id, s)| (id.as_str(), s))
    }
}

fn service(script: &Script, s: &crate::scenario::script::ServiceSpec) -> ServiceEntry {
    ServiceEntry {
        name: s.name.clone(),
        state: script.states[s.state].code.clone(),
        sector: s.sector,
        operator: s.operator.map(|o| script.seats[o].id.clone()),
        users: s.users,
    }
}
