//! `not-a-member`: a mechanism expected of a state that is no member of it.

use super::context::short;
use super::{Check, Context};
use crate::scenario::finding::{Severity, Sink, words};
use crate::scenario::mechanism::Mechanism;
use crate::scenario::schema::{Act, Expect, Inject, Name};

pub(super) const CHECK: Check = Check {
    code: "not-a-member",
    severity: Severity::Error,
    cause: "An action is expected under a mechanism of which no state of those expected is a member",
    mend: "Expect it of a member, or use a mechanism that the state takes part in",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    cx.acts(&mut |act, expected| {
        let (Some((inject, expect)), Some((name, membership))) = (expected, needed(cx, act)) else { return };
        // To try it is accepted from whomever: the body will answer.
        if !std::ptr::eq(act, &expect.what) {
            return;
        }
        let seats: Vec<_> = who(cx, inject, expect);
        let outside: Vec<_> = seats.iter().filter_map(|n| cx.people.seats[*n].state).filter(|s| !is_member(cx, s, membership)).collect();
        if !seats.is_empty() && outside.len() == seats.len() {
            sink.error_with(CHECK.code, name.span, || {
                words(
                    format!("{} is no member of `{membership}`, which `{}` needs", outside.first().copied().unwrap_or_default(), short(name)),
                    CHECK.mend,
                )
            });
        }
    });
}

/// The seats of whom something is expected.
pub(super) fn who(cx: &Context<'_>, inject: &Inject, expect: &Expect) -> Vec<usize> {
    let addresses = if expect.who.is_empty() { &inject.to } else { &expect.who };
    addresses.iter().flat_map(|to| cx.people.at(to)).copied().collect()
}

/// The mechanism of an act, with the membership that its actor must have.
fn needed<'a>(cx: &Context<'a>, act: &'a Act) -> Option<(&'a Name, &'a str)> {
    let (name, membership): (_, fn(&Mechanism) -> &str) = match act {
        Act::Notify { regime: Some(name), .. } => (name, |m| &m.members),
        Act::Mode { mechanism: Some(name), .. }
        | Act::Request { mechanism: Some(name) }
        | Act::Remove { mechanism: Some(name), .. }
        | Act::Demand { mechanism: Some(name) }
        | Act::Propose { mechanism: Some(name) } => (name, |m| &m.members),
        Act::Vote { mechanism: Some(name), .. } => (name, Mechanism::parties),
        _ => return None,
    };
    let membership = membership(cx.mechanism(name)?);
    (!membership.is_empty()).then_some((name, membership))
}

/// Whether the world says that the state is a member.
fn is_member(cx: &Context<'_>, code: &str, membership: &str) -> bool {
    let mut states = cx.packs.world.iter().flat_map(|w| &w.states);
    states.find(|s| s.code == code).is_none_or(|s| s.memberships.iter().any(|m| m == membership))
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_mechanism_expected_of_a_state_outside_is_found_where_it_is_named() {
        let states = ("states: [\"EE\", \"LV\"]", "states: [\"EE\", \"LV\", \"NO\"]");
        let seat = ("    seats: [", "    seats: [(id: \"no-csirt\", of: \"NO/csirt\"),");
        let says = "Is this a matter for Europe, or ours alone?\"";
        let with = |who: &str| {
            format!("{says}, expects: (who: \"{who}\", what: mode(mechanism: §\"cyclone\", mode: \"alert\"), by: \"1h\")")
        };
        found("not-a-member", &[states, seat, (says, &with("NO"))]);
        clean("not-a-member", &[states, seat, (says, &with("all").replace('§', ""))]);
    }
}
