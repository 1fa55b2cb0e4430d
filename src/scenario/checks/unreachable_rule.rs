//! `unreachable-rule`: a rule that never takes effect.

use super::context::short;
use super::{Check, Context};
use crate::scenario::finding::{Severity, Sink, words};

pub(super) const CHECK: Check = Check {
    code: "unreachable-rule",
    severity: Severity::Error,
    cause: "The condition of a rule can never be true",
    mend: "Look for an item that nobody can get, an inject that never comes, or a time after ENDEX",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    for (rule, _) in cx.file.rules.iter().zip(&cx.reach().rules).filter(|(_, reached)| !**reached) {
        sink.error_with(CHECK.code, rule.id.span, || {
            words(format!("the condition of `{}` can never be true", short(&rule.id)), CHECK.mend)
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_rule_whose_condition_cannot_be_true_is_found() {
        let rule = r#"(id: "port-down", when: service("port-west", failing)"#;
        found("unreachable-rule", &[(rule, r#"(id: §"port-down", when: all(service("port-west", failing), chance(0))"#)]);
        found("unreachable-rule", &[(rule, r#"(id: §"port-down", when: count(2, [delivered("INJ-001")])"#)]);
        found("unreachable-rule", &[(rule, r#"(id: §"port-down", when: answered(inject: "INJ-004", within: "1h")"#)]);
        clean("unreachable-rule", &[(rule, r#"(id: "port-down", when: any(chance(0), answered(inject: "INJ-001", within: "1h"))"#)]);
    }
}
