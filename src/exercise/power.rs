//! Who may start a mechanism, and what must hold before: the doctrine packs as a rule, with reasons in words.

use crate::scenario::mechanism::{Approval, Mechanism, MechanismId, Precondition};
use crate::scenario::script::{IncidentId, Script, SeatId};
use crate::scenario::words::Class;

use super::deed::Deed;
use super::fact::Rebuff;
use super::state::State;

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
    match spec.needs.iter().position(|need| !holds(script, state, seat, incident, need)) {
        Some(place) => Err(Rebuff::Unmet(place as u8)),
        None => Ok(()),
    }
}

/// Whether the seat's organisation has the membership: its state has it, or, where it is a body, its pack gives it.
pub fn is_member(script: &Script, seat: SeatId, membership: &str) -> bool {
    let org = &script.orgs[script.seats[seat].org];
    membership.is_empty() || org.memberships.iter().any(|m| m == membership)
}

fn own_side<'a>(script: &'a Script, seat: SeatId) -> impl Iterator<Item = SeatId> + 'a {
    let mine = script.seats[seat].state;
    script
        .seats
        .iter()
        .filter(move |(id, s)| *id == seat || (mine.is_some() && s.state == mine))
        .map(|(id, _)| id)
}

fn holds(
    script: &Script,
    state: &State,
    seat: SeatId,
    incident: Option<IncidentId>,
    need: &Precondition,
) -> bool {
    match need {
        Precondition::Classed(least) => own_side(script, seat).any(|s| {
            state.seats[s].classes.iter().any(|(i, class)| incident.is_none_or(|x| x == *i) && class >= least)
        }),
        Precondition::OwnMeasures => state
            .acts
            .iter()
            .any(|act| matches!(act.deed, Deed::Defend(..)) && own_side(script, seat).any(|s| s == act.by)),
        Precondition::Mode(id, mode) => script.names.mechanisms.get(id).is_some_and(|m| {
            let wanted = script.mechanisms[*m].mode(mode).unwrap_or(u8::MAX);
            state.modes.get(m).copied().unwrap_or(0) >= wanted
        }),
        Precondition::HoldsIntel => own_side(script, seat).any(|s| {
            state.seats[s].holds.keys().any(|i| incident.is_none() || script.intel[*i].about == incident)
        }),
        Precondition::SuspectedMalicious => own_side(script, seat).any(|s| {
            incident.map_or(!state.seats[s].suspects.is_empty(), |i| state.seats[s].suspects.contains(&i))
        }),
        Precondition::Membership(membership) => is_member(script, seat, membership),
    }
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
        Approval::Presidency { of, .. } => of_body(script, of),
        Approval::Consensus { of, .. } | Approval::Unanimity { of, .. } => speakers(of),
        Approval::Asked { .. } if asked.is_empty() => of_body(script, &mechanism.body),
        Approval::Asked { .. } => asked.to_vec(),
    }
}

fn of_body(script: &Script, path: &str) -> Vec<SeatId> {
    script.seats.iter().filter(|(_, s)| script.orgs[s.org].path == path).map(|(id, _)| id).collect()
}

/// What the body answers to one who asked for what is not in its power.
pub fn rebuff_text(script: &Script, seat: SeatId, mechanism: MechanismId, rebuff: Rebuff) -> String {
    let spec = &script.mechanisms[mechanism];
    let kinds = || spec.who.iter().map(|k| kind_name(k)).collect::<Vec<_>>().join(" or ");
    match rebuff {
        Rebuff::NotYourPower => {
            format!(
                "{}: we can take this only from {} of a member. Please go through them.",
                spec.title,
                kinds()
            )
        }
        Rebuff::NoMember => {
            let outside = match script.seats[seat].state {
                Some(_) => "your state does not take part in this",
                None => "your organisation does not take part in this",
            };
            format!("{}: {outside}, so we cannot act on it.", spec.title)
        }
        Rebuff::Unmet(place) => match spec.needs.get(usize::from(place)) {
            Some(need) => format!("{}: we cannot start yet. {}", spec.title, need_text(need)),
            None => format!("{}: we cannot start yet.", spec.title),
        },
        Rebuff::AlreadySo => format!("{}: it stands there already.", spec.title),
        Rebuff::WrongInstrument => format!("{}: this is not what this instrument is for.", spec.title),
    }
}

/// What would have to hold, in words.
pub fn need_text(need: &Precondition) -> String {
    match need {
        Precondition::Classed(class) => match class {
            Class::BelowThreshold => "Your side must have classed the incident.".to_owned(),
            class => format!("Your side must have classed the incident as {class} at least."),
        },
        Precondition::OwnMeasures => {
            "You must first have taken measures of your own, and say which.".to_owned()
        }
        Precondition::Mode(mechanism, mode) => format!("{mechanism} must stand at “{mode}” first."),
        Precondition::HoldsIntel => "Your side must hold some intelligence about the incident.".to_owned(),
        Precondition::SuspectedMalicious => {
            "Somebody of your side must have notified or reported it as suspected malicious.".to_owned()
        }
        Precondition::Membership(m) => format!("It takes a party to “{m}”."),
    }
}

/// What people call a kind of organisation.
pub fn kind_name(kind: &str) -> &str {
    match kind {
        "csirt" => "a national CSIRT",
        "spoc" => "a single point of contact",
        "crisis" => "a cyber-crisis authority",
        "foreign" => "a foreign ministry",
        "interior" => "an interior ministry",
        "defence" => "a defence ministry",
        "police" => "a police cyber unit",
        "regulator" => "a regulator",
        "operator" => "an operator",
        other => other,
    }
}
