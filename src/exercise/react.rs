//! Conditions: which of them a record may have changed, and which came true. Rules and injects wait on them.

use std::collections::BTreeSet;

use crate::base::At;
use crate::scenario::condition::Cond;
use crate::scenario::script::{Script, SeatId, Trigger};
use crate::scenario::words::ServiceStep;

use super::draft::Draft;
use super::evidence;
use super::fact::{Due, Fact, Record, Watch};
use super::state::State;

/// What a condition looks at, as bits: a record that touches nothing of it need not be asked.
mod touch {
    pub(super) const SERVICES: u8 = 1;
    pub(super) const KNOWLEDGE: u8 = 2;
    pub(super) const ACTS: u8 = 4;
    pub(super) const FLAGS: u8 = 8;
    pub(super) const INJECTS: u8 = 16;
    pub(super) const CASES: u8 = 32;
    pub(super) const TIME: u8 = 64;
    pub(super) const CAMPAIGN: u8 = 128;
    pub(super) const ALL: u8 = 255;
}

/// What comes of the conditions that the record made true: the state is the one after the record.
pub fn react(script: &Script, state: &State, record: &Record) -> Vec<Fact> {
    let mut draft = Draft::new(script, state);
    let touched = record.facts.iter().fold(0, |bits, fact| bits | touches(fact)) | touched_by_due(record);
    if touched == 0 {
        return draft.facts;
    }
    for (id, rule) in script.rules.iter() {
        let watch = Watch::Rule(id);
        if asks(state, watch, &rule.when, touched) && holds(script, state, &rule.when) {
            draft.push(Fact::Became(watch));
            draft.schedule_in(rule.after, Due::Rule(id));
        }
    }
    for &id in &script.waiting {
        let Trigger::When(when, after) = &script.injects[id].trigger else { continue };
        let watch = Watch::Inject(id);
        let waits = state.injects[id].delivered.is_none() && !state.injects[id].skipped;
        if waits && asks(state, watch, when, touched) && holds(script, state, when) {
            draft.push(Fact::Became(watch));
            draft.schedule_in(*after, Due::Inject(id));
        }
    }
    draft.facts
}

fn asks(state: &State, watch: Watch, when: &Cond, touched: u8) -> bool {
    !state.became.contains(&watch) && looks_at(when) & touched != 0
}

fn touched_by_due(record: &Record) -> u8 {
    match &record.cause {
        super::fact::Cause::Due(Due::Look) => touch::TIME,
        _ => 0,
    }
}

fn touches(fact: &Fact) -> u8 {
    match fact {
        Fact::Ticked(_) | Fact::Defended(..) => touch::SERVICES | touch::CAMPAIGN,
        Fact::Hit(..) | Fact::Shocked(..) | Fact::Stolen { .. } => touch::SERVICES,
        Fact::Published(_)
        | Fact::Spread(_)
        | Fact::TippedOff(_)
        | Fact::StageBegan(_)
        | Fact::Crept(..)
        | Fact::StageEnded(_)
        | Fact::Switched { .. } => touch::CAMPAIGN,
        Fact::Learned { .. } => touch::KNOWLEDGE,
        Fact::Flag(..) => touch::FLAGS,
        Fact::Delivered(..) | Fact::ExpectMet(..) | Fact::ExpectLapsed(_) => touch::INJECTS,
        Fact::Phase(_) => touch::ALL,
        Fact::CaseClosed(..) | Fact::ModeSet { .. } | Fact::CaseLanded(_) | Fact::CaseFell(_) => touch::CASES,
        Fact::Classified(..)
        | Fact::Notified { .. }
        | Fact::Shared { .. }
        | Fact::Asked(..)
        | Fact::Answered(..)
        | Fact::Reported(..)
        | Fact::Voted { .. }
        | Fact::CaseOpened { .. }
        | Fact::Defending { .. }
        | Fact::Attributed { .. }
        | Fact::Stated(..)
        | Fact::Messaged { .. }
        | Fact::Decided(_) => touch::ACTS,
        _ => 0,
    }
}

fn looks_at(cond: &Cond) -> u8 {
    match cond {
        Cond::All(list) | Cond::Any(list) | Cond::Count(_, list) => {
            list.iter().fold(0, |bits, c| bits | looks_at(c))
        }
        Cond::Not(cond) => looks_at(cond),
        Cond::At(_) => touch::TIME,
        Cond::Flag(_) => touch::FLAGS,
        Cond::Service(..) | Cond::Stolen(_) => touch::SERVICES,
        Cond::Knows(..) => touch::KNOWLEDGE,
        Cond::Ordered { .. } | Cond::Classed(..) | Cond::Judged(..) => touch::ACTS,
        Cond::Answered(..) | Cond::Delivered(_) => touch::INJECTS,
        Cond::Chance(..) => touch::ALL,
        Cond::Mode(..) | Cond::Adopted(_) | Cond::Landed(_) => touch::CASES,
        Cond::Reach(..) | Cond::Detected(_) | Cond::TippedOff(_) | Cond::Stopped(_) => touch::CAMPAIGN,
    }
}

/// Whether the condition holds now.
pub fn holds(script: &Script, state: &State, cond: &Cond) -> bool {
    let is = |c: &Cond| holds(script, state, c);
    let among = |seats: &[SeatId], seat: SeatId| seats.is_empty() || seats.contains(&seat);
    match cond {
        Cond::All(list) => list.iter().all(is),
        Cond::Any(list) => list.iter().any(is),
        Cond::Not(cond) => !is(cond),
        Cond::At(at) => state.now >= *at,
        Cond::Flag(flag) => state.flags.contains(flag),
        Cond::Service(service, step) => ServiceStep::of(state.services[*service].lost) >= *step,
        Cond::Knows(seats, item) => seats.iter().any(|s| state.seats[*s].holds.contains_key(item)),
        Cond::Ordered { by, what, at_least } => {
            let fitting = state.acts.iter().filter(|act| among(by, act.by) && act.deed.is(what, script));
            fitting.take(*at_least as usize).count() >= *at_least as usize
        }
        Cond::Answered(inject, within) => state
            .expects
            .rows()
            .any(|e| e.inject == *inject && e.met.is_some_and(|(_, at)| at.since(e.opened) <= *within)),
        Cond::Delivered(inject) => state.injects[*inject].delivered.is_some(),
        Cond::Count(n, list) => list.iter().filter(|c| is(c)).count() >= *n as usize,
        // A pure function of the seed and its own key: thrown once by nature.
        Cond::Chance(chance, key) => state.dice.below(1_000_000, "chance", key, 0) < u64::from(chance.0),
        Cond::Mode(mechanism, mode) => state.modes.get(mechanism).copied().unwrap_or(0) >= *mode,
        Cond::Adopted(mechanism) => state.cases.rows().any(|c| c.mechanism == *mechanism && c.stands()),
        Cond::Landed(mechanism) => {
            state.cases.rows().any(|c| c.mechanism == *mechanism && c.landed.is_some())
        }
        Cond::Detected(stage) => state.world.is_detected(*stage),
        Cond::TippedOff(stage) => state.tipped_off.contains(stage),
        Cond::Stolen(service) => state.world.was_robbed(*service),
        Cond::Stopped(stage) => state.world.is_stopped(*stage),
        Cond::Reach(content, least) => {
            state.contents[*content].began.is_some() && state.contents[*content].reach >= *least
        }
        Cond::Judged(seats, how) => state
            .judged
            .iter()
            .any(|j| among(seats, j.by) && evidence::fits(*how, j.premature, j.unilateral, j.wrong)),
        Cond::Classed(seats, incident, least) => state
            .seats
            .iter()
            .any(|(id, s)| among(seats, id) && s.classes.get(incident).is_some_and(|c| c >= least)),
    }
}

/// The moments that conditions ask for, so that somebody looks at them then.
pub fn moments(script: &Script) -> BTreeSet<At> {
    let mut found = BTreeSet::new();
    let injects = script.injects.rows().filter_map(|inject| match &inject.trigger {
        Trigger::When(when, _) => Some(when),
        _ => None,
    });
    for cond in script.rules.rows().map(|rule| &rule.when).chain(injects) {
        collect(cond, &mut found);
    }
    found
}

fn collect(cond: &Cond, found: &mut BTreeSet<At>) {
    match cond {
        Cond::At(at) => {
            found.insert(*at);
        }
        Cond::All(list) | Cond::Any(list) | Cond::Count(_, list) => {
            list.iter().for_each(|c| collect(c, found));
        }
        Cond::Not(cond) => collect(cond, found),
        _ => {}
    }
}
