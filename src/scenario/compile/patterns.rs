//! Conditions, patterns over decisions, and effects.

use crate::base::Ppm;
use crate::model::capacity::Maturity;
use crate::scenario::condition::{Cond, Effect, What};
use crate::scenario::schema::{Act, Name, Then, When};
use crate::scenario::script::{FlagId, Script, SeatId};

use super::names::seats;
use super::times::{moment, span};
use crate::base::Span;

/// The number of a flag, given on first use.
pub(super) fn flag(script: &mut Script, name: &str) -> FlagId {
    if let Some(&known) = script.names.flags.get(name) {
        return known;
    }
    let number = script.flags.push(name.to_owned());
    script.names.flags.insert(name.to_owned(), number);
    number
}

fn by(script: &Script, name: Option<&Name>) -> Vec<SeatId> {
    name.map_or_else(Vec::new, |name| script.address(name))
}

/// A condition; none where a name does not resolve. `key` names it for the dice.
pub(super) fn cond(script: &mut Script, when: &When, key: &str) -> Option<Cond> {
    let each = |script: &mut Script, list: &[When]| {
        let conds = list.iter().enumerate().map(|(n, w)| cond(script, w, &format!("{key}/{n}")));
        conds.collect::<Option<Vec<_>>>()
    };
    Some(match when {
        When::All(list) => Cond::All(each(script, list)?),
        When::Any(list) => Cond::Any(each(script, list)?),
        When::Not(inner) => Cond::Not(Box::new(cond(script, inner, key)?)),
        When::Time(time) => Cond::At(moment(script.clock, time)?),
        When::Flag(name) => Cond::Flag(flag(script, name)),
        When::Service(name, step) => Cond::Service(*script.names.services.get(name.as_str())?, *step),
        When::Knows(who, item) => Cond::Knows(script.address(who), *script.names.intel.get(item.as_str())?),
        When::Ordered { by: who, what, at_least } => Cond::Ordered {
            by: by(script, who.as_ref()),
            what: pattern(script, what)?,
            at_least: at_least.unwrap_or(1).max(1),
        },
        When::Answered { inject, within } => {
            Cond::Answered(*script.names.injects.get(inject.as_str())?, span(Some(within), Span::ZERO))
        }
        When::Delivered(inject) => Cond::Delivered(*script.names.injects.get(inject.as_str())?),
        When::Count(n, list) => Cond::Count(*n, each(script, list)?),
        When::Chance(chance) => Cond::Chance(Ppm::from_f64(**chance), key.to_owned()),
        When::Mode(mechanism, mode) => {
            let id = *script.names.mechanisms.get(mechanism.as_str())?;
            Cond::Mode(id, script.mechanisms[id].mode(mode)?)
        }
        When::Adopted(mechanism) => Cond::Adopted(*script.names.mechanisms.get(mechanism.as_str())?),
        When::Landed(mechanism) => Cond::Landed(*script.names.mechanisms.get(mechanism.as_str())?),
        When::Detected(stage) => Cond::Detected(*script.names.stages.get(stage.as_str())?),
        When::TippedOff(stage) => Cond::TippedOff(*script.names.stages.get(stage.as_str())?),
        When::Stolen(name) => Cond::Stolen(*script.names.services.get(name.as_str())?),
        When::Stopped(stage) => Cond::Stopped(*script.names.stages.get(stage.as_str())?),
        When::Reach { content, at_least } => {
            Cond::Reach(*script.names.contents.get(content.as_str())?, Ppm::from_f64(**at_least))
        }
        When::Attributed { by: who, how: Some(how) } => Cond::Judged(by(script, who.as_ref()), *how),
        When::Attributed { by: who, how: None } => {
            Cond::Ordered { by: by(script, who.as_ref()), what: What::Attribute(Some(true)), at_least: 1 }
        }
        When::Classed { by: who, incident, at_least } => Cond::Classed(
            by(script, who.as_ref()),
            *script.names.incidents.get(incident.as_str())?,
            *at_least,
        ),
    })
}

/// A name that may be left out, but must resolve where it stands: none within none is "anything".
fn maybe<T>(name: Option<&Name>, find: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    match name {
        None => Some(None),
        Some(name) => find(name).map(Some),
    }
}

/// A pattern; none where a name does not resolve.
pub(super) fn pattern(script: &Script, act: &Act) -> Option<What> {
    let names = &script.names;
    let mechanism = |name: &Option<Name>| maybe(name.as_ref(), |n| names.mechanisms.get(n).copied());
    let incident = |name: &Option<Name>| maybe(name.as_ref(), |n| names.incidents.get(n).copied());
    let to = |list: &[Name]| seats(script, list);
    Some(match act {
        Act::Anything => What::Anything,
        Act::Classify { incident: i, at_least } => {
            What::Classify { incident: incident(i)?, at_least: *at_least }
        }
        Act::Notify { regime, step, incident: i, to: list } => {
            let regime = mechanism(regime)?;
            let step = match (regime, step) {
                (_, None) => None,
                (Some(id), Some(step)) => Some(script.mechanisms[id].step(step)?),
                (None, Some(_)) => return None,
            };
            What::Notify { regime, step, incident: incident(i)?, to: to(list) }
        }
        Act::Share { item, to: list } => {
            What::Share { item: maybe(item.as_ref(), |n| names.intel.get(n).copied())?, to: to(list) }
        }
        Act::Ask { to: list } => What::Ask(to(list)),
        Act::Answer => What::Answer,
        Act::Sitrep { to: list } => What::Sitrep(to(list)),
        Act::Mode { mechanism: m, mode } => {
            let id = mechanism(m)?;
            let mode = match (id, mode) {
                (_, None) => None,
                (Some(id), Some(mode)) => Some(script.mechanisms[id].mode(mode)?),
                (None, Some(_)) => return None,
            };
            What::Mode(id, mode)
        }
        Act::Request { mechanism: m } => What::Request(mechanism(m)?),
        Act::Offer { to: list } => What::Offer(to(list)),
        Act::Vote { mechanism: m, vote } => What::Vote(mechanism(m)?, *vote),
        Act::Defend { kind, defence, service } => What::Defend {
            kind: *kind,
            defence: maybe(defence.as_ref(), |n| names.defences.get(n).copied())?,
            service: maybe(service.as_ref(), |n| names.services.get(n).copied())?,
        },
        Act::Attribute { public } => What::Attribute(*public),
        Act::Propose { mechanism: m } => What::Propose(mechanism(m)?),
        Act::Statement => What::Statement,
        Act::Message { to: list } => What::Message(to(list)),
        Act::Decide => What::Decide,
        Act::Remove { mechanism: m, content } => {
            let content = maybe(content.as_ref(), |n| names.contents.get(n).copied())?;
            What::Remove(mechanism(m)?, content)
        }
        Act::Demand { mechanism: m } => What::Demand(mechanism(m)?),
        Act::Release { item, to: list, tear_line } => What::Release {
            item: maybe(item.as_ref(), |n| names.intel.get(n).copied())?,
            to: to(list),
            tear_line: *tear_line,
        },
    })
}

/// Effects; those with a name that does not resolve are left out.
pub(super) fn effects(script: &mut Script, then: &[Then]) -> Vec<Effect> {
    then.iter().filter_map(|effect| one(script, effect)).collect()
}

fn one(script: &mut Script, then: &Then) -> Option<Effect> {
    Some(match then {
        Then::Fire(inject) => Effect::Fire(*script.names.injects.get(inject.as_str())?),
        Then::Skip(inject) => Effect::Skip(*script.names.injects.get(inject.as_str())?),
        Then::Set(name) => Effect::Set(flag(script, name)),
        Then::Clear(name) => Effect::Clear(flag(script, name)),
        Then::Shock { service, lost, lasts } => Effect::Shock(
            *script.names.services.get(service.as_str())?,
            Ppm::from_f64(**lost),
            span(Some(lasts), Span::ZERO),
        ),
        Then::Reveal { item, to } => {
            Effect::Reveal(*script.names.intel.get(item.as_str())?, seats(script, to))
        }
        Then::Start(stage) => Effect::Start(*script.names.stages.get(stage.as_str())?),
        Then::Stop(stage) => Effect::Stop(*script.names.stages.get(stage.as_str())?),
        Then::Publish(content) => Effect::Publish(*script.names.contents.get(content.as_str())?),
        Then::Withdraw(content) => Effect::Withdraw(*script.names.contents.get(content.as_str())?),
        Then::News(text) => Effect::News(text.clone()),
        Then::Speed { stage, factor } => {
            let factor = (factor.clamp(0.0, 100.0) * 1e6 + 0.5) as u32;
            Effect::Speed(*script.names.stages.get(stage.as_str())?, Ppm(factor))
        }
        Then::Quiet { stage, lasts } => {
            Effect::Quiet(*script.names.stages.get(stage.as_str())?, span(Some(lasts), Span::ZERO))
        }
        Then::Switch { stage, technique, stopped_by } => {
            let names = &script.names;
            let defences = stopped_by.iter().filter_map(|d| names.defences.get(d.as_str()).copied());
            Effect::Switch(*names.stages.get(stage.as_str())?, technique.value.clone(), defences.collect())
        }
        Then::Leak { stage, service, says } => Effect::Leak(
            *script.names.stages.get(stage.as_str())?,
            *script.names.services.get(service.as_str())?,
            says.clone(),
        ),
        Then::BuildCapacity { state, by } => {
            Effect::BuildCapacity(*script.names.states.get(state.as_str())?, Maturity::from_f64(**by))
        }
    })
}
