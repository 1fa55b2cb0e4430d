//! `open-classification`: a level that classifies nothing.

use super::{Check, Context};
use crate::scenario::finding::{Severity, Sink, words};
use crate::scenario::secrecy::Secrecy;

pub(super) const CHECK: Check = Check {
    code: "open-classification",
    severity: Severity::Error,
    cause: "An item has a `classification` of level `open`: what is open needs nobody's consent and no tear-line",
    mend: "Write `sim1`, `sim2` or `sim3`, or remove `classification`: its TLP says who may have it",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    let classified = cx.file.intel.iter().filter_map(|item| item.classification.as_ref());
    for classification in classified.filter(|c| *c.level == Secrecy::Open) {
        let what = match &classification.tear_line {
            Some(_) => "an item that is not classified has no tear-line",
            None => "this classifies nothing",
        };
        sink.error_with(CHECK.code, classification.level.span, || words(what, CHECK.mend));
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    const ITEM: &str = r#"(id: "foreign-address","#;

    #[test]
    fn a_level_that_classifies_nothing_is_found_where_it_stands() {
        let with = |level: &str| format!("(id: \"foreign-address\", classification: (level: {level}, originator: \"LV/csirt\", releasable_to: \"EE\", tear_line: (says: \"An address abroad.\", tlp: green, after: \"1h\")),");
        found("open-classification", &[(ITEM, &with("§open"))]);
        clean("open-classification", &[(ITEM, &with("sim1"))]);
    }
}
