//! `wrong-mechanism`: a mechanism used by a verb that is not its own.

use super::{Check, Context};
use crate::scenario::finding::{Severity, Sink, words};
use crate::scenario::mechanism::MechanismKind;
use crate::scenario::schema::{Act, Name, When};

pub(super) const CHECK: Check = Check {
    code: "wrong-mechanism",
    severity: Severity::Error,
    cause: "`notify` needs a regime, `mode` a ladder, `request` help or a consultation, `propose` a joint measure: this mechanism is none",
    mend: "Use the mechanism's own verb, or another mechanism",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    cx.acts(&mut |act, _| match act {
        Act::Notify { regime: Some(name), .. } => tell(cx, name, "notify", sink),
        Act::Mode { mechanism: Some(name), .. } => tell(cx, name, "mode", sink),
        Act::Request { mechanism: Some(name) } => tell(cx, name, "request", sink),
        Act::Remove { mechanism: Some(name), .. } => tell(cx, name, "remove", sink),
        Act::Demand { mechanism: Some(name) } => tell(cx, name, "demand", sink),
        Act::Propose { mechanism: Some(name) } => tell(cx, name, "propose", sink),
        _ => {}
    });
    cx.conditions(&mut |when| {
        if let When::Mode(name, _) = when {
            tell(cx, name, "mode", sink);
        }
    });
    for name in cx.file.incidents.iter().flat_map(|i| i.regimes.iter().flatten()) {
        tell(cx, name, "notify", sink);
    }
}

/// The verb by which a mechanism is used.
fn verb(kind: &MechanismKind) -> &'static str {
    match kind {
        MechanismKind::Regime { .. } => "notify",
        MechanismKind::Ladder { .. } => "mode",
        MechanismKind::Assistance | MechanismKind::Consultation => "request",
        MechanismKind::Joint | MechanismKind::Sovereign => "propose",
        MechanismKind::Removal { .. } => "remove",
        MechanismKind::Demand { .. } => "demand",
        MechanismKind::Release => "release",
    }
}

fn tell(cx: &Context<'_>, name: &Name, used: &str, sink: &mut Sink) {
    let Some(own) = cx.mechanism(name).map(|m| verb(&m.kind)).filter(|own| *own != used) else { return };
    sink.error_with(CHECK.code, name.span, || {
        let fit: Vec<_> =
            cx.packs.mechanisms.iter().filter(|m| verb(&m.kind) == used).map(|m| format!("`{}`", m.id)).collect();
        let others = if fit.is_empty() { "no loaded pack has one".to_owned() } else { fit.join(", ") };
        words(
            format!("`{}` is used by `{own}`, not by `{used}`", name.value),
            format!("write `{own}( … )`, or for `{used}` use another: {others}"),
        )
    });
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_mechanism_used_by_another_verb_is_found_where_it_stands() {
        let when = r#"when: service("port-west", failing)"#;
        found("wrong-mechanism", &[(when, r#"when: ordered(what: request(mechanism: §"cyclone"))"#)]);
        found("wrong-mechanism", &[("truth: large_scale", r#"regimes: §"crrt", truth: large_scale"#)]);
        clean("wrong-mechanism", &[(when, r#"when: ordered(what: request(mechanism: "crrt"))"#)]);
    }
}
