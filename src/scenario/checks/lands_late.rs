//! `lands-late`: a mechanism that could take effect only when the exercise is over.

use super::context::short;
use super::{Check, Context};
use crate::base::{At, Span};
use crate::scenario::finding::{Finding, Severity, Sink};
use crate::scenario::schema::{Act, Name, When};

pub(super) const CHECK: Check = Check {
    code: "lands-late",
    severity: Severity::Warning,
    cause: "A mechanism is expected, or waited for with `landed`, that takes effect only after ENDEX, even where it is agreed at once: what it does is never seen",
    mend: "Expect it earlier, make `length` longer and skip to an epilogue, or ask for `adopted` instead of `landed`",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    let Some(endex) = cx.endex else { return };
    for (inject, at) in cx.file.injects.iter().zip(&cx.timeline.at) {
        let Some(from) = at else { continue };
        for expect in &inject.expects {
            if let Act::Request { mechanism: Some(name) } | Act::Propose { mechanism: Some(name) } = &expect.what {
                tell(cx, name, *from, endex, sink);
            }
        }
    }
    cx.conditions(&mut |when| {
        if let When::Landed(name) = when {
            tell(cx, name, At::STARTEX, endex, sink);
        }
    });
}

fn tell(cx: &Context<'_>, name: &Name, from: At, endex: At, sink: &mut Sink) {
    let lead = cx.mechanism(name).map_or(Span::ZERO, |mechanism| mechanism.lead);
    if lead > Span::ZERO && from <= endex && from + lead > endex {
        let message = format!("`{}` takes {lead} from agreement to effect, and ENDEX is {} after this", short(name), endex.since(from));
        sink.push(Finding::warning(CHECK.code, name.span, message).with_help(CHECK.mend));
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_mechanism_that_would_land_after_endex_is_found_where_it_is_named() {
        let says = "Is this a matter for Europe, or ours alone?\"";
        let with = |id: &str| format!("{says}, expects: (who: \"EE\", what: request(mechanism: §\"{id}\"), by: \"1h\")");
        found("lands-late", &[(says, &with("mutual-assistance"))]);
        // It takes two hours of the three, and the inject comes after more than one.
        found("lands-late", &[(says, &with("ec3"))]);
        clean("lands-late", &[(says, &with("mou-intel").replace('§', ""))]);
        let rule = r#"(id: "port-down", when: service("port-west", failing)"#;
        found("lands-late", &[(rule, r#"(id: "port-down", when: landed(§"capacity-building")"#)]);
        clean("lands-late", &[(rule, r#"(id: "port-down", when: any(landed("ec3"), adopted("capacity-building"))"#)]);
    }
}
