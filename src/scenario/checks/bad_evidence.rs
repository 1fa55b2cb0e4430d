//! `bad-evidence`: evidence of who did it that cannot count as the author means it to.

use super::{Check, Context};
use crate::model::attribution::Grade;
use crate::scenario::finding::{Severity, Sink, words};
use crate::scenario::schema::Intel;

pub(super) const CHECK: Check = Check {
    code: "bad-evidence",
    severity: Severity::Error,
    cause: "`reliability` is no grade from A1 to F6, or stands without `about`; `points_to` or `traceable` stands without `reliability`; or an item points to somebody else than the actor and is not `misleading`",
    mend: "Write `reliability: \"B2\"` with `about`, and name the actor as under `campaign` (`actor`, `known_as`)",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    for item in &cx.file.intel {
        graded(item, sink);
        points(cx, item, sink);
    }
}

fn graded(item: &Intel, sink: &mut Sink) {
    let Some(grade) = &item.reliability else {
        if item.points_to.is_some() || item.traceable.is_some() {
            sink.error_with(CHECK.code, item.id.span, || {
                words("without a grade it is no evidence of who did it", "add `reliability: \"B2\"`, or remove `points_to` and `traceable`")
            });
        }
        return;
    };
    if Grade::parse(grade).is_none() {
        sink.error_with(CHECK.code, grade.span, || {
            words(format!("`{}` is no grade of the Admiralty code", super::context::short(grade)), "a letter from A to F for the source and a digit from 1 to 6 for what it says, like \"B2\"")
        });
    } else if item.about.is_none() {
        sink.error_with(CHECK.code, grade.span, || words("evidence is about an incident", "add `about`"));
    }
}

fn points(cx: &Context<'_>, item: &Intel, sink: &mut Sink) {
    let (Some(to), Some(campaign)) = (&item.points_to, &cx.file.campaign) else { return };
    let is = |name: &str| name.eq_ignore_ascii_case(to);
    let true_one = campaign.actor.as_ref().is_some_and(|a| is(a)) || campaign.known_as.iter().any(|a| is(a));
    if !true_one && !item.misleading && campaign.actor.is_some() {
        sink.error_with(CHECK.code, item.id.span, || {
            words(format!("it points to {}, who did not do it", super::context::short(to)), "add `misleading: true`, or name the actor as under `campaign`")
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    const ITEM: &str = r#"(id: "foreign-address","#;

    #[test]
    fn evidence_that_cannot_count_is_found_where_it_stands() {
        let with = |fields: &str| format!("(id: \"foreign-address\", {fields}");
        found("bad-evidence", &[(ITEM, &with(r#"reliability: §"G2","#))]);
        found("bad-evidence", &[(ITEM, &with(r#"reliability: §"B2","#)), (r#", about: "inc-port""#, "")]);
        found("bad-evidence", &[(ITEM, r#"(id: §"foreign-address", traceable: ipv6,"#)]);
        found("bad-evidence", &[(ITEM, r#"(id: §"foreign-address", reliability: "B2", points_to: "Somebody else","#)]);
        clean("bad-evidence", &[(ITEM, &with(r#"reliability: "B2", points_to: "Somebody else", misleading: true,"#))]);
    }
}
