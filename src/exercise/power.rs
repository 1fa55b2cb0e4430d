//! Who may start a mechanism, and what must hold before: the doctrine packs as a rule, with reasons in words.

mod words;

use std::collections::BTreeSet;

use crate::scenario::mechanism::{Approval, Mechanism, MechanismId, Precondition};
use crate::scenario::script::{IncidentId, Script, SeatId, StateId};
use crate::scenario::words::Class;

use super::deed::Deed;
use super::fact::Rebuff;
use super::state::{ActState, CaseState, State};

pub use words::{kind_name, need_text, rebuff_text};

/// Whether the seat may start the mechanism for the incident; else why not.
///
/// # Errors
/// The first reason, in the order in which the body would check: power, membership, preconditions.
pub fn may_start(
    script: &Script,
    state: &State,
    seat: SeatId,
    mechanism: MechanismId,
    incident: Option<IncidentId>,
) -> Result<(), Rebuff> {
    let (spec, me) = (&script.mechanisms[mechanism], &script.seats[seat]);
    if !spec.who.contains(&me.kind) {
        return Err(Rebuff::NotYourPower);
    }
    if !is_member(script, seat, &spec.members) {
        return Err(Rebuff::NoMember);
    }
    match spec
        .needs
        .iter()
        .position(|need| !holds(script, state, Asker { seat, incident, members: &spec.members }, need))
    {
        Some(place) => Err(Rebuff::Unmet(place as u8)),
        None => Ok(()),
    }
}

/// Whether the seat's organisation has the membership: its state has it, or, where it is a body, its pack gives it.
pub fn is_member(script: &Script, seat: SeatId, membership: &str) -> bool {
    script.orgs[script.seats[seat].org].is_member(membership)
}

fn own_side<'a>(script: &'a Script, seat: SeatId) -> impl Iterator<Item = SeatId> + 'a {
    let mine = script.seats[seat].state;
    script
        .seats
        .iter()
        .filter(move |(id, s)| *id == seat || (mine.is_some() && s.state == mine))
        .map(|(id, _)| id)
}

/// Whether both are bodies above the states, and of the same house: the Union's, or the Alliance's. Who looks after the
/// others' services there, as CERT-EU does, defends none itself.
pub(super) fn of_one_house(script: &Script, one: SeatId, other: SeatId) -> bool {
    let house = |seat: SeatId| {
        let spec = &script.seats[seat];
        let (house, _) = script.orgs[spec.org].path.split_once('/')?;
        (spec.state.is_none() && house != "private").then_some(house)
    };
    house(one).is_some() && house(one) == house(other)
}

/// Who asks, about what.
#[derive(Clone, Copy)]
struct Asker<'a> {
    seat: SeatId,
    incident: Option<IncidentId>,
    /// Membership of the mechanism: for a body, its member states count as its own side where they speak for it.
    members: &'a str,
}

fn holds(script: &Script, state: &State, asker: Asker<'_>, need: &Precondition) -> bool {
    let Asker { seat, incident, members } = asker;
    let side = || own_side(script, seat);
    let holds_item = |fits: &dyn Fn(bool) -> bool| {
        side().any(|s| {
            let items = state.seats[s].holds.keys().map(|i| &script.intel[*i]);
            items.into_iter().any(|i| (incident.is_none() || i.about == incident) && fits(i.external))
        })
    };
    match need {
        Precondition::Classed(least) => side().any(|s| {
            state.seats[s].classes.iter().any(|(i, class)| incident.is_none_or(|x| x == *i) && class >= least)
        }),
        Precondition::OwnMeasures => {
            let ours = |by: SeatId| side().any(|s| s == by) || of_one_house(script, seat, by);
            state.acts.iter().any(|act| matches!(act.deed, Deed::Defend(..)) && ours(act.by))
        }
        Precondition::Mode(id, mode) => script.names.mechanisms.get(id).is_some_and(|m| {
            let wanted = script.mechanisms[*m].mode(mode).unwrap_or(u8::MAX);
            state.modes.get(m).copied().unwrap_or(0) >= wanted
        }),
        Precondition::HoldsIntel => holds_item(&|_| true),
        Precondition::ExternalThreat => holds_item(&|external| external),
        Precondition::SuspectedMalicious => side().any(|s| {
            incident.map_or(!state.seats[s].suspects.is_empty(), |i| state.seats[s].suspects.contains(&i))
        }),
        Precondition::Membership(membership) => is_member(script, seat, membership),
        Precondition::Attributed => {
            let body = script.seats[seat].state.is_none();
            let ours = |act: &ActState| match body {
                true => script.seats[act.by].state.is_some() && is_member(script, act.by, members),
                false => side().any(|s| s == act.by),
            };
            let named = |act: &&ActState| {
                matches!(act.deed, Deed::Attribute(_)) && (incident.is_none() || act.about == incident)
            };
            state.acts.iter().filter(named).any(ours)
        }
        Precondition::ConcernedStates(least) => declared(script, state, incident).len() >= *least as usize,
        Precondition::Adopted(id) => script.names.mechanisms.get(id).is_some_and(|m| {
            let fits = |c: &&CaseState| c.mechanism == *m && (incident.is_none() || c.incident == incident);
            state.cases.rows().filter(fits).any(CaseState::stands)
        }),
    }
}

/// States that have classed the incident as significant at least: those that say that it concerns them.
fn declared(script: &Script, state: &State, incident: Option<IncidentId>) -> BTreeSet<StateId> {
    let says = |seat: &SeatId| {
        let mut classes = state.seats[*seat].classes.iter();
        classes.any(|(i, class)| incident.is_none_or(|x| x == *i) && *class >= Class::Significant)
    };
    script.seats.ids().filter(says).filter_map(|seat| script.seats[seat].state).collect()
}

/// Whom the chair hears before it decides, none where nobody need be heard.
pub fn consulted(
    script: &Script,
    state: &State,
    seat: SeatId,
    mechanism: &Mechanism,
    incident: Option<IncidentId>,
) -> Vec<SeatId> {
    let Approval::Presidency { of, consults, waived_by, .. } = &mechanism.approval else {
        return Vec::new();
    };
    let waives = Precondition::Adopted(waived_by.clone());
    if !waived_by.is_empty() && holds(script, state, Asker { seat, incident, members: "" }, &waives) {
        return Vec::new();
    }
    let concerned = declared(script, state, incident);
    let heard = |id: &SeatId| {
        let (spec, org) = (&script.seats[*id], &script.orgs[script.seats[*id].org]);
        let fits = |path: &String| match path.strip_prefix("{concerned}/") {
            Some(kind) => spec.kind == kind && spec.state.is_some_and(|s| concerned.contains(&s)),
            None => org.path == *path,
        };
        *id != seat && org.path != *of && consults.iter().any(fits)
    };
    script.seats.ids().filter(heard).collect()
}

/// Who may vote on a case that the seat opens; `asked` are those it addresses.
pub fn voters(script: &Script, seat: SeatId, mechanism: &Mechanism, asked: &[SeatId]) -> Vec<SeatId> {
    let speakers = |kind: &str| {
        let seats = script.seats.iter();
        let speaks = |id: &SeatId| *id != seat && is_member(script, *id, mechanism.parties());
        seats.filter(|(_, s)| s.kind == *kind && s.state.is_some()).map(|(id, _)| id).filter(speaks).collect()
    };
    match &mechanism.approval {
        Approval::Alone => Vec::new(),
        Approval::Presidency { of, .. } => of_body(script, seat, of),
        Approval::Consensus { of, .. } | Approval::Unanimity { of, .. } => speakers(of),
        Approval::Asked { .. } if asked.is_empty() => of_body(script, seat, &mechanism.body),
        Approval::Asked { .. } => asked.to_vec(),
    }
}

/// The seats of a body; `{state}` is the state of the seat that asks.
fn of_body(script: &Script, seat: SeatId, path: &str) -> Vec<SeatId> {
    let code = script.seats[seat].state.map_or("", |state| script.states[state].code.as_str());
    let path = path.replace("{state}", code);
    script.seats.iter().filter(|(_, s)| script.orgs[s.org].path == path).map(|(id, _)| id).collect()
}
