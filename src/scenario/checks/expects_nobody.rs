//! `expects-nobody`: an expected action of nobody.

use super::context::short;
use super::{Check, Context};
use crate::scenario::finding::{Severity, Sink, words};

pub(super) const CHECK: Check = Check {
    code: "expects-nobody",
    severity: Severity::Error,
    cause: "An expected action says no `who`, and its inject has no recipients",
    mend: "Add `who: \"…\"` to what is expected",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    for inject in cx.file.injects.iter().filter(|inject| inject.to.is_empty()) {
        for expect in inject.expects.iter().filter(|expect| expect.who.is_empty()) {
            sink.error_with(CHECK.code, expect.by.span, || {
                words(format!("`{}` does not say of whom this is expected", short(&inject.id)), "add `who: \"…\"`")
            });
        }
    }
    // An inject without a text and without an expectation does nothing at all.
    for inject in &cx.file.injects {
        if inject.says.is_none() && inject.expects.is_empty() && inject.then.is_empty() && inject.gives.is_empty() {
            sink.error_with(CHECK.code, inject.id.span, || {
                words(format!("`{}` says nothing and expects nothing", short(&inject.id)), "add `says` or `expects`")
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    const WATCHED: &str = r#"(id: "INJ-004", at: "1h15m", to: ["ee-crisis"], from: "Office of the minister", by: mail, about: "inc-port",
         says: "The minister speaks at noon. Is this a matter for Europe, or ours alone?"),"#;

    #[test]
    fn an_action_expected_of_nobody_is_found_where_it_stands() {
        found("expects-nobody", &[(WATCHED, r#"(id: "INJ-004", at: "1h15m", expects: (what: statement, by: §"1h")),"#)]);
        found("expects-nobody", &[(WATCHED, r#"(id: §"INJ-004", at: "1h15m", to: ["ee-crisis"]),"#)]);
        clean("expects-nobody", &[(WATCHED, r#"(id: "INJ-004", at: "1h15m", expects: (who: "EE", what: statement, by: "1h")),"#)]);
    }
}
