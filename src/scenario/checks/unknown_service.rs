//! `unknown-service`: a service that is not there.

use super::{Check, Context};
use crate::scenario::finding::{Severity, Sink};
use crate::scenario::walk::Role;

pub(super) const CHECK: Check = Check {
    code: "unknown-service",
    severity: Severity::Error,
    cause: "A service is named that is not under `services`",
    mend: "Correct the name, or add what it should name",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    cx.unknown(Role::Service, CHECK.code, "service", sink);
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_name_of_no_service_is_found_where_it_stands() {
        found("unknown-service", &[(r#"service: "power-coast""#, r#"service: §"power-cost""#)]);
        clean("unknown-service", &[(r#"from: ["port-west"]"#, r#"from: ["power-coast"]"#)]);
    }
}
