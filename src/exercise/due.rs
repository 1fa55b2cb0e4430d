//! What comes of something that is due. Like `decide`, it changes nothing.

use std::collections::BTreeSet;

use crate::base::{At, Span};
use crate::model::capacity::Maturity;
use crate::scenario::condition::Effect;
use crate::scenario::mechanism::{Approval, MechanismEffect};
use crate::scenario::script::{InjectId, OrgId, Script, SeatId};
use crate::scenario::words::Vote;

use super::draft::Draft;
use super::fact::{CaseEnd, CaseId, Due, Fact, Phase, Watch};
use super::state::State;
use super::world::{course, defence};
use super::{decide, expect, react};

/// The facts of a due thing.
pub fn due(script: &Script, state: &State, due: &Due) -> Vec<Fact> {
    let mut draft = Draft::new(script, state);
    match due {
        Due::Tick => {
            course::tick(&mut draft);
            draft.schedule_in(script.tick, Due::Tick);
        }
        Due::Inject(inject) => deliver(&mut draft, *inject),
        Due::Expect(id) => {
            let expect = &state.expects[*id];
            if expect.met.is_none() && !expect.lapsed {
                draft.push(Fact::ExpectLapsed(*id));
                if let Some(spec) = expect::spec_of(&draft, expect) {
                    for inject in &spec.or_else {
                        fire(&mut draft, *inject);
                    }
                }
            }
        }
        Due::Rule(rule) => {
            let spec = &script.rules[*rule];
            if spec.after == Span::ZERO || react::holds(script, state, &spec.when) {
                draft.push(Fact::RuleActed(*rule));
                effects(&mut draft, &spec.then);
            } else {
                draft.push(Fact::NoLonger(Watch::Rule(*rule)));
            }
        }
        Due::Stage(stage) => course::begin(&mut draft, *stage),
        Due::Find(item, seat) => draft.learn(*seat, *item, None, script.intel[*item].tlp),
        Due::Duty(duty) => {
            if !state.duties[*duty].lapsed && state.duties[*duty].owed.values().any(Option::is_none) {
                draft.push(Fact::DutyLapsed(*duty));
            }
        }
        Due::Vote(case) => lapse(&mut draft, *case),
        Due::Land(case) => land(&mut draft, *case),
        Due::Defence(defence, services, _) => defence::defended(&mut draft, *defence, services),
        Due::Rebuff(seat, mechanism, rebuff) => draft.push(Fact::Rebuffed(*seat, *mechanism, *rebuff)),
        Due::Probe(question, round) => {
            draft.push(Fact::ProbeAsked(*question, *round));
            draft.schedule_in(script.questions[*question].open, Due::ProbeEnd(*question, *round));
        }
        Due::ProbeEnd(question, round) => draft.push(Fact::ProbeClosed(*question, *round)),
        Due::SkipEnd => draft.push(Fact::SkipEnded),
        Due::Look => {}
        Due::Endex => draft.push(Fact::Phase(Phase::Ended)),
    }
    draft.facts
}

/// Delivers an inject, unless it is held, out, or was delivered before.
fn deliver(draft: &mut Draft<'_>, inject: InjectId) {
    let (script, state) = (draft.script, draft.state);
    let now = &state.injects[inject];
    if now.held || now.skipped || now.delivered.is_some() {
        return;
    }
    let spec = script.injects.get(inject);
    if let Some(spec) = spec
        && let crate::scenario::script::Trigger::When(when, after) = &spec.trigger
        && *after > Span::ZERO
        && state.became.contains(&Watch::Inject(inject))
        && !react::holds(script, state, when)
    {
        draft.push(Fact::NoLonger(Watch::Inject(inject)));
        return;
    }
    let (to, about) = match (&now.composed, spec) {
        (Some(composed), _) => (composed.to.clone(), composed.about),
        (None, Some(spec)) => (now.to.clone().unwrap_or_else(|| spec.to.clone()), spec.about),
        (None, None) => return,
    };
    draft.push(Fact::Delivered(inject, to.clone()));
    let Some(spec) = spec else {
        if let Some(incident) = about {
            draft.aware(&to, incident);
        }
        return;
    };
    if !spec.says.is_empty() {
        if let Some(incident) = about {
            draft.aware(&to, incident);
        }
        for item in &spec.gives {
            for seat in &to {
                draft.learn(*seat, *item, None, script.intel[*item].tlp);
            }
        }
    }
    expect::open(draft, inject);
    for next in &spec.leads_to {
        if let crate::scenario::script::Trigger::After(_, span) = script.injects[*next].trigger {
            draft.schedule_in(span, Due::Inject(*next));
        }
    }
    effects(draft, &spec.then);
}

/// Puts an inject on the agenda for now, unless it came or was taken out.
fn fire(draft: &mut Draft<'_>, inject: InjectId) {
    let now = &draft.state.injects[inject];
    if now.delivered.is_none() && !now.skipped {
        draft.schedule_in(Span::ZERO, Due::Inject(inject));
    }
}

/// Carries out effects.
fn effects(draft: &mut Draft<'_>, effects: &[Effect]) {
    for effect in effects {
        match effect {
            Effect::Fire(inject) => fire(draft, *inject),
            Effect::Skip(inject) => draft.push(Fact::Skipped(*inject)),
            Effect::Set(flag) => draft.push(Fact::Flag(*flag, true)),
            Effect::Clear(flag) => draft.push(Fact::Flag(*flag, false)),
            Effect::Shock(service, lost, lasts) => draft.push(Fact::Shocked(*service, *lost, *lasts)),
            Effect::Reveal(item, seats) => {
                for seat in seats {
                    draft.learn(*seat, *item, None, draft.script.intel[*item].tlp);
                }
            }
            Effect::Start(stage) => draft.schedule_in(Span::ZERO, Due::Stage(*stage)),
            Effect::Stop(stage) => draft.push(Fact::StageEnded(*stage)),
            Effect::News(text) => draft.push(Fact::News(text.clone())),
            Effect::Speed(..)
            | Effect::Quiet(..)
            | Effect::Switch(..)
            | Effect::Leak(..)
            | Effect::BuildCapacity(..) => course::adapt(draft, effect),
        }
    }
}

/// The time to vote is over: silence is consent in a consensus, refusal elsewhere.
fn lapse(draft: &mut Draft<'_>, id: CaseId) {
    let case = &draft.state.cases[id];
    if case.end.is_some() {
        return;
    }
    let approval = &draft.script.mechanisms[case.mechanism].approval;
    let consent = matches!(approval, Approval::Consensus { .. })
        && !case.offer
        && case.votes.values().all(|(vote, _)| *vote != Vote::Against);
    let end = if consent { CaseEnd::Adopted } else { CaseEnd::Lapsed };
    decide::close_case(draft, id, case.mechanism, case.mode, Some(case.by), end, consent);
}

/// What an adopted case gives.
fn land(draft: &mut Draft<'_>, id: CaseId) {
    let (script, state) = (draft.script, draft.state);
    let case = &state.cases[id];
    draft.push(Fact::CaseLanded(id));
    defence::lend(draft, id);
    // Help that was offered goes to those who took it.
    let takers: Vec<SeatId> = if case.offer {
        case.votes.iter().filter(|(_, (v, _))| *v == Vote::For).map(|(s, _)| *s).collect()
    } else {
        vec![case.by]
    };
    for effect in &script.mechanisms[case.mechanism].effects {
        match effect {
            MechanismEffect::Intelligence => {
                let about = |item: &crate::scenario::script::IntelSpec| {
                    case.incident.is_none() || item.about == case.incident
                };
                // The body gives, or whoever said yes where particular ones were asked: a partner, another state.
                let said_yes = |seat: SeatId| match case.offer {
                    true => seat == case.by,
                    false => matches!(case.votes.get(&seat), Some((Vote::For, _))),
                };
                let of =
                    |org: OrgId| script.seats.iter().filter(move |(_, s)| s.org == org).map(|(id, _)| id);
                let gives = |org: OrgId| {
                    script.orgs[org].path == script.mechanisms[case.mechanism].body || of(org).any(said_yes)
                };
                let held_by_body = |item: &crate::scenario::script::IntelSpec| {
                    let found = |(s, at): &(SeatId, At)| *at <= state.now && gives(script.seats[*s].org);
                    item.found.iter().any(found) || item.source.is_some_and(gives)
                };
                for (item, _) in script.intel.iter().filter(|(_, i)| about(i) && held_by_body(i)) {
                    for seat in &takers {
                        draft.learn(*seat, item, None, script.intel[item].tlp);
                    }
                }
            }
            MechanismEffect::Evidence => {
                let own = takers.iter().filter_map(|s| script.seats[*s].state).collect::<Vec<_>>();
                for service in case.incident.iter().flat_map(|i| &script.incidents[*i].services) {
                    let here = own.contains(&script.services[*service].state);
                    if here && state.services[*service].evidence.is_none() {
                        draft.push(Fact::Evidence(*service, true));
                    }
                }
            }
            MechanismEffect::Capacity(levels) => {
                let helped: BTreeSet<_> = takers.iter().filter_map(|s| script.seats[*s].state).collect();
                for place in helped {
                    draft.push(Fact::CapacityBuilt(place, Maturity::from_f64(levels.as_f64())));
                }
            }
            MechanismEffect::Flag(name) => {
                if let Some(flag) = script.names.flags.get(name) {
                    draft.push(Fact::Flag(*flag, true));
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
