//! `unused`: what nothing and nobody uses.

use std::collections::BTreeSet;

use super::context::short;
use super::{Check, Context};
use crate::scenario::finding::{Finding, Severity, Sink};
use crate::scenario::schema::Name;
use crate::scenario::walk::Role;
use crate::scenario::words::DefenceKind;

pub(super) const CHECK: Check = Check {
    code: "unused",
    severity: Severity::Warning,
    cause: "An intel item reaches nobody and no provider holds it, a defence that blocks, isolates or patches stops no stage and nothing expects it, a product is used by no service, or a flag is set that nobody asks for",
    mend: "Use it, or remove it",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    let file = cx.file;
    let items = named(cx, Role::Intel);
    // A tear-line is reached by asking for it.
    let written = file.intel.iter().filter(|i| i.tear_line_of.is_none() && i.held_by.is_none());
    let hidden = written.filter(|i| i.found_by.is_empty() && !items.contains(i.id.as_str()));
    each("intel item", hidden.map(|i| &i.id), sink);
    let defences = named(cx, Role::Defence);
    each("defence", file.defences.iter().filter(|d| stops(d.kind)).map(|d| &d.id).filter(|id| !defences.contains(id.as_str())), sink);
    let products = named(cx, Role::Product);
    each("product", file.products.iter().map(|p| &p.id).filter(|id| !products.contains(id.as_str())), sink);
    let read = named(cx, Role::FlagRead);
    let mut told = BTreeSet::new();
    let set = cx.named(Role::FlagSet).filter(|flag| !read.contains(flag.as_str()) && told.insert(flag.as_str()));
    each("flag", set, sink);
}

/// Whether a defence is there to stop something. To keep evidence, fail over and restore is of use by itself.
fn stops(kind: DefenceKind) -> bool {
    matches!(kind, DefenceKind::Block | DefenceKind::Isolate | DefenceKind::Patch)
}

fn named<'a>(cx: &Context<'a>, role: Role) -> BTreeSet<&'a str> {
    cx.named(role).map(|name| name.as_str()).collect()
}

fn each<'a>(what: &str, names: impl Iterator<Item = &'a Name>, sink: &mut Sink) {
    for name in names {
        let message = format!("nothing uses the {what} `{}`", short(name));
        sink.push(Finding::warning(CHECK.code, name.span, message).with_help(CHECK.mend));
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn what_nothing_uses_is_found() {
        let defences = "    defences: [";
        let held = r#"intel: [(id: "logs", says: "Who it was.", tlp: amber, about: "inc-port", held_by: "private/host"), "#;
        let host = r#"organisations: [(path: "private/host", name: "Host")], states: ["EE"#;
        clean("unused", &[("intel: [", held), (r#"states: ["EE"#, host)]);
        found("unused", &[(defences, "    defences: [(id: §\"unplug\", kind: isolate),")]);
        found("unused", &[("    products: [", "    products: [(id: §\"mail-server\"),")]);
        found("unused", &[("then: [news(", "then: [set(§\"port-is-down\"), news(")]);
        found("unused", &[("    intel: [", "    intel: [(id: §\"rumour\", says: \"A rumour.\", tlp: clear),")]);
        clean("unused", &[(defences, "    defences: [(id: \"unplug\", kind: isolate),"), (r#"stopped_by: ["#, r#"stopped_by: ["unplug", "#)]);
    }
}
