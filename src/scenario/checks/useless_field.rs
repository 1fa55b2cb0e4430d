//! `useless-field`: what would be passed over in silence.

use super::{Check, Context};
use crate::scenario::Span32;
use crate::scenario::finding::{Severity, Sink, words};
use crate::scenario::schema::{Act, Expect, Inject, Reaches, Service, Stage};
use crate::scenario::words::Measure;

pub(super) const CHECK: Check = Check {
    code: "useless-field",
    severity: Severity::Error,
    cause: "Something stands where it does nothing: `at` beside `when`, `after` without `when`, `says` beside `says_file`, `overrides` without `for_each`, a rule without effects, an objective without a text, `counts` with a measure that finds its moments itself, `counts: evidence` for an act that keeps none, a contagion that `steals`, `seen_after` without `steals`, `kept_by` without `records`, or of a service that keeps them itself or has them kept in turn, `tells_after` where nobody's records are kept, a stage that strikes where it sits itself",
    mend: "Remove it, or add what it needs",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    for inject in &cx.file.injects {
        each(inject, sink);
    }
    for rule in cx.file.rules.iter().filter(|rule| rule.then.is_empty()) {
        tell(rule.id.span, "this rule does nothing", "add effects under `then`", sink);
    }
    cx.file.services.iter().for_each(|service| processor(cx, service, sink));
    cx.file.campaign.iter().flat_map(|campaign| &campaign.stages).for_each(|s| stage(s, sink));
    for objective in cx.file.objectives.iter().filter(|o| o.text.is_empty()) {
        tell(objective.id.span, "this objective says nothing", "write its `text`", sink);
    }
}

fn each(inject: &Inject, sink: &mut Sink) {
    if let (Some(at), Some(_)) = (&inject.at, &inject.when) {
        tell(at.span, "an inject comes at a time or by a condition, not both", "keep `at` or `when`; a condition may hold `time(\"…\")`", sink);
    }
    if let (Some(after), None) = (&inject.after, &inject.when) {
        tell(after.span, "`after` needs a condition", "add `when`, or write `at: \"+20m after INJ-001\"`", sink);
    }
    if let (Some(file), Some(says)) = (&inject.says_file, &inject.says)
        && says.span != file.span
    {
        tell(file.span, "the text stands here and in a file of its own", "keep `says` or `says_file`", sink);
    }
    for expect in &inject.expects {
        marks(expect, sink);
    }
    for name in inject.overrides.keys().take(1) {
        tell(name.span, "there are no copies to be different", "add `for_each: states`", sink);
    }
}

/// Records that nobody keeps for anybody.
fn processor(cx: &Context<'_>, service: &Service, sink: &mut Sink) {
    let others = || cx.file.services.iter().filter(|other| other.id.value != service.id.value);
    if let Some(by) = &service.kept_by {
        if service.records == 0 {
            tell(by.span, "there are no records to be kept", "write how many `records` it has, or remove it", sink);
        } else if by.value == service.id.value || others().any(|o| o.id.value == by.value && o.kept_by.is_some()) {
            tell(by.span, "this service has its records kept elsewhere itself", "name the service where the records are", sink);
        }
    }
    let keeps = || others().any(|other| other.kept_by.as_ref().is_some_and(|by| by.value == service.id.value));
    if let Some(after) = service.tells_after.as_ref().filter(|_| !keeps()) {
        tell(after.span, "it keeps nobody's records", "write `kept_by` at the services whose records it keeps", sink);
    }
}

/// A theft where nothing strikes, and a stage that waits for itself.
fn stage(stage: &Stage, sink: &mut Sink) {
    if let (Some(steals), Reaches::Contagion { .. }) = (&stage.steals, &stage.reaches) {
        tell(steals.span, "what spreads takes nothing by that", "write a second stage that reaches `wherever(stage: …)` this one is", sink);
    }
    if let (Some(after), None) = (&stage.seen_after, &stage.steals) {
        tell(after.span, "there is no theft to be found", "add `steals`, or remove it", sink);
    }
    if let Reaches::Wherever { stage: first, .. } = &stage.reaches
        && first.value == stage.id.value
    {
        tell(first.span, "the stage would wait for itself", "name the stage that gets there first", sink);
    }
}

/// A mark that no measure reads.
fn marks(expect: &Expect, sink: &mut Sink) {
    let Some(counts) = &expect.counts else { return };
    let keeps = matches!(expect.what, Act::Defend { .. });
    if !counts.value.takes_marks() {
        let marked: Vec<_> = Measure::ALL.iter().filter(|m| m.takes_marks()).map(|m| m.id()).collect();
        let help = format!("leave `counts` out, or name one of {}", marked.join(", "));
        tell(counts.span, "this measure finds its moments itself", &help, sink);
    } else if counts.value == Measure::Evidence && !keeps {
        tell(counts.span, "evidence is kept by a defence", "write `what: defend(kind: preserve_evidence, service: …)`", sink);
    }
}

fn tell(span: Span32, what: &str, help: &str, sink: &mut Sink) {
    sink.error_with(CHECK.code, span, || words(what, help));
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn what_does_nothing_where_it_stands_is_found() {
        found("useless-field", &[(r#"after: "20m", to"#, r#"after: "20m", at: §"1h", to"#)]);
        found("useless-field", &[(r#"at: "1h15m""#, r#"at: "1h15m", after: §"20m""#)]);
        found("useless-field", &[(r#"at: "1h15m""#, r#"at: "1h15m", overrides: {§"EE": (title: "x")}"#)]);
        found("useless-field", &[(r#"id: "port-down", when: service("port-west", failing), then: [news("Port West has stopped loading.")]"#, r#"id: §"port-down", when: service("port-west", failing), then: []"#)]);
        let marked = |act: &str, counts: &str| format!(r#"at: "1h15m", expects: (who: "EE", what: {act}, by: "1h", counts: {counts})"#);
        found("useless-field", &[(r#"at: "1h15m""#, &marked("statement", "§notification"))]);
        found("useless-field", &[(r#"at: "1h15m""#, &marked("statement", "§evidence"))]);
        clean("useless-field", &[(r#"at: "1h15m""#, &marked("defend(kind: preserve_evidence)", "evidence"))]);
        clean("useless-field", &[]);
    }

    #[test]
    fn records_that_nobody_keeps_for_anybody_are_found() {
        let port = r#"id: "port-west", "#;
        found("useless-field", &[(port, r#"id: "port-west", kept_by: §"power-coast", "#)]);
        found("useless-field", &[(port, r#"id: "port-west", records: 5, kept_by: §"port-west", "#)]);
        found("useless-field", &[(port, r#"id: "port-west", tells_after: §"2d", "#)]);
        found("unknown-service", &[(port, r#"id: "port-west", records: 5, kept_by: §"power-cost", "#)]);
        clean("useless-field", &[(port, r#"id: "port-west", records: 5, kept_by: "power-coast", "#)]);
    }

    #[test]
    fn a_theft_without_a_strike_is_found() {
        let wiper = r#"(id: "wiper", "#;
        found("useless-field", &[(wiper, r#"(id: "wiper", steals: §0.5, "#)]);
        found("useless-field", &[(wiper, r#"(id: "wiper", seen_after: §"3d", "#)]);
        let after = |first: &str| format!(r#"(id: "locks", technique: "attack:T1486", impact: 1, steals: 0.5, seen_after: "3d", about: "inc-port", reaches: wherever(stage: {first}, strikes: whole_estate)), {wiper}"#);
        found("useless-field", &[(wiper, &after(r#"§"locks""#))]);
        found("unknown-stage", &[(wiper, &after(r#"§"wipre""#))]);
        clean("useless-field", &[(wiper, &after(r#""wiper""#))]);
    }
}
