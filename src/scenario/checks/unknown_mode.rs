//! `unknown-mode`: a mode that the ladder does not have.

use super::{Check, Context};
use crate::scenario::finding::{Severity, Sink, words};
use crate::scenario::schema::{Act, Name, When};

pub(super) const CHECK: Check = Check {
    code: "unknown-mode",
    severity: Severity::Error,
    cause: "A mechanism has no such mode, or a mode is named without its mechanism",
    mend: "Use a mode of the mechanism, written like `mode(mechanism: \"cyclone\", mode: \"alert\")`",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    cx.acts(&mut |act, _| {
        let Act::Mode { mechanism, mode: Some(mode) } = act else { return };
        match mechanism {
            Some(mechanism) => tell(cx, mechanism, mode, sink),
            None => sink.error_with(CHECK.code, mode.span, || {
                words(format!("`{}` is a mode of which mechanism?", mode.value), "add `mechanism: \"…\"`")
            }),
        }
    });
    cx.conditions(&mut |when| {
        if let When::Mode(mechanism, mode) = when {
            tell(cx, mechanism, mode, sink);
        }
    });
}

fn tell(cx: &Context<'_>, mechanism: &Name, mode: &Name, sink: &mut Sink) {
    // One that has no modes at all is told by `wrong-mechanism`.
    let Some(m) = cx.mechanism(mechanism).filter(|m| !m.modes().is_empty()) else { return };
    if m.mode(mode).is_none() {
        sink.error_with(CHECK.code, mode.span, || {
            cx.no_such(&format!("mode of `{}`", mechanism.value), mode, m.modes().iter().map(|s| s.id.as_str()))
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_mode_that_the_ladder_does_not_have_is_found_where_it_stands() {
        let when = r#"when: service("port-west", failing)"#;
        found("unknown-mode", &[(when, r#"when: mode("cyclone", §"alarm")"#)]);
        found("unknown-mode", &[(when, r#"when: ordered(what: mode(mode: §"alert"))"#)]);
        clean("unknown-mode", &[(when, r#"when: mode("cyclone", "alert")"#)]);
    }
}
