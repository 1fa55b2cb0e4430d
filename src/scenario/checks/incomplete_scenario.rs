//! `incomplete-scenario`: what every scenario must say.

use super::{Check, Context};
use crate::scenario::Span32;
use crate::scenario::finding::{Severity, Sink, words};

pub(super) const CHECK: Check = Check {
    code: "incomplete-scenario",
    severity: Severity::Error,
    cause: "One of `format`, `id`, `title`, `world`, `startex`, `length`, `states`, `seats` is missing or empty; or the text of an inject, intel item or question is empty",
    mend: "Add it; `startex new FILE` writes a whole scenario to start from",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    let file = cx.file;
    let there = [
        ("format", file.format.is_some(), "1"),
        ("id", file.id.as_ref().is_some_and(|id| !id.is_empty()), "\"my-exercise\""),
        ("title", file.title.as_ref().is_some_and(|t| !t.is_empty()), "\"My exercise\""),
        ("world", file.world.is_some(), "\"europe\""),
        ("startex", file.startex.is_some(), "\"2027-03-02 08:00 Europe/Tallinn\""),
        ("length", file.length.is_some(), "\"3h\""),
        ("states", !file.states.is_empty(), "[\"EE\", \"LV\"]"),
        ("seats", !file.seats.is_empty(), "[(id: \"ee-csirt\", of: \"EE/csirt\")]"),
    ];
    for (field, _, example) in there.iter().filter(|(_, there, _)| !there) {
        sink.error_with(CHECK.code, Span32::default(), || {
            words(format!("the scenario does not say its `{field}`"), format!("add `{field}: {example},`"))
        });
    }
    empty_texts(cx, sink);
}

fn empty_texts(cx: &Context<'_>, sink: &mut Sink) {
    let of_injects = cx.file.injects.iter().filter_map(|i| i.says.as_ref());
    let of_intel = cx.file.intel.iter().map(|i| &i.says);
    let of_questions = cx.file.questions.iter().map(|q| &q.ask);
    for text in of_injects.chain(of_intel).chain(of_questions).filter(|text| text.is_empty()) {
        sink.error_with(CHECK.code, text.span, || {
            words("there is nothing to read in this text", "write it, or leave `says` out of an inject that is only watched for")
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found, load_text};

    #[test]
    fn a_scenario_without_seats_is_found_at_the_top_of_the_file() {
        let loaded = load_text("(format: 1, id: \"x\", title: \"X\", world: \"europe\", length: \"2h\", states: [\"EE\"])");
        let said: Vec<_> = loaded.findings.iter().map(|f| (f.code, f.message.as_str())).collect();
        assert_eq!(
            said,
            [
                ("incomplete-scenario", "the scenario does not say its `startex`"),
                ("incomplete-scenario", "the scenario does not say its `seats`"),
            ]
        );
        let places: Vec<_> = loaded.findings.iter().map(|f| f.json(&loaded.files)).map(|f| (f.line, f.column)).collect();
        assert_eq!(places, [(1, 1), (1, 1)]);
    }

    #[test]
    fn an_empty_text_is_found_where_it_stands() {
        found("incomplete-scenario", &[(r#"says: "Why do we hear of this from truckers?""#, r#"says: §" ""#)]);
        clean("incomplete-scenario", &[]);
    }
}
