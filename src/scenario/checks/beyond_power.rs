//! `beyond-power`: an expected action that nobody expected could take.

use super::context::short;
use super::not_a_member::who;
use super::{Check, Context};
use crate::scenario::finding::{Finding, Severity, Sink};
use crate::scenario::mechanism::Mechanism;
use crate::scenario::schema::{Act, Name};

pub(super) const CHECK: Check = Check {
    code: "beyond-power",
    severity: Severity::Warning,
    cause: "None of those of whom an action is expected has the power for it: the mechanism may be started, or the step is owed, by other kinds of organisation",
    mend: "Expect it of a seat that may, or expect something else",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    cx.acts(&mut |act, expected| {
        let (Some((inject, expect)), Some((name, kinds))) = (expected, powers(cx, act)) else { return };
        let seats = who(cx, inject, expect);
        if !std::ptr::eq(act, &expect.what) || seats.is_empty() || seats.iter().any(|n| kinds.iter().any(|kind| kind == cx.people.seats[*n].kind)) {
            return;
        }
        let message = format!("nobody of whom `{}` expects this may use `{}`", short(&inject.id), short(name));
        let help = format!("it is for {}", kinds.join(", "));
        sink.push(Finding::warning(CHECK.code, name.span, message).with_help(help));
    });
    defences(cx, sink);
}

/// The mechanism or step of an act, and the kinds of organisation that may use it.
fn powers<'a>(cx: &Context<'a>, act: &'a Act) -> Option<(&'a Name, &'a [String])> {
    let of = |name: &'a Name| cx.mechanism(name).map(|m: &Mechanism| (name, m.who.as_slice()));
    match act {
        Act::Notify { regime: Some(name), step: Some(step), .. } => {
            let step = cx.mechanism(name)?.steps().iter().find(|s| s.id == **step)?;
            Some((name, step.by.as_slice()))
        }
        Act::Notify { regime: Some(name), .. }
        | Act::Mode { mechanism: Some(name), .. }
        | Act::Request { mechanism: Some(name) }
        | Act::Remove { mechanism: Some(name), .. }
        | Act::Demand { mechanism: Some(name) }
        | Act::Propose { mechanism: Some(name) } => of(name),
        _ => None,
    }
}

/// A defence is ordered by operators for their own services, and by authorities of the service's state.
fn defences(cx: &Context<'_>, sink: &mut Sink) {
    cx.acts(&mut |act, expected| {
        let (Some((inject, expect)), Act::Defend { service: Some(service), .. }) = (expected, act) else { return };
        let Some(spec) = cx.place(crate::scenario::walk::Role::Service, service).map(|n| &cx.file.services[n]) else {
            return;
        };
        let seats = who(cx, inject, expect);
        let may = |n: &usize| cx.people.seats[*n].state.is_none_or(|state| state == spec.state.as_str());
        if !seats.is_empty() && !seats.iter().any(may) {
            let message = format!("nobody of whom `{}` expects this is in {}", short(&inject.id), short(&spec.state));
            sink.push(Finding::warning(CHECK.code, service.span, message).with_help(CHECK.mend));
        }
    });
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn an_action_that_none_of_those_expected_may_take_is_found() {
        let says = "Is this a matter for Europe, or ours alone?\"";
        let with = |who: &str| format!("{says}, expects: (who: \"{who}\", what: request(mechanism: §\"ec3\"), by: \"1h\")");
        found("beyond-power", &[(says, &with("ee-crisis"))]);
        clean("beyond-power", &[(says, &with("EE").replace('§', ""))]);
        let defend = format!("{says}, expects: (who: \"lv-csirt\", what: defend(service: §\"port-west\"), by: \"1h\")");
        found("beyond-power", &[(says, &defend)]);
    }
}
