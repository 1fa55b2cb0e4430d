//! States, organisations, seats, and the mechanisms of the packs.

use crate::base::{Span, Text};
use crate::model::capacity::Maturity;
use crate::scenario::mechanism::{MechanismEffect, MechanismKind};
use crate::scenario::pack::{SeverityClass, WorldPack, WorldState};
use crate::scenario::packs::Packs;
use crate::scenario::schema::{Capacity, Organisation, ScenarioFile, Seat, SeverityWords};
use crate::scenario::script::{OrgId, OrgSpec, Script, SeatSpec, StateSpec};
use crate::scenario::secrecy::Secrecy;
use crate::scenario::syntax::Spanned;
use crate::scenario::words::Class;

use super::names::place_of;

/// The networks that pass on what one of their members gets: the seats of a kind whose organisation is a member.
pub(super) fn relays(script: &mut Script) {
    let mut relays = Vec::new();
    for (id, mechanism) in script.mechanisms.iter() {
        for effect in &mechanism.effects {
            let MechanismEffect::Relay(kind) = effect else { continue };
            let belongs =
                |seat: &SeatSpec| seat.kind == *kind && script.orgs[seat.org].is_member(&mechanism.members);
            let members = script.seats.iter().filter(|(_, seat)| belongs(seat)).map(|(id, _)| id);
            relays.push((id, members.collect()));
        }
    }
    script.relays = relays;
}

/// The mechanisms, with the scenario's own times where the law leaves them open.
pub(super) fn mechanisms(file: &ScenarioFile, packs: &Packs, script: &mut Script) {
    script.severity = ladder(file, packs);
    for mechanism in &packs.mechanisms {
        let mut mechanism = mechanism.clone();
        if let MechanismKind::Regime { steps, .. } = &mut mechanism.kind {
            for step in steps {
                let key = format!("{}/{}", mechanism.id, step.id);
                if let Some(span) = file.parameters.get(&key).and_then(|name| Span::parse(name).ok()) {
                    step.due = span;
                    step.convention = true;
                }
            }
        }
        let id = mechanism.id.clone();
        let number = script.mechanisms.push(mechanism);
        script.names.mechanisms.insert(id, number);
    }
}

/// The ladder of the packs; what the scenario says of a class comes in the place of the doctrine's words.
fn ladder(file: &ScenarioFile, packs: &Packs) -> Vec<SeverityClass> {
    let own = |class: Class| file.severity.iter().find(|words| *words.class == class);
    let words = |words: &SeverityWords| SeverityClass {
        class: *words.class,
        title: words.title.clone(),
        meaning: words.meaning.clone(),
        source: words.source.clone(),
        verified: false,
    };
    let of_pack = |class: Class| packs.severity.iter().find(|line| line.class == class).cloned();
    Class::ALL.iter().filter_map(|class| own(*class).map(words).or_else(|| of_pack(*class))).collect()
}

pub(super) fn compile(file: &ScenarioFile, packs: &Packs, script: &mut Script) {
    for code in &file.states {
        let world = packs.world.iter().flat_map(|w| &w.states).find(|s| s.code == **code);
        let own = file.capacity.iter().find(|(name, _)| name.value == code.value).map(|(_, own)| own);
        let law = file.law.iter().find(|(name, _)| name.value == code.value).map(|(_, regimes)| regimes);
        let (maturity, staff) = capacity(own, packs.world.as_ref(), world);
        let number = script.states.push(StateSpec {
            code: code.value.clone(),
            name: world.map_or_else(|| Text::plain(code.as_str()), |s| s.name.clone()),
            memberships: world.map_or_else(Vec::new, |s| s.memberships.clone()),
            law: law.map_or_else(Vec::new, |regimes| regimes.iter().map(|id| id.value.clone()).collect()),
            maturity,
            staff,
        });
        script.names.states.insert(code.value.clone(), number);
    }
    for seat in &file.seats {
        let org = org(file, packs, script, &seat.of);
        let spec = &script.orgs[org];
        let seat = SeatSpec {
            id: seat.id.value.clone(),
            title: seat.title.clone().unwrap_or_else(|| spec.name.clone()),
            org,
            state: spec.state,
            kind: spec.kind.clone(),
            // `by-the-book` is read as `by_the_book`.
            bot: seat.bot.as_ref().map(|b| b.replace('-', "_")),
            persona: seat.persona,
            clearance: clearance(file, packs.world.as_ref(), seat, &spec.kind),
        };
        let id = seat.id.clone();
        let number = script.seats.push(seat);
        script.names.seats.insert(id, number);
    }
    // Organisations without a seat may be named as sources.
    for organisation in &file.organisations {
        org(file, packs, script, &organisation.path);
    }
    for body in packs.world.iter().flat_map(|w| &w.bodies) {
        org(file, packs, script, &body.path);
    }
    // Nor do sources and originators need one: a ministry that nobody plays.
    for source in file.intel.iter().filter_map(|item| item.source.as_ref()) {
        org(file, packs, script, source);
    }
    for classification in file.intel.iter().filter_map(|item| item.classification.as_ref()) {
        org(file, packs, script, &classification.originator);
    }
}

/// What a state can do: as the scenario says, else as the world pack says of it, else of all.
fn capacity(own: Option<&Capacity>, pack: Option<&WorldPack>, world: Option<&WorldState>) -> (Maturity, u32) {
    let usual = pack.map(|p| p.capacity.clone()).unwrap_or_default();
    let level = |of: &Spanned<f64>| Maturity::from_f64(**of);
    let prior = world.and_then(|s| s.maturity).unwrap_or(usual.maturity);
    let said = own.and_then(|o| o.maturity.as_ref()).map_or(Maturity::from_f64(prior), level);
    let built = own.and_then(|o| o.built.as_ref()).map_or(Maturity::LEAST, level);
    let staff = own.and_then(|o| o.staff.as_ref()).map(|s| **s);
    (said.raised(built), staff.or(world.and_then(|s| s.staff)).unwrap_or(usual.staff))
}

/// As the seat says, else its organisation, else the world pack of its kind.
pub(in crate::scenario) fn clearance(
    file: &ScenarioFile,
    world: Option<&WorldPack>,
    seat: &Seat,
    kind: &str,
) -> Secrecy {
    let own = || file.organisations.iter().find(|o| *o.path == *seat.of).and_then(|o| o.clearance);
    seat.clearance.or_else(own).or_else(|| world.map(|w| w.clearance(kind))).unwrap_or_default()
}

/// The organisation of this path: the scenario's own, a body of the world, or a national one.
fn org(file: &ScenarioFile, packs: &Packs, script: &mut Script, path: &str) -> OrgId {
    if let Some(&known) = script.names.orgs.get(path) {
        return known;
    }
    let state = script.names.states.get(place_of(path)).copied();
    let second = path.split('/').nth(1).unwrap_or_default();
    let own = file.organisations.iter().find(|o| *o.path == path);
    let body = packs.world.iter().flat_map(|w| &w.bodies).find(|b| b.path == path);
    let national = packs.world.iter().flat_map(|w| &w.national).find(|n| n.kind == second);
    let of_body = || body.map_or_else(Vec::new, |b| b.memberships.clone());
    let of_own = |own: &Organisation| own.memberships.iter().map(|m| m.value.clone()).collect();
    let memberships = match (state, own) {
        (Some(state), _) => script.states[state].memberships.clone(),
        (None, Some(own)) if !own.memberships.is_empty() => of_own(own),
        (None, _) => of_body(),
    };
    let (name, kind) = if let Some(own) = own {
        let kind = own.kind.as_ref().map_or_else(|| default_kind(path, second), |k| k.value.clone());
        (own.name.clone(), kind)
    } else if let Some(body) = body {
        (body.name.clone(), body.kind.clone())
    } else {
        let state_name = state.map(|s| script.states[s].name.clone()).unwrap_or_default();
        let sector = path.split('/').nth(2);
        let usual = packs.world.iter().flat_map(|w| &w.operators);
        let usual = usual.filter(|_| second == "operator").find(|o| Some(o.sector.word().as_str()) == sector);
        let name = national.map(|n| &n.name).or(usual.map(|o| &o.name));
        let name = name.map_or_else(|| Text::plain(path), |name| fill(name, &state_name));
        (name, second.to_owned())
    };
    let answers = own.and_then(|o| o.answers).unwrap_or_default();
    let established = own.and_then(|o| o.established.as_ref()).map(|code| code.value.clone());
    let established = state.map(|s| script.states[s].code.clone()).or(established).unwrap_or_default();
    let path_of = path.to_owned();
    let org = OrgSpec { path: path_of, name, state, kind, memberships, answers, established };
    let number = script.orgs.push(org);
    script.names.orgs.insert(path.to_owned(), number);
    number
}

/// A private organisation is a vendor unless it says otherwise.
fn default_kind(path: &str, second: &str) -> String {
    if place_of(path) == "private" { "vendor".to_owned() } else { second.to_owned() }
}

/// `{state}` in every language.
fn fill(name: &Text, state: &Text) -> Text {
    let fill =
        |(language, text): (&str, &str)| (language.to_owned(), text.replace("{state}", state.get(language)));
    name.lines().map(fill).collect()
}
