//! Every name of a scenario: what it defines, and what it mentions.

use std::collections::BTreeMap;

use crate::scenario::packs::Packs;
use crate::scenario::schema::{Audience, Dependencies, Intel, Name, Reaches, ScenarioFile, Service, Stage};
use crate::scenario::walk::{Role, read};

/// A name where it is mentioned, and the part it plays.
pub(in crate::scenario::checks) type Named<'a> = (Role, &'a Name);

/// What is defined, by name. Of two with the same name the first counts; `double-id` tells of the other.
pub(super) fn tables<'a>(
    file: &'a ScenarioFile,
    packs: &'a Packs,
) -> BTreeMap<Role, BTreeMap<&'a str, usize>> {
    let ids = |names: &mut dyn Iterator<Item = &'a str>| {
        let mut table = BTreeMap::new();
        for (place, name) in names.enumerate() {
            table.entry(name).or_insert(place);
        }
        table
    };
    let stages = || file.campaign.iter().flat_map(|c| &c.stages);
    let mut tables = BTreeMap::from([
        (Role::State, ids(&mut file.states.iter().map(|s| s.as_str()))),
        (Role::Seat, ids(&mut file.seats.iter().map(|s| s.id.as_str()))),
        (Role::Service, ids(&mut file.services.iter().map(|s| s.id.as_str()))),
        (Role::Defence, ids(&mut file.defences.iter().map(|d| d.id.as_str()))),
        (Role::Stage, ids(&mut stages().map(|s| s.id.as_str()))),
        (Role::Intel, ids(&mut file.intel.iter().map(|i| i.id.as_str()))),
        (Role::Content, ids(&mut file.contents.iter().map(|c| c.id.as_str()))),
        (Role::Incident, ids(&mut file.incidents.iter().map(|i| i.id.as_str()))),
        (Role::Inject, ids(&mut file.injects.iter().map(|i| i.id.as_str()))),
        (Role::Objective, ids(&mut file.objectives.iter().map(|o| o.id.as_str()))),
        (Role::Mechanism, ids(&mut packs.mechanisms.iter().map(|m| m.id.as_str()))),
    ]);
    // Where no products are listed, services name them as they like; others may then name those only.
    let listed = file.products.iter().map(|p| p.id.as_str());
    let used = file.services.iter().filter(|_| file.products.is_empty()).flat_map(|s| &s.uses);
    tables.insert(Role::Product, ids(&mut listed.chain(used.map(|name| name.as_str()))));
    tables
}

/// What is mentioned, in the order in which it stands.
pub(super) fn named(file: &ScenarioFile) -> Vec<Named<'_>> {
    let mut named = Vec::with_capacity(file.injects.len() * 6);
    let mut see = |role, name| named.push((role, name));
    each(Role::Length, &file.tick, &mut see);
    each(Role::Length, file.parameters.values(), &mut see);
    each(Role::State, file.capacity.keys(), &mut see);
    each(Role::State, file.law.keys(), &mut see);
    each(Role::Mechanism, file.law.values().flatten(), &mut see);
    if let Some(Dependencies::Changed { except, sectors }) = file.dependencies.as_ref().map(|d| &d.value) {
        each(Role::Service, except, &mut see);
        each(Role::Duration, sectors.iter().filter_map(|line| line.autonomy.as_ref()), &mut see);
    }
    each(Role::Organisation, file.seats.iter().map(|s| &s.of), &mut see);
    each(Role::Organisation, file.products.iter().filter_map(|p| p.maker.as_ref()), &mut see);
    for item in &file.services {
        service(item, &mut see);
    }
    each(Role::Duration, file.defences.iter().filter_map(|d| d.takes.as_ref()), &mut see);
    for item in file.campaign.iter().flat_map(|c| &c.stages) {
        stage(item, &mut see);
    }
    // A tear-line mentions what its whole mentions.
    for item in file.intel.iter().filter(|i| i.tear_line_of.is_none()) {
        intel(item, &mut see);
    }
    for content in &file.contents {
        see(Role::Organisation, &content.platform);
        each(Role::Moment, &content.at, &mut see);
        see(Role::Length, &content.doubling);
        each(Role::Incident, &content.about, &mut see);
    }
    for incident in &file.incidents {
        each(Role::Service, &incident.at, &mut see);
        each(Role::State, &incident.concerns, &mut see);
        each(Role::Intel, &incident.evident_from, &mut see);
        each(Role::Mechanism, incident.regimes.iter().flatten(), &mut see);
    }
    for inject in &file.injects {
        read::inject(inject, &mut see);
    }
    for task in file.objectives.iter().flat_map(|objective| &objective.tasks) {
        each(Role::Inject, &task.shown_by, &mut see);
    }
    each(Role::Address, &file.observers, &mut see);
    for question in &file.questions {
        each(Role::Moment, &question.at, &mut see);
        each(Role::Length, &question.open, &mut see);
        each(Role::Address, &question.to, &mut see);
    }
    for rule in &file.rules {
        read::when(&rule.when, &mut see);
        each(Role::Duration, &rule.after, &mut see);
        for effect in &rule.then {
            read::then(effect, &mut see);
        }
    }
    named
}

fn each<'a>(role: Role, names: impl IntoIterator<Item = &'a Name>, see: &mut dyn FnMut(Role, &'a Name)) {
    for name in names {
        see(role, name);
    }
}

fn service<'a>(service: &'a Service, see: &mut dyn FnMut(Role, &'a Name)) {
    see(Role::State, &service.state);
    each(Role::Seat, &service.operator, see);
    each(Role::Length, &service.recovery, see);
    each(Role::Service, &service.kept_by, see);
    each(Role::Duration, &service.tells_after, see);
    each(Role::Product, &service.uses, see);
    for need in &service.needs {
        see(Role::Service, &need.service);
        each(Role::Duration, &need.autonomy, see);
    }
}

fn stage<'a>(stage: &'a Stage, see: &mut dyn FnMut(Role, &'a Name)) {
    each(Role::Moment, &stage.at, see);
    each(Role::Length, &stage.lasts, see);
    each(Role::Defence, &stage.stopped_by, see);
    each(Role::Length, &stage.seen_after, see);
    each(Role::Incident, &stage.about, see);
    match &stage.reaches {
        Reaches::Contagion { through, doubling, from, detection, dormancy, by_hand } => {
            see(Role::Product, through);
            see(Role::Length, doubling);
            each(Role::Service, from, see);
            each(Role::Length, detection, see);
            each(Role::Duration, dormancy, see);
            each(Role::Length, by_hand.as_ref().map(|by| &by.hop), see);
        }
        Reaches::CommonCause { through, over, .. } => {
            see(Role::Product, through);
            each(Role::Length, over, see);
        }
        Reaches::Wherever { stage, .. } => see(Role::Stage, stage),
        Reaches::Services(names) => each(Role::Service, names, see),
    }
}

fn intel<'a>(item: &'a Intel, see: &mut dyn FnMut(Role, &'a Name)) {
    each(Role::Organisation, &item.source, see);
    each(Role::Organisation, &item.held_by, see);
    each(Role::Moment, &item.kept_until, see);
    each(Role::Address, &item.found_by, see);
    each(Role::Moment, &item.at, see);
    match &item.needed_by {
        Some(Audience::Uses(product)) => see(Role::Product, product),
        Some(Audience::Seats(names)) => each(Role::Address, names, see),
        None => {}
    }
    each(Role::Defence, &item.enables, see);
    each(Role::Length, &item.half_life, see);
    each(Role::Incident, &item.about, see);
    if let Some(classification) = &item.classification {
        see(Role::Organisation, &classification.originator);
        each(Role::Address, &classification.releasable_to, see);
    }
    if let Some(tear) = item.classification.as_ref().and_then(|c| c.tear_line.as_ref()) {
        see(Role::Length, &tear.after);
        each(Role::Defence, tear.enables.iter().flatten(), see);
    }
}
