//! `unknown-step`: a step that the regime does not have.

use super::{Check, Context};
use crate::scenario::finding::{Severity, Sink, words};
use crate::scenario::schema::{Act, Name};

pub(super) const CHECK: Check = Check {
    code: "unknown-step",
    severity: Severity::Error,
    cause: "A regime has no such step, or a step is named without its regime, or `parameters` names no step",
    mend: "Use a step of the regime, written like `notify(regime: \"nis2\", step: \"early_warning\")`",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    cx.acts(&mut |act, _| {
        let Act::Notify { regime, step: Some(step), .. } = act else { return };
        tell(cx, regime.as_ref().map(|r| r.as_str()), step, step, sink);
    });
    for (key, span) in &cx.file.parameters {
        match key.split_once('/') {
            Some((regime, step)) => tell(cx, Some(regime), step, span, sink),
            None => sink.error_with(CHECK.code, span.span, || {
                words(format!("`{key}` is no step"), "write it like \"nis2/cross_border\"")
            }),
        }
    }
}

fn tell(cx: &Context<'_>, regime: Option<&str>, step: &str, at: &Name, sink: &mut Sink) {
    let Some(regime) = regime else {
        return sink.error_with(CHECK.code, at.span, || {
            words(format!("`{step}` is a step of which regime?"), "add `regime: \"…\"`")
        });
    };
    match cx.mechanism(regime) {
        Some(m) if m.step(step).is_none() => sink.error_with(CHECK.code, at.span, || {
            cx.no_such(&format!("step of `{regime}`"), step, m.steps().iter().map(|s| s.id.as_str()))
        }),
        // Elsewhere `unknown-mechanism` tells; the key of a parameter is looked up here only.
        None if at.as_str() != step => sink.error_with(CHECK.code, at.span, || {
            cx.no_such("regime", regime, cx.known(crate::scenario::walk::Role::Mechanism))
        }),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_step_that_the_regime_does_not_have_is_found_where_it_stands() {
        found("unknown-step", &[("step: early_warning", "step: §early_waning")]);
        found("unknown-step", &[(r#"regime: "nis2", step: early_warning"#, "step: §early_warning")]);
        found("unknown-step", &[("states: [", r#"parameters: {"nis2/crossborder": §"2h"}, states: ["#)]);
        clean("unknown-step", &[("states: [", r#"parameters: {"nis2/cross_border": "2h"}, states: ["#)]);
    }
}
