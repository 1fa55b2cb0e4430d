//! What was run, by whom, and how far.

use crate::base::At;
use crate::exercise::fact::Phase;
use crate::exercise::order::Staffing;
use crate::record::Hash;
use crate::report::model::{Overview, Participant};
use crate::report::names::text;
use crate::scenario::script::{SeatId, StateId};

use super::{Audience, Source};

pub(super) fn overview(source: &Source<'_>) -> Overview {
    let (script, state, gather) = (source.script(), source.names.state, source.gather);
    Overview {
        scenario: script.about.id.clone(),
        title: text(&script.about.title),
        summary: text(&script.about.summary),
        authors: script.about.authors.clone(),
        startex: script.about.startex.clone(),
        startex_ms: script.clock.startex_ms,
        until: source.moment(source.now),
        ended: state.phase == Phase::Ended,
        lasted: source.now.since(At::STARTEX),
        seed: source.from.seed,
        script_hash: Hash(script.hash).to_string(),
        journal_hash: source.from.journal_hash.clone(),
        entries: state.records,
        orders: gather.orders,
        refused: gather.refused,
        voided: gather.voided.len() as u32,
        participants: participants(source),
    }
}

/// States in the order of the scenario, then the bodies beyond them.
fn participants(source: &Source<'_>) -> Vec<Participant> {
    let script = source.script();
    if source.audience == Audience::Plenary {
        // Who plays what, state by state, could tell which pseudonym is whose.
        let seats = script.seats.ids();
        return vec![count(source, seats, None, "All seats".to_owned())];
    }
    let mut all: Vec<Participant> = script
        .states
        .iter()
        .map(|(id, spec)| seats_of(source, Some(id), Some(spec.code.clone()), text(&spec.name)))
        .collect();
    let bodies = seats_of(source, None, None, "Union, NATO and private bodies".to_owned());
    if bodies.people + bodies.bots + bodies.empty > 0 {
        all.push(bodies);
    }
    all
}

fn seats_of(source: &Source<'_>, of: Option<StateId>, code: Option<String>, name: String) -> Participant {
    let seats = source.script().seats.iter().filter(|(_, spec)| spec.state == of).map(|(seat, _)| seat);
    count(source, seats, code, name)
}

fn count(
    source: &Source<'_>,
    seats: impl Iterator<Item = SeatId>,
    code: Option<String>,
    name: String,
) -> Participant {
    let mut row = Participant { code, name, people: 0, bots: 0, empty: 0 };
    for seat in seats {
        match source.names.state.seats.get(seat).map(|s| &s.staffing) {
            Some(Staffing::Person) => row.people += 1,
            Some(Staffing::Bot(_)) => row.bots += 1,
            Some(Staffing::Empty) | None => row.empty += 1,
        }
    }
    row
}
