//! What a seat reads of an incident that has not begun. Whoever holds an item about it may class it, report it and act on
//! it; its title would tell what is still to come, and stays hidden until an inject tells of the incident or a service of
//! it is lost. Where no inject ever tells of it, the item is the beginning.

use crate::base::Text;
use crate::scenario::script::{IncidentId, Script, SeatId};

use super::entry::News;
use super::reference::Handle;
use super::roll::Roll;
use super::state::State;

/// Letters of an item that stand for the title of what has not begun.
const FIRST_WORDS: usize = 48;

/// An incident as the seat may know it now.
pub(super) fn incident(
    (script, roll): (&Script, &Roll),
    state: &State,
    seat: SeatId,
    incident: IncidentId,
    handle: Handle,
) -> News {
    let spec = &script.incidents[incident];
    if spec.told && !state.begun.contains_key(&incident) {
        let title = stand_in(script, state, seat, incident);
        return News::Incident { incident: handle, title, services: Vec::new() };
    }
    let services = spec.services.iter().map(|s| roll.services[*s].clone()).collect();
    News::Incident { incident: handle, title: spec.title.clone(), services }
}

/// The first words of what the seat holds about it.
fn stand_in(script: &Script, state: &State, seat: SeatId, incident: IncidentId) -> Text {
    let held =
        state.seats[seat].holds.iter().filter(|(item, _)| script.intel[**item].about == Some(incident));
    let Some((item, _)) = held.min_by_key(|(item, holding)| (holding.since, **item)) else {
        return Text::plain("Not named yet");
    };
    let quote = |(language, says): (&str, &str)| (language.to_owned(), format!("“{}”", first_words(says)));
    script.intel[*item].says.lines().map(quote).collect()
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
