//! The roll: the public names that entries carry, and which seats belong together. Worked out once a run.

use std::collections::BTreeMap;

use crate::base::{Name, Table};
use crate::scenario::mechanism::MechanismId;
use crate::scenario::script::{DefenceId, OrgId, Script, SeatId, ServiceId, StateId};

use super::world::targets::targets;

/// Names and seats of a script, as the projection asks for them again and again.
#[derive(Clone, Debug)]
pub struct Roll {
    /// Ids of the seats.
    pub seats: Table<SeatId, Name>,
    /// Ids of the services.
    pub services: Table<ServiceId, Name>,
    /// Ids of the defences.
    pub defences: Table<DefenceId, Name>,
    /// Ids of the mechanisms.
    pub mechanisms: Table<MechanismId, Name>,
    states: BTreeMap<StateId, Vec<SeatId>>,
    orgs: BTreeMap<OrgId, Vec<SeatId>>,
    owners: Table<ServiceId, Vec<SeatId>>,
    targets: Table<ServiceId, bool>,
}

impl Roll {
    /// Calls it.
    pub fn new(script: &Script) -> Self {
        let (mut states, mut orgs) = (BTreeMap::<_, Vec<SeatId>>::new(), BTreeMap::<_, Vec<SeatId>>::new());
        for (id, seat) in script.seats.iter() {
            orgs.entry(seat.org).or_default().push(id);
            if let Some(state) = seat.state {
                states.entry(state).or_default().push(id);
            }
        }
        let owners = script.services.rows().map(|service| {
            let sees = |id: &SeatId| {
                let kind = script.seats[*id].kind.as_str();
                kind != "media" && (service.operator == Some(*id) || kind != "operator")
            };
            states.get(&service.state).into_iter().flatten().copied().filter(sees).collect()
        });
        Self {
            seats: script.seats.rows().map(|s| Name::from(&s.id)).collect(),
            services: script.services.rows().map(|s| Name::from(&s.id)).collect(),
            defences: script.defences.rows().map(|d| Name::from(&d.id)).collect(),
            mechanisms: script.mechanisms.rows().map(|m| Name::from(&m.id)).collect(),
            owners: owners.collect(),
            targets: targets(script),
            states,
            orgs,
        }
    }

    /// The seats of an organisation: they share one picture.
    pub fn team(&self, org: OrgId) -> &[SeatId] {
        self.orgs.get(&org).map_or(&[], Vec::as_slice)
    }

    /// The seats of a state.
    pub fn side(&self, state: StateId) -> &[SeatId] {
        self.states.get(&state).map_or(&[], Vec::as_slice)
    }

    /// The seats that see a service as it is: its operator, and its state's authorities.
    pub fn owners(&self, service: ServiceId) -> &[SeatId] {
        &self.owners[service]
    }

    /// Whether the scenario's campaign may take the service down, or take from it.
    pub fn may_be_struck(&self, service: ServiceId) -> bool {
        self.targets[service]
    }
}
