//! What an adopted case gives when it lands: one function an effect. Like `decide`, it changes nothing.

use std::collections::BTreeSet;

use crate::base::{At, Ppm, Text};
use crate::model::capacity::Maturity;
use crate::scenario::mechanism::{Mechanism, MechanismEffect, MechanismKind};
use crate::scenario::script::{IncidentId, IntelSpec, OrgId, Script, SeatId, ServiceId, StateId};
use crate::scenario::words::Vote;

use super::draft::Draft;
use super::fact::{CaseId, Fact, Rebuff};
use super::power::of_one_house;
use super::state::CaseState;
use super::world::defence;

/// What an adopted case gives, unless it fell before, or turns out to be none for the body.
pub(super) fn land(draft: &mut Draft<'_>, id: CaseId) {
    let (script, state) = (draft.script, draft.state);
    let case = &state.cases[id];
    let spec = &script.mechanisms[case.mechanism];
    if case.fell.is_some() || case.landed.is_some() {
        return;
    }
    let cause = case.incident.map(|incident| script.incidents[incident].cause);
    if !spec.only_for.is_empty() && cause.is_some_and(|cause| !spec.only_for.contains(&cause)) {
        draft.push(Fact::Rebuffed(case.by, case.mechanism, Rebuff::OutOfScope));
        return;
    }
    draft.push(Fact::CaseLanded(id));
    defence::lend(draft, id);
    super::decide::provider::land(draft, id);
    super::decide::release::land(draft, id);
    for effect in &spec.effects {
        match effect {
            MechanismEffect::Intelligence => intelligence(draft, case),
            MechanismEffect::Evidence => evidence(draft, case),
            MechanismEffect::Capacity(levels) => capacity(draft, case, *levels),
            MechanismEffect::Flag(name) => {
                if let Some(flag) = script.names.flags.get(name) {
                    draft.push(Fact::Flag(*flag, true));
                }
            }
            MechanismEffect::Announce => announce(draft, case, spec),
            MechanismEffect::Raise(mechanism, mode) => raise(draft, case, mechanism, mode),
            MechanismEffect::Hinder(share) => hinder(draft, case, *share),
            MechanismEffect::Replace => {
                for service in helped_services(script, &takers(case), case.incident) {
                    draft.push(Fact::Replaced(service));
                }
            }
            // Recovery is felt by the world when the case lands; relay acts when items are shared; a statement is
            // the case itself, which the public line counts; comparing notes shows when somebody is named.
            MechanismEffect::Recovery(_)
            | MechanismEffect::Relay(_)
            | MechanismEffect::Statement
            | MechanismEffect::Attribution => {}
        }
    }
}

/// Who is helped: help that was offered goes to those who took it, else to who asked.
pub(super) fn takers(case: &CaseState) -> Vec<SeatId> {
    if !case.offer {
        return vec![case.by];
    }
    case.votes.iter().filter(|(_, (v, _))| *v == Vote::For).map(|(s, _)| *s).collect()
}

/// The services of the incident that help for these seats is for: those of their states, and for a body above the states
/// those that bodies of its house operate.
pub(super) fn helped_services(
    script: &Script,
    seats: &[SeatId],
    incident: Option<IncidentId>,
) -> Vec<ServiceId> {
    let states: Vec<StateId> = seats.iter().filter_map(|s| script.seats[*s].state).collect();
    let helped = |id: &ServiceId| {
        let service = &script.services[*id];
        let theirs = |by: SeatId| seats.iter().any(|seat| *seat == by || of_one_house(script, *seat, by));
        states.contains(&service.state) || service.operator.is_some_and(theirs)
    };
    incident.iter().flat_map(|i| &script.incidents[*i].services).copied().filter(helped).collect()
}

/// The body gives what it holds of the incident, or whoever said yes where particular ones were asked.
fn intelligence(draft: &mut Draft<'_>, case: &CaseState) {
    let (script, now) = (draft.script, draft.state.now);
    let about = |item: &IntelSpec| case.incident.is_none() || item.about == case.incident;
    let said_yes = |seat: SeatId| match case.offer {
        true => seat == case.by,
        false => matches!(case.votes.get(&seat), Some((Vote::For, _))),
    };
    let of = |org: OrgId| script.seats.iter().filter(move |(_, s)| s.org == org).map(|(id, _)| id);
    let gives =
        |org: OrgId| script.orgs[org].path == script.mechanisms[case.mechanism].body || of(org).any(said_yes);
    let held_by_body = |item: &IntelSpec| {
        let found = |(s, at): &(SeatId, At)| *at <= now && gives(script.seats[*s].org);
        item.found.iter().any(found) || item.source.is_some_and(gives)
    };
    for (item, _) in script.intel.iter().filter(|(_, i)| about(i) && held_by_body(i)) {
        for seat in takers(case) {
            draft.learn(seat, item, None, script.intel[item].tlp);
        }
    }
}

fn evidence(draft: &mut Draft<'_>, case: &CaseState) {
    for service in helped_services(draft.script, &takers(case), case.incident) {
        if draft.state.services[service].evidence.is_none() {
            draft.push(Fact::Evidence(service, true));
        }
    }
}

fn capacity(draft: &mut Draft<'_>, case: &CaseState, levels: Ppm) {
    let places = takers(case).into_iter().filter_map(|s| draft.script.seats[s].state);
    for place in places.collect::<BTreeSet<_>>() {
        draft.push(Fact::CapacityBuilt(place, Maturity::from_f64(levels.as_f64())));
    }
}

/// Everybody hears of it: who did it where a state or a company did it alone, else that it was done.
fn announce(draft: &mut Draft<'_>, case: &CaseState, spec: &Mechanism) {
    let script = draft.script;
    let seat = &script.seats[case.by];
    let who = match (&spec.kind, seat.state) {
        (MechanismKind::Joint, _) => None,
        (_, Some(state)) => Some(script.states[state].name.get("en")),
        (_, None) => Some(script.orgs[seat.org].name.get("en")),
    };
    let what = spec.title.get("en");
    let text = who.map_or_else(|| what.to_owned(), |who| format!("{who}: {what}"));
    draft.push(Fact::News(Text::plain(text)));
}

fn raise(draft: &mut Draft<'_>, case: &CaseState, mechanism: &str, mode: &str) {
    let script = draft.script;
    let Some(&mechanism) = script.names.mechanisms.get(mechanism) else { return };
    let Some(mode) = script.mechanisms[mechanism].mode(mode) else { return };
    if draft.state.modes.get(&mechanism).copied().unwrap_or(0) < mode {
        draft.push(Fact::ModeSet { mechanism, mode, by: Some(case.by) });
    }
}

/// What the attack is run from is taken away: it goes on slower, wherever it is at a service of the incident.
fn hinder(draft: &mut Draft<'_>, case: &CaseState, share: Ppm) {
    let (script, state) = (draft.script, draft.state);
    let services = || case.incident.iter().flat_map(|i| &script.incidents[*i].services);
    let ours = state.stages.iter().filter(|stage| {
        script.stages[**stage].malicious && services().any(|s| state.world.has_reached(**stage, *s))
    });
    for stage in ours {
        let left = u64::from(Ppm::ONE.0 - share.0) * u64::from(state.world.speed(*stage).0) / 1_000_000;
        draft.push(Fact::Sped(*stage, Ppm(left as u32)));
    }
}
