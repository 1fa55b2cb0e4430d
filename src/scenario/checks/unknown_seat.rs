//! `unknown-seat`: a seat that is not there.

use super::{Check, Context};
use crate::scenario::finding::{Severity, Sink};
use crate::scenario::walk::Role;

pub(super) const CHECK: Check = Check {
    code: "unknown-seat",
    severity: Severity::Error,
    cause: "An address without a `/` is no seat, no state that takes part, and not `all`; or an operator is no seat",
    mend: "Correct the name, or add the seat",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    cx.unknown(Role::Seat, CHECK.code, "seat", sink);
    for name in cx.named(Role::Address).filter(|name| !name.contains('/')) {
        if cx.people.at(name).is_empty() && cx.place(Role::State, name).is_none() {
            sink.error_with(CHECK.code, name.span, || cx.no_such("seat", name, cx.people.reachable()));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn an_address_of_no_seat_is_found_where_it_stands() {
        found("unknown-seat", &[(r#"to: ["ee-crisis"]"#, r#"to: [§"ee-crisys"]"#)]);
        found("unknown-seat", &[(r#"operator: "ee-port""#, r#"operator: §"ee-prot""#)]);
        clean("unknown-seat", &[(r#"to: ["ee-crisis"]"#, r#"to: ["EE", "all", "*/crisis"]"#)]);
    }
}
