//! `unknown-incident`: an incident that is not there.

use super::{Check, Context};
use crate::scenario::finding::{Severity, Sink};
use crate::scenario::walk::Role;

pub(super) const CHECK: Check = Check {
    code: "unknown-incident",
    severity: Severity::Error,
    cause: "An incident is named that is not under `incidents`",
    mend: "Correct the name, or add what it should name",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    cx.unknown(Role::Incident, CHECK.code, "incident", sink);
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_name_of_no_incident_is_found_where_it_stands() {
        found("unknown-incident", &[(r#"classify(incident: "inc-port")"#, r#"classify(incident: §"inc-prot")"#)]);
        clean("unknown-incident", &[]);
    }
}
