//! `unknown-organisation`: an organisation that neither the world nor the scenario has.

use super::context::short;
use super::{Check, Context};
use crate::scenario::compile::place_of;
use crate::scenario::finding::{Severity, Sink, Words, words};
use crate::scenario::walk::Role;

pub(super) const CHECK: Check = Check {
    code: "unknown-organisation",
    severity: Severity::Error,
    cause: "A path with a `/` names no body of the world, no organisation of a state that takes part, and none under `organisations`",
    mend: "Correct the path, add its state to `states`, or add it under `organisations`",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    let mut tell = |name: &crate::scenario::schema::Name| {
        if !cx.people.has_organisation(name) {
            sink.error_with(CHECK.code, name.span, || say(cx, name));
        }
    };
    cx.named(Role::Organisation).for_each(&mut tell);
    let plain = |name: &str| name.contains('/') && !name.starts_with("*/") && !name.ends_with("/*");
    cx.named(Role::Address).filter(|name| plain(name) && cx.people.at(name).is_empty()).for_each(&mut tell);
}

fn say(cx: &Context<'_>, path: &str) -> Words {
    let known = cx.people.paths_like(path);
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let message = format!("there is no organisation `{}`", short(path));
    let place = place_of(path);
    match cx.nearest(path, &known) {
        Some(near) => words(message, format!("did you mean `{near}`?")),
        None if place.len() == 2 && place != "EU" && cx.place(Role::State, place).is_none() => {
            words(message, format!("no state `{}` takes part: add it to `states`", short(place)))
        }
        None => words(message, format!("add `(path: \"{}\", name: \"…\")` to `organisations`", short(path))),
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_path_of_no_organisation_is_found_where_it_stands() {
        found("unknown-organisation", &[(r#"of: "EE/csirt""#, r#"of: §"EE/csrit""#)]);
        found("unknown-organisation", &[(r#"to: ["ee-crisis"]"#, r#"to: ["ee-crisis", §"private/northwind"]"#)]);
        let item = r#"(id: "foreign-address","#;
        let classified = r#"(id: "foreign-address", classification: (level: sim1, originator: §"LV/defense", releasable_to: "EE", tear_line: (says: "An address abroad.", tlp: green, after: "1h")),"#;
        found("unknown-organisation", &[(item, classified)]);
        clean("unknown-organisation", &[(r#"of: "EE/csirt""#, r#"of: "EU/enisa""#)]);
        clean(
            "unknown-organisation",
            &[("states: [", r#"organisations: [(path: "private/northwind", name: "Northwind")], states: ["#),
              (r#"of: "EE/csirt""#, r#"of: "private/northwind""#)],
        );
    }
}
