//! What the map shows. To exercise control: each state by the worst of its services, what goes between states, who holds
//! what is known, and who owes what. To whoever watches: what anybody may see.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{At, Span};
use crate::desk::excon::Layers;
use crate::exercise::directory::Directory;
use crate::exercise::fact::{Fact, Record};
use crate::exercise::state::State;
use crate::exercise::view::View;
use crate::scenario::script::{IntelId, Script, SeatId, StateId};
use crate::scenario::words::ServiceStep;
use crate::stage::{Arc, ArcKind, Duties, Share, StageArea, StageView};
use crate::wire::Open;

/// What is older is not drawn any more.
const LAST: Span = Span::hours(1);
/// Arcs fade in so many steps: the map is drawn anew at a step, not at every frame.
const STEPS: u64 = 4;

/// The part of the screen that the desk left free.
pub(super) fn area(free: Option<egui::Rect>) -> StageArea {
    let corner = |at: egui::Pos2| bevy::math::Vec2::new(at.x, at.y);
    StageArea(free.map(|rect| bevy::math::Rect::from_corners(corner(rect.min), corner(rect.max))))
}

/// The states that take part, with what the layers that are on show of them.
pub(super) fn view(open: &Open, now: At, layers: Layers, chosen: Option<&str>) -> StageView {
    let (script, state) = (&*open.script, &open.state);
    let worst = |id| {
        let of_it = script.services.iter().filter(|(_, spec)| spec.state == id);
        of_it.map(|(service, _)| ServiceStep::of(state.services[service].lost)).max()
    };
    let named = |id: StateId| script.states[id].code.clone();
    let states = script.states.ids().map(|id| (named(id), worst(id).filter(|_| layers.services)));
    StageView {
        states: states.collect(),
        arcs: if layers.messages { arcs(script, state, &open.records, now) } else { Vec::new() },
        awareness: if layers.awareness { awareness(script, state) } else { BTreeMap::new() },
        duties: if layers.obligations { duties(script, state) } else { BTreeMap::new() },
        chosen: chosen.map(str::to_owned),
    }
}

/// What anybody may see on the map: each state by the worst of its services that the public knows of.
pub(super) fn public(directory: &Directory, view: &View) -> StageView {
    let worst = |code: &str| {
        let of_it = directory.services.iter().filter(|(_, service)| service.state == code);
        let seen = |id: &String| view.services.get(id.as_str()).copied().unwrap_or(ServiceStep::Normal);
        of_it.map(|(id, _)| seen(id)).max()
    };
    let states = directory.states.keys().map(|code| (code.clone(), worst(code)));
    StageView { states: states.collect(), ..StageView::default() }
}

/// What went between states within the last hour: an arc for each way and family, as young as the latest.
fn arcs(script: &Script, state: &State, records: &[std::sync::Arc<Record>], now: At) -> Vec<Arc> {
    let mut latest: BTreeMap<(StateId, StateId, ArcKind), At> = BTreeMap::new();
    let young = records.iter().rev().take_while(|record| now.since(record.at) <= LAST);
    for record in young {
        for (from, to, kind) in record.facts.iter().filter_map(|fact| flow(state, fact)) {
            let Some(from) = script.seats[from].state else { continue };
            for to in to.iter().filter_map(|seat| script.seats[*seat].state).filter(|to| *to != from) {
                latest.entry((from, to, kind)).or_insert(record.at);
            }
        }
    }
    let code = |id: StateId| script.states[id].code.clone();
    let age = |at: At| (now.since(at).0 * STEPS / LAST.0) as f32 / STEPS as f32;
    // What went both ways is one arc with two heads.
    let arc = |(&(from, to, kind), &at): (&(StateId, StateId, ArcKind), &At)| {
        let back = latest.get(&(to, from, kind)).copied();
        let drawn = back.is_none() || from < to;
        let age = age(back.map_or(at, |back| back.max(at)));
        drawn.then(|| Arc { from: code(from), to: code(to), kind, both: back.is_some(), age })
    };
    latest.iter().filter_map(arc).collect()
}

/// Who said something to whom, and of which family it is.
fn flow<'a>(state: &'a State, fact: &'a Fact) -> Option<(SeatId, &'a [SeatId], ArcKind)> {
    match fact {
        Fact::Messaged { from: Some(from), to, .. }
        | Fact::Asked(_, from, to)
        | Fact::Reported(from, _, to) => Some((*from, to, ArcKind::Message)),
        Fact::Answered(ask, by) => {
            Some((*by, std::slice::from_ref(&state.asks[*ask].from), ArcKind::Message))
        }
        Fact::Shared { from, to, .. } => Some((*from, to, ArcKind::Intel)),
        Fact::Notified { by, to, .. } => Some((*by, to, ArcKind::Notice)),
        Fact::CaseOpened { by, voters, .. } => Some((*by, voters, ArcKind::Assistance)),
        _ => None,
    }
}

/// How much of the incidents' intelligence that anybody holds each state holds.
fn awareness(script: &Script, state: &State) -> BTreeMap<String, Share> {
    let of_incidents = |item: &IntelId| script.intel[*item].about.is_some();
    let held = |seats: &mut dyn Iterator<Item = SeatId>| -> BTreeSet<IntelId> {
        seats.flat_map(|seat| state.seats[seat].holds.keys().copied()).filter(of_incidents).collect()
    };
    let of = held(&mut script.seats.ids()).len() as u32;
    if of == 0 {
        return BTreeMap::new();
    }
    let share = |id| {
        let mut own = script.seats.iter().filter(|(_, spec)| spec.state == Some(id)).map(|(seat, _)| seat);
        Share { held: held(&mut own).len() as u32, of }
    };
    script.states.iter().map(|(id, spec)| (spec.code.clone(), share(id))).collect()
}

/// Duties that run or lapsed, by the state of who owes them; states without any are left out.
fn duties(script: &Script, state: &State) -> BTreeMap<String, Duties> {
    let mut all: BTreeMap<String, Duties> = BTreeMap::new();
    let open = state.duties.iter().filter(|(_, duty)| duty.owed.values().any(Option::is_none));
    for (_, duty) in open {
        let Some(id) = script.seats[duty.seat].state else { continue };
        let of = all.entry(script.states[id].code.clone()).or_default();
        *(if duty.lapsed { &mut of.late } else { &mut of.due }) += 1;
    }
    all
}
