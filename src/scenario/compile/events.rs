//! Intelligence, incidents, injects, questions, rules, objectives: what happens, and what is true.

use crate::base::{At, Id, Ppm, Span, Text};
use crate::model::attribution::Grade;
use crate::scenario::schema::{self, Audience, ScenarioFile};
use crate::scenario::script::{
    ContentSpec, ExpectSpec, IncidentSpec, InjectKind, InjectSpec, IntelSpec, ObjectiveSpec, QuestionSpec,
    Quorum, RuleSpec, Script, SeatId, Since, TaskSpec, Trigger,
};
use crate::scenario::secrecy::{Classification, Classified, Secrecy, tear_line_id};
use crate::scenario::syntax::Spanned;
use crate::scenario::words::{Cause, Channel, Pap, Tlp};

use super::names::seats;
use super::patterns::{cond, effects, pattern};
use super::times::{Times, When, moment, span};

/// Worth of an item where nothing is said, in points.
const VALUE: u32 = 10;
/// Half-life of an item's worth where nothing is said.
const HALF_LIFE: Span = Span::hours(6);
/// How long a probe stays open where nothing is said.
const PROBE: Span = Span::mins(30);
/// Share that meets content at once where nothing is said.
const START: Ppm = Ppm(1_000);
/// Share that content reaches where nothing is said.
const PLATEAU: Ppm = Ppm(600_000);
/// Letters of `says` that make a title where nothing is said.
const TITLE: usize = 60;

/// Gives everything its number, so that conditions and injects may name what stands further down.
pub(super) fn names(file: &ScenarioFile, script: &mut Script) {
    let names = &mut script.names;
    names.intel.extend(file.intel.iter().enumerate().map(|(n, i)| (i.id.value.clone(), Id::at(n))));
    names.contents.extend(file.contents.iter().enumerate().map(|(n, c)| (c.id.value.clone(), Id::at(n))));
    names.incidents.extend(file.incidents.iter().enumerate().map(|(n, i)| (i.id.value.clone(), Id::at(n))));
    names.injects.extend(file.injects.iter().enumerate().map(|(n, i)| (i.id.value.clone(), Id::at(n))));
    names.questions.extend(file.questions.iter().enumerate().map(|(n, i)| (i.id.value.clone(), Id::at(n))));
    names.objectives.extend(file.objectives.iter().enumerate().map(|(n, i)| (i.id.value.clone(), Id::at(n))));
}

pub(super) fn compile(file: &ScenarioFile, script: &mut Script) {
    for spec in &file.objectives {
        let tasks = spec.tasks.iter().map(|spec| task(spec, script)).collect();
        script.objectives.push(ObjectiveSpec {
            id: spec.id.value.clone(),
            capability: spec.capability.clone(),
            text: spec.text.clone(),
            tasks,
        });
    }
    for item in &file.intel {
        let item = intel(item, script);
        script.intel.push(item);
    }
    for spec in &file.incidents {
        let spec = incident(spec, script);
        script.incidents.push(spec);
    }
    for spec in &file.contents {
        let spec = content(spec, script);
        script.contents.push(spec);
    }
    script.injects.reserve(file.injects.len());
    for spec in &file.injects {
        let spec = inject(spec, script);
        script.injects.push(spec);
    }
    chain(script);
    shown(script);
    for spec in &file.questions {
        let spec = question(spec, script);
        script.questions.push(spec);
    }
    for rule in &file.rules {
        let Some(when) = cond(script, &rule.when, rule.id.as_str()) else { continue };
        let then = effects(script, &rule.then);
        let after = span(rule.after.as_ref(), Span::ZERO);
        script.rules.push(RuleSpec { id: rule.id.value.clone(), when, after, then, adapts: rule.adapts });
    }
}

fn intel(item: &schema::Intel, script: &Script) -> IntelSpec {
    let at = item.at.as_ref().and_then(|at| moment(script.clock, at)).unwrap_or(At::STARTEX);
    let needed_by = match &item.needed_by {
        None => Vec::new(),
        Some(Audience::Seats(names)) => seats(script, names),
        Some(Audience::Uses(product)) => users(script, product),
    };
    IntelSpec {
        id: item.id.value.clone(),
        says: item.says.value.clone(),
        tlp: item.tlp,
        pap: item.pap.unwrap_or(Pap::Clear),
        source: item.source.as_ref().and_then(|s| script.names.orgs.get(s.as_str()).copied()),
        found: seats(script, &item.found_by).into_iter().map(|seat| (seat, at)).collect(),
        needed_by,
        enables: item.enables.iter().filter_map(|d| script.names.defences.get(d.as_str()).copied()).collect(),
        value: item.value.as_ref().map_or(VALUE, |v| **v),
        half_life: span(item.half_life.as_ref(), HALF_LIFE),
        about: item.about.as_ref().and_then(|i| script.names.incidents.get(i.as_str()).copied()),
        misleading: item.misleading,
        grade: item.reliability.as_ref().and_then(|grade| Grade::parse(grade)),
        points_to: item.points_to.clone(),
        trace: item.traceable.unwrap_or_default(),
        external: item.external,
        held_by: item.held_by.as_ref().and_then(|o| script.names.orgs.get(o.as_str()).copied()),
        kept_until: item.kept_until.as_ref().and_then(|at| moment(script.clock, at)),
        classified: item.classification.as_ref().and_then(|c| classified(item.id.as_str(), c, script)),
        tear_line_of: item.tear_line_of.as_ref().and_then(|whole| script.names.intel.get(whole).copied()),
    }
}

/// What stands open is not classified.
fn classified(item: &str, spec: &Classification, script: &Script) -> Option<Classified> {
    let originator = *script.names.orgs.get(spec.originator.as_str())?;
    let mut releasable = seats(script, &spec.releasable_to);
    releasable.sort_unstable();
    releasable.dedup();
    let tear_line = spec.tear_line.as_ref().and_then(|tear| {
        let id = *script.names.intel.get(&tear_line_id(item))?;
        Some((id, span(Some(&tear.after), Span::ZERO)))
    });
    (*spec.level > Secrecy::Open).then(|| Classified {
        level: *spec.level,
        originator,
        releasable,
        releasable_to: spec.releasable_to.iter().map(|name| name.value.clone()).collect(),
        tear_line,
    })
}

fn content(spec: &schema::Content, script: &Script) -> ContentSpec {
    let share = |of: &Option<Spanned<f64>>, otherwise| of.as_ref().map_or(otherwise, |s| Ppm::from_f64(**s));
    ContentSpec {
        threatens_life: spec.threatens_life,
        id: spec.id.value.clone(),
        title: spec.title.clone(),
        says: spec.says.value.clone(),
        technique: spec.technique.as_ref().map(|t| t.value.clone()).unwrap_or_default(),
        kind: spec.kind,
        platform: script.names.orgs.get(spec.platform.as_str()).copied().unwrap_or(Id::at(0)),
        at: spec.at.as_ref().and_then(|at| moment(script.clock, at)),
        start: share(&spec.start, START),
        doubling: span(Some(&spec.doubling), Span::hours(1)),
        plateau: share(&spec.plateau, PLATEAU),
        about: spec.about.as_ref().and_then(|i| script.names.incidents.get(i.as_str()).copied()),
    }
}

/// Operators of the services that use a product, and the CSIRTs of their states.
fn users(script: &Script, product: &str) -> Vec<SeatId> {
    let Some(product) = script.names.products.get(product) else { return Vec::new() };
    let using: Vec<_> = script.services.rows().filter(|s| s.uses.contains(product)).collect();
    let needs = |id: SeatId, kind: &str, state| {
        using.iter().any(|s| s.operator == Some(id) || (kind == "csirt" && Some(s.state) == state))
    };
    script.seats.iter().filter(|(id, s)| needs(*id, &s.kind, s.state)).map(|(id, _)| id).collect()
}

fn incident(spec: &schema::Incident, script: &Script) -> IncidentSpec {
    let names = &script.names;
    let services: Vec<_> = spec.at.iter().filter_map(|s| names.services.get(s.as_str()).copied()).collect();
    let mut concerns: Vec<_> =
        spec.concerns.iter().filter_map(|c| names.states.get(c.as_str()).copied()).collect();
    if concerns.is_empty() {
        concerns = services.iter().map(|s| script.services[*s].state).collect();
        concerns.sort_unstable();
        concerns.dedup();
    }
    let mut defensible: Vec<_> = spec.defensible.iter().map(|c| **c).collect();
    if !defensible.contains(&spec.truth) {
        defensible.push(*spec.truth);
    }
    let regimes = match &spec.regimes {
        Some(list) => list.iter().filter_map(|r| names.mechanisms.get(r.as_str()).copied()).collect(),
        None => names.mechanisms.get("nis2").copied().into_iter().collect(),
    };
    IncidentSpec {
        id: spec.id.value.clone(),
        title: spec.title.clone(),
        told: false,
        services,
        concerns,
        truth: *spec.truth,
        defensible,
        cause: spec.cause.unwrap_or(Cause::MaliciousAction),
        evident_from: spec.evident_from.iter().filter_map(|i| names.intel.get(i.as_str()).copied()).collect(),
        regimes,
    }
}

fn inject(spec: &schema::Inject, script: &mut Script) -> InjectSpec {
    let says = spec.says.as_ref().map(|s| s.value.clone()).unwrap_or_default();
    let to = seats(script, &spec.to);
    let by = spec.by.unwrap_or(Channel::Mail);
    let open = matches!(by, Channel::News | Channel::Post);
    let kind = match (spec.contingency, says.is_empty()) {
        (true, _) => InjectKind::Contingency,
        (false, true) => InjectKind::Expected,
        (false, false) => InjectKind::Contextual,
    };
    let title = spec.title.clone().unwrap_or_else(|| first_words(says.get("en"), spec));
    InjectSpec {
        id: spec.id.value.clone(),
        title,
        kind,
        trigger: trigger(spec, script),
        expects: spec.expects.iter().filter_map(|e| expect(e, &to, script)).collect(),
        to,
        from: spec.from.clone().unwrap_or_default(),
        by,
        says,
        tlp: spec.tlp.unwrap_or(if open { Tlp::Clear } else { Tlp::Amber }),
        about: spec.about.as_ref().and_then(|i| script.names.incidents.get(i.as_str()).copied()),
        gives: spec.gives.iter().filter_map(|i| script.names.intel.get(i.as_str()).copied()).collect(),
        then: effects(script, &spec.then),
        leads_to: Vec::new(),
        note: spec.note.clone().unwrap_or_default(),
    }
}

fn first_words(says: &str, spec: &schema::Inject) -> String {
    let line = says.lines().next().unwrap_or_default().trim();
    if line.is_empty() {
        return spec.id.value.clone();
    }
    match line.char_indices().nth(TITLE) {
        None => line.to_owned(),
        Some((end, _)) => {
            let cut = line[..end].rfind(' ').unwrap_or(end);
            format!("{}…", line[..cut].trim_end_matches([',', ';', '.']))
        }
    }
}

fn trigger(spec: &schema::Inject, script: &mut Script) -> Trigger {
    if spec.contingency && spec.at.is_none() && spec.when.is_none() {
        return Trigger::Hand;
    }
    if let Some(when) = &spec.when {
        let after = span(spec.after.as_ref(), Span::ZERO);
        return cond(script, when, spec.id.as_str()).map_or(Trigger::Hand, |cond| Trigger::When(cond, after));
    }
    let times = Times { clock: script.clock };
    match spec.at.as_ref().map(|at| times.parse(at)) {
        Some(Ok(When::At(at))) => Trigger::At(at),
        Some(Ok(When::After(span, id))) => {
            script.names.injects.get(&id).map_or(Trigger::Hand, |inject| Trigger::After(*inject, span))
        }
        _ => Trigger::Hand,
    }
}

fn expect(spec: &schema::Expect, to: &[SeatId], script: &Script) -> Option<ExpectSpec> {
    let who = if spec.who.is_empty() { to.to_vec() } else { seats(script, &spec.who) };
    Some(ExpectSpec {
        who,
        of: spec.of.as_ref().map_or(Quorum::Any, |of| of.value),
        what: pattern(script, &spec.what)?,
        accept: spec.accept.iter().filter_map(|a| pattern(script, a)).collect(),
        within: span(Some(&spec.by), Span::hours(1)),
        since: spec.since.as_ref().map_or(Since::Knowable, |name| since(name, script)),
        or_else: spec.or_else.iter().filter_map(|i| script.names.injects.get(i.as_str()).copied()).collect(),
        objective: spec.objective.as_ref().and_then(|o| script.names.objectives.get(o.as_str()).copied()),
        counts: spec.counts.as_ref().map(|counts| counts.value),
        shows: false,
    })
}

fn task(spec: &schema::Task, script: &Script) -> TaskSpec {
    let inject = |id: &schema::Name| script.names.injects.get(id.as_str()).copied();
    TaskSpec {
        says: spec.says.clone(),
        shown_by: spec.shown_by.iter().filter_map(inject).collect(),
        measures: spec.measures.iter().map(|measure| measure.value).collect(),
    }
}

/// Tells every expected action whether it shows how a critical task was done.
fn shown(script: &mut Script) {
    for (objective, spec) in script.objectives.iter() {
        for inject in spec.tasks.iter().flat_map(|task| &task.shown_by) {
            let of = |expect: &&mut ExpectSpec| expect.tests(objective);
            script.injects[*inject].expects.iter_mut().filter(of).for_each(|expect| expect.shows = true);
        }
    }
}

fn since(name: &schema::Name, script: &Script) -> Since {
    match name.as_str() {
        schema::Expect::DELIVERY => Since::Delivery,
        _ => moment(script.clock, name).map_or(Since::Knowable, Since::At),
    }
}

/// Tells every inject which ones come so long after it, and every incident whether an inject tells of it.
fn chain(script: &mut Script) {
    let links: Vec<_> = script
        .injects
        .iter()
        .filter_map(|(id, inject)| match inject.trigger {
            Trigger::After(first, _) => Some((first, id)),
            _ => None,
        })
        .collect();
    for (first, next) in links {
        script.injects[first].leads_to.push(next);
    }
    let tells = |inject: &&InjectSpec| inject.kind == InjectKind::Contextual;
    for incident in script.injects.rows().filter(tells).filter_map(|inject| inject.about) {
        script.incidents[incident].told = true;
    }
}

fn question(spec: &schema::Question, script: &Script) -> QuestionSpec {
    let at: Vec<At> = spec.at.iter().filter_map(|at| moment(script.clock, at)).collect();
    let place = |truth: &str| {
        let same = |answer: &Text| answer.words().any(|text| text == truth);
        spec.answers.iter().position(same).unwrap_or(0)
    };
    let truth: Vec<usize> = spec.truth.iter().map(|t| place(t)).collect();
    let last = truth.last().copied().unwrap_or(0);
    QuestionSpec {
        id: spec.id.value.clone(),
        truth: (0..at.len()).map(|n| truth.get(n).copied().unwrap_or(last)).collect(),
        at,
        open: span(spec.open.as_ref(), PROBE),
        ask: spec.ask.value.clone(),
        answers: spec.answers.clone(),
        to: if spec.to.is_empty() { default_audience(script) } else { seats(script, &spec.to) },
    }
}

fn default_audience(script: &Script) -> Vec<SeatId> {
    let asked = |kind: &str| matches!(kind, "csirt" | "crisis");
    script.seats.iter().filter(|(_, s)| asked(&s.kind)).map(|(id, _)| id).collect()
}
