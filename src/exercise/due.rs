//! What comes of something that is due. Like `decide`, it changes nothing.

use crate::base::{Ppm, Span};
use crate::scenario::condition::Effect;
use crate::scenario::mechanism::Approval;
use crate::scenario::script::{InjectId, Script};
use crate::scenario::words::Vote;

use super::draft::Draft;
use super::fact::{CaseEnd, CaseId, Due, Fact, Phase, Watch};
use super::state::State;
use super::world::{course, defence, intrusion, reach, strike, theft};
use super::{decide, expect, land, msel, react};

/// The facts of a due thing.
pub fn due(script: &Script, state: &State, due: &Due) -> Vec<Fact> {
    let mut draft = Draft::new(script, state);
    match due {
        Due::Tick => {
            course::tick(&mut draft);
            reach::tick(&mut draft);
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
        Due::Hop(stage) => intrusion::hop(&mut draft, *stage),
        Due::Strike(stage, service) => strike::come(&mut draft, *stage, *service),
        Due::Seen(stage, service) => theft::found(&mut draft, *stage, *service),
        Due::Find(item, seat) => draft.learn(*seat, *item, None, script.intel[*item].tlp),
        Due::Duty(duty) => {
            if !state.duties[*duty].lapsed && state.duties[*duty].owed.values().any(Option::is_none) {
                draft.push(Fact::DutyLapsed(*duty));
            }
        }
        Due::Vote(case) => lapse(&mut draft, *case),
        Due::Land(case) => land::land(&mut draft, *case),
        Due::Defence(defence, services, _) => defence::defended(&mut draft, *defence, services),
        Due::Rebuff(seat, mechanism, rebuff) => draft.push(Fact::Rebuffed(*seat, *mechanism, *rebuff)),
        Due::Probe(question, round) => {
            draft.push(Fact::ProbeAsked(*question, *round));
            draft.schedule_in(script.questions[*question].open, Due::ProbeEnd(*question, *round));
        }
        Due::ProbeEnd(question, round) => draft.push(Fact::ProbeClosed(*question, *round)),
        Due::SkipEnd => draft.push(Fact::SkipEnded),
        Due::Look => {}
        Due::Content(content) => reach::publish(&mut draft, *content),
        Due::Provider(case) if state.release_asks.contains_key(case) => {
            decide::release::answer(&mut draft, *case);
        }
        Due::Provider(case) => decide::provider::answer(&mut draft, *case),
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
    let about = match (&now.composed, spec) {
        (Some(composed), _) => composed.about,
        (None, Some(spec)) => spec.about,
        (None, None) => return,
    };
    let to = msel::recipients(script, state, inject).to_vec();
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
            Effect::Publish(content) => reach::publish(draft, *content),
            Effect::Withdraw(content) => draft.push(Fact::Withdrawn(*content, Ppm::ZERO)),
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
        && case.contradicted.is_empty()
        && case.votes.values().all(|(vote, _)| *vote != Vote::Against);
    let end = if consent { CaseEnd::Adopted } else { CaseEnd::Lapsed };
    decide::close_case(draft, id, case.mechanism, case.mode, Some(case.by), end, consent);
}
