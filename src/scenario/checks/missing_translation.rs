//! `missing-translation`: a text that lacks a language which others have.

use std::collections::{BTreeMap, BTreeSet};

use super::{Check, Context};
use crate::base::Text;
use crate::scenario::Span32;
use crate::scenario::finding::{Finding, Severity, Sink};

pub(super) const CHECK: Check = Check {
    code: "missing-translation",
    severity: Severity::Warning,
    cause: "A text that players read is not in a language in which at least half of the others are",
    mend: "Add the language, like `{ \"en\": \"…\", \"et\": \"…\" }`",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    let texts: Vec<_> = texts(cx).collect();
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for language in texts.iter().flat_map(|(text, _)| text.lines()).map(|line| line.0).filter(|l| !l.is_empty()) {
        *count.entry(language).or_default() += 1;
    }
    let common: BTreeSet<&str> = count.iter().filter(|(_, n)| **n * 2 >= texts.len()).map(|(l, _)| *l).collect();
    for (text, span) in texts {
        let missing: Vec<&str> = common.iter().copied().filter(|l| text.exactly(l).is_none()).collect();
        if !missing.is_empty() {
            let message = format!("this text is missing in {}", missing.join(", "));
            sink.push(Finding::warning(CHECK.code, span, message).with_help(CHECK.mend));
        }
    }
}

/// What players read, and where it stands.
pub(super) fn texts<'a>(cx: &'a Context<'_>) -> impl Iterator<Item = (&'a Text, Span32)> {
    let injects = cx.file.injects.iter().filter_map(|i| i.says.as_ref());
    let intel = cx.file.intel.iter().map(|i| &i.says);
    let questions = cx.file.questions.iter().map(|q| &q.ask);
    let spanned = injects.chain(intel).chain(questions).map(|text| (&text.value, text.span));
    spanned.chain(cx.file.incidents.iter().map(|i| (&i.title, i.id.span)))
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{changed, clean, load_text};

    #[test]
    fn a_text_without_the_language_of_the_others_is_found() {
        let base = changed(&[]);
        // Every `says` but the last in two languages.
        let both = |line: &str| match line.split_once("says: \"") {
            Some((before, rest)) if !rest.starts_with("Why do we") => {
                let (words, after) = rest.split_once('"').unwrap();
                format!("{before}says: {{\"en\": \"{words}\", \"et\": \"Eesti keeles.\"}}{after}")
            }
            _ => line.to_owned(),
        };
        let text: String = base.lines().map(both).collect::<Vec<_>>().join("\n");
        let loaded = load_text(&text);
        let last = text.find("\"Why do we").unwrap() as u32;
        let starts: Vec<_> = loaded.findings.iter().filter(|f| f.code == "missing-translation").map(|f| f.span.start).collect();
        assert!(starts.contains(&last), "{:?}", loaded.findings);
        clean("missing-translation", &[]);
    }
}
