//! `for_each`: one inject for many states, laid out before anything is checked.
//!
//! `INJ-002` for Estonia and Latvia becomes `INJ-002-EE` and `INJ-002-LV`. Whoever names `INJ-002` means
//! - its own state's copy, if the one who names it is a copy for a state that `INJ-002` has too;
//! - else all copies: `fire`, `skip` and `else` take each of them, `delivered` and `answered` want all of them;
//! - but "so long after `INJ-002`" must then say after which one (`ambiguous-inject`).

mod dependencies;
mod refer;
mod tear_lines;
mod variables;

use std::collections::BTreeMap;

use super::finding::{Finding, Sink, nearest};
use super::packs::Packs;
use super::schema::{Inject, Name, Override, Rule, ScenarioFile};
use crate::base::limits;

/// The copies of an inject: ISO code and new id, in the order of the states.
type Copies = BTreeMap<String, Vec<(String, String)>>;

/// Lays out every inject that stands for many, puts the actor's answers among the rules, and gives services the
/// default needs of their sectors where that is asked for.
pub fn expand(mut scenario: ScenarioFile, packs: &Packs, sink: &mut Sink) -> ScenarioFile {
    let adapts = scenario.campaign.iter_mut().flat_map(|c| std::mem::take(&mut c.adapts));
    let adapts: Vec<_> = adapts.map(|rule| Rule { adapts: true, ..rule }).collect();
    scenario.rules.extend(adapts);
    dependencies::fill(&mut scenario, packs, sink);
    tear_lines::lay_out(&mut scenario);
    if scenario.injects.iter().all(|inject| inject.for_each.is_empty()) {
        return scenario;
    }
    let written = std::mem::take(&mut scenario.injects);
    let mut copies = Copies::new();
    let copies_of = |inject: &Inject| match inject.for_each.len() {
        0 => 1,
        addresses => addresses.saturating_mul(scenario.states.len()),
    };
    let laid_out = written.iter().map(copies_of);
    let room = laid_out.fold(0_usize, usize::saturating_add).min(limits::INJECTS);
    let mut injects: Vec<(Inject, Option<String>)> = Vec::with_capacity(room.max(written.len()));
    for inject in written {
        if inject.for_each.is_empty() {
            injects.push((inject, None));
            continue;
        }
        let codes = codes(&scenario, &inject, sink);
        unknown_overrides(&inject, &codes, sink);
        if injects.len() + codes.len() > limits::INJECTS {
            sink.push(
                Finding::error(
                    "too-many",
                    inject.id.span,
                    "there are too many injects once `for_each` is laid out",
                )
                .with_help(format!("{} is the limit", limits::INJECTS)),
            );
            break;
        }
        for code in codes {
            let Some(copy) = copy(&inject, &code) else { continue };
            let known = copies.entry(inject.id.value.clone()).or_default();
            known.push((code.clone(), copy.id.value.clone()));
            injects.push((copy, Some(code)));
        }
    }
    let mut by_state = BTreeMap::new();
    for (inject, code) in &mut injects {
        if let Some(code) = code {
            let known = by_state
                .entry(code.clone())
                .or_insert_with(|| variables::Variables::of(&scenario, packs, code));
            known.fill(inject);
        }
        refer::inject(inject, code.as_deref(), &copies, sink);
    }
    for task in scenario.objectives.iter_mut().flat_map(|objective| &mut objective.tasks) {
        refer::names(&mut task.shown_by, None, &copies);
    }
    for rule in &mut scenario.rules {
        refer::when(&mut rule.when, None, &copies);
        refer::then(&mut rule.then, None, &copies);
    }
    scenario.injects = injects.into_iter().map(|(inject, _)| inject).collect();
    scenario
}

/// The states that an inject is for, each once.
fn codes(scenario: &ScenarioFile, inject: &Inject, sink: &mut Sink) -> Vec<String> {
    let all = || scenario.states.iter().map(|s| s.as_str());
    let mut codes: Vec<String> = Vec::new();
    for name in &inject.for_each {
        if name.as_str() == "states" {
            codes.extend(all().map(str::to_owned));
        } else if all().any(|state| state == name.as_str()) {
            codes.push(name.value.clone());
        } else {
            sink.push(unknown_state(name, all()));
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    codes.retain(|code| seen.insert(code.clone()));
    codes
}

fn unknown_state<'s>(name: &Name, known: impl Iterator<Item = &'s str>) -> Finding {
    let known: Vec<&str> = known.chain(["states"]).collect();
    let help = match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write `states`, or codes of states that take part: {}", known.join(", ")),
    };
    Finding::error("unknown-state", name.span, format!("no state `{}` takes part", **name)).with_help(help)
}

fn unknown_overrides(inject: &Inject, codes: &[String], sink: &mut Sink) {
    for name in inject.overrides.keys().filter(|name| !codes.contains(&name.value)) {
        sink.push(unknown_state(name, codes.iter().map(String::as_str)));
    }
}

/// The copy for one state; none where its override leaves it out.
fn copy(inject: &Inject, code: &str) -> Option<Inject> {
    let mut copy = Inject { for_each: Vec::new(), overrides: BTreeMap::new(), ..inject.clone() };
    copy.id.value = format!("{}-{code}", inject.id.value);
    let Some(other) = inject.overrides.iter().find(|(name, _)| name.as_str() == code).map(|(_, o)| o) else {
        return Some(copy);
    };
    if other.leave_out {
        return None;
    }
    apply(&mut copy, other.clone());
    Some(copy)
}

fn apply(copy: &mut Inject, other: Override) {
    let Override { leave_out: _, title, at, to, from, by, says, tlp, about, gives, expects, then, note } =
        other;
    copy.title = title.or(copy.title.take());
    if at.is_some() {
        // One copy may come at a time where the others wait for a condition.
        (copy.at, copy.when, copy.after) = (at, None, None);
    }
    copy.to = to.unwrap_or(std::mem::take(&mut copy.to));
    copy.from = from.or(copy.from.take());
    copy.by = by.or(copy.by);
    copy.says = says.or(copy.says.take());
    copy.tlp = tlp.or(copy.tlp);
    copy.about = about.or(copy.about.take());
    copy.gives = gives.unwrap_or(std::mem::take(&mut copy.gives));
    copy.expects = expects.unwrap_or(std::mem::take(&mut copy.expects));
    copy.then = then.unwrap_or(std::mem::take(&mut copy.then));
    copy.note = note.or(copy.note.take());
}

#[cfg(test)]
mod tests;
