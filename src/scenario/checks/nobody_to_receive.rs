//! `nobody-to-receive`: what reaches no seat.

use super::context::short;
use super::{Check, Context};
use crate::scenario::finding::{Severity, Sink, Words, words};
use crate::scenario::schema::Then;
use crate::scenario::walk::Role;

pub(super) const CHECK: Check = Check {
    code: "nobody-to-receive",
    severity: Severity::Error,
    cause: "An address reaches no seat, or an inject with a text, a `reveal` or a question has nobody to go to",
    mend: "Add the seat, or write another address",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    for name in cx.named(Role::Address).filter(|name| cx.people.at(name).is_empty()) {
        // Other names are told as unknown seats and organisations.
        let group = name.starts_with("*/") || name.ends_with("/*") || cx.place(Role::State, name).is_some();
        if group || (name.contains('/') && cx.people.has_organisation(name)) {
            sink.error_with(CHECK.code, name.span, || say(cx, name));
        }
    }
    for inject in cx.file.injects.iter().filter(|i| i.to.is_empty() && (i.says.is_some() || i.contingency)) {
        sink.error_with(CHECK.code, inject.id.span, || {
            words(format!("`{}` has nobody to go to", short(&inject.id)), "add `to: [\"…\"]`")
        });
    }
    let effects = cx.file.injects.iter().flat_map(|i| &i.then).chain(cx.file.rules.iter().flat_map(|r| &r.then));
    for effect in effects {
        if let Then::Reveal { item, to } = effect
            && to.is_empty()
        {
            sink.error_with(CHECK.code, item.span, || words("this is revealed to nobody", "add `to: [\"…\"]`"));
        }
    }
    let asked = |kind: &str| ["csirt", "crisis"].contains(&kind);
    if !cx.people.seats.iter().any(|p| asked(p.kind)) {
        for question in cx.file.questions.iter().filter(|q| q.to.is_empty()) {
            sink.error_with(CHECK.code, question.id.span, || {
                words("nobody is asked: there is no seat of a CSIRT or crisis authority", "add `to: [\"…\"]`")
            });
        }
    }
}

fn say(cx: &Context<'_>, address: &str) -> Words {
    let message = format!("`{}` reaches no seat", short(address));
    if let Some(kind) = address.strip_prefix("*/") {
        let known: Vec<&str> = cx.people.kinds().chain(cx.people.seats.iter().map(|p| p.kind)).collect();
        if !known.contains(&kind)
            && let Some(near) = cx.nearest(kind, &known)
        {
            return words(message, format!("did you mean `*/{near}`?"));
        }
    }
    words(message, "add such a seat, or write another address; `for_each` leaves a state out with `overrides`")
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn an_address_that_reaches_no_seat_is_found_where_it_stands() {
        found("nobody-to-receive", &[(r#"to: ["ee-crisis"]"#, r#"to: ["ee-crisis", §"EE/foreign"]"#)]);
        found("nobody-to-receive", &[(r#"to: ["ee-crisis"]"#, r#"to: §"*/crisys""#)]);
        found("nobody-to-receive", &[(r#"(id: "INJ-004", at: "1h15m", to: ["ee-crisis"]"#, r#"(id: §"INJ-004", at: "1h15m""#)]);
        clean("nobody-to-receive", &[(r#"to: ["ee-crisis"]"#, r#"to: "EE/*""#)]);
    }
}
