//! `unknown-flag`: a flag that is asked for, and that nothing sets.

use std::collections::BTreeSet;

use super::{Check, Context};
use crate::scenario::finding::{Severity, Sink};
use crate::scenario::mechanism::MechanismEffect;
use crate::scenario::walk::Role;

pub(super) const CHECK: Check = Check {
    code: "unknown-flag",
    severity: Severity::Error,
    cause: "A condition asks for a flag that no effect and no mechanism sets: it can never be true",
    mend: "Correct the name, or set the flag with `then: [set(\"…\")]`",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    let effects = cx.packs.mechanisms.iter().flat_map(|m| &m.effects);
    let by_mechanism = effects.filter_map(|effect| match effect {
        MechanismEffect::Flag(flag) => Some(flag.as_str()),
        _ => None,
    });
    let set: BTreeSet<&str> = cx.named(Role::FlagSet).map(|n| n.as_str()).chain(by_mechanism).collect();
    for flag in cx.named(Role::FlagRead).filter(|flag| !set.contains(flag.as_str())) {
        sink.error_with(CHECK.code, flag.span, || cx.no_such("flag", flag, set.iter().copied()));
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_flag_that_nothing_sets_is_found_where_it_is_asked_for() {
        let ask = r#"when: service("port-west", failing)"#;
        found("unknown-flag", &[(ask, r#"when: flag(§"isolated")"#)]);
        clean("unknown-flag", &[(ask, r#"when: flag("isolated")"#), ("news(\"Port", "set(\"isolated\"), news(\"Port")]);
    }
}
