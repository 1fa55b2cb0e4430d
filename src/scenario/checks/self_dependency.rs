//! `self-dependency`: a service that needs itself.

use std::collections::BTreeSet;

use super::context::short;
use super::{Check, Context};
use crate::scenario::finding::{Severity, Sink, words};

pub(super) const CHECK: Check = Check {
    code: "self-dependency",
    severity: Severity::Error,
    cause: "A service needs itself, or needs another one twice",
    mend: "Remove the line",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    for service in &cx.file.services {
        let mut seen = BTreeSet::new();
        for need in &service.needs {
            if *need.service == *service.id {
                sink.error_with(CHECK.code, need.service.span, || {
                    words(format!("`{}` needs itself", short(&service.id)), "remove the line")
                });
            } else if !seen.insert(need.service.as_str()) {
                sink.error_with(CHECK.code, need.service.span, || {
                    words(format!("`{}` needs `{}` twice", short(&service.id), short(&need.service)), "keep one of them")
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_service_that_needs_itself_is_found_where_it_says_so() {
        let needs = r#"needs: [(service: "power-coast", weight: 0.5, autonomy: "4h")]"#;
        found("self-dependency", &[(needs, r#"needs: (service: §"port-west", weight: 0.5)"#)]);
        found("self-dependency", &[(needs, r#"needs: [(service: "power-coast", weight: 0.5), (service: §"power-coast", weight: 0.1)]"#)]);
        clean("self-dependency", &[]);
    }
}
