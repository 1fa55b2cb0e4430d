//! `double-id`: two things of one kind with the same id.

use std::collections::BTreeMap;

use super::context::short;
use super::{Check, Context};
use crate::scenario::finding::{Severity, Sink, words};
use crate::scenario::schema::Name;

pub(super) const CHECK: Check = Check {
    code: "double-id",
    severity: Severity::Error,
    cause: "Two things of one kind have the same id",
    mend: "Give one of them another id, and see who names it",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    let file = cx.file;
    once("state", &mut file.states.iter(), sink);
    once("organisation", &mut file.organisations.iter().map(|o| &o.path), sink);
    once("seat", &mut file.seats.iter().map(|s| &s.id), sink);
    once("product", &mut file.products.iter().map(|p| &p.id), sink);
    once("service", &mut file.services.iter().map(|s| &s.id), sink);
    once("defence", &mut file.defences.iter().map(|d| &d.id), sink);
    once("stage", &mut file.campaign.iter().flat_map(|c| &c.stages).map(|s| &s.id), sink);
    once("intel item", &mut file.intel.iter().map(|i| &i.id), sink);
    once("content", &mut file.contents.iter().map(|c| &c.id), sink);
    once("incident", &mut file.incidents.iter().map(|i| &i.id), sink);
    once("inject", &mut file.injects.iter().map(|i| &i.id), sink);
    once("question", &mut file.questions.iter().map(|q| &q.id), sink);
    once("rule", &mut file.rules.iter().map(|r| &r.id), sink);
    once("objective", &mut file.objectives.iter().map(|o| &o.id), sink);
    once("doctrine pack", &mut file.doctrine.iter(), sink);
    let mut seen = Vec::new();
    for class in file.severity.iter().map(|words| &words.class) {
        if seen.contains(&**class) {
            let (message, help) = ("this class has words before this line", "remove one of the two");
            sink.error_with(CHECK.code, class.span, || words(message, help));
        }
        seen.push(**class);
    }
}

fn once(what: &str, ids: &mut dyn Iterator<Item = &Name>, sink: &mut Sink) {
    let mut seen = BTreeMap::new();
    for id in ids {
        if seen.insert(id.as_str(), id.span).is_some() {
            sink.error_with(CHECK.code, id.span, || {
                words(format!("there is another {what} `{}` before this one", short(id)), "give one of them another id")
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn the_second_of_two_with_one_id_is_found() {
        found("double-id", &[(r#"id: "INJ-004""#, r#"id: §"INJ-003""#)]);
        found("double-id", &[(r#"id: "lv-csirt""#, r#"id: §"ee-csirt""#)]);
        let line = |mark: &str| format!(r#"(class: {mark}crisis, title: "Red", meaning: "All hands.")"#);
        let twice = format!("severity: [{}, {}], questions: [", line(""), line("§"));
        found("double-id", &[("questions: [", &twice)]);
        clean("double-id", &[(r#"id: "port-down""#, r#"id: "port-west""#)]);
    }
}
