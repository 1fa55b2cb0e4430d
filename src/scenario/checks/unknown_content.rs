//! `unknown-content`: content that is not there.

use super::{Check, Context};
use crate::scenario::finding::{Severity, Sink};
use crate::scenario::walk::Role;

pub(super) const CHECK: Check = Check {
    code: "unknown-content",
    severity: Severity::Error,
    cause: "Content is named that is not under `contents`",
    mend: "Correct the name, or add what it should name",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    cx.unknown(Role::Content, CHECK.code, "content", sink);
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_name_of_no_content_is_found_where_it_stands() {
        found("unknown-content", &[(r#"then: [news("#, r#"then: [publish(§"fake"), news("#)]);
        clean("unknown-content", &[]);
    }
}
