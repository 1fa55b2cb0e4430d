//! Who sits where, as bots look it up: what they ask of the directory at every entry, worked out once for all of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::Name;
use crate::exercise::directory::{Directory, SeatEntry};
use crate::scenario::mechanism::{Mechanism, MechanismKind};

/// A state by its place in the chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct StateNo(pub(super) u32);

/// A seat, its state by number.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// Seat id.
    pub(super) id: Name,
    /// None for bodies and private partners.
    pub(super) state: Option<StateNo>,
}

/// The directory with what bots ask of it at hand.
#[derive(Clone, Debug)]
pub struct Chart {
    /// What everybody may know.
    pub directory: Arc<Directory>,
    states: BTreeMap<String, StateNo>,
    /// The state of each seat by its id.
    seats: BTreeMap<String, Option<StateNo>>,
    /// Seats by the kind of their organisation, in the order of their ids.
    kinds: BTreeMap<String, Vec<Place>>,
    /// Seats without a state, in the order of their ids.
    bodies: Vec<Place>,
    /// The state of each service by its id.
    services: BTreeMap<String, StateNo>,
    /// Places of the joint measures that bots of a kind may propose.
    joint: BTreeMap<String, Vec<usize>>,
}

impl Chart {
    /// Works it out.
    pub fn new(directory: Arc<Directory>) -> Self {
        let mut states: BTreeMap<String, StateNo> = BTreeMap::new();
        let seated = directory.seats.values().filter_map(|s| s.state.as_ref());
        for code in seated.chain(directory.services.values().map(|s| &s.state)) {
            let next = StateNo(states.len() as u32);
            states.entry(code.clone()).or_insert(next);
        }
        let (mut seats, mut bodies) = (BTreeMap::new(), Vec::new());
        let mut kinds = BTreeMap::<String, Vec<Place>>::new();
        for (id, seat) in &directory.seats {
            let state = seat.state.as_ref().and_then(|code| states.get(code)).copied();
            seats.insert(id.clone(), state);
            let place = Place { id: Name::from(id), state };
            if state.is_none() {
                bodies.push(place.clone());
            }
            kinds.entry(seat.kind.clone()).or_default().push(place);
        }
        let services = directory.services.iter().map(|(id, s)| (id.clone(), states[&s.state])).collect();
        let mut joint = BTreeMap::<String, Vec<usize>>::new();
        for (place, mechanism) in directory.mechanisms.iter().enumerate() {
            if matches!(mechanism.kind, MechanismKind::Joint) && !mechanism.people_only {
                for kind in &mechanism.who {
                    joint.entry(kind.clone()).or_default().push(place);
                }
            }
        }
        Self { directory, states, seats, kinds, bodies, services, joint }
    }

    /// How many states have a seat or a service.
    pub(super) fn states(&self) -> usize {
        self.states.len()
    }

    /// The state of a seat; none where there is no such seat, or it has none.
    pub(super) fn state_of(&self, seat: &str) -> Option<StateNo> {
        self.seats.get(seat).copied().flatten()
    }

    /// The number of a state.
    pub(super) fn state(&self, code: &str) -> Option<StateNo> {
        self.states.get(code).copied()
    }

    /// The state of a service; none where there is no such service.
    pub(super) fn state_of_service(&self, service: &str) -> Option<StateNo> {
        self.services.get(service).copied()
    }

    /// Seats of this kind, in the order of their ids.
    pub(super) fn of_kind(&self, kind: &str) -> &[Place] {
        self.kinds.get(kind).map_or(&[], Vec::as_slice)
    }

    /// Seats above the states and of private partners, in the order of their ids.
    pub(super) fn bodies(&self) -> impl Iterator<Item = &Place> {
        self.bodies.iter()
    }

    /// The joint measures that a bot of this kind may propose, in the order of the packs.
    pub(super) fn joint(&self, kind: &str) -> impl Iterator<Item = &Mechanism> {
        self.joint.get(kind).into_iter().flatten().map(|place| &self.directory.mechanisms[*place])
    }
}

/// What a bot is, asked at every entry.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Role {
    /// It has a seat in the directory.
    pub(super) seated: bool,
    pub(super) csirt: bool,
    pub(super) crisis: bool,
    pub(super) operator: bool,
    pub(super) state: Option<StateNo>,
}

impl Role {
    pub(super) fn new(chart: &Chart, seat: &str, me: Option<&SeatEntry>) -> Self {
        let is = |kind: &str| me.is_some_and(|me| me.kind == kind);
        Self {
            seated: me.is_some(),
            csirt: is("csirt"),
            crisis: is("crisis"),
            operator: is("operator"),
            state: chart.state_of(seat),
        }
    }
}
