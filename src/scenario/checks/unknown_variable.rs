//! `unknown-variable`: `{…}` that stands for nothing.

use super::context::short;
use super::{Check, Context};
use crate::base::Text;
use crate::scenario::Span32;
use crate::scenario::finding::{Severity, Sink, words};
use crate::scenario::schema::{Inject, Then};
use crate::scenario::walk::read;

pub(super) const CHECK: Check = Check {
    code: "unknown-variable",
    severity: Severity::Error,
    cause: "A word in curly brackets is none of the variables, stands in an inject without `for_each`, or the state has no operator or service that it could stand for",
    mend: "Use `{state}`, `{state_name}`, `{operator}`, `{operator_name}`, `{service}` or `{service_name}` in an inject with `for_each`",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    for inject in &cx.file.injects {
        let mut tell = |text: &str, span: Span32| {
            if let Some(word) = left(text) {
                sink.error_with(CHECK.code, span, || {
                    words(format!("`{{{}}}` stands for nothing here", short(word)), CHECK.mend)
                });
            }
        };
        read::inject(inject, &mut |_, name| tell(name, name.span));
        for (text, span) in texts(inject) {
            text.words().for_each(|line| tell(line, span));
        }
    }
}

fn texts(inject: &Inject) -> impl Iterator<Item = (&Text, Span32)> {
    let news = inject.then.iter().filter_map(|effect| match effect {
        Then::News(text) | Then::Leak { says: text, .. } => Some((text, inject.id.span)),
        _ => None,
    });
    let says = inject.says.iter().map(|says| (&says.value, says.span));
    says.chain(inject.from.iter().map(|from| (from, inject.id.span))).chain(news)
}

/// The first word in curly brackets that looks like a variable.
fn left(text: &str) -> Option<&str> {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('{') {
        let end = after.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(after.len());
        let (word, tail) = after.split_at(end);
        if !word.is_empty() && tail.starts_with('}') {
            return Some(word);
        }
        rest = tail;
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_variable_that_stands_for_nothing_is_found_where_it_stands() {
        found("unknown-variable", &[(r#"says: "Two of our"#, r#"says: §"{state_name}: two of our"#)]);
        found("unknown-variable", &[(r#"to: ["{state}/csirt"], by: news"#, r#"to: [§"{land}/csirt"], by: news"#)]);
        clean("unknown-variable", &[(r#"says: "Two of our"#, r#"says: "{X} { two } of our"#)]);
    }
}
