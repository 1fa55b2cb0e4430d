//! `bad-provider`: a platform or a holder of evidence that nobody could write to.

use super::context::short;
use super::{Check, Context};
use crate::scenario::finding::{Severity, Sink, words};
use crate::scenario::schema::Name;

pub(super) const CHECK: Check = Check {
    code: "bad-provider",
    severity: Severity::Error,
    cause: "`platform` or `held_by` is no private organisation; an item is `held_by` somebody and has no `about`; or `kept_until` stands without `held_by`",
    mend: "Name an organisation of the scenario like \"private/clipshare\"",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    let private = |name: &Name, sink: &mut Sink| {
        if !name.starts_with("private/") {
            sink.error_with(CHECK.code, name.span, || {
                words(format!("`{}` is no private organisation", short(name)), "orders to providers go to organisations like \"private/clipshare\"")
            });
        }
    };
    cx.file.contents.iter().for_each(|content| private(&content.platform, sink));
    for item in &cx.file.intel {
        match (&item.held_by, &item.kept_until) {
            (Some(holder), _) if item.about.is_none() => {
                sink.error_with(CHECK.code, holder.span, || words("what a provider holds is demanded for an incident", "add `about`"));
            }
            (Some(holder), _) => private(holder, sink),
            (None, Some(until)) => {
                sink.error_with(CHECK.code, until.span, || words("nobody holds it", "add `held_by`, or remove `kept_until`"));
            }
            (None, None) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    const ITEM: &str = r#"(id: "foreign-address","#;

    #[test]
    fn a_provider_that_nobody_could_write_to_is_found_where_it_stands() {
        let with = |fields: &str| format!("(id: \"foreign-address\", {fields}");
        found("bad-provider", &[(ITEM, &with(r#"held_by: §"EE/csirt","#))]);
        found("bad-provider", &[(ITEM, &with(r#"kept_until: §"2h","#))]);
        let content = r#"contents: [(id: "fake", title: "A fake", says: "It is all lost.", kind: disinformation, doubling: "1h", platform: §"EE/csirt")], intel: ["#;
        found("bad-provider", &[("intel: [", content)]);
        clean("bad-provider", &[]);
    }
}
