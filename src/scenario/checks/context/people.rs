//! Seats, the organisations they sit in, and the addresses that reach them.

use std::collections::{BTreeMap, BTreeSet};

use crate::scenario::compile::place_of;
use crate::scenario::packs::Packs;
use crate::scenario::schema::{Organisation, ScenarioFile, Seat};

/// Who is there, and by which address.
pub(in crate::scenario::checks) struct People<'a> {
    /// Seats in their order.
    pub(in crate::scenario::checks) seats: Vec<Person<'a>>,
    groups: BTreeMap<String, Vec<usize>>,
    ids: BTreeMap<&'a str, Vec<usize>>,
    /// Organisations by path, whether anybody sits there or not.
    paths: BTreeSet<&'a str>,
    states: BTreeSet<&'a str>,
    kinds: BTreeSet<&'a str>,
}

/// A seat as doctrine sees it.
pub(in crate::scenario::checks) struct Person<'a> {
    /// The seat.
    pub(in crate::scenario::checks) seat: &'a Seat,
    /// What its organisation is in doctrine.
    pub(in crate::scenario::checks) kind: &'a str,
    /// ISO code of its state, where that takes part.
    pub(in crate::scenario::checks) state: Option<&'a str>,
}

impl<'a> People<'a> {
    pub(super) fn new(file: &'a ScenarioFile, packs: &'a Packs) -> Self {
        let own: BTreeMap<&str, &Organisation> =
            file.organisations.iter().map(|o| (o.path.as_str(), o)).collect();
        let bodies: BTreeMap<&str, &str> =
            packs.world.iter().flat_map(|w| &w.bodies).map(|b| (b.path.as_str(), b.kind.as_str())).collect();
        let states: BTreeSet<&str> = file.states.iter().map(|s| s.as_str()).collect();
        let mut kinds: BTreeSet<&str> =
            packs.world.iter().flat_map(|w| &w.national).map(|n| n.kind.as_str()).collect();
        kinds.insert("operator");
        let kind_of = |path: &'a str| {
            let second = path.split('/').nth(1).unwrap_or_default();
            match own.get(path) {
                Some(o) if o.kind.is_some() => o.kind.as_ref().map_or(second, |k| k.as_str()),
                Some(_) if place_of(path) == "private" => "vendor",
                Some(_) => second,
                None => bodies.get(path).copied().unwrap_or(second),
            }
        };
        let seats: Vec<Person<'a>> = file
            .seats
            .iter()
            .map(|seat| Person {
                seat,
                kind: kind_of(&seat.of),
                state: states.get(place_of(&seat.of)).copied(),
            })
            .collect();
        let mut ids: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, person) in seats.iter().enumerate() {
            ids.entry(person.seat.id.as_str()).or_default().push(place);
            for address in addresses(person) {
                groups.entry(address).or_default().push(place);
            }
        }
        let paths = own.keys().chain(bodies.keys()).copied().collect();
        Self { seats, groups, ids, paths, states, kinds }
    }

    /// The seats that an address means; see [`Script::address`](crate::scenario::script::Script::address), a state's
    /// code alone means all its seats.
    pub(in crate::scenario::checks) fn at(&self, address: &str) -> &[usize] {
        let group = || self.groups.get(address).map(Vec::as_slice).unwrap_or_default();
        if self.states.contains(address) {
            return group();
        }
        self.ids.get(address).map_or_else(group, Vec::as_slice)
    }

    /// Whether there is such an organisation, with or without a seat.
    pub(in crate::scenario::checks) fn has_organisation(&self, path: &str) -> bool {
        if self.paths.contains(path) {
            return true;
        }
        let mut parts = path.split('/');
        let (place, kind) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let named = parts.next();
        // A state has one organisation of each kind, and as many operators as are named.
        self.states.contains(place)
            && self.kinds.contains(kind)
            && parts.next().is_none()
            && named.is_none_or(|name| !name.is_empty())
    }

    /// Paths that a mistyped one may have meant.
    pub(in crate::scenario::checks) fn paths_like(&self, path: &str) -> Vec<String> {
        let place = place_of(path);
        let national =
            self.kinds.iter().filter(|_| self.states.contains(place)).map(|k| format!("{place}/{k}"));
        self.paths.iter().map(|p| (*p).to_owned()).chain(national).collect()
    }

    /// Kinds of organisation that a state may have.
    pub(in crate::scenario::checks) fn kinds(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.kinds.iter().copied()
    }

    /// Every address that reaches somebody.
    pub(in crate::scenario::checks) fn reachable(&self) -> impl Iterator<Item = &str> {
        self.ids.keys().copied().chain(self.groups.keys().map(String::as_str))
    }
}

/// The addresses of a seat beside its id.
fn addresses(person: &Person<'_>) -> Vec<String> {
    let path = person.seat.of.as_str();
    let mut addresses = vec!["all".to_owned(), path.to_owned(), format!("{}/*", place_of(path))];
    if let Some(state) = person.state {
        addresses.push(state.to_owned());
        addresses.push(format!("*/{}", person.kind));
        let rest = path.split_once('/').map_or("", |(_, rest)| rest);
        if rest != person.kind {
            addresses.push(format!("*/{rest}"));
        }
    }
    addresses
}
