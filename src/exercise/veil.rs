//! What a seat reads of an incident: no more than it could see for itself.
//!
//! Whoever holds an item about one that has not begun may class it, report it and act on it; its title would tell what is
//! still to come, and stays hidden until an inject tells of the incident or a service of it is lost. Where no inject ever
//! tells of it, the item is the beginning. Its services are read one by one: those of others once they fail for all to
//! see, the own ones from their first trouble on.

use crate::base::Text;
use crate::scenario::script::{IncidentId, Script, SeatId, ServiceId};

use super::entry::News;
use super::reference::Handle;
use super::roll::Roll;
use super::state::State;

/// Letters of an item that stand for the title of what has not begun.
const FIRST_WORDS: usize = 48;

/// A seat, and all that decides what it may know.
#[derive(Clone, Copy)]
pub(super) struct Veil<'a> {
    pub(super) script: &'a Script,
    pub(super) roll: &'a Roll,
    pub(super) state: &'a State,
    pub(super) seat: SeatId,
}

impl Veil<'_> {
    /// An incident as the seat may know it now.
    pub(super) fn incident(self, incident: IncidentId, handle: Handle) -> News {
        let spec = &self.script.incidents[incident];
        if spec.told && !self.state.begun.contains_key(&incident) {
            return News::Incident { incident: handle, title: self.stand_in(incident), services: Vec::new() };
        }
        let known = spec.services.iter().filter(|service| self.since(**service).is_some());
        let services = known.map(|service| self.roll.services[*service].clone()).collect();
        News::Incident { incident: handle, title: spec.title.clone(), services }
    }

    /// Whether it is with this record that the seat may know one more service of the incident.
    pub(super) fn grows(self, incident: IncidentId, record: u64) -> bool {
        let services = &self.script.incidents[incident].services;
        services.iter().any(|service| self.since(*service) == Some(record))
    }

    /// The record from which on the seat may know that the service is part of an incident.
    ///
    /// Those who look after it see its trouble at once, and may have found what is hidden there. What the campaign never
    /// strikes has nothing to foretell: they know of it when they hear of the incident.
    fn since(self, service: ServiceId) -> Option<u64> {
        let own = self.roll.owners(service).contains(&self.seat);
        if own && !self.roll.may_be_struck(service) {
            return Some(0);
        }
        let seen = if own { &self.state.struck } else { &self.state.failed };
        let found = self.state.seats[self.seat].found.get(&service);
        seen.get(&service).into_iter().chain(found).min().copied()
    }

    /// The first words of what the seat holds about it.
    fn stand_in(self, incident: IncidentId) -> Text {
        let holds = self.state.seats[self.seat].holds.iter();
        let held = holds.filter(|(item, _)| self.script.intel[**item].about == Some(incident));
        let Some((item, _)) = held.min_by_key(|(item, holding)| (holding.since, **item)) else {
            return Text::plain("Not named yet");
        };
        let quote =
            |(language, says): (&str, &str)| (language.to_owned(), format!("“{}”", first_words(says)));
        self.script.intel[*item].says.lines().map(quote).collect()
    }
}

fn first_words(says: &str) -> String {
    match says.char_indices().nth(FIRST_WORDS) {
        None => says.to_owned(),
        Some((end, _)) => {
            let cut = says[..end].rfind(' ').unwrap_or(end);
            format!("{}…", says[..cut].trim_end_matches([',', ';', '.', ':']))
        }
    }
}
