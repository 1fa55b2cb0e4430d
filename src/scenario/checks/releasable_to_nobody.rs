//! `releasable-to-nobody`: a classified item that nobody may have but whoever wrote it.

use super::{Check, Context};
use crate::scenario::finding::{Severity, Sink, words};

pub(super) const CHECK: Check = Check {
    code: "releasable-to-nobody",
    severity: Severity::Error,
    cause: "`releasable_to` names nobody beside the originator's own organisation: whoever gets the item has it by a breach",
    mend: "Name who may have it: states, organisations or seats, like [\"IT\", \"EU/eeas\"]",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    for classification in cx.file.intel.iter().filter_map(|item| item.classification.as_ref()) {
        let originator = &classification.originator;
        let others = |name: &crate::scenario::schema::Name| {
            let seats = cx.people.at(name);
            // An address that reaches no seat is told as such.
            seats.is_empty() || seats.iter().any(|place| cx.people.seats[*place].seat.of.value != originator.value)
        };
        if !classification.releasable_to.iter().any(others) {
            sink.error_with(CHECK.code, originator.span, || {
                words("its originator has released it to nobody", CHECK.mend)
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    const ITEM: &str = r#"(id: "foreign-address","#;

    #[test]
    fn what_is_released_to_nobody_is_found_at_its_originator() {
        let with = |to: &str| format!("(id: \"foreign-address\", classification: (level: sim1, originator: §\"LV/csirt\", releasable_to: {to}),");
        found("releasable-to-nobody", &[(ITEM, &with("[]"))]);
        found("releasable-to-nobody", &[(ITEM, &with("\"lv-csirt\""))]);
        clean("releasable-to-nobody", &[(ITEM, &with("[\"EE\"]").replace('§', ""))]);
    }
}
