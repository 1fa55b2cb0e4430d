//! What follows from an inject beyond the state whose alone it is: whether it is felt elsewhere that it is delivered, kept
//! back or taken out.
//!
//! A delivery leads to other injects, sets flags, shocks services, moves the campaign, gives items away, and rules and injects
//! wait for it. All that the scenario may make of it is followed, whatever has come of it so far; only to whom injects go is
//! read as it stands now. What seats decide on account of it is their own.

use std::collections::{BTreeMap, BTreeSet};

use crate::scenario::condition::{Cond, Effect};
use crate::scenario::script::{
    FlagId, InjectId, IntelId, RuleId, Script, SeatId, ServiceId, StateId, Trigger,
};

use super::fact::Watch;
use super::msel;
use super::state::State;

/// Something that a condition waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sign {
    Inject(InjectId),
    Flag(FlagId),
    Item(IntelId),
    Service(ServiceId),
}

/// Rules and injects by what they wait for, and services by what they need.
#[derive(Clone, Debug, Default)]
pub struct Beyond {
    waiting: BTreeMap<Sign, Vec<Watch>>,
    needed_by: BTreeMap<ServiceId, Vec<ServiceId>>,
}

impl Beyond {
    /// Of a scenario; it never changes.
    pub fn new(script: &Script) -> Self {
        let mut all = Self::default();
        for (id, rule) in script.rules.iter() {
            all.wait(&rule.when, Watch::Rule(id));
        }
        for &id in &script.waiting {
            if let Trigger::When(when, _) = &script.injects[id].trigger {
                all.wait(when, Watch::Inject(id));
            }
        }
        for (id, service) in script.services.iter() {
            for need in &service.needs {
                all.needed_by.entry(need.service).or_default().push(id);
            }
        }
        all
    }

    fn wait(&mut self, cond: &Cond, watch: Watch) {
        let sign = match cond {
            Cond::All(list) | Cond::Any(list) | Cond::Count(_, list) => {
                return list.iter().for_each(|cond| self.wait(cond, watch));
            }
            Cond::Not(cond) => return self.wait(cond, watch),
            Cond::Delivered(inject) | Cond::Answered(inject, _) => Sign::Inject(*inject),
            Cond::Flag(flag) => Sign::Flag(*flag),
            Cond::Knows(_, item) => Sign::Item(*item),
            Cond::Service(service, _) => Sign::Service(*service),
            _ => return,
        };
        self.waiting.entry(sign).or_default().push(watch);
    }

    /// Whether something follows from the inject that others than the seats of this state feel.
    pub fn reaches(&self, script: &Script, state: &State, inject: InjectId, own: StateId) -> bool {
        let mut walk =
            Walk { of: self, script, own, open: vec![Watch::Inject(inject)], seen: BTreeSet::new() };
        while let Some(next) = walk.open.pop() {
            if !walk.seen.insert(next) {
                continue;
            }
            let felt = match next {
                Watch::Rule(rule) => walk.rule(rule),
                Watch::Inject(id) => !msel::is_of(script, state, id, own) || walk.inject(id),
            };
            if felt {
                return true;
            }
        }
        false
    }
}

/// On the way from one thing to what follows from it.
struct Walk<'a> {
    of: &'a Beyond,
    script: &'a Script,
    own: StateId,
    open: Vec<Watch>,
    seen: BTreeSet<Watch>,
}

impl Walk<'_> {
    /// Takes up what waits for this.
    fn follow(&mut self, sign: Sign) {
        self.open.extend(self.of.waiting.get(&sign).into_iter().flatten());
    }

    fn rule(&mut self, rule: RuleId) -> bool {
        let script = self.script;
        script.rules[rule].then.iter().any(|effect| self.effect(effect))
    }

    /// What its delivery does, and what comes where it is not answered.
    fn inject(&mut self, id: InjectId) -> bool {
        let script = self.script;
        self.follow(Sign::Inject(id));
        // One that was written on the fly leads to nothing.
        let Some(spec) = script.injects.get(id) else { return false };
        for item in &spec.gives {
            self.follow(Sign::Item(*item));
        }
        let next = spec.leads_to.iter().chain(spec.expects.iter().flat_map(|expect| &expect.or_else));
        self.open.extend(next.map(|next| Watch::Inject(*next)));
        let foreign = spec.expects.iter().any(|expect| self.any_abroad(&expect.who));
        foreign || spec.then.iter().any(|effect| self.effect(effect))
    }

    /// Whether others feel this at once; what it sets off is taken up.
    fn effect(&mut self, effect: &Effect) -> bool {
        match effect {
            Effect::Fire(inject) | Effect::Skip(inject) => self.open.push(Watch::Inject(*inject)),
            Effect::Set(flag) | Effect::Clear(flag) => self.follow(Sign::Flag(*flag)),
            Effect::Shock(service, ..) => return self.shock(*service),
            Effect::Reveal(item, seats) => {
                self.follow(Sign::Item(*item));
                return self.any_abroad(seats);
            }
            Effect::BuildCapacity(state, _) => return *state != self.own,
            // The campaign, content and the news are everybody's.
            Effect::Start(_)
            | Effect::Stop(_)
            | Effect::News(_)
            | Effect::Speed(..)
            | Effect::Quiet(..)
            | Effect::Switch(..)
            | Effect::Leak(..)
            | Effect::Publish(_)
            | Effect::Withdraw(_) => return true,
        }
        false
    }

    /// A service, and those that need it.
    fn shock(&mut self, service: ServiceId) -> bool {
        let (mut open, mut hit) = (vec![service], BTreeSet::new());
        while let Some(next) = open.pop() {
            if !hit.insert(next) {
                continue;
            }
            if self.script.services[next].state != self.own {
                return true;
            }
            self.follow(Sign::Service(next));
            open.extend(self.of.needed_by.get(&next).into_iter().flatten());
        }
        false
    }

    fn any_abroad(&self, seats: &[SeatId]) -> bool {
        seats.iter().any(|seat| self.script.seats[*seat].state != Some(self.own))
    }
}
