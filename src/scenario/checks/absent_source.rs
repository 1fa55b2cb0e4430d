//! `absent-source`: an item whose source nobody plays.

use super::context::short;
use super::{Check, Context};
use crate::scenario::finding::{Finding, Severity, Sink};

pub(super) const CHECK: Check = Check {
    code: "absent-source",
    severity: Severity::Warning,
    cause: "The source of an item has no seat: its marking binds those who find the item, and nobody is there to let it go further, or to hear that it leaked",
    mend: "Give the organisation a seat, leave `source` out so that whoever finds the item owns it, or say that it is `intended`",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    let absent = |path: &str| {
        cx.people.has_organisation(path) && !cx.people.seats.iter().any(|person| *person.seat.of == *path)
    };
    for item in &cx.file.intel {
        let Some(source) = item.source.as_ref().filter(|path| absent(path)) else { continue };
        let message = format!("nobody plays `{}`, the source of `{}`", short(source), short(&item.id));
        sink.push(Finding::warning(CHECK.code, source.span, message).with_help(CHECK.mend));
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    const ITEM: &str = r#"(id: "foreign-address","#;

    #[test]
    fn a_source_that_nobody_plays_is_found_where_it_stands() {
        found("absent-source", &[(ITEM, r#"(id: "foreign-address", source: §"EE/defence","#)]);
        clean("absent-source", &[(ITEM, r#"(id: "foreign-address", source: "EE/csirt","#)]);
        // What there is nowhere is an error of its own.
        clean("absent-source", &[(ITEM, r#"(id: "foreign-address", source: "EE/nowhere","#)]);
    }
}
