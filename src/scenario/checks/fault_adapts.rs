//! `fault-adapts`: an answer of the actor in a matter in which nobody acts.

use std::collections::BTreeSet;

use super::context::short;
use super::{Check, Context};
use crate::scenario::finding::{Finding, Severity, Sink};
use crate::scenario::schema::Name;
use crate::scenario::walk::{Role, read};

pub(super) const CHECK: Check = Check {
    code: "fault-adapts",
    severity: Severity::Warning,
    cause: "Under `adapts` stands a stage that is a fault: nobody is behind it who could answer",
    mend: "Name another stage, or write it under `rules`",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    let stages = cx.file.campaign.iter().flat_map(|c| &c.stages);
    let faults: BTreeSet<&str> =
        stages.filter(|s| s.malicious == Some(false)).map(|s| s.id.as_str()).collect();
    for rule in cx.file.rules.iter().filter(|rule| rule.adapts) {
        let mut fault: Option<Name> = None;
        let mut see = |role: Role, name: &Name| {
            if role == Role::Stage && faults.contains(name.as_str()) && fault.is_none() {
                fault = Some(name.clone());
            }
        };
        read::when(&rule.when, &mut see);
        rule.then.iter().for_each(|effect| read::then(effect, &mut see));
        if let Some(name) = fault {
            let message = format!("nobody is behind `{}`", short(&name));
            sink.push(Finding::warning(CHECK.code, name.span, message).with_help(CHECK.mend));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_fault_that_answers_is_found() {
        let fault = (r#"(id: "wiper", technique"#, r#"(id: "wiper", malicious: false, technique"#);
        found("fault-adapts", &[fault, (r#"detected("wiper")"#, r#"detected(§"wiper")"#)]);
        clean("fault-adapts", &[]);
    }

    #[test]
    fn what_an_answer_names_must_be_there() {
        let speed = r#"speed(stage: "wiper", factor: 2)"#;
        found("unknown-stage", &[(speed, r#"speed(stage: §"viper", factor: 2)"#)]);
        found("unknown-defence", &[(speed, r#"switch(stage: "wiper", technique: "attack:T1490", stopped_by: [§"nothing"])"#)]);
        found("unknown-service", &[(speed, r#"leak(stage: "wiper", service: §"port-east", says: "Files.")"#)]);
        found("bad-duration", &[(speed, r#"quiet(stage: "wiper", lasts: §"soon")"#)]);
        found("useless-field", &[(r#"(id: "hurry""#, r#"(id: §"hurry""#), (speed, "")]);
        found("double-id", &[(r#"(id: "port-down""#, r#"(id: "hurry""#), (r#"(id: "hurry""#, r#"(id: §"hurry""#)]);
        found("unknown-mechanism", &[(r#"detected("wiper")"#, r#"landed(§"wonder")"#)]);
    }
}
