//! `uncleared-recipient`: the scenario itself gives a classified item to somebody who may not have it.

use super::context::short;
use super::{Check, Context};
use crate::scenario::compile::clearance;
use crate::scenario::finding::{Finding, Severity, Sink};
use crate::scenario::schema::{Intel, Name, Then};
use crate::scenario::secrecy::Classification;
use crate::scenario::walk::Role;

pub(super) const CHECK: Check = Check {
    code: "uncleared-recipient",
    severity: Severity::Warning,
    cause: "An inject, a `reveal` or `found_by` gives a classified item to a seat that is not cleared for it, or to which it is not releasable",
    mend: "Give it to another seat, raise the seat's `clearance`, or add it to `releasable_to`; or say `intended: [\"uncleared-recipient\"]`",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    let file = cx.file;
    for item in &file.intel {
        for address in &item.found_by {
            tell(cx, item, address, std::slice::from_ref(address), sink);
        }
    }
    for inject in file.injects.iter().filter(|i| i.says.is_some() || i.says_file.is_some()) {
        for name in &inject.gives {
            told(cx, name, &inject.to, sink);
        }
    }
    let effects = file.injects.iter().flat_map(|i| &i.then).chain(file.rules.iter().flat_map(|r| &r.then));
    for effect in effects {
        if let Then::Reveal { item, to } = effect {
            told(cx, item, to, sink);
        }
    }
}

fn told(cx: &Context<'_>, name: &Name, to: &[Name], sink: &mut Sink) {
    if let Some(item) = cx.place(Role::Intel, name).map(|place| &cx.file.intel[place]) {
        tell(cx, item, name, to, sink);
    }
}

/// Tells of the first of these who may not have the item, where `at` stands.
fn tell(cx: &Context<'_>, item: &Intel, at: &Name, to: &[Name], sink: &mut Sink) {
    let Some(classification) = &item.classification else { return };
    let seats = to.iter().flat_map(|address| cx.people.at(address)).copied();
    let mut wrong = seats.filter_map(|place| Some((place, why_not(cx, classification, place)?)));
    if let Some((place, why)) = wrong.next() {
        let message = format!("`{}` {why} `{}`", short(&cx.people.seats[place].seat.id), short(&item.id));
        sink.push(Finding::warning(CHECK.code, at.span, message).with_help(CHECK.mend));
    }
}

fn why_not(cx: &Context<'_>, classification: &Classification, place: usize) -> Option<&'static str> {
    let person = &cx.people.seats[place];
    if person.seat.of.value == classification.originator.value {
        return None;
    }
    if clearance(cx.file, cx.packs.world.as_ref(), person.seat, person.kind) < *classification.level {
        return Some("is not cleared for");
    }
    let named = classification.releasable_to.iter().any(|to| cx.people.at(to).contains(&place));
    (!named).then_some("is none of those who may have")
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    const ITEM: &str = r#"(id: "foreign-address", tlp: amber, pap: green, found_by: ["lv-csirt"]"#;

    fn with(level: &str, to: &str, found_by: &str) -> String {
        format!("(id: \"foreign-address\", classification: (level: {level}, originator: \"LV/defence\", releasable_to: [{to}]), tlp: amber, pap: green, found_by: [{found_by}]")
    }

    #[test]
    fn who_may_not_have_it_is_found_where_it_is_given() {
        found("uncleared-recipient", &[(ITEM, &with("sim2", r#""EE""#, r#"§"lv-csirt""#))]);
        found("uncleared-recipient", &[(ITEM, &with("sim3", r#""LV", "EE""#, r#"§"lv-csirt""#))]);
        let gives = (r#"to: ["ee-port"], from: "Terminal"#, r#"to: ["ee-port"], gives: [§"foreign-address"], from: "Terminal"#);
        found("uncleared-recipient", &[(ITEM, &with("sim1", r#""LV", "EE""#, r#""lv-csirt""#)), gives]);
        clean("uncleared-recipient", &[(ITEM, &with("sim2", r#""LV", "EE""#, r#""lv-csirt""#))]);
        let cleared = (r#"of: "LV/csirt","#, r#"of: "LV/csirt", clearance: sim3,"#);
        clean("uncleared-recipient", &[(ITEM, &with("sim3", r#""LV", "EE""#, r#""lv-csirt""#)), cleared]);
    }
}
