//! Who sits where, as bots look it up: what they ask of the directory at every entry, worked out once for all of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::Name;
use crate::exercise::directory::{Directory, SeatEntry};
use crate::scenario::mechanism::{Mechanism, MechanismEffect, MechanismKind};
use crate::scenario::secrecy::Secrecy;

/// A state by its place in the chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct StateNo(pub(super) u32);

/// An organisation by its place in the chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OrgNo(u32);

/// A seat, its state by number.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// Seat id.
    pub(super) id: Name,
    /// None for bodies and private partners.
    pub(super) state: Option<StateNo>,
    pub(super) org: OrgNo,
    /// It speaks for the public, or to it.
    pub(super) public: bool,
    /// Up to which level it may see what is classified.
    pub(super) clearance: Secrecy,
}

/// The directory with what bots ask of it at hand.
#[derive(Clone, Debug)]
pub struct Chart {
    /// What everybody may know.
    pub directory: Arc<Directory>,
    states: BTreeMap<String, StateNo>,
    /// Seats by id.
    seats: BTreeMap<String, Place>,
    /// Seats by the kind of their organisation, in the order of their ids.
    kinds: BTreeMap<String, Vec<Place>>,
    /// Seats without a state, in the order of their ids.
    bodies: Vec<Place>,
    /// The state of each service by its id.
    services: BTreeMap<String, StateNo>,
    /// Places of the mechanisms with modes that those of a kind may raise.
    ladders: BTreeMap<String, Vec<usize>>,
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
        let (mut kinds, mut orgs) = (BTreeMap::<String, Vec<Place>>::new(), BTreeMap::new());
        for (id, seat) in &directory.seats {
            let state = seat.state.as_ref().and_then(|code| states.get(code)).copied();
            let next = OrgNo(orgs.len() as u32);
            let org = *orgs.entry(seat.org.as_str()).or_insert(next);
            let public = matches!(seat.kind.as_str(), "media" | "public");
            let place = Place { id: Name::from(id), state, org, public, clearance: seat.clearance };
            if state.is_none() {
                bodies.push(place.clone());
            }
            kinds.entry(seat.kind.clone()).or_default().push(place.clone());
            seats.insert(id.clone(), place);
        }
        let services = directory.services.iter().map(|(id, s)| (id.clone(), states[&s.state])).collect();
        let (mut joint, mut ladders) =
            (BTreeMap::<String, Vec<usize>>::new(), BTreeMap::<String, Vec<usize>>::new());
        for (place, mechanism) in directory.mechanisms.iter().enumerate() {
            if mechanism.modes().len() > 1 {
                for kind in mechanism.who.iter().collect::<BTreeSet<_>>() {
                    ladders.entry(kind.clone()).or_default().push(place);
                }
            }
            if matches!(mechanism.kind, MechanismKind::Joint) && !mechanism.people_only {
                for kind in &mechanism.who {
                    joint.entry(kind.clone()).or_default().push(place);
                }
            }
        }
        Self { directory, states, seats, kinds, bodies, services, ladders, joint }
    }

    /// How many states have a seat or a service.
    pub(super) fn states(&self) -> usize {
        self.states.len()
    }

    /// A seat by its id.
    pub(super) fn place(&self, seat: &str) -> Option<&Place> {
        self.seats.get(seat)
    }

    /// The state of a seat; none where there is no such seat, or it has none.
    pub(super) fn state_of(&self, seat: &str) -> Option<StateNo> {
        self.place(seat)?.state
    }

    /// The number of a state.
    pub(super) fn state(&self, code: &str) -> Option<StateNo> {
        self.states.get(code).copied()
    }

    /// The state of a service; none where there is no such service.
    pub(super) fn state_of_service(&self, service: &str) -> Option<StateNo> {
        self.services.get(service).copied()
    }

    /// The states that have a service of the same sector.
    pub(super) fn with_the_like(&self, service: &str) -> impl Iterator<Item = StateNo> {
        let sector = self.directory.services.get(service).map(|s| s.sector);
        let like = self.directory.services.iter().filter(move |(_, s)| Some(s.sector) == sector);
        like.filter_map(|(id, _)| self.state_of_service(id))
    }

    /// Seats of this kind, in the order of their ids.
    pub(super) fn of_kind(&self, kind: &str) -> &[Place] {
        self.kinds.get(kind).map_or(&[], Vec::as_slice)
    }

    /// Seats above the states and of private partners, in the order of their ids.
    pub(super) fn bodies(&self) -> impl Iterator<Item = &Place> {
        self.bodies.iter()
    }

    /// The mechanisms whose mode those of this kind may raise, in the order of the packs.
    pub(super) fn ladders(&self, kind: &str) -> impl Iterator<Item = &Mechanism> {
        self.ladders.get(kind).into_iter().flatten().map(|place| &self.directory.mechanisms[*place])
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
    /// An authority or a company of a kind that some regime gives duties to. Bodies of the Union have theirs where they
    /// operate a service themselves.
    pub(super) reports: bool,
    /// Of a kind that may start a mechanism whose help makes services recover.
    pub(super) seeks_help: bool,
    pub(super) state: Option<StateNo>,
    pub(super) org: Option<OrgNo>,
}

impl Role {
    pub(super) fn new(chart: &Chart, seat: &str, me: Option<&SeatEntry>) -> Self {
        let is = |kind: &str| me.is_some_and(|me| me.kind == kind);
        let packs = || chart.directory.mechanisms.iter();
        let owes = |m: &Mechanism| m.steps().iter().any(|s| !s.optional && s.by.iter().any(|kind| is(kind)));
        let below_the_union = me.is_some_and(|me| me.state.is_some() || me.org.starts_with("private/"));
        Self {
            seated: me.is_some(),
            csirt: is("csirt"),
            crisis: is("crisis"),
            operator: is("operator"),
            reports: below_the_union && packs().any(owes),
            seeks_help: packs().any(|m| is_help(m) && m.who.iter().any(|kind| is(kind))),
            state: chart.state_of(seat),
            org: chart.place(seat).map(|place| place.org),
        }
    }
}

/// Whether bots may ask for it, and services recover faster by it.
pub(super) fn is_help(mechanism: &Mechanism) -> bool {
    let recovers = |effect: &MechanismEffect| matches!(effect, MechanismEffect::Recovery(_));
    matches!(mechanism.kind, MechanismKind::Assistance)
        && !mechanism.people_only
        && mechanism.effects.iter().any(recovers)
}
