//! `bad-id`: an id that could be taken for something else.

use super::context::short;
use super::{Check, Context};
use crate::scenario::finding::{Severity, Sink, words};
use crate::scenario::schema::Name;
use crate::scenario::walk::Role;

/// Letters of an id, at most.
const LENGTH: usize = 80;

pub(super) const CHECK: Check = Check {
    code: "bad-id",
    severity: Severity::Error,
    cause: "An id is empty, longer than 80 letters, has a blank or one of `/ * # { } \"` in it, or a seat is called like a state or `all`",
    mend: "Use letters, digits, `-`, `_` and `.`",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    let file = cx.file;
    let stages = file.campaign.iter().flat_map(|c| &c.stages);
    let ids = (file.id.iter())
        .chain(file.seats.iter().map(|s| &s.id))
        .chain(file.products.iter().map(|p| &p.id))
        .chain(file.services.iter().map(|s| &s.id))
        .chain(file.services.iter().flat_map(|s| &s.uses))
        .chain(file.defences.iter().map(|d| &d.id))
        .chain(stages.map(|s| &s.id))
        .chain(file.intel.iter().map(|i| &i.id))
        .chain(file.contents.iter().map(|c| &c.id))
        .chain(file.incidents.iter().map(|i| &i.id))
        .chain(file.injects.iter().map(|i| &i.id))
        .chain(file.questions.iter().map(|q| &q.id))
        .chain(file.rules.iter().map(|r| &r.id))
        .chain(file.objectives.iter().map(|o| &o.id));
    ids.filter(|id| !is_good(id)).for_each(|id| tell(id, "use letters, digits, `-`, `_` and `.`", sink));
    let taken = |id: &&Name| id.as_str() == "all" || cx.place(Role::State, id).is_some();
    for id in file.seats.iter().map(|s| &s.id).filter(taken) {
        tell(id, "an address means something else by it: call the seat otherwise", sink);
    }
    for path in file.organisations.iter().map(|o| &o.path).filter(|path| !is_path(path)) {
        tell(path, "write the path like \"EE/operator/port-west\" or \"private/northwind\"", sink);
    }
}

fn is_good(id: &str) -> bool {
    let odd = |c: char| c.is_whitespace() || c.is_control() || "/*#{}\"\\".contains(c);
    !id.is_empty() && id.len() <= LENGTH && !id.contains(odd)
}

fn is_path(path: &str) -> bool {
    let parts = path.split('/');
    (2..=3).contains(&parts.clone().count()) && parts.into_iter().all(is_good)
}

fn tell(id: &Name, help: &str, sink: &mut Sink) {
    sink.error_with(CHECK.code, id.span, || words(format!("`{}` cannot be an id", short(id)), help));
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn an_id_that_means_something_else_is_found() {
        found("bad-id", &[(r#"id: "Q1""#, r##"id: §"#1""##)]);
        found("bad-id", &[(r#"(id: "ee-port", of"#, r#"(id: §"LV", of"#)]);
        clean("bad-id", &[(r#"id: "Q1""#, r#"id: "Küsimus_1.a""#)]);
    }
}
